/// Whether two samples are of the same posterior, as far as their Monte Carlo errors can tell.
///
/// Mean, standard deviation and the 5 %, 50 % and 95 % quantiles of each parameter are compared. Both
/// samples are taken as draws, with the Monte Carlo standard errors of ``MonteCarloError``, so that
/// an estimate and its error are always made of the same numbers. A difference counts in units of the
/// joint error, the root of the sum of both squares; beyond ``limit`` of them it is not chance.
///
/// The limit is Bonferroni's: two-sided normal tails that leave ``falseAlarmRate`` over all
/// comparisons together. They depend on one another, so that the true rate is lower. Errors of means
/// and standard deviations suppose that second and fourth moments exist: where the Pareto k-hat of
/// either sample's tails is above 1/2 or 1/4, that comparison is shown but not judged. Quantiles always
/// are.
///
/// A statement about sizes, not only of agreement: ``visibleDifference`` says what would have been seen.
public struct Agreement: Sendable, Equatable {
  /// What is compared.
  public enum Quantity: String, Sendable, CaseIterable {
    /// The mean.
    case mean
    /// The standard deviation.
    case sd
    /// The 5 % quantile.
    case q5
    /// The median.
    case median
    /// The 95 % quantile.
    case q95

    /// Up to which k-hat of the tails its Monte Carlo error exists.
    ///
    /// A Pareto tail of shape k has moments below 1 / k: the mean needs two, the standard
    /// deviation four.
    var largestParetoK: Double {
      switch self {
      case .mean: 0.5
      case .sd: 0.25
      default: .infinity
      }
    }

    fileprivate func estimate(_ numbers: VariableDiagnostics) -> (value: Double, error: Double) {
      switch self {
      case .mean: (numbers.mean, numbers.errorOfMean)
      case .sd: (numbers.standardDeviation, numbers.errorOfStandardDeviation)
      case .q5: (numbers.q5, numbers.errorOfQ5)
      case .median: (numbers.median, numbers.errorOfMedian)
      case .q95: (numbers.q95, numbers.errorOfQ95)
      }
    }
  }

  /// One quantity of one parameter in both samples.
  public struct Comparison: Sendable, Equatable {
    /// The parameter, by its name in the run.
    public let parameter: String
    /// What is compared.
    public let quantity: Quantity
    /// The value in the run, and its Monte Carlo standard error.
    public let ours: Estimate
    /// The value in the other sample.
    public let theirs: Estimate
    /// Whether the Monte Carlo errors exist, so that it is judged.
    public let isJudged: Bool

    /// The root of the sum of both squared errors.
    public var jointError: Double {
      (ours.error * ours.error + theirs.error * theirs.error).squareRoot()
    }
    /// Theirs less ours, in joint errors.
    public var difference: Double { (theirs.value - ours.value) / jointError }
  }

  /// A number and its Monte Carlo standard error, on the scale of the draws (log-odds).
  public struct Estimate: Sendable, Equatable {
    /// The number.
    public let value: Double
    /// Its Monte Carlo standard error.
    public let error: Double
  }

  /// A fact about both samples.
  public struct Sides<Value: Sendable & Equatable>: Sendable, Equatable {
    /// Of the run.
    public let ours: Value
    /// Of the other sample.
    public let theirs: Value
  }

  /// The probability that equal posteriors are said to differ: at most 1 %.
  public static let falseAlarmRate = 0.01

  /// All comparisons, parameter by parameter.
  public let comparisons: [Comparison]
  /// How the parameters were matched.
  public let match: ParameterMatch
  /// The names that the other sample has for the parameters, in the order of the run's.
  public let otherNames: [String]
  /// The number of joint errors beyond which a difference is not chance.
  public let limit: Double
  /// The largest R-hat of the run's draws and of the others.
  public let largestRHat: Sides<Double>
  /// The numbers of draws.
  public let drawCounts: Sides<Int>
  /// The largest difference between two means that could have gone unseen, in posterior standard
  /// deviations, over all parameters; nil where no mean is judged.
  public let visibleDifference: Double?

  /// The comparisons whose difference is not chance.
  public var differing: [Comparison] {
    comparisons.filter { $0.isJudged && !(abs($0.difference) <= limit) }
  }
  /// The comparisons that are shown and not judged.
  public var unjudged: [Comparison] { comparisons.filter { !$0.isJudged } }
  /// Whether no difference is beyond the limit.
  public var holds: Bool { differing.isEmpty }

  /// Compares two samples.
  ///
  /// O(parameters x draws), and a sort of each parameter's draws.
  ///
  /// - Throws: ``AgreementError`` where the parameters differ, a draw is not finite, or draws have no
  ///   Monte Carlo error because they are constant or too few.
  public init(_ ours: Draws, with theirs: Draws) throws(AgreementError) {
    let match = try ParameterMatch(ours.parameterNames, with: theirs.parameterNames)
    var pairs: [(name: String, ours: VariableDiagnostics, theirs: VariableDiagnostics)] = []
    for (index, name) in ours.parameterNames.enumerated() {
      let pair = (
        name, VariableDiagnostics(ours.parameter(index)),
        VariableDiagnostics(theirs.parameter(match.indices[index]))
      )
      try Self.check(pair.1, .run, name)
      try Self.check(pair.2, .other, name)
      pairs.append(pair)
    }
    let comparisons = pairs.flatMap { name, ours, theirs in
      let paretoK = max(ours.paretoK, theirs.paretoK)
      return Quantity.allCases.map { quantity in
        let (mine, other) = (quantity.estimate(ours), quantity.estimate(theirs))
        return Comparison(
          parameter: name,
          quantity: quantity,
          ours: Estimate(value: mine.value, error: mine.error),
          theirs: Estimate(value: other.value, error: other.error),
          isJudged: paretoK <= quantity.largestParetoK || quantity.largestParetoK == .infinity
        )
      }
    }
    let judged = comparisons.filter(\.isJudged)
    let limit = -StandardNormal.quantile(Self.falseAlarmRate / Double(2 * max(judged.count, 1)))
    self.match = match
    self.comparisons = comparisons
    self.limit = limit
    otherNames = match.indices.map { theirs.parameterNames[$0] }
    largestRHat = Sides(
      ours: pairs.map(\.ours.rHat).max() ?? .nan,
      theirs: pairs.map(\.theirs.rHat).max() ?? .nan
    )
    drawCounts = Sides(ours: ours.count, theirs: theirs.count)
    let deviations = Dictionary(pairs.map { ($0.name, $0.ours.standardDeviation) }) { $1 }
    visibleDifference = judged.filter { $0.quantity == .mean }
      .map { limit * $0.jointError / (deviations[$0.parameter] ?? .nan) }
      .max()
  }

  private static func check(
    _ numbers: VariableDiagnostics,
    _ side: AgreementError.Side,
    _ name: String
  ) throws(AgreementError) {
    guard numbers.isFinite else {
      throw AgreementError(.notFinite, parameter: name, side: side)
    }
    for quantity in Quantity.allCases where !(quantity.estimate(numbers).error > 0) {
      throw AgreementError(.noMonteCarloError, parameter: name, side: side)
    }
  }
}
