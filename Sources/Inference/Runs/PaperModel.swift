/// What a table for a paper shows of runs.
public struct PaperTableRequest: Sendable {
  /// What the rows are.
  public enum Content: String, Sendable, CaseIterable {
    /// The coefficients, on the scale of the linear predictor.
    case coefficients
    /// The average effects of the conditions on the probability, in percentage points.
    case effects
  }

  /// What the rows are.
  public var content = Content.coefficients
  /// Which interval is shown.
  public var interval = CredibleInterval.standard
  /// Whether intervals stand beside the estimates, not below them.
  public var isBeside = false
  /// Which cases are left out by refits.
  public var refits = SavedRun.RefitPolicy.automatic

  /// Makes a request for the coefficients with intervals of 90 %.
  public init() {}
}

/// One column of a table for papers: what a run says, each number as it is shown.
struct PaperModel: Sendable {
  /// A number with its interval.
  struct Entry: Sendable, Equatable {
    let name: String
    let estimate: String
    let lower: String
    let upper: String
    let decidedBy: DecidedBy
    /// What else is to be known of it.
    let caveats: [Caveat]
  }

  /// What is stated of the model as a whole, in the order of the rows.
  enum Fact: String, Sendable, CaseIterable {
    case cases = "Cases"
    case trials = "Trials"
    case events = "Outcome events"
    case link = "Link"
    case elpd = "elpd (leave-one-out)"
    case evidence = "Log evidence"
  }

  /// The name of the column.
  let label: String
  /// The name of the outcome.
  let outcome: String
  /// The link.
  let link: Link
  /// The number of cases.
  let caseCount: Int
  /// The numbers.
  let entries: [Entry]
  /// What is stated of the model.
  private(set) var facts: [Fact: String] = [:]
  /// The standard error of ``Fact/elpd``, over cases.
  private(set) var errorOfElpd: String?
  /// How many refits of leave-one-out failed their checks.
  private(set) var failedRefits = 0
  /// How the log evidence was computed; nil where there is none.
  private(set) var evidenceMethod: String?
  /// The priors, those of equal coefficients together.
  let priors: String
  /// What the reader must know of the run.
  private(set) var warnings: [String] = []

  /// Gathers what a run says.
  ///
  /// - Throws: ``RunError`` or ``DataError`` where its `summary.csv` is not as it was written.
  init(_ run: inout SavedRun, named label: String, _ request: PaperTableRequest) async throws {
    self.label = label
    let input = run.input
    outcome = input.outcomeName
    link = input.model.link
    caseCount = input.design.caseCount
    priors = Self.priors(of: input)
    switch request.content {
    case .coefficients: entries = try Self.coefficients(&run, request.interval)
    case .effects: entries = try Self.effects(run, request.interval)
    }
    let totals = input.totals
    facts[.cases] = Phrase.whole(caseCount)
    if input.isGrouped { facts[.trials] = NumberText.fixed(totals.trials, 0) }
    facts[.events] = NumberText.fixed(totals.events, 0)
    facts[.link] = link.rawValue
    warnings = Self.warnings(of: run)
    try await leaveOneOut(run, request.refits)
    await evidence(run)
  }

  /// A number on the scale of log-odds with two decimals, or fewer where its error leaves no more certain.
  private static func logOdds(_ value: Double, _ error: Double) -> String {
    NumberText.estimate(value, error: max(error, 0.005))
  }

  private static func coefficients(
    _ run: inout SavedRun,
    _ interval: CredibleInterval
  ) throws -> [Entry] {
    let summaries = try run.summaries()
    let (input, draws) = (run.input, run.coefficients)
    let exact = interval == .standard ? nil : run.exactPosterior(ExactRequest())
    return summaries.enumerated().map { index, summary in
      // The file has the quantiles of the standard interval.
      var (lower, upper) = ((summary.q5, summary.mcseQ5), (summary.q95, summary.mcseQ95))
      if interval != .standard {
        let own =
          exact.map { QuantityEstimate(exact: $0.coefficients[index], interval: interval) }
          ?? QuantityEstimate(draws.chains(of: index), interval: interval)
        (lower, upper) = ((own.lower, own.mcseLower), (own.upper, own.mcseUpper))
      }
      return Entry(
        name: Phrase.oneLine(summary.name),
        estimate: logOdds(summary.mean, summary.mcseMean),
        lower: logOdds(lower.0, lower.1),
        upper: logOdds(upper.0, upper.1),
        decidedBy: input.decidedBy[index],
        caveats: []
      )
    }
  }

  private static func effects(_ run: SavedRun, _ interval: CredibleInterval) throws -> [Entry] {
    var request = EffectRequest()
    request.extent = .difference
    request.summary.interval = interval
    return try run.effects(request).effects.map { effect in
      let difference = effect.difference
      func points(_ value: Double, _ error: Double) -> String {
        NumberText.points(value, error: error, decimals: 1)
      }
      return Entry(
        name: EffectWords(effect).row,
        estimate: points(difference.mean, difference.mcseMean),
        lower: points(difference.lower, difference.mcseLower),
        upper: points(difference.upper, difference.mcseUpper),
        decidedBy: effect.decidedBy,
        caveats: effect.caveats.filter { DecidedBy([$0]) == .data }
      )
    }
  }

  // MARK: The model as a whole

  private mutating func leaveOneOut(
    _ run: SavedRun,
    _ policy: SavedRun.RefitPolicy
  ) async throws {
    let likelihood: PointwiseLogLikelihood
    do throws(CaseComparisonError) {
      likelihood = try run.pointwiseLogLikelihood()
    } catch {
      // Rows that stand for several cases, or codes that are not certain: there is no such number.
      return
    }
    let loo = try await run.leaveOneOut(likelihood, refitting: policy)
    facts[.elpd] = NumberText.estimate(loo.elpd.value, error: loo.mcse)
    errorOfElpd = NumberText.fixed(loo.elpd.standardError, 2)
    failedRefits = loo.cases.count { $0.refitFailure != nil }
    let over = loo.casesOverThreshold.filter { loo.cases[$0].method == .paretoSmoothed }
    if !over.isEmpty {
      warnings.append(
        "k-hat is too high for \(Phrase.list(over.map { loo.cases[$0].name })), so that elpd is not to be "
          + "trusted"
      )
    }
    if failedRefits > 0 {
      warnings.append("refits without \(failedRefits) of the cases failed their checks")
    }
  }

  private mutating func evidence(_ run: SavedRun) async {
    guard run.input.hasCertainCodes, !run.input.model.prior.isJeffreys else { return }
    if let exact = await run.exactMarginalLikelihood() {
      facts[.evidence] = NumberText.estimate(exact.value, error: max(exact.error, 5e-4))
      evidenceMethod = "exact integration"
    } else if case .success(let bridge) = run.marginalLikelihood() {
      facts[.evidence] = NumberText.estimate(bridge.logMarginalLikelihood, error: bridge.mcse)
      evidenceMethod = "bridge sampling"
    }
  }

  /// `a, b: normal(0, 2.5)`, those of equal coefficients together.
  private static func priors(of input: AnalysisInput) -> String {
    var groups: [(prior: String, columns: [String])] = []
    for use in input.model.prior.used {
      let text = NumberText.prior(use.prior)
      if let index = groups.firstIndex(where: { $0.prior == text }) {
        groups[index].columns.append(use.column)
      } else {
        groups.append((text, [use.column]))
      }
    }
    let parts = groups.map { "\($0.prior) for \(Phrase.list($0.columns))" }
    return input.priorWords + (parts.isEmpty ? "" : ": " + parts.joined(separator: "; "))
  }

  private static func warnings(of run: SavedRun) -> [String] {
    var found: [String] = []
    if run.isPartial { found.append("the run was stopped early") }
    if run.hasPassed == false, !run.isPartial {
      found.append("A CHECK OF THE DRAWS FAILED: these numbers are not to be quoted")
    }
    if !run.editedFiles.isEmpty { found.append(run.editedCaveat) }
    return found + run.warnings.map { brief($0.message) }
  }

  /// From how many characters on a message is cut.
  private static let limit = 320

  private static func brief(_ message: String) -> String {
    let plain = message.replacing("`", with: "")
    guard plain.count > limit else { return plain }
    let start = plain.prefix(limit)
    // At the end of a sentence where there is one, else between words.
    let end = start.ranges(of: ". ").last?.lowerBound ?? start.lastIndex(of: " ")
    return end.map { String(start[..<$0]) } ?? String(start)
  }
}

extension Draws {
  /// The values of a parameter: an array for each chain.
  fileprivate func chains(of index: Int) -> [[Double]] {
    chains.map { chain in
      stride(from: index, to: chain.values.count, by: chain.dimension).map { chain.values[$0] }
    }
  }
}
