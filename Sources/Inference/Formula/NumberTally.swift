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
  /// Whether no number has a second decimal.
  private var areTenths = true

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
    if value != value.rounded() {
      isWhole = false
      if areTenths { areTenths = abs(10 * value - (10 * value).rounded()) < 1e-6 }
    }
    maximum = max(maximum, value)
    if value < minimum {
      (secondMinimum, minimum, minimumCount) = (minimum, value, cases)
    } else if value == minimum {
      minimumCount += cases
    } else {
      secondMinimum = min(secondMinimum, value)
    }
  }

  /// Whether a number is one that surveys and data sets write for what is missing: -9, 99, 999, -88, 8, ...
  static func isSuspect(_ value: Double) -> Bool {
    guard abs(value) < 1e7, let whole = Int(exactly: value) else { return false }
    if whole < 0, whole >= -9 { return true }
    if [7, 8, 97, 98, 997, 998].contains(whole) { return true }
    var rest = abs(whole)
    let digit = rest % 10
    guard digit == 9 || (digit >= 6 && rest > 9) else { return false }
    while rest > 0, rest % 10 == digit { rest /= 10 }
    return rest == 0
  }

  /// Whether a number is hardly ever anything else; -1 to -8, 7 and 8 may be scores.
  static func isStrongSuspect(_ value: Double) -> Bool {
    isSuspect(value) && abs(value) >= 9
  }

  /// What stands apart from the rest; nil where nothing does.
  var oddity: (kind: ColumnRemark.Kind, values: Set<Double>)? {
    if let strays { return (.strayAmongCodes, strays) }
    let (far, low, high) = farSuspects
    if !far.isEmpty { return (.farFromRest(minimum: low, maximum: high), far) }
    return loneNegative
  }

  /// The few values of a column that is otherwise 0 and 1.
  private var strays: Set<Double>? {
    guard !hasManyOthers, !others.isEmpty, zeros + ones > 0 else { return nil }
    // What arithmetic made of a code: 0.99999999.
    if others.keys.allSatisfy(Self.isNearlyCode) { return Set(others.keys) }
    let odd = others.values.reduce(0, +)
    let hasBoth = zeros > 0 && ones > 0
    // Between 0 and 1 lie the scores of fuzzy sets, which are more than one.
    guard others.keys.allSatisfy({ $0 < 0 || $0 > 1 }) else {
      return hasBoth && odd == 1 && present >= 5 ? Set(others.keys) : nil
    }
    // Most cases have no answer where a question was put to few.
    if others.keys.allSatisfy(Self.isStrongSuspect) {
      return hasBoth || 2 * odd < present ? Set(others.keys) : nil
    }
    guard hasBoth else { return nil }
    // Several codes for what is missing: 8 and 9, -1 and -2.
    if others.keys.allSatisfy({ Self.isSuspect($0) && ($0 < 0 || $0 > 6) }) {
      let weak = others.reduce(0) { Self.isStrongSuspect($1.key) ? $0 : $0 + $1.value }
      let isFew = 3 * odd <= present || weak < odd && 3 * weak <= min(present, zeros + ones)
      return isFew ? Set(others.keys) : nil
    }
    guard others.count <= 2 else { return nil }
    let isFew = odd == 1 && present >= 3 || (others.count == 1 ? 4 : 10) * odd <= present
    return isFew ? Set(others.keys) : nil
  }

  private static func isNearlyCode(_ value: Double) -> Bool {
    let whole = value.rounded()
    return value != whole && abs(value - whole) < 1e-6 && (whole == 0 || whole == 1)
  }

  /// The suspects beyond the range of all other numbers, and far from it, and that range.
  private var farSuspects: (values: Set<Double>, minimum: Double, maximum: Double) {
    var (low, high) = (minimum, maximum)
    let isIndex = isIndex(from: low, to: high)
    // A weak suspect of many cases is one of the values, unless they are those of an index.
    for (value, cases) in suspects where !Self.isStrongSuspect(value) && 4 * cases > present {
      if isIndex, value < 0 { continue }
      (low, high) = (min(low, value), max(high, value))
    }
    guard low <= high else { return ([], low, high) }
    let isScale = isScale(below: low)
    let floor = low
    var far: Set<Double> = []
    // From the rest outwards: a suspect that is near belongs to the rest.
    let above = suspects.keys.filter { $0 > high }.sorted()
    let below = suspects.keys.filter { $0 < low }.sorted(by: >)
    for value in above + below {
      let isStrong = Self.isStrongSuspect(value)
      let gap = value < low ? low - value : value - high
      // Counts and scales have no negative numbers, whatever their range.
      let isNegativeCount = value < 0 && low >= 0 && isWhole
      var isFar = isNegativeCount || gap >= max((high - low) / 2, value < 0 || isStrong ? 2 : 3)
      if isBelowDecimals(value, suspects[value] ?? 0, from: isScale ? low : floor, to: high) {
        isFar = true
      }
      if !isStrong, value < 0 ? isScale : !isWhole || high > 5 { isFar = false }
      if isFar {
        far.insert(value)
      } else {
        (low, high) = (min(low, value), max(high, value))
      }
    }
    let cases = far.reduce(0) { $0 + (suspects[$1] ?? 0) }
    let isFound = 2 * cases < present || far.allSatisfy { mayBeFrequent($0, from: low, to: high) }
    return (isFound ? far : [], low, high)
  }

  /// Whether the numbers of a range are those of an index from 0 to 1.
  private func isIndex(from low: Double, to high: Double) -> Bool {
    low >= 0 && high <= 1 && (hasManyOthers || others.keys.count { $0 > 0 && $0 < 1 } > 1)
  }

  /// Whether the negative suspects below a number are scores among others, as of an index from -10 to 10.
  private func isScale(below low: Double) -> Bool {
    let scores = suspects.keys.filter { $0 < low && !Self.isStrongSuspect($0) }.sorted()
    // Such an index has no decimals, and -1, -2, -7 and -8 are codes beside -9.
    if !isWhole, low >= 0, scores.allSatisfy({ $0 >= -2 || $0 <= -7 }) { return false }
    return zip(scores, scores.dropFirst()).contains { $1 - $0 > 1 } || scores.count > 2
  }

  /// Whether a number is a negative whole one below decimals that are none, and hardly one of them.
  private func isBelowDecimals(
    _ value: Double,
    _ cases: Double,
    from low: Double,
    to high: Double
  ) -> Bool {
    guard value < 0, value == value.rounded(), low >= 0, !isWhole else { return false }
    if Self.isStrongSuspect(value) || isIndex(from: low, to: high) { return true }
    guard 5 * cases <= present else { return false }
    // One number in ten with one decimal is whole by chance, as a rate of growth of -1.0.
    let isBesideCode = suspects.keys.contains { $0 <= -9 }
    return cases > 1 || isBesideCode || !areTenths
      || low - value >= 3 * (high - low) / (present - cases)
  }

  /// Whether a number may be missing in most cases, beside others of a range.
  private func mayBeFrequent(_ value: Double, from low: Double, to high: Double) -> Bool {
    guard low < high else { return false }
    guard Self.isStrongSuspect(value) else { return isIndex(from: low, to: high) }
    // Turnout may be 99 in most cases, and 85 in others.
    return value < 0 ? low >= 0 : value >= 4 * high
  }

  /// One case with a negative number far below all others, which are none, or few with a whole one
  /// below decimals.
  private var loneNegative: (kind: ColumnRemark.Kind, values: Set<Double>)? {
    let others = suspects.keys
    let second = others.reduce(secondMinimum) { min($0, $1) }
    guard minimum < 0, second >= 0, second < .infinity, present >= 3 else { return nil }
    let top = others.reduce(maximum) { max($0, $1) }
    let isFar =
      minimumCount == 1 && second - minimum >= max((top - second) / 2, .leastNonzeroMagnitude)
    guard isFar || isBelowDecimals(minimum, minimumCount, from: second, to: top) else { return nil }
    return (.farFromRest(minimum: second, maximum: top), [minimum])
  }
}
