/// How well a model predicts each case from the others: leave-one-out cross-validation.
///
/// The estimand is the expected log pointwise predictive density, the sum over the cases of
/// log p(y[i] | all other cases), in nats. Each term comes from the draws of the whole posterior by
/// Pareto-smoothed importance sampling (PSIS-LOO), or from a refit without the case.
///
/// Source: A. Vehtari, A. Gelman, J. Gabry, "Practical Bayesian model evaluation using leave-one-out
/// cross-validation and WAIC", Statistics and Computing 27 (2017), sections 2.1 and 2.2; the Monte Carlo
/// errors and the threshold of k-hat: A. Vehtari, D. Simpson, A. Gelman, Y. Yao, J. Gabry, "Pareto smoothed
/// importance sampling", JMLR 25 (2024), equation 6 and section 3.2.4. Definitions of the R package loo.
public struct LeaveOneOut: Sendable, Equatable {
  /// Where the number of a case comes from.
  public enum Method: String, Sendable {
    /// From the draws of all cases, by smoothed importance weights.
    case paretoSmoothed = "psis"
    /// From draws of the posterior without the case.
    case refit
    /// There is none: without the case the posterior is improper.
    case undefined
  }

  /// One case.
  public struct Case: Sendable, Equatable {
    /// The name.
    public internal(set) var name: String
    /// log p(y[i] | the other cases), in nats; NaN where ``method`` is ``Method/undefined``.
    public internal(set) var elpd: Double
    /// The Monte Carlo standard error of it.
    public internal(set) var mcse: Double
    /// log p(y[i] | all cases, this one too), in nats.
    public let logPredictiveDensity: Double
    /// The tail of the case's importance ratios.
    public let tail: WeightTail
    /// The number of independent draws that the smoothed weights are worth.
    public let effectiveSize: Double
    /// The effective sample size of the mean likelihood of the case over the number of draws.
    public let relativeEfficiency: Double
    /// Where ``elpd`` comes from.
    public internal(set) var method = Method.paretoSmoothed
    /// ``elpd`` by smoothed weights, also where a refit took its place.
    public let smoothedElpd: Double
    /// What was wrong with the refit; nil where nothing was or there was none.
    public internal(set) var refitFailure: String?

    /// How much better the case is predicted by a posterior that has seen it, in nats: its part of the
    /// effective number of parameters.
    public var effectiveParameters: Double { logPredictiveDensity - elpd }
    /// The shape of that tail; infinite where the ratios are all equal, or none could be fitted.
    public var paretoK: Double { tail.paretoK }
    /// exp(``elpd``): the probability that the other cases give to the outcome observed.
    public var probability: Double { Portable.exp(elpd) }
  }

  /// The cases, in the order of the data.
  public internal(set) var cases: [Case]
  /// The number of draws.
  public let drawCount: Int

  /// Computes PSIS-LOO of every case.
  ///
  /// O(S log S) for each case that differs from all before it, S being the number of draws.
  ///
  /// - Parameters:
  ///   - likelihood: The log likelihood of each case at each draw.
  ///   - relativeEfficiency: The effective sample size of the mean likelihood of a case over the number of
  ///     draws; nil to estimate that of each case, which is taken as 1 where it is not defined.
  /// - Throws: ``CaseComparisonError`` where there is no case, no draw, or a log likelihood that is
  ///   not a number.
  public init(
    _ likelihood: PointwiseLogLikelihood,
    relativeEfficiency: Double? = nil
  ) throws(CaseComparisonError) {
    try self.init(likelihood, relativeEfficiency: relativeEfficiency) { _, _ in }
  }

  /// The same, and hands over the number and the weights of each case that differs from all before it.
  init(
    _ likelihood: PointwiseLogLikelihood,
    relativeEfficiency: Double? = nil,
    _ use: (Int, CaseWeights) -> Void
  ) throws(CaseComparisonError) {
    guard likelihood.caseCount > 0 else { throw .noCases }
    guard likelihood.drawCount > 0 else { throw .noDraws }
    drawCount = likelihood.drawCount
    var cases: [Case] = []
    cases.reserveCapacity(likelihood.caseCount)
    for (index, name) in likelihood.caseNames.enumerated() {
      let first = likelihood.firstAlike[index]
      if first < index {
        cases.append(cases[first])
        cases[index].name = name
      } else {
        let chains = likelihood.chains(index)
        guard chains.allSatisfy({ !$0.contains { $0.isNaN || $0 == .infinity } }) else {
          throw .notFinite(caseName: name)
        }
        let weights = CaseWeights(chains, relativeEfficiency: relativeEfficiency)
        cases.append(Case(name: name, weights))
        use(index, weights)
      }
    }
    self.cases = cases
  }

  /// The k-hat above which a smoothed estimate is not to be trusted: min(1 - 1/log10(draws), 0.7).
  public var threshold: Double { ParetoSmoothing.threshold(drawCount: drawCount) }

  /// The cases whose importance weights cannot be trusted, by number.
  public var casesOverThreshold: [Int] {
    cases.indices.filter { cases[$0].tail.isOver(threshold) }
  }

  /// The expected log pointwise predictive density, in nats.
  public var elpd: CaseEstimate { CaseEstimate(sumOf: cases.map(\.elpd)) }
  /// The effective number of parameters.
  public var effectiveParameters: CaseEstimate {
    CaseEstimate(sumOf: cases.map(\.effectiveParameters))
  }
  /// Minus twice ``elpd``: on the scale of a deviance.
  public var informationCriterion: CaseEstimate { elpd.scaled(by: -2) }
  /// The Monte Carlo standard error of ``elpd``: NaN while a case above the threshold has no refit.
  public var mcse: Double {
    let isKnown = casesOverThreshold.allSatisfy { cases[$0].method == .refit }
    return isKnown ? cases.reduce(0) { $0 + $1.mcse * $1.mcse }.squareRoot() : .nan
  }
}

extension LeaveOneOut {
  /// The effective sample size of the mean likelihood of a case over the number of draws; 1 where it is not
  /// defined.
  fileprivate static func relativeEfficiency(_ chains: [[Double]]) -> Double {
    let likelihoods = chains.map { $0.map { Portable.exp($0) } }
    let count = chains.reduce(0) { $0 + $1.count }
    let efficiency = EffectiveSampleSize.basic(likelihoods) / Double(count)
    return efficiency.isFinite && efficiency > 0 ? efficiency : 1
  }
}

/// Draws of all cases, weighted to stand for draws of the posterior without one.
struct CaseWeights {
  /// The log likelihood of the case at each draw, chain after chain.
  let logLikelihoods: [Double]
  /// The effective sample size of the mean likelihood of the case over the number of draws.
  let relativeEfficiency: Double
  /// The weights.
  let smoothed: ParetoSmoothing.SmoothedWeights

  /// Smooths the inverse of the likelihood.
  ///
  /// O(draws log draws).
  ///
  /// - Parameters:
  ///   - chains: The log likelihood of the case at each draw.
  ///   - known: The relative efficiency of the mean likelihood; nil to estimate it.
  init(_ chains: [[Double]], relativeEfficiency known: Double?) {
    logLikelihoods = Array(chains.joined())
    relativeEfficiency = known ?? LeaveOneOut.relativeEfficiency(chains)
    smoothed = ParetoSmoothing.smooth(
      logRatios: logLikelihoods.map { -$0 },
      relativeEfficiency: relativeEfficiency
    )
  }
}

extension LeaveOneOut.Case {
  fileprivate init(name: String, _ weights: CaseWeights) {
    let (values, smoothed) = (weights.logLikelihoods, weights.smoothed)
    let elpd = logSumExp(zip(values, smoothed.logWeights).map { $0 + $1 })
    var (squares, variance) = (0.0, 0.0)
    for (value, logWeight) in zip(values, smoothed.logWeights) {
      let square = Portable.exp(2 * logWeight)
      // The likelihood over its mean: the variance of the ratio is that of the logarithm, to first order.
      let excess = Portable.exp(value - elpd) - 1
      squares += square
      variance += square * excess * excess
    }
    self.name = name
    self.elpd = elpd
    // The variance of the logarithm of a log-normal number of that mean and variance.
    mcse = (Portable.log(onePlus: variance) / weights.relativeEfficiency).squareRoot()
    logPredictiveDensity = logSumExp(values) - Portable.log(Double(values.count))
    tail = smoothed.tail
    effectiveSize = weights.relativeEfficiency / squares
    relativeEfficiency = weights.relativeEfficiency
    smoothedElpd = elpd
  }
}

// MARK: Refits

/// What the posterior without a case says of that case.
public struct CaseRefitPrediction: Sendable, Equatable {
  /// The number of the case.
  public let index: Int
  /// log p(y[i] | the other cases), in nats; NaN where that posterior is improper.
  public let elpd: Double
  /// The Monte Carlo standard error of it.
  public let mcse: Double
  /// What was wrong with the refit: the checks that failed, or why it could not be made.
  public let failure: String?
  /// Whether the posterior without the case does not exist.
  public let isImproper: Bool
}

extension LeaveOneOut {
  /// The same with the numbers of refits in place of smoothed ones.
  ///
  /// A refit whose checks failed does not replace a smoothed number below the threshold. Where the
  /// posterior without the case is improper the case has no number, and neither have the totals.
  public func replacing(with refits: [CaseRefitPrediction]) -> LeaveOneOut {
    var result = self
    let over = Set(casesOverThreshold)
    for refit in refits {
      let index = refit.index
      result.cases[index].refitFailure = refit.failure
      if refit.isImproper {
        result.cases[index].method = .undefined
        (result.cases[index].elpd, result.cases[index].mcse) = (.nan, .nan)
      } else if refit.elpd.isFinite, refit.failure == nil || over.contains(index) {
        result.cases[index].method = .refit
        (result.cases[index].elpd, result.cases[index].mcse) = (refit.elpd, refit.mcse)
      }
    }
    return result
  }
}
