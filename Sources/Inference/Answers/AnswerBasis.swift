/// What an answer rests on: how its largest effect changes without each case, and under sceptical priors.
///
/// Estimand: the posterior mean of the average effect of one condition over the cases fitted, and the
/// probability that it is positive; without a case the average goes over the same cases, so that the question
/// stays the same and only what was learned from the case is gone.
public struct AnswerBasis: Sendable, Equatable {
  /// Where an estimate comes from.
  public enum Method: String, Sendable {
    /// From the draws of the fit, by smoothed importance weights.
    case reweighted
    /// From a fit of its own.
    case refit
  }

  /// The effect in one fit.
  public struct Estimate: Sendable, Equatable {
    /// The case that is left out, or the set of priors.
    public let name: String
    /// The posterior mean of the average effect, in probability.
    public let effect: Double
    /// The Monte Carlo standard error of it.
    public let mcse: Double
    /// The probability that the effect is positive.
    public let positive: Double
    /// Where the numbers come from.
    public let method: Method
  }

  /// The condition whose average effect is largest.
  public let condition: String
  /// What is done to it.
  public let change: String
  /// The effect in the fit of all cases under its own priors, from the draws.
  public let full: Estimate
  /// The effect without each case, for those whose number is known.
  public let cases: [Estimate]
  /// The cases whose absence neither the weights nor so few refits could judge.
  public let unjudged: [String]
  /// The cases without which the posterior does not exist.
  public let improper: [String]
  /// The effect under the built-in sceptical priors; nil where these are the run's, or could not be used.
  public let sceptical: Estimate?

  /// The case whose absence changes the effect most; nil where none was looked at.
  public var mostInfluential: Estimate? {
    cases.max { abs($0.effect - full.effect) < abs($1.effect - full.effect) }
  }

  /// The set of priors that a result should survive.
  public static let scepticalSet = "sceptical"
}

extension AnswerBasis {
  /// The number of refits that are made where weights do not serve.
  private static let refitLimit = 3

  /// Looks for what an answer rests on; nil where it costs too much, or there is no effect or no case.
  ///
  /// Re-weights the draws; a case whose weights have too long a tail is refitted, three at most, and so is the
  /// model under the sceptical priors. The same answer for any number of threads. O(draws x rows x cases).
  ///
  /// - Parameters:
  ///   - result: The fit.
  ///   - sceptical: The same model under the sceptical priors, as ``scepticalFit(of:)`` makes it.
  /// - Returns: What was found.
  package static func find(in result: AnalysisResult, sceptical: Fit?) async -> AnswerBasis? {
    guard !result.isPartial, let search = AnswerBasisSearch(result),
      let averages = search.averages()
    else { return nil }
    let count = averages.effects.count
    let full = averages.estimate(
      "",
      weights: [Double](repeating: 1 / Double(count), count: count),
      .reweighted
    )
    var (estimates, over) = search.reweighted(averages)
    let improper = Set(estimates.keys.filter(search.isImproper))
    let doubtful = Set(over.map { search.firstAlike[$0] }).subtracting(improper)
    // Those that seem to matter most are refitted; of others that cannot be judged nothing is said.
    func change(_ index: Int) -> Double { abs((estimates[index]?.effect ?? 0) - full.effect) }
    let ranked = doubtful.sorted {
      change($0) > change($1) || change($0) == change($1) && $0 < $1
    }
    let refitted = Array(ranked.prefix(refitLimit))
    for index in improper.union(doubtful) { estimates[index] = nil }
    for (index, estimate) in zip(refitted, await search.refitted(without: refitted)) {
      estimates[index] = estimate
    }
    let names = search.caseNames.indices.map {
      (first: search.firstAlike[$0], name: search.caseNames[$0])
    }
    return AnswerBasis(
      condition: search.comparison.condition,
      change: search.comparison.label,
      full: full,
      cases: names.compactMap { estimates[$0.first]?.named($0.name) },
      unjudged: names.filter { estimates[$0.first] == nil && !improper.contains($0.first) }.map(
        \.name
      ),
      improper: names.filter { improper.contains($0.first) }.map(\.name),
      sceptical: search.estimate(scepticalSet, sceptical)
    )
  }
}

extension AnswerBasis.Estimate {
  /// The same of a case that differs in its name alone.
  fileprivate func named(_ name: String) -> Self {
    Self(name: name, effect: effect, mcse: mcse, positive: positive, method: method)
  }
}
