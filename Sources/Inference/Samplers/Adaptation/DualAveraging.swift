/// Tunes a step size so that the mean acceptance rate meets a target.
///
/// Source: Hoffman & Gelman, JMLR 15 (2014) 1593-1623, section 3.2, algorithm 5; constants gamma =
/// 0.05, t0 = 10, kappa = 0.75 as there and in Stan. State is four numbers; one update O(1).
struct DualAveraging: Sendable {
  /// How fast, and towards what, a step size is tuned.
  struct Settings: Sendable {
    var target = 0.8
    var gamma = 0.05
    var initialCount = 10.0
    var kappa = 0.75
  }

  private let settings: Settings
  private var count = 0.0
  private var errorMean = 0.0
  private var logAverage = 0.0
  private var center: Double

  /// Begins at a first step size; the search is drawn towards ten times that.
  init(settings: Settings, stepSize: Double) {
    self.settings = settings
    center = Portable.log(10 * stepSize)
  }

  /// The step size to try next, after the acceptance rate of the last trajectory.
  ///
  /// A rate that is not a number counts as 0.
  mutating func next(acceptanceRate: Double) -> Double {
    let rate = acceptanceRate.isNaN ? 0 : min(1, acceptanceRate)
    count += 1
    let weight = 1 / (count + settings.initialCount)
    errorMean = (1 - weight) * errorMean + weight * (settings.target - rate)
    let logStepSize = center - count.squareRoot() / settings.gamma * errorMean
    let memory = Portable.pow(count, -settings.kappa)
    logAverage = memory * logStepSize + (1 - memory) * logAverage
    return Portable.exp(logStepSize)
  }

  /// The averaged step size, to go on with after warmup.
  var averaged: Double { Portable.exp(logAverage) }
}
