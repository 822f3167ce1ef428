/// What one cell of a table says, by itself.
public enum Cell: Sendable, Equatable {
  /// Nothing: the cell is empty, `NA` or `.`.
  case missing
  /// A yes/no code in words: yes/no, true/false, present/absent, in any case.
  case code(Bool)
  /// 1 or 0 in any spelling (`1.0`, `01`, `+1`, `1e0`), a code among codes and a number among numbers.
  case digit(Bool)
  /// A decimal number other than 0 or 1, correctly rounded; or NaN or infinity in words.
  case number(Double)
  /// Anything else.
  case word

  /// Reads a cell; blanks around it do not count.
  ///
  /// Does not allocate, long numbers apart.
  public init(_ bytes: Span<UInt8>) {
    let cell = bytes.extracting(bytes.trimmedRange)
    switch cell.count {
    case 0: self = .missing
    case 1: self = Cell(single: cell[0])
    case 2 where cell[0] == UInt8(ascii: "N") && cell[1] == UInt8(ascii: "A"): self = .missing
    default:
      if let code = Cell.code(cell) {
        self = .code(code)
      } else if let number = DecimalText.parse(cell) {
        // Programs that know no whole numbers with gaps write 1.0 for the code 1.
        self = number == 0 || number == 1 ? .digit(number == 1) : .number(number)
      } else {
        self = .word
      }
    }
  }

  /// The words and digits that are codes, yes before no.
  public static let acceptedCodes = [
    "yes", "no", "true", "false", "present", "absent", "1", "0",
  ]

  /// The texts that say that a value is missing.
  public static let missingTexts = ["", "NA", "."]

  private init(single byte: UInt8) {
    switch byte {
    case UInt8(ascii: "."): self = .missing
    case UInt8(ascii: "0"): self = .digit(false)
    case UInt8(ascii: "1"): self = .digit(true)
    case UInt8(ascii: "2")...UInt8(ascii: "9"): self = .number(Double(byte - UInt8(ascii: "0")))
    default: self = .word
    }
  }

  private static func code(_ cell: Span<UInt8>) -> Bool? {
    switch cell.count {
    case 2: cell.equalsIgnoringCase("no") ? false : nil
    case 3: cell.equalsIgnoringCase("yes") ? true : nil
    case 4: cell.equalsIgnoringCase("true") ? true : nil
    case 5: cell.equalsIgnoringCase("false") ? false : nil
    case 6: cell.equalsIgnoringCase("absent") ? false : nil
    case 7: cell.equalsIgnoringCase("present") ? true : nil
    default: nil
    }
  }
}

extension Span<UInt8> {
  /// Where the bytes lie that remain without the spaces and tabs around them.
  var trimmedRange: Range<Int> {
    var lower = 0
    var upper = count
    while lower < upper, isBlank(self[lower]) { lower += 1 }
    while upper > lower, isBlank(self[upper - 1]) { upper -= 1 }
    return lower..<upper
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  /// Whether the bytes spell a lower-case ASCII word in any case.
  func equalsIgnoringCase(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { letters in
      for index in 0..<count {
        let byte = self[index]
        let lowered = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
        if unsafe lowered != letters[index] { return false }
      }
      return true
    }
  }
}

extension String {
  /// A string from bytes that are known to be UTF-8, without the blanks around them.
  init(trimming bytes: Span<UInt8>) {
    self.init(bytes: bytes.extracting(bytes.trimmedRange))
  }

  /// A string from bytes that are known to be UTF-8.
  init(bytes: Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
