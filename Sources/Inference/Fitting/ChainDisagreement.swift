/// Whether chains agree with a better answer to the same question.
///
/// Compared are quantiles, and means and deviations where the moment of twice their order exists.
extension AnalysisDrawing {
  /// How many joint errors chains may be from a better answer in any one number.
  ///
  /// Under such priors their own errors come out too small, so the limit is what one number in 370 exceeds by
  /// chance.
  private static let limit = 3.0

  /// The numbers compared, in the order in which they are named.
  private static let comparedNumbers: [Estimates.Quantity] = [.q5, .median, .q95, .mean, .sd]

  /// Where chains differ from the exact posterior by more than their Monte Carlo errors explain; nil where
  /// nowhere.
  func disagreement(of drawn: DrawnChains, with exact: ExactPosterior) -> String? {
    disagreement(of: drawn, from: "the posterior integrated over a lattice") { index, number in
      let estimate = exact.coefficients[index].estimate(of: number)
      return JudgingNumber(value: estimate.value, error: estimate.error)
    }
  }

  /// Where chains differ from a weighted sample of the same posterior by more than the Monte Carlo errors of
  /// both explain; nil where nowhere.
  func disagreement(of drawn: DrawnChains, with judge: WeightedSample) -> String? {
    let numbers = model.parameterNames.indices.map {
      WeightedNumbers(judge.parameter($0), weights: judge.weights).estimates
    }
    return disagreement(
      of: drawn,
      from: "an independent weighted sample of the same posterior"
    ) { index, number in
      let estimate = numbers[index][number]
      return JudgingNumber(value: estimate.value, monteCarloError: estimate.error)
    }
  }

  private func disagreement(
    of drawn: DrawnChains,
    from judge: String,
    _ better: (Int, Estimates.Quantity) -> JudgingNumber
  ) -> String? {
    let estimates = Draws(parameterNames: model.parameterNames, chains: drawn.chains).estimates()
    let withoutVariance = Set(model.coefficients(withoutMoment: 2))
    let withoutFourth = Set(model.coefficients(withoutMoment: 4))
    var beyond: [String] = []
    for (index, name) in model.parameterNames.enumerated() {
      for number in Self.comparedNumbers {
        if number == .mean, withoutVariance.contains(index) { continue }
        if number == .sd, withoutFourth.contains(index) { continue }
        let own = estimates[index][number]
        let other = better(index, number)
        let squares =
          own.error * own.error + other.monteCarloError * other.monteCarloError
        if abs(own.value - other.value) > Self.limit * squares.squareRoot() + other.error {
          beyond.append("\(number.rawValue) of \(name)")
        }
      }
    }
    guard !beyond.isEmpty else { return nil }
    let names = beyond.prefix(3).joined(separator: ", ") + (beyond.count > 3 ? ", ..." : "")
    return "the draws differ from \(judge) by more than chance explains (\(names))"
  }
}

/// A number with what chance and arithmetic do to it.
private struct JudgingNumber {
  let value: Double
  var monteCarloError = 0.0
  /// A bound of the error that is not of chance.
  var error = 0.0
}

extension ExactQuantity {
  /// The exact value of what draws estimate.
  func estimate(of number: Estimates.Quantity) -> ExactEstimate {
    switch number {
    case .q5: quantile(0.05)
    case .median: quantile(0.5)
    case .q95: quantile(0.95)
    case .mean: mean
    case .sd: standardDeviation
    }
  }
}
