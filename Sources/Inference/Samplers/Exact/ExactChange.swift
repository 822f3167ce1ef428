/// The posterior means of two averages of probabilities and of their difference.
///
/// Their distributions are left to draws: the difference of probabilities that may both be small has a sharp peak at
/// 0, which a lattice of the size used sees no better than 4,000 draws do.
public struct ExactChange: Sendable {
  /// The mean of the average before the change.
  public let before: ExactEstimate
  /// The mean of the average after it.
  public let after: ExactEstimate
  /// The mean of the difference, after less before.
  public let difference: ExactEstimate
}
