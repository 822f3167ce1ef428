extension CaseRefits {
  /// The log predictive density of each of some cases under the posterior without it.
  ///
  /// The mean likelihood over the points, as a logarithm; the Monte Carlo error by the delta method.
  public func predictions(for cases: [Int]) async -> [CaseRefitPrediction] {
    let full = problem.model
    return await map(cases) { index, outcome in outcome.prediction(of: index, under: full) }
  }
}

extension CaseRefits.Outcome {
  /// The log predictive density of the case left out, with the model of all cases.
  package func prediction(of index: Int, under full: BinaryRegression) -> CaseRefitPrediction {
    switch self {
    case .improper(let coefficient):
      CaseRefitPrediction(
        index: index,
        elpd: .nan,
        mcse: .nan,
        failure: "without it the posterior is improper: nothing left bounds `\(coefficient)`, "
          + "whose prior is flat",
        isImproper: true
      )
    case .failed(let reason):
      CaseRefitPrediction(
        index: index,
        elpd: .nan,
        mcse: .nan,
        failure: reason,
        isImproper: false
      )
    case .drawn(let refit): refit.prediction(of: index, under: full)
    }
  }
}

extension CaseRefits.Refit {
  fileprivate func prediction(
    of index: Int,
    under full: BinaryRegression
  ) -> CaseRefitPrediction {
    let pattern = full.design.patternOfCase[index]
    let logLikelihoods = full.logLikelihoods(
      ofCase: index,
      predictors: points.linearPredictor(
        row: full.design.matrix.row(pattern),
        offset: full.design.offset[pattern]
      )
    )
    let elpd = logSumExp(zip(logLikelihoods, points.weights).map { $0 + Portable.log($1) })
    let ratios = logLikelihoods.map { Portable.exp($0 - elpd) }
    return CaseRefitPrediction(
      index: index,
      elpd: elpd,
      mcse: errorOfMean(ratios),
      failure: failureText,
      isImproper: false
    )
  }

  /// The checks that failed; nil where none did.
  package var failureText: String? {
    let failures = failures
    return failures.isEmpty
      ? nil : "checks of its refit failed: " + failures.joined(separator: "; ")
  }

  /// The Monte Carlo standard error of the mean of values at the points; 0 where they are all equal.
  package func errorOfMean(_ values: [Double]) -> Double {
    guard let first = values.first, values.contains(where: { $0 != first }) else { return 0 }
    guard !isWeighted else { return WeightedNumbers.errorOfMean(values, weights: points.weights) }
    var start = 0
    let chains = fit.draws.chains.map { chain in
      defer { start += chain.count }
      return Array(values[start..<(start + chain.count)])
    }
    return MonteCarloError.mean(chains)
  }
}
