/// The log likelihood of every case at every draw, made case by case when it is asked for.
///
/// A case of several trials is one case: its whole binomial outcome. Natural logarithm.
public struct PointwiseLogLikelihood: Sendable {
  /// The names of the cases, in the order of the data.
  public let caseNames: [String]
  /// For each case the first one that has the same values at every draw: itself, or an earlier one with
  /// equal predictors and an equal outcome.
  public let firstAlike: [Int]
  /// The number of draws over all chains.
  public let drawCount: Int
  private let valuesOfCase: @Sendable (Int) -> [[Double]]

  /// The number of cases.
  public var caseCount: Int { caseNames.count }

  /// Takes values as they are.
  ///
  /// - Parameters:
  ///   - caseNames: The names of the cases.
  ///   - values: For each case and each chain, a value for each draw.
  /// - Precondition: there are values for each case, as many for all.
  public init(caseNames: [String], values: [[[Double]]]) {
    precondition(values.count == caseNames.count, "values for each case")
    let counts = values.map { $0.map(\.count) }
    precondition(counts.allSatisfy { $0 == counts.first }, "as many draws for each case")
    self.caseNames = caseNames
    firstAlike = Array(caseNames.indices)
    drawCount = counts.first?.reduce(0, +) ?? 0
    valuesOfCase = { values[$0] }
  }

  /// Computes the values of a model's draws.
  ///
  /// O(draws x columns) for each case that is asked for.
  ///
  /// - Precondition: the draws are of the model's coefficients, every row of its design was one case, and
  ///   there is a name for each.
  public init(
    of model: BinaryRegression,
    draws: Draws,
    caseNames: [String]
  ) {
    precondition(caseNames.count == model.caseCount, "a name for each case")
    precondition(draws.parameterNames.count == model.dimension, "draws of the model")
    self.caseNames = caseNames
    drawCount = draws.count
    firstAlike = model.firstCasesAlike
    valuesOfCase = { index in
      draws.chains.map { model.logLikelihoods(ofCase: index, at: $0) }
    }
  }

  /// The log likelihood of one case: an array for each chain.
  public func chains(_ index: Int) -> [[Double]] { valuesOfCase(index) }
}

extension BinaryRegression {
  /// The log likelihood of one case at every draw of a chain.
  ///
  /// O(draws x columns), allocates the result. A model without coefficients has draws too.
  ///
  /// - Precondition: every row of the design was one case.
  func logLikelihoods(ofCase index: Int, at chain: ChainDraws) -> [Double] {
    let pattern = design.patternOfCase[index]
    let row = design.matrix.row(pattern)
    let predictors = (0..<chain.count).map { draw -> Double in
      var eta = design.offset[pattern]
      for column in row.indices { eta += row[column] * chain.values[draw * row.count + column] }
      return eta
    }
    return logLikelihoods(ofCase: index, predictors: predictors)
  }

  /// The log likelihood of one case at linear predictors of its row.
  func logLikelihoods(ofCase index: Int, predictors: [Double]) -> [Double] {
    let (k, n, constant) = (successes[index], trials[index], logCoefficients[index])
    let link = link.function
    return predictors.map {
      link.binomial(successes: k, trials: n, at: $0).logLikelihood + constant
    }
  }
}
