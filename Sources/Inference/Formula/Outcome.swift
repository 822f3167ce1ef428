/// The left-hand side of a formula for the rows of a frame: successes out of trials.
struct Outcome {
  let successes: [Double]
  let trials: [Double]

  init(_ frame: ModelFrame) throws(FormulaError) {
    let response = frame.formula.response
    if let test = response.test {
      successes = try Self.values(of: test, frame)
      trials = [Double](repeating: 1, count: frame.rows.count)
      return
    }
    guard let grouped = response.trials else {
      successes = try Self.codes(response.column, frame)
      trials = [Double](repeating: 1, count: frame.rows.count)
      return
    }
    successes = try Self.counts(response.column, frame)
    switch grouped {
    case .count(let count): trials = [Double](repeating: Double(count), count: frame.rows.count)
    case .column(let name): trials = try Self.counts(name, frame)
    }
    for (index, row) in frame.rows.enumerated() where successes[index] > trials[index] {
      throw frame.error(.successesExceedTrials, column: response.column, row: row).with {
        $0.value = Expression.text(of: successes[index])
        $0.accepted = [Expression.text(of: trials[index])]
      }
    }
  }

  /// Refuses an outcome without trials that is not coded yes/no, naming its first offending cell.
  ///
  /// Called before gaps are looked for, so that the nature of the column is reported first.
  static func checkCoding(_ frame: ModelFrame) throws(FormulaError) {
    let name = frame.formula.response.column
    let response = frame.formula.response
    guard response.trials == nil, response.test == nil, let column = frame.table[name] else {
      return
    }
    // Among codes, a single odd cell is a typing error and reported as such.
    if column.irregularity?.expected == .codes, CodeWords.inOrder(column.firstValues) == nil {
      return try frame.checkColumn(name)
    }
    let odd: (row: Int, value: String)?
    switch column.values {
    case .coded: return
    case .numeric(let values):
      odd = values.enumerated()
        .first { value in value.element.map { $0 != 0 && $0 != 1 } ?? false }
        .map { ($0.offset, Expression.text(of: $0.element ?? .nan)) }
    case .text(let values):
      odd = values.enumerated()
        .first { value in
          value.element.map { !Cell.acceptedCodes.contains($0.lowercased()) } ?? false
        }
        .map { ($0.offset, $0.element ?? "") }
    }
    // A column without any value has no offending cell; its gaps are reported instead.
    guard let odd else { return }
    throw frame.error(.outcomeNotCoded, column: name, row: odd.row).with {
      $0.value = odd.value
      $0.accepted = Cell.acceptedCodes
      $0.available = column.firstValues
    }
  }

  /// Where a condition on the outcome holds.
  private static func values(
    of test: Expression,
    _ frame: ModelFrame
  ) throws(FormulaError) -> [Double] {
    let response = frame.formula.response
    if response.isDeclared {
      let levels = Set(frame.levelTexts(response.column)).sorted()
      guard levels.count == 2, Set(levels.map(\.spellingKey)).count == 2 else {
        throw frame.error(.outcomeNotTwoLevels, column: response.column).with {
          $0.available = Array(levels.prefix(10))
          $0.caseCount = levels.count
          if case .comparison(_, _, .word(let level)) = test { $0.value = level }
        }
      }
    }
    var evaluator = ExpressionEvaluator()
    try evaluator.fit(test, on: frame)
    return try evaluator.values(of: test, on: frame)
  }

  private static func codes(_ name: String, _ frame: ModelFrame) throws(FormulaError) -> [Double] {
    // Numbers other than 0 and 1 were refused by `checkCoding`; words are never turned into codes.
    if case .text? = frame.table[name]?.values {
      throw frame.error(.outcomeNotCoded, column: name, row: frame.rows.first).with {
        $0.value = frame.labels(name).first
        $0.accepted = Cell.acceptedCodes
        $0.available = frame.table[name]?.firstValues ?? []
      }
    }
    return try frame.numbers(name)
  }

  private static func counts(_ name: String, _ frame: ModelFrame) throws(FormulaError) -> [Double] {
    let values = try frame.numbers(name)
    // Beyond 2^53 not every whole number has a representation, so that counting has no meaning.
    let limit = 9_007_199_254_740_992.0
    guard
      let index = values.firstIndex(where: { $0 < 0 || $0 != $0.rounded() || $0 > limit })
    else { return values }
    throw frame.error(.notACount, column: name, row: frame.rows[index]).with {
      $0.value = Expression.text(of: values[index])
      $0.accepted = ["a whole number from 0"]
    }
  }
}

extension Column {
  /// The first distinct values, as a formula names them: up to eight of them, sorted.
  var firstValues: [String] {
    var seen: Set<String> = []
    for row in 0..<values.count {
      let text: String? =
        switch values {
        case .coded(let codes): codes[row].map { $0 ? "yes" : "no" }
        case .numeric(let numbers): numbers[row].map(Expression.text)
        case .text(let words): words[row]
        }
      if let text { seen.insert(text) }
      if seen.count == 8 { break }
    }
    return seen.sorted()
  }
}
