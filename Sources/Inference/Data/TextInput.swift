/// How the bytes of a file become text.
enum TextDecoding: Sendable, Equatable {
  /// As UTF-8, or as UTF-16 where the first bytes say so.
  case found
  /// As was stated.
  case stated(TextEncoding)
  /// As something that the file may be, because it is not UTF-8; held against the words in it.
  case guessed(TextEncoding)
}

/// The text of a file as UTF-8, read once from the front.
///
/// A file of another kind than text is refused by its first bytes, and a byte of zero anywhere, which
/// no text has.
struct TextInput: ~Copyable {
  private var source: ByteSource
  private var stages: Stages
  /// What was read and not yet lent.
  private var pending: [UInt8] = []
  private var taken = 0
  private var isExhausted: Bool
  /// Whether nobody stated the encoding.
  private(set) var isEncodingFound = true

  /// Looks at the first bytes.
  ///
  /// - Throws: `DataError` where the file is of another kind, or not in the encoding stated.
  init(_ source: consuming ByteSource, decoding: TextDecoding = .found) throws(DataError) {
    var source = source
    let head = try Self.head(&source)
    if let kind = FileKind(head.span) { throw DataError(.otherKind(kind), file: source.name) }
    let mark = ByteOrderMark(head)
    let found = try Self.encoding(decoding, mark, source.name)
    var isGuess = false
    if case .guessed = decoding { isGuess = true }
    var stages = Stages(encoding: found, isGuess: isGuess)
    let isShort = head.count < FileKind.prefixLength
    // The mark of UTF-8 is left to whoever takes the text apart.
    let text = try stages.convert(
      head[(found == nil ? 0 : mark.length)...],
      isLast: isShort,
      name: source.name
    )
    self.init(source, stages, text, isShort)
    if case .stated = decoding { isEncodingFound = false }
  }

  private init(
    _ source: consuming ByteSource,
    _ stages: Stages,
    _ text: [UInt8],
    _ isExhausted: Bool
  ) {
    self.source = source
    self.stages = stages
    self.isExhausted = isExhausted
    pending = text
  }

  /// The first bytes.
  private static func head(_ source: inout ByteSource) throws(DataError) -> [UInt8] {
    var head = [UInt8](repeating: 0, count: FileKind.prefixLength)
    var count = 0
    while count < head.count {
      let more = try source.read(into: &head, at: count, atMost: head.count - count)
      if more == 0 { break }
      count += more
    }
    head.removeLast(head.count - count)
    return head
  }

  /// The encoding to decode; nil for UTF-8.
  private static func encoding(
    _ decoding: TextDecoding,
    _ mark: ByteOrderMark,
    _ name: String
  ) throws(DataError) -> TextEncoding? {
    switch decoding {
    case .found: return mark.encoding == .utf8 ? nil : mark.encoding
    case .stated(let stated), .guessed(let stated):
      if mark.length > 0, let found = mark.encoding, !found.agrees(with: stated) {
        throw DataError(
          .otherEncoding(found),
          file: name,
          place: .init(value: stated.rawValue)
        )
      }
      if stated == .utf16, mark.encoding == .utf16BigEndian { return .utf16BigEndian }
      return stated == .utf8 ? nil : stated
    }
  }

  /// The encoding, where it is not UTF-8.
  var encoding: TextEncoding? { stages.encoding }

  /// The first word of a guessed encoding that is not ASCII, as it was read.
  var firstDecoded: String? { stages.decoder?.firstWord }

  /// The name of the input, for messages.
  var name: String { source.name }

  /// Reads text into `buffer` from `offset`, at most `count` bytes; 0 means that there is no more.
  ///
  /// - Precondition: the buffer has room for it.
  mutating func read(
    into buffer: inout [UInt8],
    at offset: Int,
    atMost count: Int
  ) throws(DataError) -> Int {
    if stages.areNone, taken == pending.count {
      let found = try source.read(into: &buffer, at: offset, atMost: count)
      if let zero = ByteSource.firstZero(in: buffer, from: offset, count: found) {
        throw DataError(.zeroByte, file: name, place: .init(value: String(zero - offset)))
      }
      return found
    }
    while taken == pending.count, !isExhausted {
      var bytes = [UInt8](repeating: 0, count: count)
      let found = try source.read(into: &bytes, at: 0, atMost: count)
      isExhausted = found == 0
      pending = try stages.convert(bytes[..<found], isLast: isExhausted, name: name)
      taken = 0
    }
    let lent = min(count, pending.count - taken)
    for index in 0..<lent { buffer[offset + index] = pending[taken + index] }
    taken += lent
    return lent
  }

  /// From here on, runs of spaces are tabs; returns what that makes of text that was read before.
  mutating func alignBlanks(after text: ArraySlice<UInt8>) -> [UInt8] {
    var runs = BlankRuns()
    var converted: [UInt8] = []
    runs.convert(text, into: &converted)
    var rest: [UInt8] = []
    runs.convert(pending[taken...], into: &rest)
    (pending, taken) = (rest, 0)
    stages.blanks = runs
    return converted
  }
}

/// What is done to bytes on their way to text.
private struct Stages {
  let encoding: TextEncoding?
  private(set) var decoder: TextDecoder?
  var blanks: BlankRuns?

  init(encoding: TextEncoding?, isGuess: Bool) {
    self.encoding = encoding
    decoder = encoding.flatMap { TextDecoder($0, isGuess: isGuess) }
  }

  var areNone: Bool { decoder == nil && blanks == nil }

  mutating func convert(
    _ bytes: ArraySlice<UInt8>,
    isLast: Bool,
    name: String
  ) throws(DataError) -> [UInt8] {
    var text = Array(bytes)
    if decoder != nil {
      text = []
      do throws(TextDecoder.DecodingFailure) {
        try decoder?.decode(bytes, isLast: isLast, into: &text)
      } catch {
        let stated = encoding?.rawValue
        let (kind, value): (DataError.Kind, String?) =
          switch error.doubt {
          case .mixed: (.mixedEncodings, nil)
          case .unlikely: (.unknownEncoding, nil)
          case .isUTF8: (.isUTF8, stated)
          case nil: (.unknownEncoding, stated)
          }
        throw DataError(
          kind,
          file: name,
          line: kind == .isUTF8 ? nil : decoder?.currentLine,
          place: .init(value: value)
        )
      }
    }
    if let zero = text.firstIndex(of: 0) {
      throw DataError(.zeroByte, file: name, place: .init(value: String(zero)))
    }
    guard blanks != nil else { return text }
    var aligned: [UInt8] = []
    blanks?.convert(text, into: &aligned)
    return aligned
  }
}

/// What the first bytes say about the encoding.
private struct ByteOrderMark {
  var encoding: TextEncoding?
  var length = 0

  init(_ bytes: [UInt8]) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      (encoding, length) = (.utf8, 3)
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      (encoding, length) = (.utf16LittleEndian, 2)
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      (encoding, length) = (.utf16BigEndian, 2)
    } else if bytes.count >= 4 {
      encoding = Self.unmarked(bytes)
    }
  }

  /// Text without a mark, every other byte of which is zero, is UTF-16.
  private static func unmarked(_ bytes: [UInt8]) -> TextEncoding? {
    var zeros = [0, 0]
    for (index, byte) in bytes.enumerated() where byte == 0 { zeros[index % 2] += 1 }
    if zeros[0] == 0, zeros[1] * 4 > bytes.count { return .utf16LittleEndian }
    return zeros[1] == 0 && zeros[0] * 4 > bytes.count ? .utf16BigEndian : nil
  }
}

extension TextEncoding {
  /// Whether a file that is marked so may be stated to be in another encoding.
  fileprivate func agrees(with stated: TextEncoding) -> Bool {
    self == stated || stated == .utf16 && (self == .utf16LittleEndian || self == .utf16BigEndian)
  }
}
