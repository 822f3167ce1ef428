import Synchronization

/// Universes near a line, decided by their exact posteriors.
///
/// The draws of a universe know a probability to some 0.005. Which set of recodes is the smallest that
/// overturns a conclusion hangs on sets that lie nearer to the line than that; where an exact posterior costs
/// little, it says on which side they are.
struct UniverseDecisions: Sendable {
  /// The exact probabilities of positive effects, by universe.
  private var known: [Universe: [QuantityKey: ExactEstimate]] = [:]

  /// The cost, in milliseconds, of all posteriors that are integrated for a search.
  private static let budget = 10_000.0
  /// What was spent of it.
  private var spent = 0.0

  /// Results with the exact probabilities in place of those of draws.
  ///
  /// The Monte Carlo error becomes half of the bound on the error, so that two of them are the bound.
  func applied(
    to results: [(universe: Universe, result: UniverseResult)]
  ) -> [(universe: Universe, result: UniverseResult)] {
    results.map { universe, result in
      known[universe].map { (universe, result.deciding($0)) } ?? (universe, result)
    }
  }

  /// Integrates the posteriors of those universes that matter and lie near a line.
  ///
  /// What is integrated depends on the results and the models alone, never on a clock.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - results: The results so far.
  ///   - analysis: What makes the model of a universe.
  ///   - run: Runs a task for each universe; false where it was cancelled.
  /// - Returns: Whether all were integrated.
  /// - Throws: What the tasks throw.
  mutating func decide(
    _ plan: FragilityPlan,
    _ results: [(universe: Universe, result: UniverseResult)],
    _ analysis: UniverseAnalysis,
    _ run: ([Universe], @escaping @Sendable (Universe) async throws -> Void) async throws -> Bool
  ) async throws -> Bool {
    guard let cost = analysis.exactMilliseconds(of: plan.base) else { return true }
    // Each round may leave another size as the smallest.
    for _ in 0..<3 {
      let search = FragilitySearch(plan, applied(to: results))
      let near = search.nearSets.map(plan.universe(changing:)).filter { known[$0] == nil }
      let chosen = near.prefix(max(0, Int((Self.budget - spent) / cost)))
      guard !chosen.isEmpty else { return true }
      spent += cost * Double(chosen.count)
      let answers = Answers()
      let isFinished = try await run(Array(chosen)) { universe in
        answers.add(universe, await analysis.exactProbabilities(of: universe))
      }
      guard isFinished else { return false }
      known.merge(answers.all) { first, _ in first }
    }
    return true
  }

  /// Answers from several tasks.
  private final class Answers: Sendable {
    private let values = Mutex<[Universe: [QuantityKey: ExactEstimate]]>([:])

    func add(_ universe: Universe, _ answer: [QuantityKey: ExactEstimate]) {
      values.withLock { $0[universe] = answer }
    }

    var all: [Universe: [QuantityKey: ExactEstimate]] { values.withLock { $0 } }
  }
}

extension UniverseAnalysis {
  /// About how long the exact posterior of a universe takes; nil where it is not integrated unasked.
  func exactMilliseconds(of universe: Universe) -> Double? {
    guard let input = try? input(of: universe),
      let cost = ExactPosterior.estimatedMilliseconds(input.model),
      cost <= ExactPosterior.limitUnasked
    else { return nil }
    return cost
  }

  /// The exact probabilities that effects are positive; only of those whose direction one coefficient
  /// decides, and none where the posterior is not exact to tolerance.
  func exactProbabilities(of universe: Universe) async -> [QuantityKey: ExactEstimate] {
    guard let input = try? input(of: universe),
      let posterior = try? ExactPosterior(input.model), posterior.isExact
    else { return [:] }
    let design = input.design
    let comparer = AverageComparer(
      encoder: design.encoder,
      population: CasePopulation(observed: design),
      link: input.model.link
    )
    var result: [QuantityKey: ExactEstimate] = [:]
    for comparison in steps.comparisons(of: design) {
      guard let deciding = try? DecidingCoefficient(comparison, comparer) else { continue }
      let above = posterior.coefficients[deciding.index].probability(above: 0)
      guard above.value.isFinite, above.error.isFinite else { continue }
      result[QuantityKey(.effect, comparison.quantityName)] = ExactEstimate(
        deciding.isReversed ? 1 - above.value : above.value,
        error: above.error
      )
    }
    return result
  }
}

extension UniverseResult {
  /// The same with exact probabilities of positive effects.
  fileprivate func deciding(_ exact: [QuantityKey: ExactEstimate]) -> UniverseResult {
    guard case .estimated(let method, let quantities) = outcome else { return self }
    return UniverseResult(
      identifier: identifier,
      outcome: .estimated(
        method,
        quantities.map { quantity in
          exact[quantity.key].map { quantity.withProbability($0) } ?? quantity
        }
      ),
      caseCount: caseCount,
      successes: successes,
      trials: trials,
      separation: separation,
      warnings: warnings
    )
  }
}

extension UniverseQuantity {
  fileprivate func withProbability(_ exact: ExactEstimate) -> UniverseQuantity {
    var result = self
    result.positive = MonteCarloEstimate(
      value: min(1, max(0, exact.value)),
      error: 0.5 * exact.error
    )
    return result
  }
}
