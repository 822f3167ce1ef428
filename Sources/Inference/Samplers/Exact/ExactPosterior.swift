/// A posterior integrated without random numbers, for up to six coefficients.
///
/// The coefficients' joint distribution is summed over two shifts of a body-centred-cubic lattice laid
/// along the bent principal axes of the posterior, in coordinates in which the prior is standard normal.
/// Every number comes with an error: the difference of the two shifts, of two degrees of smoothing for
/// quantiles, and what lies beyond the lattice. Same bits on every CPU.
///
/// Takes some 10 to 60 ms for five coefficients; a tenth of it for their moments alone.
public struct ExactPosterior: Sendable {
  /// What keeps an answer from being exact to tolerance.
  public enum Shortfall: Sendable, Equatable {
    /// The error of the log marginal likelihood is above 1e-4.
    case logMarginalLikelihood
    /// The error of a mean or a standard deviation is above 0.001 standard deviations.
    case moments(String)
    /// The error of the 5, 50 or 95 % quantile of a coefficient is above 0.001 standard deviations.
    case quantiles(String)
    /// Fewer than 200 of the last pilot round's points count.
    case pilot
  }

  /// The names of the coefficients.
  public let parameterNames: [String]
  /// The log of the integral of likelihood, with binomial coefficients, times normalised prior; nil where
  /// a prior is flat.
  public let logMarginalLikelihood: ExactEstimate?
  /// The posterior of each coefficient, on the log-odds scale.
  public let coefficients: [ExactQuantity]
  /// The posterior of the probability at each row asked for.
  public let probabilities: [ExactQuantity]
  /// The posterior of each pair of averages that was to be compared.
  public let changes: [ExactChange]
  /// The posterior covariance of the coefficients.
  ///
  /// Meaningless in the rows of coefficients whose standard deviation does not exist.
  public let covariance: Matrix
  /// The number of points of both shifts.
  public let pointCount: Int
  /// The distance of the lattice's cells.
  public let spacing: Double
  /// What keeps it from being exact to tolerance; empty where nothing does.
  public let shortfalls: [Shortfall]

  /// The effective sample size of the last pilot round.
  private let pilotSampleSize: Double

  /// Whether everything is within the tolerance: log marginal likelihood 1e-4, coefficients 0.001
  /// posterior standard deviations.
  public var isExact: Bool { shortfalls.isEmpty }

  /// Integrates the posterior of a model on this thread.
  ///
  /// A flat prior on separated data makes the posterior improper: refused, mostly as
  /// ``ExactRefusal/noApproximation(_:)``, but the caller should have looked.
  ///
  /// O(points x (rows x columns + columns^2)).
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - settings: What is wanted.
  /// - Throws: ``ExactRefusal`` where no lattice can serve.
  public init(
    _ model: BinaryRegression,
    _ settings: ExactSettings = ExactSettings()
  ) throws(ExactRefusal) {
    try self.init(model, settings, threads: 1)
  }

  /// Integrates the posterior of a model on this thread and, where it may use two, on another: the same answer to
  /// the last bit.
  ///
  /// - Throws: ``ExactRefusal`` where no lattice can serve.
  public init(
    _ model: BinaryRegression,
    _ settings: ExactSettings,
    threads: Int
  ) throws(ExactRefusal) {
    let integration = try LatticeIntegration(model, settings)
    var result = try integration.combined(spacing: integration.spacing, threads: threads)
    if let finer = integration.finerSpacing(than: result) {
      result = try integration.combined(spacing: finer, threads: threads)
    }
    self = result
  }

  /// Integrates the posterior of a model on two threads: the same answer to the last bit.
  ///
  /// - Throws: ``ExactRefusal`` where no lattice can serve.
  public static func concurrently(
    _ model: BinaryRegression,
    _ settings: ExactSettings = ExactSettings()
  ) async throws(ExactRefusal) -> ExactPosterior {
    try ExactPosterior(model, settings, threads: 2)
  }

  init(
    parameterNames: [String],
    logMarginalLikelihood: ExactEstimate?,
    coefficients: [ExactQuantity],
    predictions: (probabilities: [ExactQuantity], changes: [ExactChange]),
    covariance: Matrix,
    lattice: (pointCount: Int, spacing: Double),
    pilotSampleSize: Double
  ) {
    self.parameterNames = parameterNames
    self.logMarginalLikelihood = logMarginalLikelihood
    self.coefficients = coefficients
    (probabilities, changes) = predictions
    self.covariance = covariance
    (pointCount, spacing) = lattice
    self.pilotSampleSize = pilotSampleSize
    var shortfalls: [Shortfall] = []
    if pilotSampleSize < ExactSettings.leastSampleSize { shortfalls.append(.pilot) }
    if let logMarginalLikelihood, !(logMarginalLikelihood.error <= ExactSettings.logTolerance) {
      shortfalls.append(.logMarginalLikelihood)
    }
    for quantity in coefficients {
      let limit = ExactSettings.tolerance * quantity.width
      if quantity.standardDeviation.value.isFinite,
        !(max(quantity.mean.error, quantity.standardDeviation.error) <= limit)
      {
        shortfalls.append(.moments(quantity.name))
      }
      if quantity.marginal != nil,
        [0.05, 0.5, 0.95].contains(where: { !(quantity.quantile($0).error <= limit) })
      {
        shortfalls.append(.quantiles(quantity.name))
      }
    }
    self.shortfalls = shortfalls
  }
}

extension ExactPosterior {
  /// Itself without moments that do not exist: a lattice, which ends somewhere, has numbers for them.
  ///
  /// - Parameters:
  ///   - mean: The coefficients without a mean.
  ///   - deviation: Those without a standard deviation.
  /// - Returns: The same with what is not a number in their place.
  func withoutMoments(mean: [Int], deviation: [Int]) -> ExactPosterior {
    var quantities = coefficients
    let nothing = ExactEstimate(.nan, error: .nan)
    for index in mean { quantities[index].mean = nothing }
    for index in deviation { quantities[index].standardDeviation = nothing }
    return ExactPosterior(
      parameterNames: parameterNames,
      logMarginalLikelihood: logMarginalLikelihood,
      coefficients: quantities,
      predictions: (probabilities, changes),
      covariance: covariance,
      lattice: (pointCount, spacing),
      pilotSampleSize: pilotSampleSize
    )
  }

  /// The cost, in milliseconds, up to which a posterior is integrated unasked.
  package static let limitUnasked = 50.0

  /// About how long it takes on two threads; nil where a lattice does not serve so many coefficients.
  ///
  /// A function of the model's size alone: points times what one costs, as measured on one processor
  /// with AVX2.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - rows: How many probabilities are asked for.
  ///   - averageRows: How many rows averages are over.
  /// - Returns: Milliseconds.
  public static func estimatedMilliseconds(
    _ model: BinaryRegression,
    rows: Int = 0,
    averageRows: Int = 0
  ) -> Double? {
    guard (1...ExactSettings.largestDimension).contains(model.dimension) else { return nil }
    let lattice = [300.0, 5_000, 18_000, 70_000, 255_000, 900_000][model.dimension - 1]
    let nanoseconds =
      150 + 6 * Double(model.design.matrix.rowCount) + 15 * Double(rows)
      + 3 * Double(averageRows)
    // The pilot's 7168 points come before the two shifts can part.
    return (7_200 + 0.5 * lattice) * nanoseconds * 1e-6
  }
}

extension ExactQuantity {
  /// What errors are judged by: the standard deviation, or where there is none the interquartile range
  /// in that of a normal distribution.
  var width: Double {
    guard !standardDeviation.value.isFinite else { return standardDeviation.value }
    return (quantile(0.75).value - quantile(0.25).value) / 1.349
  }
}
