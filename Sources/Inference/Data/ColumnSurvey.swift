/// What was seen in the cells of a column while they were read, beyond what they say.
///
/// It is looked at again when the column is complete; a cell without peculiarities costs a comparison or
/// two.
struct ColumnSurvey {
  /// A text and the line where it was met first.
  struct Sighting: Equatable {
    var text: String
    var line: Int
  }

  /// How the cells of this column are read.
  let rules: CellRules
  private let isStandard: Bool

  /// The texts, other than those that go without saying, that were taken for missing values.
  private(set) var missing: [Sighting] = []
  /// The first `NA`.
  private(set) var firstNA: Int?
  /// Whether there is an `NA` or a point alone.
  private(set) var hasNA = false
  /// The first cell with a blank around it that is no space of ASCII.
  private(set) var foreignBlank: Sighting?
  private var blank: Sighting?
  private var hasTightCell = false
  /// The first number with three decimals that may be thousands.
  private(set) var threeDecimals: Sighting?
  /// Whether there is a number that shows that points stand before decimals.
  private var provesPoints = false
  private var wholeNumbers = 0

  /// Starts a column that is read by rules for the whole table.
  init(_ rules: CellRules, column: String) {
    var rules = rules
    rules.missing.declared.removeAll { $0.column != nil && $0.column != column }
    rules.missing.kept.removeAll { $0.column != column }
    self.rules = rules
    isStandard = rules.areStandard
    provesPoints = rules.decimal != nil || !rules.hasPlainNumbers
  }

  /// The first cell with a space of ASCII around it, where others have none.
  var strayBlank: Sighting? { hasTightCell ? blank : nil }

  /// The first number that was read with decimals and could be thousands, as nothing in the column says
  /// otherwise.
  var doubtfulPoint: Sighting? { provesPoints ? nil : threeDecimals }

  /// Whether numbers without a point stand beside those.
  var hasWholeNumbers: Bool { wholeNumbers > 0 }

  /// Reads a cell, with or without blanks around it.
  mutating func read(_ bytes: Span<UInt8>, line: Int) -> Cell {
    let range = bytes.trimmedRange
    let trimmed = bytes.extracting(range)
    let cell = isStandard ? Cell(trimmed: trimmed) : rules.cell(trimmed: trimmed)
    if range.count == bytes.count {
      hasTightCell = true
    } else if range.count > 0 {
      noteBlanks(bytes, range, line)
    }
    switch cell {
    case .missing: if range.count > 0 { noteMissing(trimmed, line) }
    case .number(let number): if !provesPoints { notePoint(trimmed, number, line) }
    // 1.000 may be a thousand.
    case .digit(let digit) where trimmed.count > 4:
      if !provesPoints { notePoint(trimmed, digit ? 1 : 0, line) }
    default: break
    }
    return cell
  }

  private mutating func noteMissing(_ bytes: Span<UInt8>, _ line: Int) {
    if bytes.count == 2, bytes[0] == UInt8(ascii: "N"), bytes[1] == UInt8(ascii: "A") {
      if firstNA == nil { firstNA = line }
      hasNA = true
      return
    }
    if bytes.count == 1, bytes[0] == UInt8(ascii: ".") {
      hasNA = true
      return
    }
    let text = String(bytes: bytes)
    if missing.count < 20, !missing.contains(where: { $0.text == text }) {
      missing.append(Sighting(text: text, line: line))
    }
  }

  private mutating func noteBlanks(_ bytes: Span<UInt8>, _ range: Range<Int>, _ line: Int) {
    guard foreignBlank == nil else { return }
    let isForeign = bytes.indices.contains { !range.contains($0) && bytes[$0] >= 0x80 }
    guard isForeign || blank == nil else { return }
    let sighting = Sighting(text: String(bytes: bytes.extracting(range)), line: line)
    if isForeign { foreignBlank = sighting } else { blank = sighting }
  }

  /// Counts for or against points between thousands: groups of three digits that no zero leads.
  private mutating func notePoint(_ bytes: Span<UInt8>, _ number: Double, _ line: Int) {
    let point = bytes.indices.first { bytes[$0] == UInt8(ascii: ".") }
    guard let point else {
      // A number of four digits and more without a mark, or in another notation, shows it too.
      if number.magnitude >= 1000 || number != number.rounded() { provesPoints = true }
      wholeNumbers += 1
      return
    }
    let first = bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+") ? 1 : 0
    let isGroup =
      bytes.count - point == 4 && (1...3).contains(point - first)
      && bytes[first] != UInt8(ascii: "0")
    if !isGroup {
      provesPoints = true
    } else if threeDecimals == nil {
      threeDecimals = Sighting(text: String(bytes: bytes), line: line)
    }
  }
}
