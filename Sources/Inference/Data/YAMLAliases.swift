import CYaml

/// Judges the aliases of a YAML file before anything is composed from it.
///
/// An alias repeats a part of the file, and parts that are repeated in parts that are repeated grow
/// exponentially: half a kilobyte stands for more nodes than any memory holds. Where such parts are keys, the
/// composer has to compare them, and never ends. Very deep nesting takes more stack than a thread has. Here the
/// parser's events are counted, which takes no longer than the file is.
enum YAMLAliases {
  /// The most nodes that a file may stand for.
  static let nodeLimit = 200_000
  /// The deepest nesting with aliases followed.
  static let depthLimit = 100

  /// A node that begins and has not ended.
  private struct Frame {
    let anchor: String?
    let isMapping: Bool
    var count = 0
    var extent = Extent(size: 1, depth: 1)
  }

  /// How much a node stands for.
  private struct Extent {
    var size: Int
    var depth: Int

    mutating func add(_ inner: Extent) {
      size = min(size + inner.size, nodeLimit + 1)
      depth = max(depth, inner.depth + 1)
    }
  }

  /// Refuses a file that stands for too much.
  ///
  /// What is no YAML passes: composing it says what is wrong. O(bytes).
  ///
  /// - Throws: `DataError` of kind `tooComplex` with the line.
  static func check(_ bytes: [UInt8], file: String) throws(DataError) {
    // Without both an anchor and an alias nothing is repeated, and nearly all files have neither.
    let hasAliases = bytes.contains(UInt8(ascii: "&")) && bytes.contains(UInt8(ascii: "*"))
    guard hasAliases || mayBeDeep(bytes) else { return }
    var walk = Walk(file: file)
    var failure: DataError?
    unsafe bytes.withUnsafeBufferPointer { buffer in
      do throws(DataError) {
        try unsafe walk.read(buffer)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Whether there are so many opening brackets, or a line is indented so far, that the nesting may be
  /// deeper than the limit.
  private static func mayBeDeep(_ bytes: [UInt8]) -> Bool {
    var openings = 0
    var indent = 0
    var isIndent = true
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\n"):
        isIndent = true
        indent = 0
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
        if isIndent { indent += 1 }
        if indent > depthLimit { return true }
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        isIndent = false
        openings += 1
        if openings > depthLimit { return true }
      default: isIndent = false
      }
    }
    return false
  }

  private struct Walk {
    let file: String
    var frames: [Frame] = []
    var anchors: [String: Extent] = [:]

    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(DataError) {
      var parser = unsafe yaml_parser_t()
      guard unsafe yaml_parser_initialize(&parser) == 1 else { return }
      defer { unsafe yaml_parser_delete(&parser) }
      unsafe yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      unsafe yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
      while true {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(&parser, &event) == 1 else { return }
        defer { unsafe yaml_event_delete(&event) }
        let line = unsafe Int(event.start_mark.line) + 1
        switch unsafe event.type {
        case YAML_STREAM_END_EVENT: return
        case YAML_ALIAS_EVENT:
          let name = unsafe Self.text(event.data.alias.anchor) ?? ""
          let known = anchors[name] ?? Extent(size: 1, depth: 1)
          try end(known, isScalar: known.size == 1, line)
        case YAML_SCALAR_EVENT:
          let extent = Extent(size: 1, depth: 1)
          if let name = unsafe Self.text(event.data.scalar.anchor) { anchors[name] = extent }
          try end(extent, isScalar: true, line)
        case YAML_SEQUENCE_START_EVENT:
          let anchor = unsafe Self.text(event.data.sequence_start.anchor)
          frames.append(Frame(anchor: anchor, isMapping: false))
        case YAML_MAPPING_START_EVENT:
          let anchor = unsafe Self.text(event.data.mapping_start.anchor)
          frames.append(Frame(anchor: anchor, isMapping: true))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
          guard let frame = frames.popLast() else { return }
          if let anchor = frame.anchor { anchors[anchor] = frame.extent }
          try end(frame.extent, isScalar: false, line)
        default: break
        }
        if frames.count > depthLimit { throw tooDeep(line) }
      }
    }

    /// A node has ended: it is a part of the one around it.
    private mutating func end(
      _ extent: Extent,
      isScalar: Bool,
      _ line: Int
    ) throws(DataError) {
      guard let last = frames.indices.last else { return }
      let isKey = frames[last].isMapping && frames[last].count % 2 == 0
      if isKey, !isScalar { throw failure("a key is a list, or has keys of its own", line) }
      frames[last].count += 1
      frames[last].extent.add(extent)
      if frames[last].extent.size > nodeLimit {
        throw failure("aliases repeat more than \(nodeLimit) parts", line)
      }
      if frames[last].extent.depth > depthLimit { throw tooDeep(line) }
    }

    private func tooDeep(_ line: Int) -> DataError {
      failure("parts are nested more than \(depthLimit) deep", line)
    }

    private func failure(_ what: String, _ line: Int) -> DataError {
      DataError(.tooComplex, file: file, line: line, place: .init(value: what))
    }

    private static func text(_ name: UnsafeMutablePointer<yaml_char_t>?) -> String? {
      guard let name = unsafe name else { return nil }
      return unsafe String(cString: name)
    }
  }
}
