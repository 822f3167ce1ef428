/// Turns the bytes of a file into UTF-8 while they are read, in pieces of any length.
struct TextDecoder {
  /// Where bytes are not in the encoding that they are read in.
  enum Doubt: Equatable {
    /// Letters of UTF-8 stand beside bytes that are none.
    case mixed
    /// The letters that come out are in no words of Western Europe.
    case unlikely
    /// All letters beyond ASCII are those of UTF-8, though another encoding was stated.
    case isUTF8
  }

  private enum Scheme {
    case singleByte([[UInt8]])
    case utf16(isLittleEndian: Bool)
  }

  private let scheme: Scheme
  private let isGuess: Bool
  private var pendingByte: UInt8?
  private var pendingUnit: UInt16?
  private var word: [UInt8] = []
  private var utf8 = UTF8Watch()
  private var line = 1
  /// The first word of a guess by which a reader can tell that it is right: with a letter that would be another
  /// in Central Europe, or else with any that is not ASCII.
  private(set) var firstWord: String?
  private var isFirstWordTelling = false

  /// Decodes an encoding; `isGuess` where nobody stated it, so that it is held against the words.
  ///
  /// Nil for UTF-8, which needs no decoding. UTF-16 without a mark of its order is little-endian.
  init?(_ encoding: TextEncoding, isGuess: Bool = false) {
    self.isGuess = isGuess
    if let letters = encoding.upperHalf {
      scheme = .singleByte(letters.map { Array(String(Character($0)).utf8) })
    } else if encoding == .utf8 {
      return nil
    } else {
      scheme = .utf16(isLittleEndian: encoding != .utf16BigEndian)
    }
  }

  /// The line reached, from 1; what was wrong when decoding failed is there.
  var currentLine: Int { line }

  /// Appends the text of more bytes to what was decoded; at the end nothing may be left over.
  mutating func decode(
    _ bytes: ArraySlice<UInt8>,
    isLast: Bool,
    into text: inout [UInt8]
  ) throws(DecodingFailure) {
    switch scheme {
    case .singleByte(let letters):
      for byte in bytes {
        if byte < 0x80 { text.append(byte) } else { text += letters[Int(byte) - 0x80] }
        if isGuess { try look(at: byte) } else { utf8.look(at: byte) }
        if byte == CSVScanner.lineFeed { line += 1 }
      }
      if isLast, isGuess { try endWord() }
      // One byte a letter fits any file; that it says something as UTF-8 throughout is no accident.
      if isLast, utf8.isUTF8 { throw DecodingFailure(.isUTF8) }
    case .utf16(let isLittleEndian):
      for byte in bytes {
        guard let first = pendingByte else {
          pendingByte = byte
          continue
        }
        pendingByte = nil
        let unit =
          isLittleEndian
          ? UInt16(byte) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(byte)
        try append(unit, to: &text)
      }
      if isLast, pendingByte != nil || pendingUnit != nil { throw DecodingFailure(nil) }
    }
  }

  /// Why decoding failed; nil where the bytes are none of the encoding.
  struct DecodingFailure: Error {
    let doubt: Doubt?

    init(_ doubt: Doubt?) { self.doubt = doubt }
  }

  private mutating func append(
    _ unit: UInt16,
    to text: inout [UInt8]
  ) throws(DecodingFailure) {
    var scalar: Unicode.Scalar?
    if let first = pendingUnit {
      pendingUnit = nil
      guard UTF16.isTrailSurrogate(unit) else { throw DecodingFailure(nil) }
      let high = UInt32(first) - 0xD800
      let low = UInt32(unit) - 0xDC00
      scalar = Unicode.Scalar(0x10000 + high << 10 + low)
    } else if UTF16.isLeadSurrogate(unit) {
      pendingUnit = unit
      return
    } else {
      scalar = Unicode.Scalar(unit)
    }
    guard let scalar else { throw DecodingFailure(nil) }
    if scalar == "\n" { line += 1 }
    text += Array(String(Character(scalar)).utf8)
  }
}

// MARK: - Is it Windows-1252?

extension TextDecoder {
  /// Takes a byte of a text that may be Windows-1252; at the end of a word it is judged.
  private mutating func look(at byte: UInt8) throws(DecodingFailure) {
    if byte >= 0x80 || Self.isLetter(byte) {
      if word.count < 256 { word.append(byte) }
    } else {
      try endWord()
    }
  }

  private mutating func endWord() throws(DecodingFailure) {
    defer { word.removeAll(keepingCapacity: true) }
    if let doubt = Self.doubt(about: word) { throw DecodingFailure(doubt) }
    guard !isFirstWordTelling, word.contains(where: { $0 >= 0x80 }),
      case .singleByte(let letters) = scheme
    else { return }
    let isTelling = word.contains(where: Self.centralEuropean.contains)
    if isTelling || firstWord == nil {
      isFirstWordTelling = isTelling
      let text = word.flatMap { $0 < 0x80 ? [$0] : letters[Int($0) - 0x80] }
      firstWord = String(decoding: text, as: UTF8.self)
    }
  }

  /// Why a word, a run of ASCII letters and bytes beyond ASCII, is none in Windows-1252; else nil.
  static func doubt(about word: [UInt8]) -> Doubt? {
    guard word.contains(where: { $0 >= 0x80 }) else { return nil }
    if holdsUTF8(word) { return .mixed }
    let letters = word.filter { $0 >= 0xC0 }
    if letters.count > 1, letters.count == word.count { return .unlikely }
    var run = 0
    for (index, byte) in word.enumerated() {
      run = byte >= 0xC0 ? run + 1 : 0
      if run > 2 || unassigned.contains(byte) { return .unlikely }
      let before = index > 0 ? word[index - 1] : 0
      let after = index + 1 < word.count ? word[index + 1] : 0
      let isInside = isLetter(before) && isLowercase(after)
      // A capital or a sign in the middle of a word; an apostrophe may stand there.
      if isInside, isSign(byte) || capitals.contains(byte) && isLowercase(before) {
        return .unlikely
      }
    }
    return nil
  }

  /// The letters that are others in Windows-1250.
  private static let centralEuropean: Set<UInt8> = {
    let (western, central) = (
      TextEncoding.windows1252.upperHalf, TextEncoding.windows1250.upperHalf
    )
    return Set(
      zip(western ?? [], central ?? []).enumerated().compactMap { place, pair in
        pair.0 == pair.1 ? nil : UInt8(0x80 + place)
      }
    )
  }()

  /// What Windows-1252 has no character for.
  private static let unassigned: [UInt8] = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
  /// S and Z with caron, the ligature OE, Y with diaeresis.
  private static let capitals: [UInt8] = [0x8A, 0x8C, 0x8E, 0x9F]

  /// Signs that do not stand between letters of one word; not apostrophes and the Catalan dot.
  private static func isSign(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x83, 0x8A, 0x8C, 0x8E, 0x91, 0x92, 0x9A, 0x9C, 0x9E, 0x9F: false
    case 0xA0, 0xAA, 0xAD, 0xB4, 0xB7, 0xBA: false
    default: byte >= 0x80 && byte < 0xC0 || byte == 0xD7 || byte == 0xF7
    }
  }

  private static func isLowercase(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "a") < 26 }
  private static func isLetter(_ byte: UInt8) -> Bool { isLowercase(byte | 0x20) && byte < 0x80 }

  /// Whether a sequence of UTF-8 for one letter is among the bytes.
  private static func holdsUTF8(_ word: [UInt8]) -> Bool {
    for index in word.indices {
      let length =
        switch word[index] {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 0
        }
      guard length > 0, index + length <= word.count else { continue }
      if word[(index + 1)..<(index + length)].allSatisfy({ $0 & 0xC0 == 0x80 }) { return true }
    }
    return false
  }
}

/// Whether bytes that pass by are UTF-8 with letters beyond ASCII.
private struct UTF8Watch {
  private var awaited = 0
  private var isValid = true
  private var hasLetters = false

  var isUTF8: Bool { isValid && hasLetters && awaited == 0 }

  mutating func look(at byte: UInt8) {
    guard isValid else { return }
    if awaited > 0 {
      if byte & 0xC0 == 0x80 { awaited -= 1 } else { isValid = false }
      return
    }
    guard byte >= 0x80 else { return }
    hasLetters = true
    switch byte {
    case 0xC2...0xDF: awaited = 1
    case 0xE0...0xEF: awaited = 2
    case 0xF0...0xF4: awaited = 3
    default: isValid = false
    }
  }
}
