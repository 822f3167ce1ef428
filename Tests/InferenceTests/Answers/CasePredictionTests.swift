import Inference
import Testing

@testable import InferenceCore

@Suite struct CasePredictionTests {
  /// Three weighted points and two of five trials: sums of `scipy.stats.binom.pmf` and `.cdf`, 1.17.1.
  @Test func countsAreMixturesOfBinomials() {
    let prediction = CasePrediction(
      name: "a",
      outcome: .init(successes: 2, trials: 5),
      at: .init([-1, 0.5, 2], weights: [0.2, 0.5, 0.3]),
      source: .refit
    )
    #expect(abs(prediction.probability - 0.629257073268291) < 1e-14)
    #expect(abs(prediction.equal - 0.16471383539066942) < 1e-13)
    #expect(abs(prediction.below - 0.15430663819016294) < 1e-13)
  }

  /// Of a yes/no outcome the log score is that of its probability.
  @Test(arguments: [0.0, 1])
  func yesAndNo(successes: Double) {
    let prediction = CasePrediction(
      name: "a",
      outcome: .init(successes: successes, trials: 1),
      at: .init([-1, 0.5], weights: [0.25, 0.75]),
      source: .refit
    )
    let p = 0.25 * LogitLink.probability(at: -1) + 0.75 * LogitLink.probability(at: 0.5)
    #expect(abs(prediction.probability - p) < 1e-15)
    #expect(abs(prediction.equal - (successes == 1 ? p : 1 - p)) < 1e-15)
    #expect(abs(prediction.below - (successes == 1 ? 1 - p : 0)) < 1e-15)
    #expect(abs(prediction.logScore - Portable.log(prediction.equal)) < 1e-15)
  }

  /// The built-in study against exact quadrature without the case (shared/refs).
  ///
  /// Smoothed weights have a k-hat above 0.7 for KAZ2022 and miss it; where k-hat is good they are within
  /// Monte Carlo error.
  @Test func smoothedWeightsPredictWhatQuadratureDoes() async throws {
    let exact = [
      "KGZ2005": 0.8594947, "KGZ2010": 0.9291353, "KGZ2020": 0.8594947, "ARM2021": 0.92599433,
      "TJKKGZ2021": 0.9291353, "RUS2024": 0.87340439, "BLR2020": 0.8594947,
    ]
    let options = AnalysisOptions(
      source: .study("csto", coding: nil),
      run: try #require(RunSettings(chains: 4, draws: 4000, seed: 4, threads: 2)),
      noUTurn: try #require(NoUTurnSettings())
    )
    let result = try await Analysis.run(AnalysisInput.read(options))
    let names = result.input.design.caseNames
    let smoothed = try result.input.model.smoothedPredictions(result.draws, caseNames: names)
    let predictions = smoothed.cases
    #expect(predictions.map(\.name) == names)
    var reliable = 0
    for prediction in predictions {
      guard let tail = prediction.tail, tail.paretoK < 0.7 else { continue }
      let expected = try #require(exact[prediction.name])
      #expect(abs(prediction.equal - expected) < 0.012, "\(prediction)")
      reliable += 1
    }
    #expect(reliable >= 5)
    // Densities and distributions are made of the same weights.
    for (prediction, item) in zip(predictions, smoothed.leaveOneOut.cases) {
      #expect(prediction.name == item.name && prediction.tail == item.tail)
      #expect(abs(prediction.logScore - item.elpd) < 1e-10)
    }
  }
}
