/// What an answer rests on: how its largest effect changes without each case, and under sceptical priors.
///
/// Estimand: the posterior mean of the average effect of one condition over the cases fitted, and the
/// probability that it is positive; without a case the average goes over the same cases, so that the question
/// stays the same and only what was learned from the case is gone.
public struct AnswerBasis: Sendable, Equatable {
  /// Where an estimate comes from.
  public enum Method: String, Sendable {
    /// From the points of the fit, by smoothed importance weights.
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
  /// The effect in the fit of all cases under its own priors, from the same points as the estimates.
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
  /// Re-weights the points of the fit; a case or a prior whose weights have too long a tail is refitted, three
  /// at most. The same answer for any number of threads. O(points x rows x cases).
  package static func find(in result: AnalysisResult, _ fit: Fit) async -> AnswerBasis? {
    guard !result.isPartial, let search = AnswerBasisSearch(result, fit),
      let averages = search.averages(of: fit.points)
    else { return nil }
    let full = averages.estimate("", search.logWeights, .reweighted)
    var cases: [Estimate?] = []
    var over: [Int] = []
    var improper: [String] = []
    for (index, name) in search.caseNames.enumerated() {
      let first = search.firstAlike[index]
      if first == index
        ? search.isImproper(withoutCase: index) : improper.contains(search.caseNames[first])
      {
        improper.append(name)
        cases.append(nil)
        continue
      }
      if first < index {
        cases.append(cases[first]?.named(name))
        if over.contains(first) { over.append(index) }
        continue
      }
      let smoothed = search.smoothedWeights(withoutCase: index)
      cases.append(averages.estimate(name, smoothed.logWeights, .reweighted))
      if search.isOver(smoothed.tail) { over.append(index) }
    }
    // Those that seem to matter most are refitted; of others that cannot be judged nothing is said.
    func change(_ index: Int) -> Double { abs((cases[index]?.effect ?? 0) - full.effect) }
    let alike = Dictionary(grouping: over) { search.firstAlike[$0] }
    let ranked = alike.keys.sorted {
      change($0) > change($1) || change($0) == change($1) && $0 < $1
    }
    for index in over { cases[index] = nil }
    let refitted = Array(ranked.prefix(refitLimit))
    for (first, outcome) in zip(refitted, await search.refits(without: refitted)) {
      guard let points = outcome, let averages = search.averages(of: points) else { continue }
      let logWeights = points.weights.map { Portable.log($0) }
      for index in alike[first] ?? [] {
        cases[index] = averages.estimate(search.caseNames[index], logWeights, .refit)
      }
    }
    return AnswerBasis(
      condition: search.comparison.condition,
      change: search.comparison.label,
      full: full,
      cases: cases.compactMap { $0 },
      unjudged: over.filter { cases[$0] == nil }.map { search.caseNames[$0] },
      improper: improper,
      sceptical: await search.sceptical(averages)
    )
  }
}

extension AnswerBasis.Estimate {
  /// The same of a case that differs in its name alone.
  fileprivate func named(_ name: String) -> Self {
    Self(name: name, effect: effect, mcse: mcse, positive: positive, method: method)
  }
}

/// The average effect of one condition at each of some points.
struct EffectAtPoints {
  let effects: [Double]
  let directions: [Double]

  /// The mean under log weights, and the weight of the positive ones.
  func estimate(
    _ name: String,
    _ logWeights: [Double],
    _ method: AnswerBasis.Method
  ) -> AnswerBasis.Estimate {
    let peak = logWeights.reduce(-Double.infinity, max)
    var weights = logWeights.map { $0 - peak }
    var span = weights.mutableSpan
    Portable.exp(inPlace: &span)
    let total = weights.reduce(0, +)
    var (mean, positive) = (0.0, 0.0)
    for (index, weight) in weights.enumerated() {
      mean += weight * effects[index]
      if directions[index] > 0 { positive += weight }
    }
    mean /= total
    let variance = zip(weights, effects).reduce(0) {
      let share = $1.0 / total * ($1.1 - mean)
      return $0 + share * share
    }
    return AnswerBasis.Estimate(
      name: name,
      effect: mean,
      mcse: variance.squareRoot(),
      positive: positive / total,
      method: method
    )
  }
}
