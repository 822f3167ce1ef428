/// The outcome of one check of the draws.
public struct Verdict: Sendable, Equatable {
  /// What is checked.
  public enum Check: String, Sendable, CaseIterable {
    /// Every draw is finite.
    case finiteDraws
    /// No chain stands still.
    case movingChains
    /// No draws occur twice: no chain is a copy of another, or repeats itself.
    case distinctChains
    /// The rank-normalised split R-hat.
    case rHat
    /// The effective sample size of the bulk.
    case bulkSampleSize
    /// The effective sample size of the tails.
    case tailSampleSize
    /// The Pareto k-hat of the marginals: do the mean and the sd exist?
    case paretoK
    /// The energy Bayesian fraction of missing information of each chain.
    case energy
    /// Divergent transitions.
    case divergences
    /// Transitions that reached the largest tree depth.
    case treeDepth

    /// The check in a few words.
    public var phrase: String {
      switch self {
      case .finiteDraws: "draws not finite"
      case .movingChains: "chains standing still"
      case .distinctChains: "draws that occur twice"
      case .rHat: "R-hat"
      case .bulkSampleSize: "bulk ESS"
      case .tailSampleSize: "tail ESS"
      case .paretoK: "Pareto k-hat"
      case .energy: "E-BFMI"
      case .divergences: "divergent transitions"
      case .treeDepth: "largest tree depth"
      }
    }

    /// Whether the check needs several draws of each chain.
    var comparesChains: Bool { self == .rHat || self == .bulkSampleSize || self == .tailSampleSize }
  }

  /// What came of a check.
  public enum Status: String, Sendable {
    /// The value is on the good side of the threshold.
    case passed
    /// The draws are valid but cost more than they need to. Not a failure.
    case warning
    /// The draws, or what is computed from them, are not to be relied on.
    case failed
    /// The draws do not say.
    case notAvailable
    /// The check has no meaning for quantities such as these.
    case notApplicable
  }

  /// What is checked.
  public let check: Check
  /// What came of it.
  public let status: Status
  /// The worst value found; NaN where none is available.
  public let value: Double
  /// The value that it is held against.
  public let threshold: Double
  /// The parameters, or the numbers of the chains, on the bad side.
  public let offenders: [String]

  /// The same as a warning.
  var asWarning: Verdict {
    Verdict(
      check: check,
      status: .warning,
      value: value,
      threshold: threshold,
      offenders: offenders
    )
  }

  /// Whether a good value is at or above the threshold, rather than at or below it.
  public var isLowerBound: Bool {
    switch check {
    case .bulkSampleSize, .tailSampleSize, .energy: true
    default: false
    }
  }

  /// Who set the threshold.
  public var source: String {
    switch check {
    case .finiteDraws, .movingChains, .distinctChains: "by definition"
    case .rHat, .bulkSampleSize, .tailSampleSize: "Vehtari et al. 2021"
    case .paretoK: "Vehtari et al. 2024"
    case .energy: "Betancourt 2016; ArviZ, CmdStan"
    case .divergences: "Betancourt 2017"
    case .treeDepth: "CmdStan"
    }
  }

  /// What to do where the check does not pass.
  public var advice: String {
    switch check {
    case .finiteDraws:
      "nothing else could be computed for these: look for missing values in the files, an improper posterior "
        + "or an overflow in the model"
    case .movingChains:
      "run longer warmup or other seeds; a chain that stands still says nothing"
    case .distinctChains:
      "independent chains never share draws: give each file once and each chain a seed of its own; "
        + "every other check takes the copies for draws"
    case .rHat:
      "the chains disagree: draw longer, use scale(x) for columns of large numbers, or look for "
        + "several modes or an improper posterior"
    case .bulkSampleSize:
      "draw longer before quoting means and medians; use scale(x) for columns of large numbers"
    case .tailSampleSize:
      "draw longer before quoting the limits of intervals; use scale(x) for columns of large numbers"
    case .paretoK:
      "the tails are so heavy that mean and sd may not exist: quote medians and quantiles, or use a "
        + "prior with lighter tails"
    case .energy:
      "the tails are explored too slowly: draw longer, or use a prior with lighter tails"
    case .divergences:
      "raise the target acceptance rate (to 0.99; to 0.999 under priors without a variance, which "
        + "begin at 0.99), or use priors with lighter tails, such as normal ones"
    case .treeDepth:
      "sampling is slow, not wrong: raise the largest tree depth or use a dense metric"
    }
  }
}
