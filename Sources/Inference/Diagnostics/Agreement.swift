/// Whether two samples are of the same posterior, as far as their Monte Carlo errors can tell.
///
/// Mean, standard deviation and the 5 %, 50 % and 95 % quantiles of each parameter are compared. Both
/// samples are taken as draws, with the Monte Carlo standard errors of ``MonteCarloError``, so that
/// an estimate and its error are always made of the same numbers. A difference counts in units of the
/// joint error, the root of the sum of both squares; beyond a ``Comparison/limit`` of them it is not
/// chance.
///
/// The limits are Bonferroni's: two-sided tails that leave ``falseAlarmRate`` over all comparisons
/// together. They depend on one another, which lowers the true rate. The tails are normal for means and
/// standard deviations. The error of a quantile is the distance between two order statistics, and as
/// rough as few draws lie between them: its tails are Student's, with the degrees of freedom of
/// Satterthwaite (1946) for the sum of two such estimates. Errors of means and standard deviations suppose that second and fourth moments exist: where the Pareto k-hat of
/// either sample's tails is above 1/2 or 1/4, that comparison is shown but not judged. Quantiles always
/// are.
///
/// A statement about sizes, not only of agreement: ``visibleDifference`` says what would have been seen.
public struct Agreement: Sendable, Equatable {
  /// What is compared.
  public typealias Quantity = Estimates.Quantity

  /// One quantity of one parameter in both samples.
  public struct Comparison: Sendable, Equatable {
    /// The parameter, by its name in the run.
    public let parameter: String
    /// What is compared.
    public let quantity: Quantity
    /// The value in the run, and its Monte Carlo standard error.
    public let ours: MonteCarloEstimate
    /// The value in the other sample.
    public let theirs: MonteCarloEstimate
    /// Whether it is judged: it could be computed, and its Monte Carlo errors exist.
    public let isJudged: Bool
    /// Why it could not be computed; nil where it could.
    public let problem: Problem?
    /// The number of joint errors beyond which a difference is not chance.
    public let limit: Double

    /// The root of the sum of both squared errors.
    public var jointError: Double {
      (ours.error * ours.error + theirs.error * theirs.error).squareRoot()
    }
    /// Theirs less ours, in joint errors; NaN where it could not be computed.
    public var difference: Double {
      guard problem == nil else { return .nan }
      let distance = theirs.value - ours.value
      // Both are constant: the same, or not by chance.
      return distance == 0 ? 0 : distance / jointError
    }
    /// Whether the difference is not chance; never where it is not judged.
    public var differs: Bool { isJudged && !(abs(difference) <= limit) }
  }

  /// Why a quantity could not be computed.
  public enum Problem: Sendable, Hashable {
    /// A draw of this side is not a finite number.
    case notFinite(AgreementError.Side)
    /// The draws of this side have no Monte Carlo error for it: they are all equal, or too few.
    case noMonteCarloError(AgreementError.Side)
  }

  /// What came of all comparisons together.
  public enum Outcome: String, Sendable {
    /// No difference is beyond the limit.
    case agree
    /// Some difference is.
    case differ
    /// None is, but of some parameter nothing could be computed.
    case undecided
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
  /// The limit of means and standard deviations.
  public let limit: Double
  /// The largest limit, that of some quantile.
  public var largestLimit: Double { comparisons.reduce(limit) { max($0, $1.limit) } }
  /// The largest R-hat of the run's draws and of the others.
  public let largestRHat: Sides<Double>
  /// The numbers of draws.
  public let drawCounts: Sides<Int>
  /// The largest difference between two means that could have gone unseen, in posterior standard
  /// deviations, over all parameters; nil where no mean is judged.
  public let visibleDifference: Double?

  /// The comparisons whose difference is not chance.
  public var differing: [Comparison] {
    comparisons.filter(\.differs)
  }
  /// The comparisons that are shown and not judged, because their errors do not exist.
  public var unjudged: [Comparison] { comparisons.filter { !$0.isJudged && $0.problem == nil } }
  /// The comparisons that are judged.
  public var judged: [Comparison] { comparisons.filter(\.isJudged) }
  /// The parameters of which nothing could be computed, by their names in the run, and why.
  public var undecided: [(parameter: String, problem: Problem)] {
    let names = Set(judged.map(\.parameter))
    return comparisons.compactMap { comparison in
      guard comparison.quantity == .mean, !names.contains(comparison.parameter) else { return nil }
      return comparison.problem.map { (comparison.parameter, $0) }
    }
  }
  /// What came of it.
  public var outcome: Outcome {
    differing.isEmpty ? (undecided.isEmpty ? .agree : .undecided) : .differ
  }
  /// Whether no difference is beyond the limit, of every parameter.
  public var holds: Bool { outcome == .agree }
  /// Whether the other draws are those of the run, so that nothing was compared.
  public let areTheSameDraws: Bool

  /// Compares two samples.
  ///
  /// A parameter with a draw that is not finite is not compared, and neither is what has no Monte Carlo
  /// error on one side only. O(parameters x draws), and a sort of each parameter's draws.
  ///
  /// - Throws: ``AgreementError`` where the parameters differ, chains are copies of one another, or nothing
  ///   can be compared.
  public init(_ ours: Draws, with theirs: Draws) throws(AgreementError) {
    let match = try ParameterMatch(ours.parameterNames, with: theirs.parameterNames)
    let others = zip(theirs.parameterNames, theirs.variableDiagnostics()).map {
      DiagnosticsReport.Parameter(name: $0, numbers: $1)
    }
    var pairs: [Pair] = []
    for (index, name) in ours.parameterNames.enumerated() {
      pairs.append(
        Pair(
          name: name,
          ours: Side(VariableDiagnostics(ours.parameter(index)), ours.count),
          theirs: Side(others[match.indices[index]].numbers, theirs.count)
        )
      )
    }
    let repetitions =
      RepetitionText(parameters: others, chains: theirs.chains.map(\.chain)).phrases
    guard repetitions.isEmpty else {
      throw AgreementError(.repeatedDraws(repetitions), side: .other)
    }
    let judgedCount = pairs.reduce(0) { $0 + Quantity.allCases.count(where: $1.isJudged) }
    if judgedCount == 0, let first = pairs.first, let problem = first.problem(.mean) {
      throw AgreementError(problem, parameter: first.name)
    }
    let tail = Self.falseAlarmRate / Double(2 * max(judgedCount, 1))
    let limit = -StandardNormal.quantile(tail)
    self.match = match
    self.limit = limit
    comparisons = pairs.flatMap { pair in
      Quantity.allCases.map { pair.comparison(of: $0, tail: tail) }
    }
    otherNames = match.indices.map { theirs.parameterNames[$0] }
    func largest(_ values: [Double]) -> Double { values.filter { !$0.isNaN }.max() ?? .nan }
    largestRHat = Sides(
      ours: largest(pairs.map(\.ours.numbers.rHat)),
      theirs: largest(pairs.map(\.theirs.numbers.rHat))
    )
    drawCounts = Sides(ours: ours.count, theirs: theirs.count)
    visibleDifference = pairs.filter { $0.isJudged(.mean) }
      .map { pair in
        limit * pair.comparison(of: .mean, tail: tail).jointError
          / pair.ours.numbers.sd
      }
      .filter(\.isFinite)
      .max()
    areTheSameDraws =
      ours.chains.map(\.count) == theirs.chains.map(\.count)
      && ours.parameterNames.indices.allSatisfy {
        ours.parameter($0) == theirs.parameter(match.indices[$0])
      }
  }
}

extension Estimates.Quantity {
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

  /// The probability below a quantile; nil for moments.
  fileprivate var probability: Double? {
    switch self {
    case .mean, .sd: nil
    case .q5: 0.05
    case .median: 0.5
    case .q95: 0.95
    }
  }
}

extension Agreement {
  /// The draws of one parameter in one sample.
  private struct Side {
    let numbers: VariableDiagnostics
    let drawCount: Int

    init(_ numbers: VariableDiagnostics, _ drawCount: Int) {
      self.numbers = numbers
      self.drawCount = drawCount
    }

    func estimate(_ quantity: Quantity) -> MonteCarloEstimate {
      let estimate = numbers.estimates[quantity]
      return numbers.isConstant ? MonteCarloEstimate(value: estimate.value, error: 0) : estimate
    }

    /// How many independent draws lie within one standard error of a quantile, on both sides; infinite
    /// for moments.
    func support(_ quantity: Quantity) -> Double {
      guard let probability = quantity.probability else { return .infinity }
      let size = quantity == .median ? numbers.bulkSampleSize : numbers.tailSampleSize
      let count = min(size, Double(drawCount))
      return 2 * (probability * (1 - probability) * count).squareRoot()
    }
  }

  /// The draws of one parameter in both samples.
  private struct Pair {
    let name: String
    let ours: Side
    let theirs: Side

    func isJudged(_ quantity: Quantity) -> Bool {
      guard problem(quantity) == nil else { return false }
      guard quantity.probability == nil else { return true }
      // Where no Pareto shape applies the values are few or whole: their moments exist.
      return [ours, theirs].allSatisfy {
        !$0.numbers.hasTailShape || $0.numbers.isConstant
          || $0.numbers.paretoK <= quantity.largestParetoK
      }
    }

    /// Why a quantity cannot be compared; nil where it can.
    func problem(_ quantity: Quantity) -> Problem? {
      if !ours.numbers.isFinite { return .notFinite(.run) }
      if !theirs.numbers.isFinite { return .notFinite(.other) }
      if ours.numbers.isConstant, theirs.numbers.isConstant { return nil }
      if !(ours.estimate(quantity).error > 0) { return .noMonteCarloError(.run) }
      if !(theirs.estimate(quantity).error > 0) { return .noMonteCarloError(.other) }
      return nil
    }

    func comparison(of quantity: Quantity, tail: Double) -> Comparison {
      Comparison(
        parameter: name,
        quantity: quantity,
        ours: ours.estimate(quantity),
        theirs: theirs.estimate(quantity),
        isJudged: isJudged(quantity),
        problem: problem(quantity),
        limit: limit(of: quantity, tail: tail)
      )
    }

    /// The number of joint errors that leaves a probability on either side.
    ///
    /// A distance that spans m independent draws has the relative variance 1 / m, its square 4 / m.
    private func limit(of quantity: Quantity, tail: Double) -> Double {
      let variances = [ours, theirs].map { side in
        let error = side.estimate(quantity).error
        return (value: error * error, support: side.support(quantity))
      }
      guard problem(quantity) == nil, variances.contains(where: { $0.value > 0 }) else {
        return -StandardNormal.quantile(tail)
      }
      let total = variances.reduce(0) { $0 + $1.value }
      let squares = variances.reduce(0) { $0 + $1.value * $1.value / $1.support }
      let degreesOfFreedom = total * total / (2 * squares)
      guard degreesOfFreedom.isFinite else { return -StandardNormal.quantile(tail) }
      return -StudentT(degreesOfFreedom: degreesOfFreedom, location: 0, scale: 1).quantile(tail)
    }
  }
}
