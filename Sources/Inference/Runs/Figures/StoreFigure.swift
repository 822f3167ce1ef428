/// What a store of analyses says, for figures.
public struct StoredResults: Sendable {
  /// The analyses.
  public let results: MultiverseResults
  /// What the outcome is called.
  public let outcome: String

  /// Reads the analyses of a plan from a store.
  ///
  /// - Parameters:
  ///   - store: The store.
  ///   - plan: The plan.
  ///   - analysis: What knows the priors of an analysis.
  /// - Throws: ``StoreError`` where the store belongs to something else or cannot be read.
  public init(
    _ store: UniverseStore,
    of plan: RobustnessPlan,
    _ analysis: UniverseAnalysis
  ) throws {
    try store.requireIdentity(plan.identity())
    let known = try store.results(of: plan.chosen.universes)
    results = MultiverseResults(
      known,
      planned: plan.chosen.universes.count,
      priors: analysis.priorDirections(of: known.map(\.universe))
    )
    outcome = plan.study.outcome
  }
}

/// A kind of figure of a store of analyses.
///
/// A new figure is a place in ``all``.
public struct StoreFigure: Sendable {
  /// The name, as one types it.
  public let name: String
  /// What it shows, in a line.
  public let summary: String
  private let make: @Sendable (StoredResults, FigureRequest) throws -> any Figure

  init(
    _ name: String,
    _ summary: String,
    _ make: @escaping @Sendable (StoredResults, FigureRequest) throws -> any Figure
  ) {
    (self.name, self.summary, self.make) = (name, summary, make)
  }

  /// All figures of a store, in the order in which they are listed.
  public static let all = [
    StoreFigure("prior-by-effect", "each effect under each prior set, over all other choices") {
      stored,
      _ in PriorByEffectFigure(stored.results, outcome: stored.outcome)
    },
    StoreFigure("specification", "an effect in every analysis, with the choices of each") {
      try $0.specificationFigure($1)
    },
    StoreFigure("p-box", "what choices add to what sampling leaves open") { stored, _ in
      PBoxFigure(stored.results, outcome: stored.outcome)
    },
  ]

  /// Draws the figure of a store.
  ///
  /// - Throws: ``FigureError`` where it has no effects, or not the one asked for.
  public func drawn(of stored: StoredResults, _ request: FigureRequest = .init()) throws
    -> DrawnFigure
  {
    guard !stored.results.effectKeys.isEmpty else { throw FigureError(.noEffects) }
    return DrawnFigure(try make(stored, request), width: request.width)
  }
}

extension StoredResults {
  /// The curve of the effect asked for; of the first where none is.
  func specificationFigure(_ request: FigureRequest) throws(FigureError) -> SpecificationCurveFigure
  {
    let keys = results.effectKeys
    guard let first = keys.first else { throw FigureError(.noEffects) }
    var key = first
    if let subject = request.subject {
      guard let named = keys.first(where: { $0.name == subject }) else {
        throw FigureError(.noEffect(subject, among: keys.map(\.name)))
      }
      key = named
    }
    return SpecificationCurveFigure(
      SpecificationCurve(of: key, in: results),
      in: results,
      outcome: outcome
    )
  }
}
