/// Something about the values of a used column that its reader should look at: it may be read as it
/// was not meant.
public struct ColumnRemark: Sendable, Equatable {
  /// What is odd.
  public enum Kind: Sendable, Equatable {
    /// All other cases have 0 or 1; these few values make numbers of what look like codes.
    case strayAmongCodes
    /// The values lie far from all others, as codes for what is missing do.
    case farFromRest(minimum: Double, maximum: Double)
    /// Levels that differ by case, space or the form of their letters only; each list is one word.
    case alikeLevels([[String]])
    /// So many levels that hardly two cases share one.
    case levelsOfSingleCases(levels: Int)
    /// Words that begin with digits, some of them.
    case levelsWithDigits([String])
    /// Words that may say that the value is missing, or that it is the one above.
    case levelsLikeMissing([String])
    /// The two words of a language for yes and no, read as names of groups.
    case wordsForCodes(yes: String, no: String)
    /// Numbers that are days or months, such as 20010503; one of them.
    case numbersLikeDates(Double)
    /// Years with two digits among others with four; one of those.
    case yearsOfTwoDigits(Double)
  }

  /// The column.
  public let column: String
  /// What is odd.
  public let kind: Kind
  /// The odd numbers, ascending; none for words.
  public internal(set) var values: [Double] = []
  /// The names of the first cases that have them; none where rows stand for several cases.
  public internal(set) var cases: [String] = []
  /// The number of the first of them, where cases are told by their numbers; nil elsewhere.
  public internal(set) var firstCase: Int?
  /// How many cases have them.
  public internal(set) var caseCount = 0
  /// How many cases have any value in the column.
  public internal(set) var presentCount = 0

  init(_ column: String, _ kind: Kind) {
    self.column = column
    self.kind = kind
  }
}

/// Looks at the columns that a formula uses, in the cases fitted, for values that hardly mean what they
/// are read as.
///
/// Everything here counts cases, not rows, so that a table says the same whether its equal cases were
/// merged or not.
struct ColumnReview {
  /// Up to how many cases are named.
  static let namedCases = 20

  private let frame: ModelFrame
  private let counts: [Double]?

  init(_ frame: ModelFrame) {
    self.frame = frame
    counts = frame.counts
  }

  /// The remarks on all used columns, in the order of the formula.
  ///
  /// O(rows x columns).
  func remarks(factors: [Expression: FactorLevels]) -> [ColumnRemark] {
    frame.formula.usedColumns.flatMap { name -> [ColumnRemark] in
      let levels = factors.filter { $0.value.column == name }
      switch frame.table[name]?.values {
      case .numeric(let numbers)?:
        let odd = number(name, numbers) ?? years(name, numbers)
        return (odd.map { [$0] } ?? []) + dates(name, numbers, levels.keys)
          + levelCount(name, levels.first?.value)
      case .text(let words)?:
        let isExplicit = levels.keys.contains(.factor(name))
        return alike(name, words) + likeMissing(name, words) + forCodes(name, words)
          + levelCount(name, levels.first?.value)
          + (levels.isEmpty || isExplicit ? [] : digits(name, words))
      case .coded?, nil: return []
      }
    }
  }

  // MARK: Numbers

  private func number(_ name: String, _ numbers: NumericValues) -> ColumnRemark? {
    let tally = NumberTally(numbers, rows: frame.rows, counts: counts)
    guard let (kind, odd) = tally.oddity else { return nil }
    // Counts that are mostly 0 and 1 are no codes.
    let response = frame.formula.response
    if kind == .strayAmongCodes, response.trials != nil, response.columns.contains(name) {
      return nil
    }
    return ColumnRemark(name, kind).with(odd, of: tally) { remark in
      for (index, row) in frame.rows.enumerated() {
        guard let value = numbers[row], odd.contains(value) else { continue }
        count(index, row, in: &remark)
      }
    }
  }

  private func count(_ index: Int, _ row: Int, in remark: inout ColumnRemark) {
    remark.caseCount += Int(counts?[index] ?? 1)
    let name = frame.table.caseNames[row]
    if counts == nil {
      if remark.cases.count < Self.namedCases { remark.cases.append(name) }
    } else if let number = Int(name) {
      remark.firstCase = min(remark.firstCase ?? number, number)
    }
  }

  /// The years of two digits in a column of years.
  private func years(_ name: String, _ numbers: NumericValues) -> ColumnRemark? {
    guard !frame.formula.response.columns.contains(name) else { return nil }
    var (long, short): (Set<Double>, Set<Double>) = ([], [])
    var (cases, longCases) = (0.0, 0.0)
    for (index, row) in frame.rows.enumerated() {
      let value = numbers.raw(row)
      guard value == value.rounded() else { return nil }
      cases += counts?[index] ?? 1
      switch value {
      case 0..<100: short.insert(value)
      case 1850..<2050:
        long.insert(value)
        longCases += counts?[index] ?? 1
      default: return nil
      }
    }
    // Many small counts have few large ones beside them, and 0 is no year.
    guard long.count > 1, 5 * longCases >= cases, let first = long.min(), !short.isEmpty,
      2 * short.count(where: { $0 >= 10 }) >= short.count
    else { return nil }
    var remark = ColumnRemark(name, .yearsOfTwoDigits(first))
    remark.values = short.sorted()
    remark.presentCount = Int(cases)
    for (index, row) in frame.rows.enumerated() where short.contains(numbers.raw(row)) {
      count(index, row, in: &remark)
    }
    return remark
  }

  /// Numbers that all are days, or all months with their year, in one of the usual orders.
  private func dates(
    _ name: String,
    _ numbers: NumericValues,
    _ factors: some Collection<Expression>
  ) -> [ColumnRemark] {
    guard !factors.contains(.factor(name)) else { return [] }
    var first: Double?
    var distinct: Set<Double> = []
    var orders = DateOrder.allCases
    for row in frame.rows {
      let value = numbers.raw(row)
      orders.removeAll { !$0.reads(value) }
      guard !orders.isEmpty else { return [] }
      first = first ?? value
      if distinct.count < 3 { distinct.insert(value) }
    }
    guard let first, distinct.count > 2 else { return [] }
    return [ColumnRemark(name, .numbersLikeDates(first))]
  }

  /// In which order a number may have the parts of a date.
  private enum DateOrder: CaseIterable {
    /// 20010630 and 200106.
    case yearFirst
    /// 30062001, and 1011990 for the first of January.
    case dayFirst
    /// 6302001.
    case monthFirst
    /// 62001.
    case monthAndYear

    /// Whether a number is a date in this order.
    func reads(_ value: Double) -> Bool {
      guard let whole = Int(exactly: value), whole >= 10_000, whole < 100_000_000 else {
        return false
      }
      let (head, pair, year) = (whole / 1_000_000, whole / 10_000 % 100, whole % 10_000)
      switch self {
      case .yearFirst:
        let (months, day) = whole > 999_999 ? (whole / 100, whole % 100) : (whole, 1)
        return (1500..<2200).contains(months / 100) && (1...12).contains(months % 100)
          && (1...31).contains(day)
      case .dayFirst:
        return (1...31).contains(head) && (1...12).contains(pair) && Self.isYear(year)
      case .monthFirst:
        return (1...12).contains(head) && (1...31).contains(pair) && Self.isYear(year)
      case .monthAndYear: return head == 0 && (1...12).contains(pair) && Self.isYear(year)
      }
    }

    private static func isYear(_ year: Int) -> Bool { (1800..<2100).contains(year) }
  }

  // MARK: Words

  private func levelCount(_ name: String, _ levels: FactorLevels?) -> [ColumnRemark] {
    guard let count = levels?.levels.count, count > 3 else { return [] }
    let cases = counts.map { $0.reduce(0, +) } ?? Double(frame.rows.count)
    guard 2 * Double(count) > cases else { return [] }
    var remark = ColumnRemark(name, .levelsOfSingleCases(levels: count))
    remark.presentCount = Int(cases)
    return [remark]
  }

  /// The levels whose words have equal keys.
  private func alike(_ name: String, _ words: [String?]) -> [ColumnRemark] {
    // Strings of composed and of decomposed letters are equal: their bytes tell them apart.
    var spellings: [String: [String]] = [:]
    for word in frame.rows.lazy.compactMap({ words[$0] }) {
      let known = spellings[word] ?? []
      if !known.contains(where: { $0.utf8.elementsEqual(word.utf8) }) {
        spellings[word] = known + [word]
      }
    }
    let groups = Dictionary(grouping: spellings.keys, by: \.likenessKey).values
      .map { words in words.flatMap { spellings[$0] ?? [] }.sorted(by: precedes) }
      .filter { $0.count > 1 }
      .sorted { precedes($0[0], $1[0]) }
    return groups.isEmpty ? [] : [ColumnRemark(name, .alikeLevels(groups))]
  }

  private func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  /// The words that hardly are names of groups, with their cases.
  private func likeMissing(_ name: String, _ words: [String?]) -> [ColumnRemark] {
    let levels = Set(frame.rows.lazy.compactMap { words[$0] })
    let odd = levels.filter(MissingTexts.isDoubtful).union(numbersLikeMissing(levels))
    // Where all words are such marks, they are how the column is written.
    guard !odd.isEmpty, odd.count < levels.count else { return [] }
    var remark = ColumnRemark(name, .levelsLikeMissing(odd.sorted().prefix(5).map { $0 }))
    for (index, row) in frame.rows.enumerated() where words[row].map(odd.contains) ?? false {
      count(index, row, in: &remark)
    }
    return [remark]
  }

  /// The numbers among words that are often written for a missing value, where they are no names.
  private func numbersLikeMissing(_ levels: Set<String>) -> Set<String> {
    var words: Set<String> = []
    var numbers: [String: Double] = [:]
    for level in levels {
      if let number = DecimalText.parse(Array(level.utf8).span), number.isFinite {
        numbers[level] = number
      } else {
        words.insert(level)
      }
    }
    guard !numbers.isEmpty, numbers.count <= words.count,
      numbers.values.allSatisfy(NumberTally.isSuspect)
    else {
      return []
    }
    // Beside names with a number, such as 8a and 10b, 9 is a name; beside 18-24 it is none.
    let areNegative = numbers.values.allSatisfy { $0 < 0 && NumberTally.isStrongSuspect($0) }
    let hasNumberedNames = words.contains { $0.beginsWithDigit && WordForm($0) != .range }
    return hasNumberedNames && !areNegative ? [] : Set(numbers.keys)
  }

  /// Words for yes and no where no comparison says which is which.
  private func forCodes(_ name: String, _ words: [String?]) -> [ColumnRemark] {
    let isCompared = (frame.formula.variables + frame.formula.offsets).allSatisfy {
      !$0.columns.contains(name) || $0 != .column(name) && $0 != .factor(name)
    }
    guard !isCompared else { return [] }
    let levels = Set(frame.rows.lazy.compactMap { words[$0] })
    guard let pair = CodeWords.inOrder(levels.sorted()) else { return [] }
    return [ColumnRemark(name, .wordsForCodes(yes: pair.yes, no: pair.no))]
  }

  private func digits(_ name: String, _ words: [String?]) -> [ColumnRemark] {
    let levels = Set(frame.rows.lazy.compactMap { words[$0] })
    let odd = levels.filter(\.beginsWithDigit).sorted()
    guard 2 * odd.count >= levels.count, !odd.isEmpty else { return [] }
    return [ColumnRemark(name, .levelsWithDigits(Array(odd.prefix(3))))]
  }
}

extension ColumnRemark {
  fileprivate func with(
    _ odd: Set<Double>,
    of tally: NumberTally,
    _ change: (inout ColumnRemark) -> Void
  ) -> ColumnRemark {
    var result = self
    result.values = odd.sorted()
    result.presentCount = Int(tally.present)
    change(&result)
    return result
  }
}

extension String {
  /// Whether a word begins as a number does.
  fileprivate var beginsWithDigit: Bool {
    let rest = unicodeScalars.drop { "+-.,<>=~ ".unicodeScalars.contains($0) }
    return rest.first.map { $0.properties.numericType == .decimal } ?? false
  }
}
