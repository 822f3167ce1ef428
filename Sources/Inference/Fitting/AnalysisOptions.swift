/// What a fit is asked to do: where the data are, the model, the prior, the sampler.
public struct AnalysisOptions: Sendable, Equatable {
  /// Where the cases come from.
  public enum Source: Sendable, Equatable {
    /// A built-in study by name or a study's folder, and one of its codings (nil: the default one).
    case study(String, coding: String?)
    /// A file of cases, the column that names them (nil: found by name, else row numbers), and what is
    /// stated of the file.
    case file(String, caseColumn: String?, format: TableFormat)

    /// A file of cases of which at most the delimiter is stated.
    public static func file(_ path: String, caseColumn: String?, delimiter: UInt8?) -> Source {
      let known = TableFormat.Delimiter.allCases.first { $0.byte == delimiter }
      return .file(path, caseColumn: caseColumn, format: TableFormat(delimiter: known))
    }
  }

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

  /// Where the cases come from.
  public var source: Source
  /// The column of a file that says how many equal cases a row stands for; nil: every row is a case.
  public var countColumn: String?
  /// The words of a file that stand for yes and no.
  public var codes: [CodeWords] = []
  /// The formula; nil for the study's own.
  public var formula: String?
  /// The value of the outcome's column that is a yes, where that has two values that are no codes; nil:
  /// the outcome holds codes or counts, or the formula compares.
  public var outcomeLevel: String?
  /// How linear predictors become probabilities.
  public var link = Link.logit
  /// A prior set by name or file; nil for the study's own, or the library's default.
  public var priorSet: String?
  /// Priors for single coefficients, as `name ~ family(arguments)`, on the raw column.
  public var priorStatements: [String] = []
  /// The reference level of a factor by the name of its column.
  public var references: [String: String] = [:]
  /// Whether cases with a gap in a used column are left out rather than refused.
  public var dropsMissing = false
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
  /// Whether `log_lik[i]` and probabilities are written for every case, however many there are.
  public var isPointwise = false

  /// The number of cases up to which every case is written about without being asked for.
  public static let pointwiseLimit = Table.namedCaseLimit
  /// The number of cases up to which `log_lik[i]` is written without being asked for.
  ///
  /// Each case is a column of `draws.csv` and of the chains' files, 0.16 MB for 4,000 draws.
  public static let logLikelihoodLimit = 250

  /// Makes options for a source of cases; everything else as a user would have it by default.
  public init(source: Source, run: RunSettings, noUTurn: NoUTurnSettings) {
    self.source = source
    self.run = run
    self.noUTurn = noUTurn
  }

  /// Makes options for a source that is read and not drawn from.
  public init(source: Source) {
    guard
      let run = RunSettings(chains: 1, warmup: 0, draws: 1, seed: 1, threads: 1),
      let noUTurn = NoUTurnSettings()
    else { preconditionFailure("settings that are in range") }
    self.init(source: source, run: run, noUTurn: noUTurn)
  }
}

extension AnalysisOptions.Sampler {
  /// Which statistics its transitions report.
  var knownStatistics: RecordedDraws.Statistics {
    switch self {
    case .nuts, .automatic, .exact: .all
    case .randomWalk: [.logDensity, .acceptanceRate, .stepSize]
    case .independence: [.logDensity, .acceptanceRate]
    }
  }
}
