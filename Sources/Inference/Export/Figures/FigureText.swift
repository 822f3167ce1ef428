/// Numbers and phrases as figures write them.
enum FigureText {
  /// A number with so many decimals; a long dash for one that is not finite.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "\u{2013}" }
    let unit = (0..<decimals).reduce(1.0) { unit, _ in unit * 10 }
    let whole = Int((abs(value) * unit).rounded())
    let isNegative = value < 0 && whole > 0
    let (head, tail) = whole.quotientAndRemainder(dividingBy: Int(unit))
    let digits = "\(tail)"
    let padding = String(repeating: "0", count: max(0, decimals - digits.count))
    return (isNegative ? "\u{2212}" : "") + "\(head)"
      + (decimals > 0 ? "." + padding + digits : "")
  }

  /// A probability with two decimals; one that would read as 0 or 1 is bounded, as no number of draws makes it so.
  static func probability(_ value: Double) -> String {
    if value < 0.005 { return "<0.01" }
    if value >= 0.995 { return ">0.99" }
    return fixed(value, 2)
  }

  /// A number as short as it reads back, with a true minus.
  static func short(_ value: Double) -> String {
    var text = TextBuffer()
    text.append(value + 0)
    return text.text.replacing("-", with: "\u{2212}")
  }

  /// `90 % equal-tailed intervals`.
  static func words(_ interval: CredibleInterval) -> String {
    let kind = interval.kind == .equalTailed ? "equal-tailed" : "highest-density"
    return "\(short(((interval.mass * 100) * 1e6).rounded() / 1e6)) % \(kind) intervals"
  }

  /// The value of a condition, a number to four digits.
  static func value(_ value: ConditionValue) -> String {
    guard case .number(let number) = value, number.isFinite, number != 0 else { return value.text }
    var unit = 1.0
    while abs(number) * unit < 1000, unit < 1e12 { unit *= 10 }
    return short((number * unit).rounded() / unit)
  }

  /// How many rows a figure of rows has at most; the rest is in its table.
  static let rowLimit = 40

  /// What is said where some are left to the table.
  static func rest(_ count: Int, _ things: String) -> String {
    count > rowLimit ? " \(count - rowLimit) more \(things) are in the table." : ""
  }

  /// A number of things: `1 case`, `2 cases`.
  static func counted(_ count: Int, _ thing: String) -> String {
    AnalysisWarning.counted(count, thing)
  }

  /// `no -> yes` with an arrow.
  static func change(_ text: String) -> String { text.replacing("->", with: "\u{2192}") }
}

extension DecidedBy {
  /// The mark of a number that is decided so: told apart by its form as well as by its colour.
  var symbol: Symbol {
    switch self {
    case .data: .disc
    case .sign: .diamond
    case .prior: .circle
    }
  }

  /// The line of its interval.
  var stroke: Stroke {
    switch self {
    case .data: Stroke(ink: .blue, width: 0.7)
    case .sign: Stroke(ink: .orange, width: 0.7)
    case .prior: Stroke(ink: .grey, width: 0.5, dash: [1.2, 0.7])
    }
  }

  /// An interval and its middle.
  func marks(_ middle: Double, from lower: Double, to upper: Double) -> [RowChart.Mark] {
    [.interval(lower: lower, upper: upper, stroke), .symbol(middle, symbol, stroke.ink)]
  }

  /// The keys of those that occur.
  static func legend(_ present: [DecidedBy]) -> [Legend.Item] {
    allCases.filter(present.contains).map {
      Legend.Item(.interval($0.symbol, $0.stroke), $0.words)
    }
  }
}
