/// What one cell of a table says, by itself.
public enum Cell: Sendable, Equatable {
  /// Nothing: the cell is empty or holds a usual text for a missing value, such as `NA` or `.`.
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
    self.init(trimmed: bytes.extracting(bytes.trimmedRange))
  }

  /// Reads a cell without blanks around it.
  init(trimmed cell: Span<UInt8>) {
    switch cell.count {
    case 0: self = .missing
    case 1: self = Cell(single: cell[0])
    case 2 where cell[0] == UInt8(ascii: "N") && cell[1] == UInt8(ascii: "A"): self = .missing
    default:
      if let code = Cell.code(cell) {
        self = .code(code)
      } else if MissingTexts.isUsual(cell) {
        self = .missing
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

  private init(single byte: UInt8) {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "-"): self = .missing
    case UInt8(ascii: "0"): self = .digit(false)
    case UInt8(ascii: "1"): self = .digit(true)
    case UInt8(ascii: "2")...UInt8(ascii: "9"): self = .number(Double(byte - UInt8(ascii: "0")))
    default: self = .word
    }
  }

  static func code(_ cell: Span<UInt8>) -> Bool? {
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
