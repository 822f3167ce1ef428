/// Refits of a model without one case each, by the sampler of the run, side by side.
///
/// The model, its prior and the settings are those of the full fit, chains and draws included. Prior
/// scales that were taken from the spread of a column stay those of all cases: the prior does not depend on
/// which case is left out. The seed of a refit is a fixed function of the run's seed and the number of the
/// case, so the answers do not depend on how many refits run at a time, nor on which others do.
public struct CaseRefits: Sendable {
  /// The posterior without one case.
  public struct Refit: Sendable {
    /// The model without the case.
    public let model: BinaryRegression
    /// The points that estimates are made of: weighted proposals, or draws with equal weights.
    public let points: WeightedSample
    /// The draws.
    public let draws: Draws
    /// Whether the points are weighted proposals, which are independent of each other.
    public let isWeighted: Bool
    /// The checks of the draws that failed, in words; empty where none did.
    public let failures: [String]
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

  let input: AnalysisInput
  private let threads: Int

  /// Prepares refits of an analysis.
  ///
  /// - Parameters:
  ///   - input: The model, its data and how to draw from it.
  ///   - threads: How many refits run at a time.
  /// - Precondition: every row of the design was one case (`DesignMatrix.hasCases`).
  public init(_ input: AnalysisInput, threads: Int) {
    precondition(input.design.hasCases && threads >= 1, "cases to leave out, and a thread")
    self.input = input
    self.threads = threads
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
    return await withTaskGroup(of: (Int, Result).self) { group in
      var next = 0
      let processors = Processors()
      func addTask() {
        let place = next
        next += 1
        let settles = place < threads && threads > 1
        group.addTask {
          if settles { processors.settle(place) }
          return (place, body(cases[place], await outcome(cases[place])))
        }
      }
      while next < min(threads, cases.count) { addTask() }
      var results: [(place: Int, Result)] = []
      while let result = await group.next() {
        results.append(result)
        if next < cases.count { addTask() }
      }
      return results.sorted { $0.place < $1.place }.map(\.1)
    }
  }

  private func outcome(_ index: Int) async -> Outcome {
    let model = input.model.leavingOut(case: index)
    if let coefficient = model.unboundedFlatName {
      return .improper(coefficient: coefficient)
    }
    var random = RandomStream(
      seed: input.options.run.seed,
      chain: index + 1,
      purpose: .caseRefit
    )
    return await draw(model, seed: random.next())
  }

  /// The fit of all cases once more, from the run's own seed.
  func outcomeOfAllCases() async -> Outcome {
    await draw(input.model, seed: input.options.run.seed)
  }

  private func draw(_ model: BinaryRegression, seed: UInt64) async -> Outcome {
    let run = input.options.run
    guard
      let settings = RunSettings(
        chains: run.chains,
        warmup: run.warmup,
        draws: run.draws,
        seed: seed,
        threads: 1
      )
    else { preconditionFailure("settings of a run are valid") }
    let input = AnalysisInput(self.input, model: model, run: settings)
    do throws(InitializationError) {
      let drawn = try await AnalysisDrawing(input: input, progress: nil).draw()
      guard drawn.chains.allSatisfy({ $0.count == settings.draws }) else {
        return .failed(reason: "the refit was stopped")
      }
      return .drawn(Refit(model, drawn, input.options))
    } catch {
      return .failed(reason: "chain \(error.chain) of the refit could not start")
    }
  }
}

extension CaseRefits.Refit {
  fileprivate init(
    _ model: BinaryRegression,
    _ drawn: DrawnChains,
    _ options: AnalysisOptions
  ) {
    self.model = model
    draws = Draws(parameterNames: model.parameterNames, chains: drawn.chains)
    isWeighted = drawn.weighted != nil
    points = drawn.weighted ?? WeightedSample(draws)
    let sampler = drawn.engine.sampler
    let report = DiagnosticsReport(
      draws,
      known: sampler.knownStatistics,
      maxTreeDepth: sampler == .nuts ? options.noUTurn.maximumTreeDepth : nil
    )
    // The marginals' k-hat judges means and deviations that are left out where they do not exist; what a
    // case's prediction is averaged over is bounded.
    failures =
      report.verdicts.filter { $0.status == .failed && $0.check != .paretoK }
      .map(\.phrase) + (drawn.engine.unsettled.map { ["not settled: " + $0] } ?? [])
  }
}

extension WeightedSample {
  /// Draws as points of equal weight.
  init(_ draws: Draws) {
    self.init(
      parameterNames: draws.parameterNames,
      points: draws.chains.map(\.values),
      logWeights: [Double](repeating: 0, count: draws.count)
    )
  }
}

extension BinaryRegression {
  /// A coefficient with a flat prior that leaves no posterior.
  fileprivate var unboundedFlatName: String? {
    guard !prior.isProper else { return nil }
    let separation = Separation(
      design: design.matrix,
      successes: design.successes,
      trials: design.trials,
      columnNames: parameterNames
    )
    return unboundedFlatCoefficient(under: separation).map { parameterNames[$0.index] }
  }
}

extension AnalysisInput {
  /// The same analysis with another model of the same design, and other settings of the run.
  fileprivate init(_ other: AnalysisInput, model: BinaryRegression, run: RunSettings) {
    self = other
    self.model = model
    options.run = run
  }
}

extension Verdict {
  /// The check and where it failed, in a few words.
  var phrase: String {
    let places = offenders.prefix(3).joined(separator: ", ")
    return check.phrase + (places.isEmpty ? "" : " (\(places))")
  }
}

extension Verdict.Check {
  /// The check in a few words.
  fileprivate var phrase: String {
    switch self {
    case .finiteDraws: "draws not finite"
    case .movingChains: "chains standing still"
    case .distinctChains: "draws that occur twice"
    case .rHat: "R-hat"
    case .bulkSampleSize: "bulk ESS"
    case .tailSampleSize: "tail ESS"
    case .paretoK: "Pareto k-hat"
    case .energy: "E-BFMI"
    case .divergences: "divergent transitions"
    case .treeDepth: "largest tree depth"
    }
  }
}
