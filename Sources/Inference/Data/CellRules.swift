/// How the cells of a table are read: which texts are missing values, and how numbers are written.
public struct CellRules: Sendable, Equatable {
  /// What stands before the decimals of a number.
  public enum DecimalMark: String, Sendable, CaseIterable { case point, comma }

  /// What stands between the thousands of a number.
  public enum ThousandsMark: String, Sendable, CaseIterable {
    case comma, point, space, apostrophe
  }

  /// What stands before decimals; nil: a point, because nothing was declared.
  public var decimal: DecimalMark?
  /// What stands between thousands; nil: nothing.
  public var thousands: ThousandsMark?
  /// Which texts are missing values.
  public var missing: MissingTexts

  /// Declares how cells are to be read; the defaults are those of most tables.
  ///
  /// With points between thousands, the decimals stand behind a comma.
  ///
  /// - Precondition: decimals and thousands do not have the same mark.
  public init(
    decimal: DecimalMark? = nil,
    thousands: ThousandsMark? = nil,
    missing: MissingTexts = .init()
  ) {
    self.decimal = decimal ?? (thousands == .point ? .comma : nil)
    self.thousands = thousands
    self.missing = missing
    precondition(
      self.decimal?.rawValue ?? "point" != thousands?.rawValue,
      "one mark cannot be two things"
    )
  }

  /// Whether numbers are written with a point before decimals and nothing between thousands.
  var hasPlainNumbers: Bool { decimal != .comma && thousands == nil }

  /// Whether cells are read as `Cell.init` reads them.
  var areStandard: Bool { hasPlainNumbers && missing == MissingTexts() }

  /// Reads a cell without blanks around it.
  ///
  /// The texts declared missing for single columns are taken to be those of this cell's column.
  func cell(trimmed bytes: Span<UInt8>) -> Cell {
    if !missing.kept.isEmpty {
      let text = String(bytes: bytes)
      if missing.kept.contains(where: { $0.text == text }) { return .word }
    }
    if !missing.declared.isEmpty, isDeclaredMissing(bytes) { return .missing }
    if missing.hasUsual, hasPlainNumbers { return Cell(trimmed: bytes) }
    if bytes.count == 0 || missing.hasUsual && MissingTexts.isUsual(bytes) { return .missing }
    if let code = Cell.code(bytes) { return .code(code) }
    if bytes.count == 1, bytes[0] == UInt8(ascii: "0") || bytes[0] == UInt8(ascii: "1") {
      return .digit(bytes[0] == UInt8(ascii: "1"))
    }
    return number(bytes).map { $0 == 0 || $0 == 1 ? .digit($0 == 1) : .number($0) } ?? .word
  }

  private func isDeclaredMissing(_ bytes: Span<UInt8>) -> Bool {
    let text = String(bytes: bytes)
    var value: Double?
    for declaration in missing.declared {
      if declaration.text == text { return true }
      guard let number = declaration.number else { continue }
      value = value ?? self.number(bytes) ?? .nan
      if value == number { return true }
    }
    return false
  }

  /// A number as the rules have it written; nil where it is none, or its groups are no thousands.
  func number(_ bytes: Span<UInt8>) -> Double? {
    if hasPlainNumbers { return DecimalText.parse(bytes) }
    return DeclaredNumber(decimal: decimal ?? .point, thousands: thousands).parse(bytes)
  }
}

/// Reads numbers with the marks that were declared.
private struct DeclaredNumber {
  let decimal: CellRules.DecimalMark
  let thousands: CellRules.ThousandsMark?

  /// Puts the number into plain form and reads that.
  ///
  /// Between thousands marks there are three digits, before the first one to three, and no zero leads
  /// them; where one group is marked all are.
  func parse(_ bytes: Span<UInt8>) -> Double? {
    let text = String(bytes: bytes)
    let mark: Character = decimal == .comma ? "," : "."
    var plain = ""
    var groups: [Int] = []
    var digits = 0
    var isWhole = true
    for character in text {
      if character.isASCII, character.isWholeNumber {
        plain.append(character)
        digits += 1
      } else if character == mark, isWhole {
        isWhole = false
        plain.append(".")
        groups.append(digits)
      } else if isWhole, isThousandsMark(character) {
        guard digits > 0 else { return nil }
        groups.append(digits)
        digits = 0
      } else if character == "." || character == "," {
        return nil
      } else {
        // A sign, an exponent, or the letters of a word.
        if isWhole, digits > 0 {
          groups.append(digits)
          isWhole = false
        }
        plain.append(character)
      }
    }
    if isWhole { groups.append(digits) }
    if groups.count > 1 {
      let first = groups[0]
      let leads = plain.first { $0.isWholeNumber }
      guard (1...3).contains(first), groups.dropFirst().allSatisfy({ $0 == 3 }), leads != "0"
      else { return nil }
    }
    return DecimalText.parse(Array(plain.utf8).span)
  }

  private func isThousandsMark(_ character: Character) -> Bool {
    switch thousands {
    case .comma?: character == ","
    case .point?: character == "."
    case .apostrophe?: character == "'" || character == "\u{2019}"
    case .space?: [" ", "\u{A0}", "\u{202F}", "\u{2009}", "\u{2007}"].contains(character)
    case nil: false
    }
  }
}
