extension SavedRun {
  /// Which cases the model is refitted without.
  public enum RefitPolicy: Sendable {
    /// None: smoothed weights for all.
    case none
    /// Every case where there are at most ``CaseRefits/defaultLimit``, else those over the threshold.
    case automatic
    /// Every case.
    case all

    /// The numbers of these cases: the one place that says which.
    func cases(of smoothed: LeaveOneOut) -> [Int] {
      let all = Array(smoothed.cases.indices)
      return switch self {
      case .none: []
      case .all: all
      case .automatic:
        all.count <= CaseRefits.defaultLimit ? all : smoothed.casesOverThreshold
      }
    }
  }

  /// The cases of the run and their outcomes, under a name for its model.
  public func outcomes(named model: String) -> CaseOutcomes {
    CaseOutcomes(
      model: model,
      caseNames: input.design.caseNames,
      successes: input.design.hasCases ? input.model.successes : [],
      trials: input.design.hasCases ? input.model.trials : []
    )
  }

  /// The log likelihood of each case at each draw.
  ///
  /// - Throws: ``CaseComparisonError/noCases`` where rows of the data stand for several cases;
  ///   ``CaseComparisonError/uncertainCodes``.
  public func pointwiseLogLikelihood() throws(CaseComparisonError) -> PointwiseLogLikelihood {
    guard input.design.hasCases else { throw .noCases }
    guard input.hasCertainCodes else { throw .uncertainCodes }
    return PointwiseLogLikelihood(
      of: input.model,
      draws: coefficients,
      caseNames: input.design.caseNames
    )
  }

  /// Leave-one-out by smoothed weights and, for some cases, by refits with as many threads as the input
  /// says.
  ///
  /// - Throws: ``CaseComparisonError``.
  public func leaveOneOut(
    _ likelihood: PointwiseLogLikelihood,
    refitting policy: RefitPolicy
  ) async throws(CaseComparisonError) -> LeaveOneOut {
    let smoothed = try LeaveOneOut(likelihood)
    let cases = policy.cases(of: smoothed)
    guard !cases.isEmpty else { return smoothed }
    let refits = CaseRefits(input, threads: input.options.run.threads)
    return smoothed.replacing(with: await refits.predictions(for: cases))
  }

  /// The marginal likelihood by bridge sampling, or why there is none.
  public func marginalLikelihood() -> Result<BridgeSampling, BridgeSampling.Failure> {
    do throws(BridgeSampling.Failure) {
      return .success(
        try BridgeSampling(of: input.model, draws: draws, seed: input.options.run.seed)
      )
    } catch {
      return .failure(error)
    }
  }
}

extension SavedRun {
  /// The log marginal likelihood by integration over a lattice: what bridge sampling is checked against.
  ///
  /// Nil where the model is too large for it to take less than 50 ms, where a prior is flat, and where
  /// the lattice cannot hold its tolerance.
  public func exactMarginalLikelihood() async -> ExactEstimate? {
    guard let model = input.posterior.normalized,
      let cost = ExactPosterior.estimatedMilliseconds(model),
      cost <= ExactPosterior.limitUnasked
    else { return nil }
    let posterior = try? await ExactPosterior.concurrently(model, ExactSettings(.moments))
    guard let evidence = posterior?.logMarginalLikelihood,
      evidence.error <= ExactSettings.logTolerance
    else { return nil }
    return evidence
  }

  /// The numbers of the cases that an analysis of influence leaves out.
  ///
  /// - Parameters:
  ///   - names: The names of the cases; none for every case.
  ///   - all: Whether every case may be left out however many there are.
  /// - Returns: Their numbers, in ascending order.
  /// - Throws: ``CaseComparisonError``: a name of no case, merged cases, too many of them, or uncertain codes.
  public func casesToLeaveOut(
    named names: [String],
    all: Bool
  ) throws(CaseComparisonError) -> [Int] {
    guard input.design.hasCases, !input.design.caseNames.isEmpty else { throw .noCases }
    guard input.hasCertainCodes else { throw .uncertainCodes }
    let known = input.design.caseNames
    guard !names.isEmpty else {
      guard all || known.count <= CaseRefits.defaultLimit else {
        throw .manyCases(known.count, limit: CaseRefits.defaultLimit)
      }
      return Array(known.indices)
    }
    var chosen: [Int] = []
    for name in names {
      guard let index = known.firstIndex(of: name) else {
        throw .noSuchCase(name, known: known)
      }
      if !chosen.contains(index) { chosen.append(index) }
    }
    return chosen.sorted()
  }
}
