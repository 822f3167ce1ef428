/// How a posterior is integrated over a lattice.
public struct ExactSettings: Sendable, Equatable {
  /// What is wanted of the answer.
  public enum Purpose: Sendable, Equatable {
    /// Everything: log marginal likelihood, moments, quantiles, densities.
    case everything
    /// The log marginal likelihood, means, standard deviations and covariances: fewer points, and no
    /// marginal distributions. For leave-one-out refits, Bayes factors and the like by the thousand.
    case moments
  }

  /// What is wanted of the answer.
  public var purpose = Purpose.everything
  /// Whether a finer lattice is tried where the first answer misses the tolerance.
  public var refines = false
  /// The distance of lattice cells, in standard deviations; nil: by dimension and purpose.
  public var spacing: Double?
  /// The rows that probabilities are predicted for, as the columns of the design; none by default.
  public var predictorRows: [[Double]] = []
  /// The offsets of those rows; empty for none.
  public var predictorOffsets: [Double] = []

  /// The rows of averages of probabilities that are compared; none by default.
  public var averageRows = DistinctRows()
  /// The averages over those rows that are compared.
  public var changes: [AverageChange] = []

  /// Makes settings.
  public init(_ purpose: Purpose = .everything, refines: Bool = false) {
    self.purpose = purpose
    self.refines = refines
  }

  /// The greatest number of coefficients.
  public static let largestDimension = 6
  /// The greatest number of points of one shift of the lattice.
  static let pointLimit = 600_000
  /// The errors that "exact" stands for: of log marginal likelihood, and of moments and quantiles in
  /// posterior standard deviations.
  package static let logTolerance = 1e-4
  static let tolerance = 1e-3
  /// The smallest effective sample size of the last pilot round.
  static let leastSampleSize = 200.0

  /// The distance of cells used; smaller where a lattice reaches far.
  func spacing(dimension: Int, reachesFar: Bool) -> Double {
    if let spacing { return spacing }
    let usual = [0.4, 0.45, 0.6, 0.85, 0.95, 1.1][dimension - 1]
    let own = purpose == .moments ? 1.2 * usual : usual
    return reachesFar ? Self.fineness * own : own
  }

  /// How far below the greatest log density everything must lie in the box: half of a chi-square quantile, plus
  /// 0.5 for what is not normal.
  static func leastDepth(dimension: Int) -> Double {
    [12.46, 14.32, 15.83, 17.19, 14.71, 15.81][dimension - 1]
  }

  /// How far below the greatest log density a cell's neighbours are still looked at.
  ///
  /// Under priors with polynomial tails, in one or two dimensions, so far that moments are whole: of a variance
  /// a share of exp(-(1 - 2 / df) depth) is left.
  static func threshold(dimension: Int, hasHeavyTails: Bool, reachesFar: Bool) -> Double {
    guard hasHeavyTails, dimension <= 2 else { return leastDepth(dimension: dimension) }
    return reachesFar ? 60 : 20
  }

  /// How fast the steps of a lattice grow outwards where it must reach far.
  static let growth = 0.35
  /// How much closer cells are there: apart from the middle they lie further from each other.
  static let fineness = 0.67
  /// How much wider the grids of marginal distributions are there.
  static let widening = 3.0

  /// The mass beyond the threshold.
  static func truncation(dimension: Int) -> Double { dimension < 5 ? 1e-6 : 2e-5 }

  /// Where the two lattices lie, in cells: any two places far from each other and from symmetry.
  static let shifts: [[Double]] = [
    [0.1180, 0.3541, 0.0902, 0.2746, 0.4443, 0.2016],
    [0.3090, 0.0729, 0.3820, 0.4721, 0.1459, 0.4164],
  ]
}
