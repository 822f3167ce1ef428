/// The cases of a regression that differ in their predictors or outcome, each once, for evaluations of all.
struct DistinctCases {
  private let patterns: [Int]
  private let successes: [Double]
  private let trials: [Double]
  private let logCoefficients: [Double]
  /// For each case its place among the distinct ones.
  private let places: [Int]
  private var predictors: [Double]
  private var values: [Double]

  init(of rows: BinomialLikelihood) {
    var (first, places): ([Int], [Int]) = ([], [])
    for (index, earlier) in rows.firstCasesAlike.enumerated() {
      places.append(earlier == index ? first.count : places[earlier])
      if earlier == index { first.append(index) }
    }
    self.places = places
    patterns = first.map { rows.design.patternOfCase[$0] }
    successes = first.map { rows.successes[$0] }
    trials = first.map { rows.trials[$0] }
    logCoefficients = first.map { rows.logCoefficients[$0] }
    predictors = [Double](repeating: 0, count: first.count)
    values = predictors
  }

  /// The log likelihood of every case where those of the rows of the design have these predictors.
  ///
  /// No allocation.
  mutating func logLikelihoods(
    ofRowsAt rows: borrowing [Double],
    link: Link,
    into result: inout MutableSpan<Double>
  ) {
    for index in patterns.indices { predictors[index] = rows[patterns[index]] }
    // Arrays of their own: spans of two properties of one structure cannot be lent together.
    let (successes, trials, predictors) = (successes, trials, predictors)
    var span = values.mutableSpan
    link.function.logLikelihoods(
      successes: successes.span,
      trials: trials.span,
      at: predictors.span,
      into: &span
    )
    for index in result.indices {
      let place = places[index]
      result[index] = values[place] + logCoefficients[place]
    }
  }
}
