/// What is asked of a figure.
public struct FigureRequest: Sendable {
  /// The width in millimetres.
  public var width = DrawnFigure.standardWidth
  /// Which interval is drawn.
  public var interval = CredibleInterval.standard
  /// The condition or the effect that is wanted, of figures that have one for each; nil: all, or the first.
  public var subject: String?
  /// What conditions are held at of which nothing is said.
  public var held: String?

  /// Makes a request for a figure in one column of a journal.
  public init() {}
}

/// A kind of figure: its name, what it shows, and how it is made of a run.
///
/// A new figure is a place in ``all`` and what gathers its data beside this file.
public struct RunFigure: Sendable {
  /// The name, as one types it.
  public let name: String
  /// What it shows, in a line.
  public let summary: String
  private let make: @Sendable (SavedRun, FigureRequest) async throws -> any Figure

  init(
    _ name: String,
    _ summary: String,
    _ make: @escaping @Sendable (SavedRun, FigureRequest) async throws -> any Figure
  ) {
    (self.name, self.summary, self.make) = (name, summary, make)
  }

  /// All figures of a run, in the order in which they are listed.
  public static let all = [
    RunFigure(
      "configurations",
      "the probability in each configuration seen, with intervals and the names of the cases"
    ) { try $0.configurationsFigure($1) },
    RunFigure("effects", "average effects as intervals, shaded by what decides them") {
      try $0.effectsFigure($1)
    },
    RunFigure("coefficients", "the prior of each coefficient against its posterior") { run, _ in
      try run.coefficientsFigure()
    },
    RunFigure("conditional", "one condition, the others held, with the cases as points") {
      try $0.conditionalFigure($1)
    },
    RunFigure("influence", "what changes when a case is left out") { run, _ in
      try await run.influenceFigure()
    },
    RunFigure("counts", "counts of the outcome, predicted and observed") { run, _ in
      try await run.countsFigure()
    },
    RunFigure("calibration", "how often the outcome happens where it is predicted") { run, _ in
      try await run.calibrationFigure()
    },
    RunFigure("ranks", "the ranks of the draws of each chain among all") { run, _ in
      RanksFigure(try run.figureDraws())
    },
    RunFigure("traces", "the draws along the chains") { run, _ in
      TracesFigure(try run.figureDraws())
    },
    RunFigure("prior-implications", "what the priors say of the outcome before any data") {
      run,
      _ in try run.priorImplicationsFigure()
    },
  ]

  /// Draws the figure of a run.
  ///
  /// - Throws: What the numbers behind it throw; ``FigureError`` where the run has none.
  public func drawn(of run: SavedRun, _ request: FigureRequest = .init()) async throws
    -> DrawnFigure
  {
    DrawnFigure(try await make(run, request), width: request.width)
  }
}

/// Why there is no such figure.
public struct FigureError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is missing.
  public enum Kind: Sendable, Equatable {
    /// The model has no coefficients.
    case noCoefficients
    /// No case is predicted from the others: rows stand for several cases, or there are too many.
    case noCases
    /// No configuration was seen, or the formula has no condition.
    case noConditions
    /// No such effect; the ones there are.
    case noEffect(String, among: [String])
    /// The store has no effects.
    case noEffects
  }

  /// What is missing.
  public let kind: Kind

  /// Makes an error.
  public init(_ kind: Kind) { self.kind = kind }

  /// What is wrong, in a sentence.
  public var description: String {
    switch kind {
    case .noCoefficients: "the model has no coefficients, so there is nothing to draw"
    case .noCases:
      "the run says nothing of single cases, since its rows stand for several, so there is nothing to draw"
    case .noConditions: "the formula has no conditions, so there is nothing to draw"
    case .noEffect(let name, let names):
      "no analysis has the effect \(Phrase.quoted(name))" + Phrase.accepted(names)
    case .noEffects: "no analysis has an effect, so there is nothing to draw"
    }
  }
}
