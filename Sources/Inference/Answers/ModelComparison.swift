/// The cases a model was fitted to, and their outcomes: what models must share to be compared.
public struct CaseOutcomes: Sendable, Equatable {
  /// What the model is called.
  public let model: String
  /// The names of the cases.
  public let caseNames: [String]
  /// The successes of each case.
  public let successes: [Double]
  /// The trials of each case.
  public let trials: [Double]

  /// Makes a list of cases.
  ///
  /// - Precondition: there is an outcome for each name.
  public init(model: String, caseNames: [String], successes: [Double], trials: [Double]) {
    precondition(
      caseNames.count == successes.count && caseNames.count == trials.count,
      "an outcome for each case"
    )
    self.model = model
    self.caseNames = caseNames
    self.successes = successes
    self.trials = trials
  }

  /// The places, in the other list, of the cases of this one, in order.
  ///
  /// - Throws: ``CaseComparisonError`` with the first difference, unless both hold the same cases with
  ///   the same outcomes, in whatever order.
  func places(in other: CaseOutcomes) throws(CaseComparisonError) -> [Int] {
    guard !caseNames.isEmpty, !other.caseNames.isEmpty else { throw .noCases }
    let mine = try index()
    let theirs = try other.index()
    for name in other.caseNames where mine[name] == nil {
      throw .missingCase(caseName: name, has: other.model, lacks: model)
    }
    var places: [Int] = []
    for (number, name) in caseNames.enumerated() {
      guard let place = theirs[name] else {
        throw .missingCase(caseName: name, has: model, lacks: other.model)
      }
      guard successes[number] == other.successes[place], trials[number] == other.trials[place]
      else {
        throw .differentOutcomes(
          caseName: name,
          first: model,
          text(number),
          second: other.model,
          other.text(place)
        )
      }
      places.append(place)
    }
    return places
  }

  private func index() throws(CaseComparisonError) -> [String: Int] {
    var index: [String: Int] = [:]
    for (number, name) in caseNames.enumerated() {
      guard index.updateValue(number, forKey: name) == nil else {
        throw .repeatedName(caseName: name, model: model)
      }
    }
    return index
  }

  private func text(_ index: Int) -> String {
    "\(Int(successes[index])) of \(Int(trials[index]))"
  }
}

/// Several models of the same cases: how well each predicts cases it has not seen, and how probable each
/// makes the cases that were seen.
///
/// Sources: the differences and their standard errors, paired by case: Vehtari, Gelman and Gabry (2017),
/// section 5.2; that they are not to be trusted with fewer than 100 cases or below 4: T. Sivula,
/// M. Magnusson, A. A. Matamoros, A. Vehtari, "Uncertainty in Bayesian leave-one-out cross-validation based
/// model comparison", Bayesian Analysis 2025.
public struct ModelComparison: Sendable {
  /// What is known of one model.
  public struct Model: Sendable {
    /// Its cases; the name of the model is theirs.
    public let cases: CaseOutcomes
    /// Its leave-one-out predictions, in the order of its cases.
    public let leaveOneOut: LeaveOneOut
    /// Its marginal likelihood, or why there is none.
    public let evidence: Result<BridgeSampling, BridgeSampling.Failure>
    /// Its log marginal likelihood without random numbers, in nats; nil where it was not integrated.
    public let exactEvidence: ExactEstimate?

    /// Puts together what is known of a model.
    public init(
      cases: CaseOutcomes,
      leaveOneOut: LeaveOneOut,
      evidence: Result<BridgeSampling, BridgeSampling.Failure>,
      exactEvidence: ExactEstimate? = nil
    ) {
      self.exactEvidence = exactEvidence
      self.cases = cases
      self.leaveOneOut = leaveOneOut
      self.evidence = evidence
    }
  }

  /// Why a difference is to be read with care.
  public enum Caution: Sendable, Equatable {
    /// With fewer than 100 cases the standard error of a difference is too small, and the difference is
    /// not nearly normal.
    case fewCases(Int)
    /// The difference is below 4 nats: the models predict alike, and its standard error says little.
    case smallDifference
    /// The difference is within ``ModelComparison/errorLimit`` of its Monte Carlo errors: other draws could
    /// turn it round, and the models cannot be told apart.
    case withinMonteCarloError
    /// These cases have smoothed estimates that cannot be trusted.
    case unreliableCases([String])
    /// Without these cases the posterior is improper: there is no difference.
    case undefinedCases([String])
  }

  /// One model beside the others.
  public struct Row: Sendable {
    /// The model.
    public let model: Model
    /// The expected log predictive density less that of the best model, in nats: 0 for the best.
    public let difference: Double
    /// The standard error of the difference, from the cases' own differences; 0 for the best.
    public let standardError: Double
    /// The Monte Carlo standard error of the difference: the root of the sum of both models' squares; 0 for
    /// the best, NaN where a model's is not known.
    public let monteCarloError: Double
    /// The probability that the model predicts worse than the best, in normal approximation with both errors
    /// of the difference; NaN for the best, and where the two cannot be told apart.
    public let probabilityWorse: Double
    /// The weight in the mixture that predicts best; NaN where a case has no prediction.
    ///
    /// Models that cannot be told apart share theirs where the mixture loses nothing that is known by it.
    public internal(set) var stackingWeight = Double.nan
    /// How far other draws would move that weight, root mean square.
    public internal(set) var stackingError = Double.nan
    /// The weight by exp(elpd).
    public internal(set) var pseudoBMAWeight = Double.nan
    /// The same with a Bayesian bootstrap over the cases.
    public internal(set) var bootstrappedWeight = Double.nan
    /// The log of the marginal likelihood over the largest of any model; NaN without one.
    public internal(set) var logBayesFactor = Double.nan
    /// The Monte Carlo standard error of that logarithm.
    public internal(set) var bayesFactorError = Double.nan
    /// The probability of the model given the data where all models with a marginal likelihood were
    /// equally probable before; NaN without one.
    public internal(set) var probability = Double.nan
    /// Why the difference is to be read with care.
    public let cautions: [Caution]

    /// Whether it is the best, with which the others are compared.
    public let isBest: Bool

    /// Why there is no ``probabilityWorse``, in words; nil where there is one, or no difference either.
    public var probabilityProblem: String? {
      isBest
        ? "the others are compared with this model"
        : isWithinMonteCarloError
          ? "the difference is within its Monte Carlo error" : nil
    }

    /// Whether it cannot be told from the best by the draws there are.
    public var isWithinMonteCarloError: Bool { cautions.contains(.withinMonteCarloError) }
  }

  /// The models, the best prediction first.
  public let rows: [Row]
  /// The number of cases.
  public let caseCount: Int

  /// Whether models that cannot be told apart share their stacking weight.
  public let isStackingShared: Bool

  /// The number of Monte Carlo errors within which a difference is none: of 400 comparisons of a model with
  /// itself one exceeds it.
  public static let errorLimit = 3.0
  /// The number of models beyond which the best of them is partly so by luck.
  public static let selectionLimit = 11

  /// Compares models.
  ///
  /// O(models^2 x cases).
  ///
  /// - Parameters:
  ///   - models: The models, at least two.
  ///   - seed: The seed of the bootstrap.
  /// - Throws: ``CaseComparisonError`` where the models are not of the same cases with the same outcomes.
  public init(_ models: [Model], seed: UInt64) throws(CaseComparisonError) {
    guard models.count > 1, let first = models.first else { throw .oneModel }
    caseCount = first.cases.caseNames.count
    var pointwise: [[Double]] = []
    for model in models {
      let places = try first.cases.places(in: model.cases)
      pointwise.append(places.map { model.leaveOneOut.cases[$0].elpd })
    }
    var errors: [[Double]] = []
    for model in models {
      let places = try first.cases.places(in: model.cases)
      errors.append(places.map { model.leaveOneOut.cases[$0].mcse })
    }
    let totals = pointwise.map { $0.reduce(0, +) }
    let order = models.indices.sorted {
      totals[$1].isNaN && !totals[$0].isNaN || totals[$0] > totals[$1]
        || totals[$0] == totals[$1] && $0 < $1
    }
    let best = order[0]
    let reference = Reference(
      pointwise: pointwise[best],
      monteCarloError: models[best].leaveOneOut.mcse
    )
    var rows = order.map { index in
      Self.row(models[index], pointwise[index], best: reference, isBest: index == best)
    }
    var isShared = false
    if totals.allSatisfy(\.isFinite) {
      let stacking = ComparedStacking(
        pointwise,
        errors: errors,
        equals: order.indices.filter { $0 == 0 || rows[$0].isWithinMonteCarloError }
          .map { order[$0] },
        seed: seed
      )
      isShared = stacking.isShared
      let pseudo = PseudoBMAWeights(logDensities: pointwise, seed: seed)
      for (place, index) in order.enumerated() {
        rows[place].stackingWeight = stacking.weights[index]
        rows[place].stackingError = stacking.errors[index]
        rows[place].pseudoBMAWeight = pseudo.plain[index]
        rows[place].bootstrappedWeight = pseudo.bootstrapped[index]
      }
    }
    Self.addEvidence(to: &rows)
    self.rows = rows
    isStackingShared = isShared
  }

  /// Whether a model predicts worse than the best.
  ///
  /// - Precondition: it is one of ``rows``.
  public func verdict(of row: Row) -> PredictionVerdict {
    PredictionVerdict(
      difference: CaseEstimate(value: row.difference, standardError: row.standardError),
      monteCarloError: row.monteCarloError,
      caseCount: caseCount
    )
  }

  /// Refuses models that are not of the same cases with the same outcomes.
  ///
  /// - Throws: ``CaseComparisonError`` with the first difference from the first model.
  public static func requireSameCases(_ models: [CaseOutcomes]) throws(CaseComparisonError) {
    guard models.count > 1, let first = models.first else { throw .oneModel }
    for model in models { _ = try first.places(in: model) }
  }

  /// The best model, which the others are held against.
  private struct Reference {
    let pointwise: [Double]
    let monteCarloError: Double
  }

  /// A model beside the best.
  ///
  /// Its P(worse) is Phi(-difference / sqrt(se^2 + mcse^2)): the first error is what other cases would
  /// change, the second what other draws would.
  private static func row(
    _ model: Model,
    _ pointwise: [Double],
    best: Reference,
    isBest: Bool
  ) -> Row {
    let total = CaseEstimate(sumOf: zip(pointwise, best.pointwise).map { $0 - $1 })
    let difference = isBest ? 0 : total.value
    let standardError = isBest ? 0 : total.standardError
    let own = model.leaveOneOut.mcse
    let monteCarloError =
      isBest ? 0 : (own * own + best.monteCarloError * best.monteCarloError).squareRoot()
    let isWithin = !isBest && abs(difference) <= errorLimit * monteCarloError
    var cautions: [Caution] = []
    if isWithin { cautions.append(.withinMonteCarloError) }
    if !isBest {
      if pointwise.count < 100 { cautions.append(.fewCases(pointwise.count)) }
      if abs(difference) < 4 { cautions.append(.smallDifference) }
    }
    // An unknown Monte Carlo error leaves the other; the cases that it is unknown for are named.
    let known = monteCarloError.isNaN ? 0 : monteCarloError
    let spread = (standardError * standardError + known * known).squareRoot()
    let loo = model.leaveOneOut
    let unreliable = loo.casesOverThreshold.filter { loo.cases[$0].method == .paretoSmoothed }
    if !unreliable.isEmpty {
      cautions.append(.unreliableCases(unreliable.map { loo.cases[$0].name }))
    }
    let undefined = loo.cases.filter { $0.method == .undefined }
    if !undefined.isEmpty { cautions.append(.undefinedCases(undefined.map(\.name))) }
    return Row(
      model: model,
      difference: difference,
      standardError: standardError,
      monteCarloError: monteCarloError,
      probabilityWorse: isBest || isWithin
        ? .nan : StandardNormal.cumulative(-difference / spread),
      cautions: cautions,
      isBest: isBest
    )
  }

  private static func addEvidence(to rows: inout [Row]) {
    let bridges = rows.map { try? $0.model.evidence.get() }
    guard
      let best = bridges.compactMap({ $0 }).max(by: {
        $0.logMarginalLikelihood < $1.logMarginalLikelihood
      })
    else { return }
    let probabilities = PseudoBMAWeights.softmax(
      bridges.map { $0?.logMarginalLikelihood ?? -.infinity }
    )
    for (place, bridge) in bridges.enumerated() {
      guard let bridge else { continue }
      rows[place].logBayesFactor = bridge.logMarginalLikelihood - best.logMarginalLikelihood
      rows[place].bayesFactorError =
        bridge == best ? 0 : (bridge.mcse * bridge.mcse + best.mcse * best.mcse).squareRoot()
      rows[place].probability = probabilities[place]
    }
  }
}
