/// Splits bytes into records and fields by RFC 4180, a chunk at a time.
///
/// Of the file it holds one chunk and the record at hand. A field is a range of that one buffer:
/// nothing is allocated for a field or a record. Doubled quotes are undone in place, which is
/// possible because a field never gets longer. LF, CRLF and CR end a record; lines without a single
/// byte are skipped wherever they stand.
package struct CSVScanner: ~Copyable {
  /// A line that is a comment, without its prefix.
  struct Comment: Sendable, Equatable {
    /// The line, from 1.
    var line: Int
    /// What follows the prefix.
    var text: String
  }

  private var input: TextInput
  private let chunkSize: Int
  private let commentPrefix: UInt8?
  private let maximumRecordBytes: Int
  private(set) var delimiter: UInt8 = CSVScanner.comma
  private(set) var comments: [Comment] = []

  // The record at hand begins at `start`; `position` is the next byte to look at, and the bytes
  // beyond `end` are not the file's.
  private var buffer: [UInt8] = []
  private var start = 0
  private var position = 0
  private var end = 0
  private var inputIsExhausted = false
  private var skipsLineFeed = false
  private var line = 1

  /// The fields of the record, as offsets from its first byte.
  private var bounds: [Range<Int>] = []
  /// All bytes of plain and quoted fields or-ed together: the high bit tells whether all is ASCII.
  private var accumulatedBits: UInt8 = 0
  /// Whether a field of the record stands in quotes, which scanning may have moved its bytes for.
  private var hasQuotedField = false
  /// The line on which the record begins, from 1.
  private(set) var recordLine = 1

  /// How many lines the record at hand takes.
  var recordLineCount: Int { line - recordLine }

  /// Starts at the first byte, after a byte-order mark if there is one.
  ///
  /// A record of more than `maximumRecordBytes` (64 MiB) is an error: no table has one, and a quote
  /// still open there was never meant to be closed.
  ///
  /// - Precondition: `chunkSize` is positive.
  init(
    _ input: consuming TextInput,
    chunkSize: Int,
    commentPrefix: UInt8?,
    maximumRecordBytes: Int = 1 << 26
  ) throws(DataError) {
    precondition(chunkSize > 0, "a chunk has at least one byte")
    self.input = input
    self.chunkSize = chunkSize
    self.commentPrefix = commentPrefix
    self.maximumRecordBytes = maximumRecordBytes
    while end < 3, try fill() {}
    if end >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { position = 3 }
  }

  /// The name of the input, for messages.
  var name: String { input.name }

  /// Whether there may be comments.
  var allowsComments: Bool { commentPrefix != nil }

  /// The number of fields of the record.
  var fieldCount: Int { bounds.count }

  /// Lends the bytes of one field, unquoted.
  func withField<Result>(_ index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    let range = bounds[index]
    return body(
      buffer.span.extracting((start + range.lowerBound)..<(start + range.upperBound))
    )
  }

  /// Whether the first field of the record stands in quotes.
  var hasQuotedStart: Bool { bounds.first.map { $0.lowerBound > 0 } ?? false }

  /// One field as a string.
  ///
  /// Allocates unless it is short.
  func text(_ index: Int) -> String {
    let range = bounds[index]
    return String(
      decoding: buffer[(start + range.lowerBound)..<(start + range.upperBound)],
      as: UTF8.self
    )
  }

  /// Lends the unread bytes that begin with the next record, as far as they are in memory.
  ///
  /// `body` says how many of them, and how many lines, it has dealt with: whole lines that are one
  /// record each. They are not scanned, and the record at hand is gone.
  mutating func consumeLines(_ body: (Span<UInt8>) -> (bytes: Int, lines: Int)) {
    if skipsLineFeed, position < end {
      skipsLineFeed = false
      if buffer[position] == Self.lineFeed { position += 1 }
    }
    let consumed = body(buffer.span.extracting(position..<end))
    position += consumed.bytes
    line += consumed.lines
    start = position
  }

  /// Lends the line of the record at hand without its line feed, but with a carriage return.
  ///
  /// Not where a field stands in quotes, nor where the line does not end in a line feed.
  func withPlainLine(_ body: (Span<UInt8>) -> Void) {
    guard !hasQuotedField, position > start else { return }
    if buffer[position - 1] == Self.lineFeed {
      body(buffer.span.extracting(start..<(position - 1)))
    } else if skipsLineFeed, position < end, buffer[position] == Self.lineFeed {
      body(buffer.span.extracting(start..<position))
    }
  }

  /// Hands over the comments met so far and forgets them.
  mutating func takeComments() -> [Comment] {
    defer { comments = [] }
    return comments
  }

  /// Moves to the next record; false at the end of the input.
  mutating func next() throws(DataError) -> Bool {
    bounds.removeAll(keepingCapacity: true)
    accumulatedBits = 0
    hasQuotedField = false
    guard try findRecord() else { return false }
    recordLine = line
    while true {
      let terminator =
        if position < end, buffer[position] == Self.quote {
          try scanQuotedField()
        } else {
          try scanPlainField()
        }
      guard let terminator else { return true }
      position += 1
      if terminator == delimiter {
        if position == end { _ = try fill() }
        continue
      }
      skipsLineFeed = terminator == Self.carriageReturn
      line += 1
      return true
    }
  }

  /// The index of the field that an error is about, where the scanner was inside one.
  func fieldInTrouble(_ kind: DataError.Kind) -> Int? {
    switch kind {
    case .unclosedQuote: bounds.count
    case .strayQuote, .textAfterQuote: bounds.count - 1
    default: nil
    }
  }

  /// The first field that is not UTF-8, with its first wrong bytes.
  ///
  /// ASCII records cost one test.
  func firstInvalidField() -> (index: Int, bytes: [UInt8])? {
    guard accumulatedBits >= 0x80 else { return nil }
    for index in bounds.indices {
      let wrong = withField(index) { field -> [UInt8] in
        do throws(UTF8.ValidationError) {
          _ = try UTF8Span(validating: field)
          return []
        } catch {
          return error.byteOffsets.map { field[$0] }
        }
      }
      if !wrong.isEmpty { return (index, wrong) }
    }
    return nil
  }

  /// Copies the unread text from the next record on, as far as it goes up to a number of bytes.
  ///
  /// Nothing is consumed but comments and blank lines.
  mutating func sample(atMost limit: Int) throws(DataError) -> [UInt8] {
    guard try findRecord() else { return [] }
    while end - position < limit, try fill() {}
    return Array(buffer[position..<min(position + limit, end)])
  }

  /// The encoding of the file, where it is not UTF-8.
  var encoding: TextEncoding? { input.encoding }

  /// Whether nobody stated the encoding, and the first word that is not ASCII.
  var foundEncoding: (isFound: Bool, word: String?) { (input.isEncodingFound, input.firstDecoded) }

  /// From the next record on, runs of spaces are tabs.
  mutating func alignBlanks() {
    let aligned = input.alignBlanks(after: buffer[position..<end])
    buffer.replaceSubrange(position..<buffer.count, with: aligned)
    end = buffer.count
    delimiter = UInt8(ascii: "\t")
  }

  /// Whether every field of the record is empty or blank.
  var isBlankRecord: Bool {
    // Most records begin with something.
    guard let first = bounds.first,
      first.isEmpty || buffer[start + first.lowerBound] <= 0x20
        || buffer[start + first.lowerBound] >= 0xC2
    else { return false }
    return bounds.indices.allSatisfy { isBlankField($0) }
  }

  /// Whether a field of the record is empty or blank.
  func isBlankField(_ index: Int) -> Bool { withField(index) { $0.trimmedRange.isEmpty } }

  /// Sets the delimiter instead of detecting it.
  mutating func use(delimiter: UInt8) { self.delimiter = delimiter }
}

// MARK: - Scanning

extension CSVScanner {
  static let quote = UInt8(ascii: "\"")
  package static let comma = UInt8(ascii: ",")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  /// Skips the rest of a line end, blank lines and comments; false at the end of the input.
  private mutating func findRecord() throws(DataError) -> Bool {
    while true {
      start = position
      if position == end, try !fill() { return false }
      let byte = buffer[position]
      if skipsLineFeed {
        skipsLineFeed = false
        if byte == Self.lineFeed {
          position += 1
          continue
        }
      }
      if byte == Self.lineFeed || byte == Self.carriageReturn {
        skipsLineFeed = byte == Self.carriageReturn
        line += 1
        position += 1
      } else if byte == commentPrefix {
        try readComment()
      } else {
        return true
      }
    }
  }

  private mutating func readComment() throws(DataError) {
    while true {
      if position == end, try !fill() { break }
      if buffer[position] == Self.lineFeed || buffer[position] == Self.carriageReturn { break }
      position += 1
    }
    let text = String(decoding: buffer[(start + 1)..<position], as: UTF8.self)
    comments.append(Comment(line: line, text: text))
  }

  /// Scans a field without quotes and returns the byte that ends it, nil at the end of the input.
  private mutating func scanPlainField() throws(DataError) -> UInt8? {
    let first = position - start
    var terminator: UInt8?
    while terminator == nil {
      let run = plainRun()
      position = run.end
      accumulatedBits |= run.bits
      if run.end < end {
        terminator = buffer[run.end]
      } else if try !fill() {
        break
      }
    }
    bounds.append(first..<(position - start))
    if terminator == Self.quote { throw failure(.strayQuote, line: line) }
    return terminator
  }

  /// The bytes from `position` to the next that is not plain, or to the last one read.
  private func plainRun() -> (end: Int, bits: UInt8) {
    let bytes = buffer.span
    let delimiter = delimiter
    let limit = end
    var bits: UInt8 = 0
    var index = position
    while index < limit {
      let byte = bytes[index]
      if byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn
        || byte == Self.quote
      {
        break
      }
      bits |= byte
      index += 1
    }
    return (index, bits)
  }

  /// Scans a field in quotes and returns the byte that ends it, nil at the end of the input.
  private mutating func scanQuotedField() throws(DataError) -> UInt8? {
    let openingLine = line
    hasQuotedField = true
    position += 1
    let first = position - start
    var written = first
    var previous: UInt8 = 0
    while true {
      if position == end, try !fillQuoted(openingLine) {
        throw failure(.unclosedQuote, line: openingLine)
      }
      let byte = buffer[position]
      position += 1
      if byte == Self.quote {
        if position == end, try !fillQuoted(openingLine) {
          bounds.append(first..<written)
          return nil
        }
        let following = buffer[position]
        if following != Self.quote {
          bounds.append(first..<written)
          if following == delimiter || following == Self.lineFeed
            || following == Self.carriageReturn
          {
            return following
          }
          throw failure(.textAfterQuote, line: line)
        }
        position += 1
      }
      if start + written + 1 != position { buffer[start + written] = byte }
      written += 1
      accumulatedBits |= byte
      let isLineFeed = byte == Self.lineFeed && previous != Self.carriageReturn
      if isLineFeed || byte == Self.carriageReturn { line += 1 }
      previous = byte
    }
  }

  private mutating func fillQuoted(_ openingLine: Int) throws(DataError) -> Bool {
    if end - start > maximumRecordBytes {
      throw failure(.unclosedQuote, line: openingLine)
    }
    return try fill()
  }

  /// Reads one more chunk behind the record at hand; false at the end of the input.
  private mutating func fill() throws(DataError) -> Bool {
    if inputIsExhausted { return false }
    if end - start > maximumRecordBytes {
      throw failure(.recordTooLong(bytes: maximumRecordBytes), line: line)
    }
    if start > 0 {
      for index in start..<end { buffer[index - start] = buffer[index] }
      position -= start
      end -= start
      start = 0
    }
    if buffer.count < end + chunkSize {
      let size = max(end + chunkSize, 2 * buffer.count)
      buffer.append(contentsOf: repeatElement(0, count: size - buffer.count))
    }
    let count: Int
    do throws(DataError) {
      count = try input.read(into: &buffer, at: end, atMost: chunkSize)
    } catch {
      throw placed(error)
    }
    end += count
    inputIsExhausted = count == 0
    return count > 0
  }

  /// An error about bytes not yet scanned with the line that they are on; its value is their offset.
  private func placed(_ error: DataError) -> DataError {
    guard error.kind == .zeroByte, let offset = error.value.flatMap({ Int($0) }) else {
      return error
    }
    let feeds = buffer[position..<min(end + offset, buffer.count)].count { $0 == Self.lineFeed }
    return DataError(.zeroByte, file: error.file, line: line + feeds)
  }

  /// An error about the field at hand; the reader above knows the name of its column.
  private func failure(_ kind: DataError.Kind, line: Int) -> DataError {
    DataError(kind, file: name, line: line)
  }
}
