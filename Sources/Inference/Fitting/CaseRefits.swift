/// Refits of a model without one case each, by the sampler of the run, side by side.
///
/// Prior and settings are those of the full fit, chains and mostly draws included; separation and warnings are
/// those of the cases left (``RegressionProblem/leavingOut(case:)``). The seed of a refit is a fixed function
/// of the run's seed and the number of the case, so the answers do not depend on how many refits run at a
/// time, nor on which others do.
public struct CaseRefits: Sendable {
  /// The posterior without one case.
  public struct Refit: Sendable {
    /// What was fitted: the model without the case, with the separation and the warnings of the data left.
    public let problem: RegressionProblem
    /// The draws and how they were made.
    package let fit: Fit
    /// The checks of the draws that failed, in words; empty where none did.
    ///
    /// Judges the draws each time.
    public var failures: [String] { fit.judge().failures() }

    /// The points that estimates are made of: weighted proposals, or draws with equal weights.
    package var points: WeightedSample { fit.points }
    /// Whether the points are weighted proposals, which are independent of each other.
    var isWeighted: Bool { fit.weighted != nil }
  }

  /// What became of a refit.
  public enum Outcome: Sendable {
    /// Draws, whatever their checks say.
    case drawn(Refit)
    /// The posterior without the case does not exist: the data left do not bound this coefficient, and
    /// its prior is flat.
    case improper(coefficient: String)
    /// The chains could not start, or the run was stopped.
    case failed(reason: String)
  }

  /// The number of cases up to which every case is refitted without being asked for.
  public static let defaultLimit = 200

  package let problem: RegressionProblem
  private let settings: FitSettings
  private let threads: Int
  private let draws: Int?

  /// Prepares refits of an analysis.
  ///
  /// - Parameters:
  ///   - input: The model, its data and how to draw from it.
  ///   - threads: How many refits run at a time.
  ///   - draws: How many draws each chain of a refit keeps; nil: as many as the run's.
  /// - Precondition: every row of the design was one case (`DesignMatrix.hasCases`).
  public init(_ input: AnalysisInput, threads: Int, draws: Int? = nil) {
    precondition(input.problem.hasCases && threads >= 1, "cases to leave out, and a thread")
    problem = input.problem
    settings = input.options.fit
    self.threads = threads
    self.draws = draws
  }

  /// Refits without each of some cases and makes something of each refit, in its own task.
  ///
  /// Cases with equal predictors and outcomes are refitted once each: their posteriors are the same, their
  /// seeds are not. Cancelling the surrounding task makes the refits that have not finished fail.
  ///
  /// - Returns: What `body` made, in the order of `cases`.
  public func map<Result: Sendable>(
    _ cases: [Int],
    _ body: @escaping @Sendable (Int, Outcome) -> Result
  ) async -> [Result] {
    BLAS.useOneThread()
    return await ConcurrentLoop(width: threads).map(cases.count) { place in
      body(cases[place], await outcome(cases[place]))
    }
  }

  private func outcome(_ index: Int) async -> Outcome {
    let left = problem.leavingOut(case: index)
    if let coefficient = left.unboundedCoefficient {
      return .improper(coefficient: coefficient)
    }
    var random = RandomStream(seed: settings.run.seed, chain: index + 1, purpose: .caseRefit)
    return await refit(left, seed: random.next())
  }

  /// The fit of all cases once more, from the run's own seed.
  package func outcomeOfAllCases() async -> Outcome {
    await refit(problem, seed: settings.run.seed)
  }

  private func refit(_ problem: RegressionProblem, seed: UInt64) async -> Outcome {
    do throws(InitializationError) {
      let fit = try await Fitter(settings.onOneThread(seed: seed, draws: draws)).fit(problem)
      guard let fit, !fit.isPartial else { return .failed(reason: "the refit was stopped") }
      return .drawn(Refit(problem: problem, fit: fit))
    } catch {
      return .failed(reason: "chain \(error.chain) of the refit could not start")
    }
  }
}
