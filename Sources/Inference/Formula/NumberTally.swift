/// The numbers of a column, counted far enough to tell which of them stand apart.
struct NumberTally {
  /// How many cases have a number.
  private(set) var present = 0.0
  /// The cases of each number that is neither 0 nor 1, while these are few.
  private var others: [Double: Double] = [:]
  private var hasManyOthers = false
  private var zeros = 0.0
  private var ones = 0.0
  /// The cases of each number that is often written for a missing value.
  private var suspects: [Double: Double] = [:]
  /// The range of all numbers that are no suspects.
  private var minimum = Double.infinity
  private var maximum = -Double.infinity
  /// The smallest of them again, where it is that of one case and negative, and the next one.
  private var minimumCount = 0.0
  private var secondMinimum = Double.infinity
  private var isWhole = true

  /// Beyond so many different numbers it is no matter of codes.
  private static let otherLimit = 8

  /// Counts the numbers of some rows; O(rows).
  init(_ numbers: NumericValues, rows: [Int], counts: [Double]?) {
    for (index, row) in rows.enumerated() {
      let value = numbers.raw(row)
      guard value.isFinite else { continue }
      count(value + 0, counts?[index] ?? 1)
    }
  }

  private mutating func count(_ value: Double, _ cases: Double) {
    present += cases
    if value == 0 {
      zeros += cases
    } else if value == 1 {
      ones += cases
    } else if !hasManyOthers {
      others[value, default: 0] += cases
      hasManyOthers = others.count > Self.otherLimit
    }
    if Self.isSuspect(value) {
      suspects[value, default: 0] += cases
      return
    }
    if value != value.rounded() { isWhole = false }
    maximum = max(maximum, value)
    if value < minimum {
      (secondMinimum, minimum, minimumCount) = (minimum, value, cases)
    } else if value == minimum {
      minimumCount += cases
    } else {
      secondMinimum = min(secondMinimum, value)
    }
  }

  /// Whether a number is one that surveys and data sets write for what is missing: -9, 99, 999, -88, ...
  static func isSuspect(_ value: Double) -> Bool {
    guard abs(value) < 1e7, let whole = Int(exactly: value) else { return false }
    if whole < 0, whole >= -9 { return true }
    if whole == 97 || whole == 98 || whole == 997 || whole == 998 { return true }
    var rest = abs(whole)
    let digit = rest % 10
    guard digit == 9 || (digit >= 6 && rest > 9) else { return false }
    while rest > 0, rest % 10 == digit { rest /= 10 }
    return rest == 0
  }

  /// Whether a number is hardly ever anything else; -1 to -8 may be scores.
  private static func isStrongSuspect(_ value: Double) -> Bool {
    isSuspect(value) && abs(value) >= 9
  }

  /// What stands apart from the rest; nil where nothing does.
  var oddity: (kind: ColumnRemark.Kind, values: Set<Double>)? {
    if let strays { return (.strayAmongCodes, strays) }
    let far = farSuspects
    if !far.isEmpty {
      // A suspect within the rest belongs to it.
      let rest = suspects.keys.filter { !far.contains($0) }
      let low = rest.reduce(minimum) { min($0, $1) }
      let high = rest.reduce(maximum) { max($0, $1) }
      return (.farFromRest(minimum: low, maximum: high), far)
    }
    return loneNegative
  }

  /// The few values of a column that is otherwise 0 and 1.
  private var strays: Set<Double>? {
    guard !hasManyOthers, !others.isEmpty, zeros + ones > 0 else { return nil }
    // Between 0 and 1 lie the scores of fuzzy sets.
    guard others.keys.allSatisfy({ $0 < 0 || $0 > 1 }) else { return nil }
    let odd = others.values.reduce(0, +)
    if others.keys.allSatisfy(Self.isStrongSuspect) {
      return 2 * odd < present ? Set(others.keys) : nil
    }
    guard zeros > 0, ones > 0, others.count <= 2 else { return nil }
    let isFew = odd == 1 && present >= 3 || (others.count == 1 ? 4 : 10) * odd <= present
    return isFew ? Set(others.keys) : nil
  }

  /// The suspects beyond the range of all other numbers, and far from it.
  private var farSuspects: Set<Double> {
    guard minimum <= maximum, 2 * suspects.values.reduce(0, +) < present else {
      return []
    }
    let spread = maximum - minimum
    let scores = suspects.keys.count { $0 < 0 && !Self.isStrongSuspect($0) }
    return Set(
      suspects.keys.filter { value in
        if !Self.isStrongSuspect(value), scores > 2 || 4 * (suspects[value] ?? 0) > present {
          return false
        }
        // Counts and scales have no negative numbers, whatever their range.
        if value < 0, minimum >= 0, isWhole { return true }
        let gap = value < minimum ? minimum - value : value - maximum
        return gap >= max(spread / 2, 2)
      }
    )
  }

  /// One case with a negative number far below all others, which are none.
  private var loneNegative: (kind: ColumnRemark.Kind, values: Set<Double>)? {
    let others = suspects.keys
    let second = others.reduce(secondMinimum) { min($0, $1) }
    guard minimum < 0, minimumCount == 1, second >= 0, second < .infinity, present >= 3 else {
      return nil
    }
    let top = others.reduce(maximum) { max($0, $1) }
    guard second - minimum >= max((top - second) / 2, .leastNonzeroMagnitude) else { return nil }
    return (.farFromRest(minimum: second, maximum: top), [minimum])
  }
}
