/// How large a study of calibration is.
public struct CalibrationSettings: Sendable, Equatable {
  /// The number of simulated data sets.
  public let replications: Int
  /// The seed of everything that is drawn.
  public let seed: UInt64
  /// How many data sets are fitted at the same time; it changes nothing but the time taken.
  public let threads: Int
  /// The probability that a sampler without error fails one of the tests.
  public let errorRate: Double

  /// How many draws of each fit the true value is ranked among, so that ranks go from 0 to 99.
  public static let rankedDraws = 99
  /// Up to how many times the draws asked for are made where too few of them are effective.
  public static let largestExtension = 8

  /// Makes settings; nil where there are fewer than 20 replications, no thread, or `errorRate` is not
  /// within (0, 1).
  public init?(replications: Int = 1000, seed: UInt64, threads: Int, errorRate: Double = 0.01) {
    guard replications >= 20, threads >= 1, errorRate > 0, errorRate < 1 else { return nil }
    self.replications = replications
    self.seed = seed
    self.threads = threads
    self.errorRate = errorRate
  }

  /// The bins of the chi-square test: at least five ranks are expected in each of them, at most 20 bins.
  public var binCount: Int { replications >= 100 ? 20 : replications >= 50 ? 10 : 4 }
}
