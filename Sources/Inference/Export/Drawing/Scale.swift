/// A labelled value of an axis.
struct Tick: Sendable, Equatable {
  let value: Double
  let text: String
}

/// Where values lie: a straight line from an interval of numbers to one of millimetres.
struct Scale: Sendable, Equatable {
  /// The smallest and the largest value shown.
  let domain: ClosedRange<Double>
  private let start: Double
  private let end: Double

  /// Maps a domain to the distance from `start` to `end`.
  init(_ domain: ClosedRange<Double>, from start: Double, to end: Double) {
    (self.domain, self.start, self.end) = (domain, start, end)
  }

  /// Where a value lies; one beyond the domain lies at its end.
  func callAsFunction(_ value: Double) -> Double {
    let share = (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
    return start + min(1, max(0, share)) * (end - start)
  }

  /// How long the axis is.
  var length: Double { abs(end - start) }

  /// An interval that holds all numbers, with some room at its ends; never empty.
  ///
  /// Numbers that are not finite are left out.
  static func domain(of values: [Double], margin: Double = 0.04) -> ClosedRange<Double> {
    let finite = values.filter(\.isFinite)
    var (lower, upper) = (finite.min() ?? 0, finite.max() ?? 1)
    if lower == upper { (lower, upper) = (lower - 0.5, upper + 0.5) }
    let room = margin * (upper - lower)
    return (lower - room)...(upper + room)
  }

  /// Round values to label: steps of 1, 2 or 5 times a power of ten, at most so many.
  ///
  /// O(labels).
  func ticks(atMost count: Int) -> [Tick] {
    let (lower, upper) = (domain.lowerBound, domain.upperBound)
    // Beyond these steps are no numbers any more.
    guard (upper - lower).isFinite, upper - lower > 1e-280 else { return [] }
    let wanted = Double(max(2, count))
    // The unit is 10^power, and a step 1, 2 or 5 units.
    var (unit, power) = (1.0, 0)
    while unit * 10 < upper - lower { (unit, power) = (unit * 10, power + 1) }
    while unit > upper - lower { (unit, power) = (unit / 10, power - 1) }
    (unit, power) = (unit / 10, power - 1)
    let multiple = [1.0, 2, 5, 10, 20].first { (upper - lower) / ($0 * unit) < wanted } ?? 50
    let divisor = power < 0 ? (0..<(-power)).reduce(1.0) { value, _ in value * 10 } : 1
    let factor = power < 0 ? multiple : multiple * unit
    let step = factor / divisor
    let slack = 1e-9
    return stride(
      from: (lower / step - slack).rounded(.up),
      through: upper / step + slack,
      by: 1
    ).map {
      let value = $0 * factor / divisor + 0
      var text = TextBuffer()
      text.append(value)
      return Tick(value: value, text: text.text.replacing("-", with: "\u{2212}"))
    }
  }
}
