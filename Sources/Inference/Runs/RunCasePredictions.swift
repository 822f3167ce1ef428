/// Leave-one-out predictions of the cases of a run.
struct CasePredictions: Sendable {
  /// The predictions, in the order of the data; cases without one are left out.
  var cases: [CasePrediction]
  /// The cases without which the posterior does not exist.
  var undefinedCases: [String] = []
  /// The cases whose refit failed a check of its draws, or could not be made.
  var failedRefits: [String] = []
  /// The Monte Carlo standard error of the sum of their log scores; NaN where that of a case is not known.
  var monteCarloError = 0.0
  /// The k-hat above which a smoothed prediction is not to be trusted.
  let threshold: Double
}

extension SavedRun {
  /// What the other cases say of each case: by refits where the policy asks for them, else by smoothed
  /// weights.
  ///
  /// Which of the two counts is what ``LeaveOneOut/replacing(with:)`` says.
  ///
  /// - Throws: ``CaseComparisonError`` where a log likelihood is not a number.
  /// - Precondition: every row of the design was one case.
  func casePredictions(
    refitting policy: RefitPolicy
  ) async throws(CaseComparisonError) -> CasePredictions {
    let model = input.model
    let names = input.design.caseNames
    var result = CasePredictions(
      cases: [],
      threshold: ParetoSmoothing.threshold(drawCount: draws.count)
    )
    guard !names.isEmpty else { return result }
    let smoothed = try model.smoothedPredictions(coefficients, caseNames: names)
    let refits = CaseRefits(input, threads: input.options.run.threads)
    let refitted = await refits.map(policy.cases(of: smoothed.leaveOneOut)) { index, outcome in
      var prediction: CasePrediction?
      if case .drawn(let refit) = outcome {
        prediction = model.prediction(
          ofCase: index,
          named: names[index],
          at: refit.points,
          source: .refit
        )
      }
      return Refitted(density: outcome.prediction(of: index, under: model), case: prediction)
    }
    let predicted = Dictionary(
      uniqueKeysWithValues: refitted.map { ($0.density.index, $0.case) }
    )
    let decided = smoothed.leaveOneOut.replacing(with: refitted.map(\.density))
    for (index, item) in decided.cases.enumerated() {
      switch item.method {
      case .undefined:
        result.undefinedCases.append(item.name)
        continue
      case .refit: result.cases.append((predicted[index] ?? nil) ?? smoothed.cases[index])
      case .paretoSmoothed: result.cases.append(smoothed.cases[index])
      }
      result.monteCarloError += item.mcse * item.mcse
      if item.refitFailure != nil { result.failedRefits.append(item.name) }
    }
    result.monteCarloError = result.monteCarloError.squareRoot()
    return result
  }

  /// What a refit says of its case.
  private struct Refitted: Sendable {
    let density: CaseRefitPrediction
    /// The distribution predicted; nil where there are no draws.
    let `case`: CasePrediction?
  }
}
