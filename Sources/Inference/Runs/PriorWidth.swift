/// How much the marginal likelihood of a run depends on the width of its priors.
///
/// Estimand: the log of the marginal likelihood with the scale of every prior but the intercept's halved, or
/// doubled, less that of the run; from the run's draws, as the mean of the ratios of the prior densities.
/// A prior that is wide for the data spreads its mass where the likelihood is nothing: each doubling then
/// halves the marginal likelihood for each coefficient, whatever the data say, and with it every Bayes factor.
///
/// Source: the identity E[p'(b) / p(b) | data] = p'(data) / p(data); the paradox is that of D. V. Lindley,
/// Biometrika 44 (1957), and M. S. Bartlett, ibid.
public struct PriorWidth: Sendable, Equatable {
  /// The change of the log marginal likelihood under priors of half the scale, in nats; NaN where the draws do
  /// not tell.
  public let halved: Double
  /// The change under priors of twice the scale.
  public let doubled: Double

  /// From which change on a Bayes factor is partly the priors' width: a factor of 1.65.
  public static let threshold = 0.5
  /// The fewest draws that the weights must be worth.
  private static let leastSize = 100.0

  /// Whether one of the changes is large.
  public var isDecisive: Bool {
    [halved, doubled].contains { abs($0) >= Self.threshold }
  }

  /// Measures a run.
  ///
  /// O(draws x coefficients).
  public init(_ run: SavedRun) {
    halved = Self.change(run, divisor: 2)
    doubled = Self.change(run, divisor: 0.5)
  }

  private static func change(_ run: SavedRun, divisor: Double) -> Double {
    let columns = run.input.design.columns
    var pairs: [(index: Int, old: CoefficientPrior, new: CoefficientPrior)] = []
    for (index, use) in run.input.model.prior.used.enumerated()
    where columns[index].kind != .intercept {
      guard use.prior.isProper, let other = use.prior.rescaled(dividingBy: divisor) else {
        return .nan
      }
      pairs.append((index, use.prior, other))
    }
    guard !pairs.isEmpty else { return 0 }
    var ratios: [Double] = []
    for chain in run.coefficients.chains {
      for draw in 0..<chain.count {
        ratios.append(
          pairs.reduce(0) { sum, pair in
            let value = chain.values[draw * chain.dimension + pair.index]
            return sum + pair.new.logDensity(at: value).value - pair.old.logDensity(at: value).value
          }
        )
      }
    }
    let total = logSumExp(ratios)
    let size = Portable.exp(2 * total - logSumExp(ratios.map { 2 * $0 }))
    return size >= leastSize ? total - Portable.log(Double(ratios.count)) : .nan
  }
}

extension PriorWidth {
  /// What is to be known of a marginal likelihood with such priors; nothing where they hardly matter.
  public var caveats: [Caveat] {
    guard isDecisive else { return [] }
    func factor(_ change: Double) -> String {
      change.isNaN
        ? "a factor that the draws do not tell" : "\((100 * Portable.exp(change)).rounded() / 100)"
    }
    return [
      Caveat(
        .priorWidth,
        "priors half as wide would multiply its marginal likelihood, and every Bayes factor with it, by "
          + "\(factor(halved)), priors twice as wide by \(factor(doubled))"
      )
    ]
  }
}
