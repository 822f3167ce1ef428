import Yams

/// A value of a YAML file that knows its file, its line and the key it stands under.
///
/// Scalars are taken as written: `yes` and `1e3` stay texts until someone asks for something else.
struct YAMLNode {
  /// The file, for messages.
  let file: String
  /// The key that the value stands under; nil for the whole file and for items of lists.
  let key: String?
  private let node: Node

  /// The most bytes of a YAML file: a codebook of ten thousand contested cells has half of that.
  static let sizeLimit = 1 << 22

  /// Parses a file; every YAML file that the program reads goes through here.
  ///
  /// - Throws: `DataError` where the bytes are not UTF-8, not YAML, or nothing at all, and where there are
  ///   too many of them or they stand for too much.
  init(bytes: [UInt8], file: String) throws(DataError) {
    guard bytes.count <= Self.sizeLimit else {
      throw DataError(.tooLarge(bytes: Self.sizeLimit), file: file)
    }
    try YAMLAliases.check(bytes, file: file)
    // Editors of Windows put a byte-order mark before UTF-8.
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    guard let text = String(validating: body, as: UTF8.self) else {
      throw Self.notUTF8(bytes, file)
    }
    let composed: Node?
    do {
      // Scalars stay text: what they mean is the reader's to say, and no time goes into guessing.
      composed = try Yams.compose(yaml: text, .basic)
    } catch {
      throw Self.malformed(error, file)
    }
    guard let composed else { throw DataError(.emptyFile, file: file) }
    self.init(composed, key: nil, file: file)
  }

  private init(_ node: Node, key: String?, file: String) {
    self.node = node
    self.key = key
    self.file = file
  }

  /// The line on which the value starts, from 1.
  var line: Int? { node.mark?.line }

  /// The value as a text that is not empty.
  func text() throws(DataError) -> String {
    guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
      throw invalid(accepted: ["a text"])
    }
    return scalar.string
  }

  /// The value as one of a few texts, or as what they stand for.
  func choice<Choice: RawRepresentable & CaseIterable>(
    of type: Choice.Type
  ) throws(DataError) -> Choice where Choice.RawValue == String {
    let text = try text()
    guard let choice = Choice(rawValue: text) else {
      throw invalid(accepted: Choice.allCases.map(\.rawValue))
    }
    return choice
  }

  /// The value as a list.
  func list() throws(DataError) -> [YAMLNode] {
    guard case .sequence(let sequence) = node else { throw invalid(accepted: ["a list"]) }
    return sequence.map { YAMLNode($0, key: nil, file: file) }
  }

  /// The value as keys with values, in the order of the file.
  func mapping() throws(DataError) -> YAMLMapping {
    guard case .mapping(let mapping) = node else {
      throw invalid(accepted: ["keys with values"])
    }
    var entries: [YAMLMapping.Entry] = []
    for (key, value) in mapping {
      guard case .scalar(let name) = key else { throw invalid(accepted: ["keys with values"]) }
      entries.append(
        YAMLMapping.Entry(
          key: name.string,
          line: key.mark?.line,
          value: YAMLNode(value, key: name.string, file: file)
        )
      )
    }
    return YAMLMapping(file: file, line: line, entries: entries)
  }

  /// The value as keys with values, none of which is unknown.
  func mapping(knownKeys: [String]) throws(DataError) -> YAMLMapping {
    let mapping = try mapping()
    for entry in mapping.entries where !knownKeys.contains(entry.key) {
      throw DataError(
        .unknownKey,
        file: file,
        line: entry.line,
        place: .init(entry.key),
        accepted: knownKeys
      )
    }
    return mapping
  }

  /// The error that the value is not what it should be.
  func invalid(_ kind: DataError.Kind = .invalidValue, accepted: [String]) -> DataError {
    let value: String? = if case .scalar(let scalar) = node { scalar.string } else { nil }
    return DataError(
      kind,
      file: file,
      line: line,
      place: .init(key, value: value),
      accepted: accepted
    )
  }

  private static func notUTF8(_ bytes: [UInt8], _ file: String) -> DataError {
    var line = 1
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      line += bytes[..<error.byteOffsets.lowerBound].count { $0 == UInt8(ascii: "\n") }
    }
    return DataError(.notUTF8, file: file, line: line, accepted: ["UTF-8"])
  }

  private static func malformed(_ error: any Error, _ file: String) -> DataError {
    guard let error = error as? YamlError else {
      return DataError(.malformedYAML, file: file, place: .init(value: "\(error)"))
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return DataError(
        .malformedYAML,
        file: file,
        line: mark.line,
        place: .init(value: problem)
      )
    case .duplicatedKeysInMapping(let duplicates, let context):
      return DataError(
        .malformedYAML,
        file: file,
        line: context.mark.line,
        place: .init(
          duplicates.first,
          value: "a key that is there twice"
        )
      )
    default:
      return DataError(.malformedYAML, file: file, place: .init(value: "\(error)"))
    }
  }
}

/// Keys with values, in the order of a YAML file.
struct YAMLMapping {
  /// A key with its value.
  struct Entry {
    /// The key.
    var key: String
    /// The line of the key, from 1.
    var line: Int?
    /// The value.
    var value: YAMLNode
  }

  /// The file, for messages.
  let file: String
  /// The line on which the mapping starts, from 1.
  let line: Int?
  /// The keys and values, in order.
  let entries: [Entry]

  /// The value of a key, or nil.
  func optional(_ key: String) -> YAMLNode? { entries.first { $0.key == key }?.value }

  /// The value of a key that has to be there.
  func required(_ key: String) throws(DataError) -> YAMLNode {
    guard let value = optional(key) else {
      throw DataError(.missingKey, file: file, line: line, place: .init(key))
    }
    return value
  }

  /// The text of a key that has to be there.
  func text(_ key: String) throws(DataError) -> String { try required(key).text() }

  /// The text of a key that may be left out.
  func optionalText(_ key: String) throws(DataError) -> String? {
    guard let value = optional(key) else { return nil }
    return try value.text()
  }
}
