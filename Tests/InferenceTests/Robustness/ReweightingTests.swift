import Foundation
import InferenceTestSupport
import Testing

@testable import Inference
@testable import InferenceCore

/// Answers from a neighbour's draws are those of fits, and both are those of another program.
@Suite struct ReweightingTests {
  /// Posteriors by importance sampling from the prior in `References/universes.py`.
  private struct Reference: Decodable {
    struct Numbers: Decodable {
      let mean, sd, q5, q25, median, q75, q95, positive: Double
    }

    let coding: String
    let link: String
    let dropped: String?
    let recodes: [String]
    let size: Double
    let quantities: [String: Numbers]

    func universe(of study: Study) throws -> Universe {
      Universe(
        coding: coding,
        recodes: try recodes.map { text in
          let parts = text.split { $0 == "." || $0 == "=" }.map(String.init)
          try #require(parts.count == 3)
          return Recode(caseName: parts[0], variable: parts[1], value: parts[2])
        },
        prior: "sceptical",
        formula: .init(name: "default", text: study.defaultFormula),
        link: try #require(Link(rawValue: link)),
        droppedCase: dropped,
        sampler: "nuts"
      )
    }
  }

  private static func analysis(draws: Int) throws -> UniverseAnalysis {
    try UniverseAnalysis(
      Study.load("csto"),
      universes: [],
      run: #require(RunSettings(warmup: 1000, draws: draws, seed: 20_220_105, threads: 1)),
      noUTurn: #require(NoUTurnSettings())
    ) { "\($0)" }
  }

  private static let references = Result {
    let file = URL(fileURLWithPath: try References.own("universes.json"))
    return try JSONDecoder().decode([Reference].self, from: Data(contentsOf: file))
  }

  @Test(arguments: 0..<4) func equalsImportanceSampling(_ index: Int) async throws {
    let reference = try Self.references.get()[index]
    let study = try Study.load("csto")
    let universe = try reference.universe(of: study)
    let analysis = try UniverseAnalysis(
      study,
      universes: [universe],
      run: #require(RunSettings(warmup: 1000, draws: 4000, seed: 7, threads: 1)),
      noUTurn: #require(NoUTurnSettings())
    ) { "\($0)" }
    let fit = try #require(await analysis.fit(universe))
    try Self.expect(fit.result, reference)
    let weighted = await analysis.reweighted(universe) { await analysis.fit($0)?.posterior }
    // Of the others too few draws may be left; the last leaves out the only case of an outcome.
    #expect(weighted != nil || index > 0, "\(index)")
    if let weighted { try Self.expect(weighted, reference) }
  }

  private static func expect(_ result: UniverseResult, _ reference: Reference) throws {
    #expect(result.quantities.count == reference.quantities.count)
    for quantity in result.quantities {
      let name = "\(quantity.kind.rawValue) \(quantity.name)"
      let numbers = try #require(reference.quantities[name], "\(name)")
      // The reference's own errors: those of a mean, and somewhat more of a median.
      let error = numbers.sd / reference.size.squareRoot()
      for (what, value, expected, own, other) in [
        ("mean", quantity.mean, numbers.mean, quantity.mcseMean, error),
        ("median", quantity.median, numbers.median, quantity.mcseMedian, 2 * error),
        (
          "positive", quantity.probabilityPositive, numbers.positive,
          quantity.mcseProbabilityPositive, 0.5 / reference.size.squareRoot()
        ),
      ] {
        let both = (own * own + other * other).squareRoot()
        #expect(abs(value - expected) < 4.5 * both, "\(name), \(what): \(value), \(expected)")
        #expect(own > 0 && own < 0.05 * max(numbers.sd, 1), "\(name), \(what)")
      }
      #expect(abs(quantity.sd / numbers.sd - 1) < 0.06, "\(name): \(quantity.sd), \(numbers.sd)")
      for (value, expected) in [
        (quantity.q5, numbers.q5), (quantity.q25, numbers.q25), (quantity.q75, numbers.q75),
        (quantity.q95, numbers.q95),
      ] {
        #expect(abs(value - expected) < 0.15 * numbers.sd, "\(name): \(value), \(expected)")
      }
    }
  }

  /// Thousands of medians and probabilities differ from those of refits by their own errors.
  ///
  /// `make test-robustness` compares those of the whole multiverse.
  @Test func reweightedUniversesAgreeWithFits() async throws {
    try await withFolder([:]) { folder in
      let study = try Study.load("csto")
      let priors = ["sceptical", "weakly-informative"].prefix(Effort.count(1, of: 2))
      let plan = try Multiverse(study.multiverse, of: study).filtered([
        ("prior", Set(priors)), ("link", ["logit", "cloglog"]),
      ])
      let analysis = try UniverseAnalysis(
        study,
        universes: plan.universes,
        run: #require(RunSettings(seed: 20_220_105, threads: 1)),
        noUTurn: #require(NoUTurnSettings())
      ) { "\($0)" }
      var results: [[(universe: Universe, result: UniverseResult)]] = []
      for isReweighting in [true, false] {
        let store = try UniverseStore(path: folder + "/\(isReweighting).sqlite", identity: [])
        let run = RobustnessRun(analysis, store: store, jobs: 2, isReweighting: isReweighting)
        #expect(try await run(plan.universes) { _ in })
        results.append(try store.results(of: plan.universes))
      }
      var scores: [Double] = []
      for ((universe, weighted), (_, fitted)) in zip(results[0], results[1]) {
        guard case .estimated(.reweighted(let donor, let paretoK), _) = weighted.outcome else {
          #expect("\(weighted)" == "\(fitted)")
          continue
        }
        #expect(universe.donors.map(\.identifier).contains(donor))
        #expect(paretoK < UniverseAnalysis.largestParetoK)
        #expect(weighted.caseCount == fitted.caseCount && weighted.successes == fitted.successes)
        for (one, other) in zip(weighted.quantities, fitted.quantities) {
          #expect(one.key == other.key)
          func score(_ value: (UniverseQuantity) -> Double, _ error: (UniverseQuantity) -> Double)
            -> Double
          {
            let both = (error(one) * error(one) + error(other) * error(other)).squareRoot()
            return (value(one) - value(other)) / both
          }
          scores.append(score(\.median, \.mcseMedian))
          scores.append(score(\.probabilityPositive, \.mcseProbabilityPositive))
        }
      }
      #expect(scores.count > 2000 * priors.count && scores.allSatisfy { $0.isFinite })
      let square = scores.reduce(0) { $0 + $1 * $1 } / Double(scores.count)
      #expect(square.squareRoot() < 1.1 && square.squareRoot() > 0.6, "\(square.squareRoot())")
      let largest = scores.map(abs).max() ?? .infinity
      #expect(largest < 5.5, "\(largest)")
    }
  }

  /// Where all draws are on one side the share is 1, and its error is not 0.
  @Test func certainSharesHaveAnError() async throws {
    let analysis = try Self.analysis(draws: 500)
    let study = analysis.study
    let base = Universe(
      coding: "table1",
      recodes: [],
      prior: "regime-survival",
      formula: .init(name: "default", text: study.defaultFormula),
      link: .logit,
      droppedCase: nil,
      sampler: "nuts"
    )
    let plan = try UniverseAnalysis(
      study,
      universes: [base],
      run: analysis.run,
      noUTurn: analysis.noUTurn
    ) { "\($0)" }
    let donor = try #require(await plan.fit(base)?.posterior)
    var certain = 0
    for name in try study.table(coding: "table1").caseNames {
      let universe = Universe(
        coding: base.coding,
        recodes: [],
        prior: base.prior,
        formula: base.formula,
        link: base.link,
        droppedCase: name,
        sampler: base.sampler
      )
      guard let result = await plan.reweighted(universe, neighbour: { _ in donor }) else {
        continue
      }
      for quantity in result.quantities {
        let share = quantity.probabilityPositive
        #expect(quantity.mcseProbabilityPositive > 0 && share >= 0 && share <= 1)
        if share == 1 { certain += 1 }
        #expect(share == 1 || share < 1 - 1e-9, "\(quantity)")
      }
    }
    // The mean probability is always above 0.
    #expect(certain > 0)
  }
}
