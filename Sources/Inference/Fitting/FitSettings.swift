/// How a fit is made: the sampler, its tuning, and how much it draws.
public struct FitSettings: Sendable, Equatable {
  /// How draws are made.
  public enum Sampler: String, Sendable, CaseIterable {
    /// `independence` where its certificate holds, else `nuts`.
    case automatic = "auto"
    /// The multinomial No-U-Turn sampler.
    case nuts
    /// Independence Metropolis from a fitted proposal, where its certificate holds; else `nuts`.
    case independence
    /// No draws but an integral for the estimates, where that is exact to tolerance; the draws are those
    /// of `auto`.
    case exact
    /// Random-walk Metropolis, which needs nothing but the density: a check on the other.
    case randomWalk = "random-walk"
  }

  /// How the No-U-Turn sampler is tuned.
  public enum Adaptation: String, Sendable, CaseIterable {
    /// From an approximation of the posterior where that covers it, else `windowed`.
    case automatic = "auto"
    /// From random starts, the metric learned in windows of warmup draws.
    case windowed
  }

  /// The shape of the metric of the No-U-Turn sampler.
  public enum MetricShape: String, Sendable, CaseIterable {
    /// Dense after a warm start and for up to 20 coefficients with light-tailed priors, else diagonal.
    case automatic = "auto"
    /// One variance a coefficient.
    case diagonal
    /// A full covariance matrix.
    case dense
  }

  /// How draws are made.
  public var sampler = Sampler.automatic
  /// How the No-U-Turn sampler is tuned.
  public var adaptation = Adaptation.automatic
  /// Whether all arithmetic has the same bits on every CPU, however large the model: OpenBLAS is left
  /// out beyond ``Arithmetic/crossover`` coefficients too.
  public var isPortable = false
  /// The shape of the metric.
  public var metric = MetricShape.automatic
  /// The settings of the No-U-Turn sampler.
  public var noUTurn: NoUTurnSettings
  /// Chains, iterations, seed, threads.
  public var run: RunSettings
  /// Whether the posterior is integrated too where that costs little, and the draws compared with it.
  public var hasExactBeside = true

  /// So much of the sampler that suits the model.
  public init(run: RunSettings, noUTurn: NoUTurnSettings) {
    self.run = run
    self.noUTurn = noUTurn
  }

  /// The same on one thread from another seed; with `draws`, so many of each chain.
  ///
  /// - Precondition: `draws` is at least 1.
  package func onOneThread(seed: UInt64, draws: Int? = nil) -> FitSettings {
    guard
      let run = RunSettings(
        chains: run.chains,
        warmup: run.warmup,
        draws: draws ?? run.draws,
        seed: seed,
        threads: 1
      )
    else { preconditionFailure("a fit without draws") }
    var settings = self
    settings.run = run
    return settings
  }
}

extension FitSettings.Sampler {
  /// Which statistics its transitions report.
  var knownStatistics: RecordedDraws.Statistics {
    switch self {
    case .nuts, .automatic, .exact: .all
    case .randomWalk: [.logDensity, .acceptanceRate, .stepSize]
    case .independence: [.logDensity, .acceptanceRate]
    }
  }
}
