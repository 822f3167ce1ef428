/// Leave-one-out predictions of the cases of a run.
struct CasePredictions: Sendable {
  /// The predictions, in the order of the data; cases without one are left out.
  var cases: [CasePrediction]
  /// The cases without which the posterior does not exist.
  var undefinedCases: [String] = []
  /// The cases whose refit failed a check of its draws, or could not be made.
  var failedRefits: [String] = []
  /// The k-hat above which a smoothed prediction is not to be trusted.
  let threshold: Double
}

extension SavedRun {
  /// What the other cases say of each case: by refits where the policy asks for them, else by smoothed
  /// weights.
  ///
  /// A refit whose checks failed does not replace a smoothed prediction below the threshold.
  ///
  /// - Precondition: every row of the design was one case.
  func casePredictions(refitting policy: RefitPolicy) async -> CasePredictions {
    let model = input.model
    let names = input.design.caseNames
    let smoothed = model.smoothedPredictions(coefficients, caseNames: names)
    var result = CasePredictions(
      cases: [],
      threshold: ParetoSmoothing.threshold(drawCount: draws.count)
    )
    let threshold = result.threshold
    let chosen = smoothed.indices.filter { index in
      switch policy {
      case .none: false
      case .all: true
      case .automatic:
        smoothed.count <= CaseRefits.defaultLimit || smoothed[index].isOver(threshold)
      }
    }
    let refits = CaseRefits(input, threads: input.options.run.threads)
    let outcomes = await refits.map(chosen) { index, outcome -> Outcome in
      switch outcome {
      case .improper: .improper
      case .failed: .failed
      case .drawn(let refit):
        .predicted(
          model.prediction(ofCase: index, named: names[index], at: refit.points, source: .refit),
          isSound: refit.failures.isEmpty
        )
      }
    }
    let refitted = Dictionary(uniqueKeysWithValues: zip(chosen, outcomes))
    for (index, prediction) in smoothed.enumerated() {
      switch refitted[index] {
      case nil: result.cases.append(prediction)
      case .improper: result.undefinedCases.append(prediction.name)
      case .failed:
        result.failedRefits.append(prediction.name)
        result.cases.append(prediction)
      case .predicted(let exact, let isSound):
        if !isSound { result.failedRefits.append(prediction.name) }
        result.cases.append(isSound || prediction.isOver(threshold) ? exact : prediction)
      }
    }
    return result
  }

  private enum Outcome: Sendable {
    case improper
    case failed
    case predicted(CasePrediction, isSound: Bool)
  }
}
