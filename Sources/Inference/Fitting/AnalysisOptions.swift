/// What an analysis is asked for: three requests (what to read, which model, how to sample) and how much is
/// said of single cases.
///
/// The parts of the requests can be named as its own: `options.link` is `options.model.link`.
@dynamicMemberLookup
public struct AnalysisOptions: Sendable, Equatable {
  /// A study or a file.
  public typealias Source = CaseSource.Place
  /// How draws are made.
  public typealias Sampler = FitSettings.Sampler
  /// How the No-U-Turn sampler is tuned.
  public typealias Adaptation = FitSettings.Adaptation
  /// The shape of the metric of the No-U-Turn sampler.
  public typealias MetricShape = FitSettings.MetricShape

  /// What to read.
  public var cases: CaseSource
  /// Which model.
  public var model: ModelRequest
  /// How to sample.
  public var fit: FitSettings
  /// Whether `log_lik[i]` and probabilities are written for every case, however many there are.
  public var isPointwise = false

  /// The number of cases up to which every case is written about without being asked for.
  public static let pointwiseLimit = Table.namedCaseLimit
  /// The number of cases up to which `log_lik[i]` is written without being asked for.
  ///
  /// Each case is a column of `draws.csv` and of the chains' files, 0.16 MB for 4,000 draws.
  public static let logLikelihoodLimit = 250

  /// Puts the three requests together.
  public init(cases: CaseSource, model: ModelRequest = ModelRequest(), fit: FitSettings) {
    self.cases = cases
    self.model = model
    self.fit = fit
  }

  /// Makes options for a source of cases; everything else as a user would have it by default.
  public init(source: Source, run: RunSettings, noUTurn: NoUTurnSettings) {
    self.init(cases: CaseSource(source), fit: FitSettings(run: run, noUTurn: noUTurn))
  }

  /// A part of what to read.
  public subscript<Value>(dynamicMember part: WritableKeyPath<CaseSource, Value>) -> Value {
    get { cases[keyPath: part] }
    set { cases[keyPath: part] = newValue }
  }

  /// A part of which model.
  public subscript<Value>(dynamicMember part: WritableKeyPath<ModelRequest, Value>) -> Value {
    get { model[keyPath: part] }
    set { model[keyPath: part] = newValue }
  }

  /// A part of how to sample.
  public subscript<Value>(dynamicMember part: WritableKeyPath<FitSettings, Value>) -> Value {
    get { fit[keyPath: part] }
    set { fit[keyPath: part] = newValue }
  }
}
