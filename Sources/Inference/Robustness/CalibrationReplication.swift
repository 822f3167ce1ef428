/// One simulated data set of a study of calibration: the true values and where they lie among the draws
/// of its fit.
///
/// The test quantities are the coefficients, then the log likelihood of the data and the log density of
/// the model that was fitted (both joint, normalised as the model has them): functions of coefficients and
/// data that also notice a fit which ignores the data.
///
/// Source: M. Modrak, A. H. Moon, S. Kim, P. Buerkner, N. Huurre, K. Faltejskova, A. Gelman, A. Vehtari,
/// "Simulation-based calibration checking for Bayesian computation: the choice of test quantities shapes
/// sensitivity", Bayesian Analysis 20 (2025).
public struct CalibrationReplication: Sendable, Equatable {
  /// The number of the replication, from 1.
  public let number: Int
  /// The true value of each test quantity.
  public let truth: [Double]
  /// How many of the ranked draws lie below the truth, 0 to 99, for each test quantity; ties count at
  /// random.
  public let ranks: [Int]
  /// The smallest bulk effective sample size of any test quantity, over all draws; 0 where one is not
  /// defined.
  public let sampleSize: Double
  /// Draws made, over all chains.
  public let drawCount: Int
  /// Draws whose trajectory diverged.
  public let divergenceCount: Int
  /// For each coefficient the mean over the ranked draws of u - 1/2, with u the probability that the
  /// prior which generated the truth leaves below a draw.
  public let centers: [Double]
  /// The same of (u - 1/2)^2.
  public let spreads: [Double]

  /// The names of the test quantities that follow the coefficients.
  public static let jointNames = ["log_likelihood", "log_density"]
}

extension CalibrationReplication {
  /// Coefficients that made data.
  struct Truth {
    let coefficients: [Double]
    /// The prior that they were drawn from.
    let prior: PriorSet

    init(drawnFrom prior: PriorSet, using random: inout RandomStream) {
      self.prior = prior
      coefficients = prior.draw(using: &random)
    }
  }

  /// Ranks the truth among draws of the posterior of data that it made.
  ///
  /// - Parameters:
  ///   - number: The number of the replication.
  ///   - truth: The coefficients that made the data, and their prior.
  ///   - draws: Draws from the posterior.
  ///   - model: The model that was fitted.
  ///   - random: Where ties are broken from.
  /// - Precondition: there are at least as many draws as are ranked.
  init(
    number: Int,
    truth: Truth,
    draws: Draws,
    model: BinaryRegression,
    using random: inout some RandomNumberGenerator
  ) {
    self.number = number
    let quantities = JointQuantities(draws, model)
    var workspace = model.makeWorkspace()
    let (coefficients, prior) = (truth.coefficients, truth.prior)
    let truth = coefficients + JointQuantities.values(at: coefficients.span, model, &workspace)
    self.truth = truth
    let dimension = model.dimension
    let chains =
      (0..<dimension).map { draws.parameter($0) }
      + [quantities.logLikelihood, quantities.logDensity]
    sampleSize = chains.reduce(Double.infinity) { least, values in
      let size = EffectiveSampleSize.bulk(values)
      return size.isNaN ? 0 : min(least, size)
    }
    drawCount = draws.count
    divergenceCount = draws.chains.reduce(0) { $0 + $1.statistics.count(where: \.isDivergent) }
    var (ranks, centers, spreads): ([Int], [Double], [Double]) = ([], [], [])
    for (index, values) in chains.enumerated() {
      let kept = Self.evenlySpaced(values.flatMap { $0 })
      let below = kept.count { $0 < truth[index] }
      let ties = kept.count { $0 == truth[index] }
      ranks.append(below + (ties > 0 ? Int.random(in: 0...ties, using: &random) : 0))
      guard index < dimension else { continue }
      let distances = kept.map { prior.used[index].prior.cumulative($0) - 0.5 }
      centers.append(distances.reduce(0, +) / Double(kept.count))
      spreads.append(distances.reduce(0) { $0 + $1 * $1 } / Double(kept.count))
    }
    (self.ranks, self.centers, self.spreads) = (ranks, centers, spreads)
  }

  /// As many draws as are ranked, evenly spaced over all chains.
  private static func evenlySpaced(_ values: [Double]) -> [Double] {
    let kept = CalibrationSettings.rankedDraws
    precondition(values.count >= kept, "too few draws to rank a value among")
    return (0..<kept).map { values[(2 * $0 + 1) * values.count / (2 * kept)] }
  }
}

/// The joint log likelihood and log density of every draw.
private struct JointQuantities {
  var logLikelihood: [[Double]] = []
  var logDensity: [[Double]] = []

  init(_ draws: Draws, _ model: BinaryRegression) {
    var workspace = model.makeWorkspace()
    for chain in draws.chains {
      var (likelihoods, densities): ([Double], [Double]) = ([], [])
      for start in stride(from: 0, to: chain.values.count, by: chain.dimension) {
        let values = Self.values(
          at: chain.values.span.extracting(start..<(start + chain.dimension)),
          model,
          &workspace
        )
        likelihoods.append(values[0])
        densities.append(values[1])
      }
      logLikelihood.append(likelihoods)
      logDensity.append(densities)
    }
  }

  static func values(
    at position: Span<Double>,
    _ model: BinaryRegression,
    _ workspace: inout BinaryRegression.Workspace
  ) -> [Double] {
    let density = model.logDensity(at: position, using: &workspace)
    return [density - model.logPrior(at: position, using: &workspace), density]
  }
}
