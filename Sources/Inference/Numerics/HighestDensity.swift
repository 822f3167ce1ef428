/// The shortest interval that holds a share of a sample.
public enum HighestDensity {
  /// The ends of the shortest run of order statistics that spans floor(mass x n) of the n gaps.
  ///
  /// The highest-density interval of a distribution with one mode; of several modes it takes in the
  /// valleys. The first of equally short ones. NaN for an empty sample. O(n).
  ///
  /// Source: M.-H. Chen and Q.-M. Shao, "Monte Carlo estimation of Bayesian credible and HPD
  /// intervals", Journal of Computational and Graphical Statistics 8 (1999), with the count of ArviZ.
  ///
  /// - Precondition: `mass` lies between 0 and 1.
  public static func ofSorted(
    _ sorted: [Double],
    mass: Double
  ) -> (lower: Double, upper: Double) {
    precondition(mass > 0 && mass < 1, "a share of the sample")
    guard !sorted.isEmpty else { return (.nan, .nan) }
    let span = Int((mass * Double(sorted.count)).rounded(.down))
    var (best, width) = (0, Double.infinity)
    for start in 0..<(sorted.count - span) where sorted[start + span] - sorted[start] < width {
      (best, width) = (start, sorted[start + span] - sorted[start])
    }
    return (sorted[best], sorted[best + span])
  }
}
