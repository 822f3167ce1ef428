/// Analyses the universes of a study: each by a fit of its own, or from the draws of a neighbour.
///
/// A value that knows no store and no order: the result of a universe is a fixed function of the study, the
/// settings and the universe, whichever others are analysed, and by how many threads or machines.
public struct UniverseAnalysis: Sendable {
  /// The study.
  public let study: Study
  /// Chains, draws and the seed; each universe has a seed of its own, made from this one.
  public let run: RunSettings
  /// The settings of the No-U-Turn sampler.
  public let noUTurn: NoUTurnSettings

  private let priors: [String: PriorSpecification]
  private let references: [String: String]
  /// By how much numbers change in effects: the same in every universe.
  private(set) var steps = NumericSteps()
  /// The words for what went wrong in a universe.
  private let describe: @Sendable (any Error) -> String

  /// Below this k-hat the weights of a neighbour's draws are trusted.
  ///
  /// Stricter than the 0.7 of leave-one-out predictions: tails of coefficients are reported, not only means.
  public static let largestParetoK = 0.5
  /// So many of the draws, weights and chains taken into account, must be left.
  ///
  /// k-hat sees the draws there are: where a case that holds a coefficient in place is left out, it may be low
  /// although the draws do not reach where the posterior goes. Measured on the built-in study: of answers
  /// with fewer, some were five standard errors from a fit's.
  public static let leastEffectiveShare = 0.25

  /// Prepares to analyse the universes of a plan.
  ///
  /// - Parameters:
  ///   - study: The study.
  ///   - universes: The plan: its prior sets are read and its samplers looked up now.
  ///   - run: How much to draw for each universe.
  ///   - noUTurn: The settings of the No-U-Turn sampler.
  ///   - describe: The words for an error, which a universe that fails is stored with.
  /// - Throws: ``PriorError`` for a prior set that is not there, ``MultiverseError`` for a sampler,
  ///   ``AnalysisError/tooManyDraws(_:values:need:)``.
  public init(
    _ study: Study,
    universes: [Universe],
    run: RunSettings,
    noUTurn: NoUTurnSettings,
    describe: @escaping @Sendable (any Error) -> String
  ) throws {
    self.study = study
    self.run = run
    self.noUTurn = noUTurn
    self.describe = describe
    try AnalysisInput.refuseTooManyDraws(run, values: 1, cases: 0)
    references = study.codebook.variables.reduce(into: [:]) { $0[$1.name] = $1.reference }
    var priors: [String: PriorSpecification] = [:]
    let library = PriorLibrary(of: study)
    for universe in universes {
      if priors[universe.prior] == nil {
        priors[universe.prior] = try library.specification(universe.prior)
      }
      guard FitSettings.Sampler(rawValue: universe.sampler) != nil else {
        throw MultiverseError(
          .unknownSampler(
            universe.sampler,
            accepted: FitSettings.Sampler.allCases.map(\.rawValue)
          )
        )
      }
    }
    self.priors = priors
    decideSteps(universes)
  }

  /// Steps of numbers stay among the cases of the study's own coding, as those of `effects` do.
  private mutating func decideSteps(_ universes: [Universe]) {
    guard let first = universes.first else { return }
    var formulas: [MultiverseDeclaration.NamedFormula] = []
    for formula in study.multiverse.formulas + universes.map(\.formula)
    where !formulas.contains(formula) { formulas.append(formula) }
    for formula in formulas {
      let universe = Universe(
        coding: study.defaultCoding,
        recodes: [],
        prior: first.prior,
        formula: formula,
        link: .logit,
        droppedCase: nil,
        sampler: first.sampler
      )
      guard let table = try? universe.table(of: study),
        table.columns.contains(where: \.isNumeric),
        let input = try? input(of: universe)
      else { continue }
      let conditions = FittedConditions(input.design)
      steps.add(input.design, CaveatFinder(input.design, input.separation, conditions))
    }
  }

  /// Data, design, prior and model of a universe.
  ///
  /// - Throws: ``DataError``, ``FormulaError``, ``PriorError`` or ``AnalysisError``.
  func input(of universe: Universe) throws -> AnalysisInput {
    guard let sampler = FitSettings.Sampler(rawValue: universe.sampler)
    else { preconditionFailure("a universe of another plan") }
    var fit = FitSettings(run: run, noUTurn: noUTurn)
      .onOneThread(seed: universe.seed(under: run.seed))
    fit.sampler = sampler
    fit.hasExactBeside = false
    var model = ModelRequest()
    model.link = universe.link
    model.references = references
    let table = try universe.table(of: study)
    let columns = table.columns.map(\.name)
    let problem = try RegressionProblem.make(
      of: table,
      data: DataDescription(name: study.name, coding: universe.coding, fingerprints: [:]),
      formula: Formula(universe.formula.text, allColumns: columns),
      model
    ) { design throws(PriorError) in try prior(of: universe, design) }
    let source = CaseSource(.study(study.name, coding: universe.coding))
    return try AnalysisInput(problem, AnalysisOptions(cases: source, model: model, fit: fit))
  }

  /// The priors of a universe for the columns of its design.
  ///
  /// - Throws: a ``PriorError``.
  /// - Precondition: its prior set is one of the plan's.
  func prior(of universe: Universe, _ design: DesignMatrix) throws(PriorError) -> PriorSet {
    guard let specification = priors[universe.prior]
    else { preconditionFailure("a universe of another plan") }
    let prior = try PriorSet(
      specification: specification,
      overrides: [],
      columns: design.columns.map(PriorColumn.init)
    )
    guard !prior.isJeffreys else { throw PriorError(.jeffreysRefused(.reweighting)) }
    return prior
  }

  /// The design of a universe alone, without a model.
  ///
  /// - Throws: a ``DataError`` or a ``FormulaError``.
  func design(of universe: Universe) throws -> DesignMatrix {
    let table = try universe.table(of: study)
    let formula = try Formula(universe.formula.text, allColumns: table.columns.map(\.name))
    return try DesignMatrix(
      formula: formula,
      table: table,
      references: references,
      missing: .refuse
    )
  }

  /// Fits a universe.
  ///
  /// - Returns: Its result, and its posterior for the universes near it; nil where the surrounding task was
  ///   cancelled before there was a result.
  func fit(_ universe: Universe) async -> (result: UniverseResult, posterior: UniversePosterior?)? {
    do {
      let input = try input(of: universe)
      let fit = try await Fitter(input.options.fit).fit(input.problem)
      guard let fit, !fit.isPartial else { return nil }
      let posterior = UniversePosterior(universe, input.problem, fit, steps)
      return (posterior.result, posterior)
    } catch {
      return (UniverseResult(universe, failed: describe(error)), nil)
    }
  }

  /// What the draws of the first neighbour say whose weights are to be trusted.
  ///
  /// - Parameters:
  ///   - universe: The universe.
  ///   - neighbour: The posterior of another universe; nil where there is none to be had.
  /// - Returns: The result; nil where a fit of its own is needed.
  /// - Throws: What `neighbour` throws.
  func reweighted<Failure: Error>(
    _ universe: Universe,
    neighbour: (Universe) async throws(Failure) -> UniversePosterior?
  ) async throws(Failure) -> UniverseResult? {
    let input: AnalysisInput
    do {
      input = try self.input(of: universe)
    } catch {
      return UniverseResult(universe, failed: describe(error))
    }
    for other in universe.donors {
      guard let donor = try await neighbour(other), donor.bearsWeights,
        let weights = donor.weights(for: input.model, leaving: Self.leastEffectiveShare),
        weights.paretoK < Self.largestParetoK,
        donor.effectiveSize(weights) >= Self.leastEffectiveShare * Double(donor.draws.count)
      else { continue }
      return UniverseEstimates(input.problem, donor.draws, steps).result(
        universe,
        .reweighted(from: other.identifier, paretoK: weights.paretoK),
        weights: weights.logWeights,
        relativeEfficiency: donor.relativeEfficiency
      )
    }
    return nil
  }
}

extension Column {
  fileprivate var isNumeric: Bool {
    guard case .numeric = values else { return false }
    return true
  }
}

extension UniverseResult {
  fileprivate init(_ universe: Universe, failed message: String) {
    self.init(
      identifier: universe.identifier,
      outcome: .failed(message),
      caseCount: 0,
      successes: 0,
      trials: 0,
      separation: "",
      warnings: []
    )
  }
}
