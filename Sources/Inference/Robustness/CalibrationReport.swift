/// What a study of calibration found.
///
/// Each test quantity has two tests of its ranks, by bins and by the distribution function; each
/// coefficient two more of the data-averaged posterior, which must be the prior. A study fails where any
/// p-value lies below the error rate divided by the number of tests (Bonferroni), so that a sampler without
/// error fails with at most that probability.
public struct CalibrationReport: Sendable {
  /// One test.
  public struct Test: Sendable, Equatable {
    /// The test statistic.
    public var statistic: Double
    /// The probability of one as large where everything is right.
    public var pValue: Double
  }

  /// What was found of one test quantity.
  public struct Quantity: Sendable, Equatable {
    /// Its name: that of a coefficient, `log_likelihood` or `log_density`.
    public var name: String
    /// Chi-square of the ranks in equal bins.
    public var chiSquare: Test
    /// The distribution function of the ranks against the diagonal: the greatest difference, and how
    /// often differences as improbable at any point occur together.
    public var distribution: Test
    /// The mean over data sets of the posterior mean of u - 1/2, in standard errors, with u the
    /// generating prior's distribution function of the coefficient; nil for joint quantities.
    public var center: Test?
    /// The same of (u - 1/2)^2 less 1/12: negative where posteriors are on average narrower than the prior.
    public var spread: Test?
    /// Which way the ranks depart from uniform, where they do.
    public var tendency: Tendency?

    /// All tests of the quantity.
    public var tests: [Test] { [chiSquare, distribution] + [center, spread].compactMap { $0 } }
  }

  /// How ranks depart from uniform, by their mean or else by their distance from the middle.
  public enum Tendency: String, Sendable {
    /// Truths lie below the draws too often.
    case drawsTooHigh = "draws_too_high"
    /// Truths lie above the draws too often.
    case drawsTooLow = "draws_too_low"
    /// Truths lie far out too often: the posterior is too narrow.
    case drawsTooNarrow = "draws_too_narrow"
    /// Truths lie in the middle too often: the posterior is too wide.
    case drawsTooWide = "draws_too_wide"
  }

  /// One entry for each test quantity.
  public let quantities: [Quantity]
  /// All replications, in order.
  public let replications: [CalibrationReplication]
  /// How large the study was.
  public let settings: CalibrationSettings
  /// Below this p-value a test fails.
  public let threshold: Double
  /// How many ranks may lie below i of 100, i from 1, for all i together with probability 0.95.
  public let band: [UniformityBand.Limits]

  /// Whether no test failed.
  public var isCalibrated: Bool { smallestPValue >= threshold }
  /// The smallest p-value of any test.
  public var smallestPValue: Double { quantities.flatMap(\.tests).map(\.pValue).min() ?? 1 }
  /// The number of tests.
  public var testCount: Int { quantities.reduce(0) { $0 + $1.tests.count } }
  /// The replications with fewer effective draws than are ranked: their ranks lean to the ends.
  public var thinReplications: Int {
    replications.count { $0.sampleSize < Double(CalibrationSettings.rankedDraws) }
  }

  /// Draws of all replications whose trajectory diverged.
  public var divergenceCount: Int { replications.reduce(0) { $0 + $1.divergenceCount } }

  /// Judges the replications of a study.
  ///
  /// O(quantities x replications).
  ///
  /// - Precondition: all replications have as many ranks as there are quantities.
  public init(
    quantities names: [String],
    replications: [CalibrationReplication],
    settings: CalibrationSettings
  ) {
    precondition(replications.allSatisfy { $0.ranks.count == names.count }, "a rank each")
    let ranking = UniformityBand(
      valueCount: max(1, replications.count),
      intervalCount: CalibrationSettings.rankedDraws + 1
    )
    quantities = names.indices.map { index in
      let ranks = replications.map { $0.ranks[index] }
      let isCoefficient = replications.first.map { index < $0.centers.count } ?? false
      return Quantity(
        name: names[index],
        chiSquare: Self.chiSquare(of: ranks, binCount: settings.binCount),
        distribution: Self.distribution(of: ranks, ranking),
        center: isCoefficient ? Self.mean(of: replications.map { $0.centers[index] }) : nil,
        spread: isCoefficient
          ? Self.mean(of: replications.map { $0.spreads[index] - 1 / 12 }) : nil,
        tendency: Self.tendency(of: ranks)
      )
    }
    self.replications = replications
    self.settings = settings
    let testCount = quantities.reduce(0) { $0 + $1.tests.count }
    threshold = settings.errorRate / Double(max(1, testCount))
    band = ranking.limits(coverage: 0.95)
  }

  /// Pearson's statistic of the ranks in equal bins.
  private static func chiSquare(of ranks: [Int], binCount: Int) -> Test {
    var bins = [Double](repeating: 0, count: binCount)
    for rank in ranks { bins[rank * binCount / (CalibrationSettings.rankedDraws + 1)] += 1 }
    let expected = Double(ranks.count) / Double(binCount)
    let statistic = bins.reduce(0) { $0 + ($1 - expected) * ($1 - expected) } / expected
    let distribution = ChiSquare(degreesOfFreedom: binCount - 1)
    return Test(statistic: statistic, pValue: distribution.upperTail(statistic))
  }

  private static func distribution(of ranks: [Int], _ band: UniformityBand) -> Test {
    let counts = band.counts(ofRanks: ranks)
    let total = Double(max(1, ranks.count))
    let largest = counts.enumerated().reduce(0) {
      max($0, abs(Double($1.element) / total - Double($1.offset + 1) / Double(band.intervalCount)))
    }
    return Test(statistic: largest, pValue: band.pValue(counts: counts))
  }

  /// The mean of numbers that should be zero on average, in standard errors, and its two-sided p-value.
  private static func mean(of values: [Double]) -> Test {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let z = mean / (variance / count).squareRoot()
    return Test(statistic: z, pValue: Portable.erfc(abs(z) / 2.0.squareRoot()))
  }

  /// Which way ranks lean, at three standard errors.
  private static func tendency(of ranks: [Int]) -> Tendency? {
    let count = Double(ranks.count)
    let size = Double(CalibrationSettings.rankedDraws + 1)
    let places = ranks.map { (Double($0) + 0.5) / size - 0.5 }
    let lean = places.reduce(0, +) / (count / 12).squareRoot()
    if abs(lean) > 3 { return lean < 0 ? .drawsTooHigh : .drawsTooLow }
    // The variance of the square of a uniform number from -1/2 to 1/2 is 1/180.
    let width = places.reduce(0) { $0 + $1 * $1 - 1 / 12 } / (count / 180).squareRoot()
    if abs(width) > 3 { return width > 0 ? .drawsTooNarrow : .drawsTooWide }
    return nil
  }
}
