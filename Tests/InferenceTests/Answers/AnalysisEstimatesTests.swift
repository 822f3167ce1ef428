import InferenceTestSupport
import RealModule
import Testing

@testable import Inference

/// What summaries and probabilities are computed from, and that it is worth it.
@Suite struct AnalysisEstimatesTests {
  private static func fit(
    seed: UInt64,
    _ route: ReferencePosteriorTests.Route = .independence,
    set: String? = nil
  ) async throws -> AnalysisResult {
    try await ReferencePosteriorTests.fit(
      .study("csto", coding: nil),
      seed: seed,
      set: set,
      route: route
    )
  }

  /// Means recomputed from all proposals by the definition; R-hat and sample sizes are of the draws.
  @Test func estimatesAreThoseOfTheProposals() async throws {
    let result = try await Self.fit(seed: 1)
    let points = try #require(result.weighted)
    let certificate = try #require(result.engine.certificate)
    #expect(points.count == 4 * 5050)
    #expect(certificate.logWeights.count == points.count)
    #expect(result.areProbabilitiesWeighted)
    for (index, summary) in result.summaries.enumerated() {
      let values = points.parameter(index)
      var (sum, total) = (0.0, 0.0)
      for (value, logWeight) in zip(values, certificate.logWeights) {
        sum += value * .exp(logWeight)
        total += .exp(logWeight)
      }
      #expect(abs(summary.mean - sum / total) < 1e-12)
      let ofDraws = result.diagnostics.parameters[index].numbers
      #expect(summary.mean != ofDraws.mean)
      #expect(summary.rHat == ofDraws.rHat && summary.essBulk == ofDraws.bulkSampleSize)
      #expect(summary.essTail == ofDraws.tailSampleSize)
      #expect(summary.mcseMean < ofDraws.mcseMean)
    }
    let columns = result.summaries.indices.map { points.parameter($0) }
    for (index, prediction) in result.configurations.enumerated() {
      let row = result.input.model.design.matrix.row(index)
      var sum = 0.0
      for point in 0..<points.count {
        let eta = row.indices.reduce(0) { $0 + row[$1] * columns[$1][point] }
        sum += points.weights[point] / (1 + .exp(-eta))
      }
      #expect(abs(prediction.probability.mean - sum) < 1e-12)
    }
    #expect(result.estimatesJSON["from"] == "pareto_smoothed_weights")
    #expect(result.estimatesJSON["points"] == 20200)
    #expect(result.estimatesJSON["effective_size"] == .number(points.effectiveSize))
    #expect(result.estimatesJSON["probabilities_from"] == "pareto_smoothed_weights")
  }

  /// Of every other sampler.
  @Test func otherEstimatesAreThoseOfTheDraws() async throws {
    for result in [
      try await Self.fit(seed: 3, .warm, set: "gelman2008"), try await Self.fit(seed: 3, .warm),
    ] {
      #expect(result.weighted == nil && !result.areProbabilitiesWeighted)
      #expect(result.summaries == result.diagnostics.summaries)
      #expect(result.estimatesJSON == ["from": "draws"])
    }
  }

  /// Many rows are predicted for from the draws: 477 times 4200 points is too much.
  @Test func probabilitiesOfManyRowsAreThoseOfTheDraws() async throws {
    for (rows, isWeighted) in [(476, true), (477, false)] {
      let lines = (0..<rows).map { "c\($0),\($0 % 3 == 0 ? 1 : 0),\(Double($0) / 50)\n" }
      let input = try AnalysisInputTests.input("case,y,x\n" + lines.joined(), "y ~ x") {
        $0.sampler = .independence
        if let run = RunSettings(draws: 1000, seed: 1, threads: 2) { $0.run = run }
      }
      let result = try await Analysis.run(input)
      #expect(result.weighted?.count == 4200)
      #expect(result.areProbabilitiesWeighted == isWeighted)
      let row = result.input.model.design.matrix.row(7)
      let mean =
        result.draws.chains.reduce(0) { sum, chain in
          sum
            + (0..<chain.count).reduce(0) {
              $0 + 1 / (1 + .exp(-chain.values[2 * $1] - row[1] * chain.values[2 * $1 + 1]))
            }
        } / Double(result.draws.count)
      #expect((abs(result.configurations[7].probability.mean - mean) < 1e-12) != isWeighted)
    }
  }

  /// Against the exact posterior over 40 seeds: the root mean square error is well below that of the
  /// draws, and the standard errors say how large it is.
  ///
  /// 16,500 effective points against 4,000 draws: half the error is expected.
  @Test func weightsBeatTheDraws() async throws {
    let reference = try ReferencePosterior(
      "csto_main_normal_exact",
      order: ReferencePosteriorTests.cstoParameters
    )
    var (ofWeights, ofDraws, scores) = ([String: Double](), [String: Double](), [Double]())
    for seed in 1...40 as ClosedRange<UInt64> {
      let result = try await Self.fit(seed: seed)
      #expect(result.weighted != nil)
      for (index, parameter) in reference.parameters.enumerated() {
        let sd = try #require(parameter.values["sd"])
        func add(_ summary: ParameterSummary, to errors: inout [String: Double]) {
          for (number, value) in [
            ("mean", summary.mean), ("sd", summary.sd), ("q5", summary.q5),
            ("q50", summary.median), ("q95", summary.q95),
          ] {
            let distance = (value - (parameter.values[number] ?? .nan)) / sd
            errors[number, default: 0] += distance * distance
          }
        }
        add(result.summaries[index], to: &ofWeights)
        add(result.diagnostics.summaries[index], to: &ofDraws)
        scores += ReferencePosteriorTests.scores(result.summaries[index], parameter).values
      }
    }
    for (number, square) in ofWeights {
      let ratio = (square / (ofDraws[number] ?? .nan)).squareRoot()
      print("root mean square error of \(number), weights over draws: \(ratio)")
      #expect(ratio < 0.7, "\(number)")
    }
    // A thousand scores of some 200 independent numbers.
    let size = (scores.reduce(0) { $0 + $1 * $1 } / Double(scores.count)).squareRoot()
    print("root mean square score: \(size)")
    #expect((0.8...1.2).contains(size))
    #expect(scores.allSatisfy { abs($0) < 4.5 })
  }
}
