/// The posterior mean and standard deviation of two averages of probabilities and of their difference.
///
/// Their quantiles are left to draws: the difference of probabilities that may both be small has a sharp peak at 0,
/// which a lattice of the size used sees no better than 4,000 draws do.
public struct ExactChange: Sendable {
  /// A mean and a standard deviation.
  public struct Moments: Sendable {
    /// The mean.
    public let mean: ExactEstimate
    /// The standard deviation.
    public let standardDeviation: ExactEstimate
  }

  /// The average before the change.
  public let before: Moments
  /// The average after it.
  public let after: Moments
  /// The difference, after less before.
  public let difference: Moments
}
