/// The estimates of one variable and their Monte Carlo standard errors, whatever they were made of.
///
/// In the units of the variable. NaN where a number is not defined, or was not asked for. What holds
/// estimates passes their names on: `summary.mean` is `summary.estimates.mean`.
public struct Estimates: Sendable {
  /// The mean.
  public package(set) var mean: Double
  /// The standard deviation.
  public package(set) var sd: Double
  /// The median.
  public package(set) var median: Double
  /// 1.4826 times the median distance from the median: the sd of a normal sample.
  public package(set) var mad: Double
  /// The 5 % quantile.
  public package(set) var q5: Double
  /// The 25 % quantile.
  public package(set) var q25: Double
  /// The 75 % quantile.
  public package(set) var q75: Double
  /// The 95 % quantile.
  public package(set) var q95: Double
  /// Monte Carlo standard error of the mean.
  public package(set) var mcseMean: Double
  /// Monte Carlo standard error of the standard deviation.
  public package(set) var mcseSd: Double
  /// Monte Carlo standard error of the median.
  public package(set) var mcseMedian: Double
  /// Monte Carlo standard error of the 5 % quantile.
  public package(set) var mcseQ5: Double
  /// Monte Carlo standard error of the 95 % quantile.
  public package(set) var mcseQ95: Double

  /// Takes numbers; those that are not given are NaN.
  package init(
    mean: Double = .nan,
    sd: Double = .nan,
    median: Double = .nan,
    mad: Double = .nan,
    q5: Double = .nan,
    q25: Double = .nan,
    q75: Double = .nan,
    q95: Double = .nan,
    mcseMean: Double = .nan,
    mcseSd: Double = .nan,
    mcseMedian: Double = .nan,
    mcseQ5: Double = .nan,
    mcseQ95: Double = .nan
  ) {
    self.mean = mean
    self.sd = sd
    self.median = median
    self.mad = mad
    self.q5 = q5
    self.q25 = q25
    self.q75 = q75
    self.q95 = q95
    self.mcseMean = mcseMean
    self.mcseSd = mcseSd
    self.mcseMedian = mcseMedian
    self.mcseQ5 = mcseQ5
    self.mcseQ95 = mcseQ95
  }

  /// The numbers, in the order of their declaration.
  private var all: [Double] {
    [mean, sd, median, mad, q5, q25, q75, q95, mcseMean, mcseSd, mcseMedian, mcseQ5, mcseQ95]
  }
}

/// A number and its Monte Carlo standard error, in the units of the number.
public struct MonteCarloEstimate: Sendable, Equatable {
  /// The number.
  public let value: Double
  /// Its Monte Carlo standard error.
  public let error: Double

  /// Puts a number and its error together.
  package init(value: Double, error: Double) {
    (self.value, self.error) = (value, error)
  }
}

extension Estimates {
  /// The estimates that have a Monte Carlo error.
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
  }

  /// An estimate with its Monte Carlo error.
  public subscript(quantity: Quantity) -> MonteCarloEstimate {
    switch quantity {
    case .mean: MonteCarloEstimate(value: mean, error: mcseMean)
    case .sd: MonteCarloEstimate(value: sd, error: mcseSd)
    case .q5: MonteCarloEstimate(value: q5, error: mcseQ5)
    case .median: MonteCarloEstimate(value: median, error: mcseMedian)
    case .q95: MonteCarloEstimate(value: q95, error: mcseQ95)
    }
  }
}

extension Estimates: Equatable {
  /// Whether all numbers are equal; one that is not defined equals another that is not.
  public static func == (left: Estimates, right: Estimates) -> Bool {
    zip(left.all, right.all).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}
