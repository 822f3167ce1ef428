import Foundation
import InferenceTestSupport
import Testing

@testable import Inference
@testable import InferenceCore

/// The average effects that a fit reports, and the same when its run is asked.
@Suite struct FittedEffectsTests {
  private static func options(
    _ source: AnalysisOptions.Source = .study("csto", coding: nil),
    isBeside: Bool = true
  ) throws -> AnalysisOptions {
    var options = AnalysisOptions(
      source: source,
      run: try #require(RunSettings(chains: 2, draws: 500, seed: 7, threads: 1)),
      noUTurn: try #require(NoUTurnSettings())
    )
    options.hasExactBeside = isBeside
    return options
  }

  /// Fits, writes, and reads the run again.
  private static func run(
    _ options: AnalysisOptions
  ) async throws -> (result: AnalysisResult, saved: SavedRun) {
    let path = NSTemporaryDirectory() + "fitted-effects-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    let result = try await Analysis.run(AnalysisInput.read(options))
    let output = try OutputFolder(at: path)
    try result.write(to: output, started: nil)
    try output.commit()
    return (result, try SavedRun.read(path))
  }

  private static func table(_ effects: [EffectEstimate], _ population: String) -> String {
    EffectsExport(
      effects,
      interval: .standard,
      keys: ("condition", "change"),
      population: population
    ).table.text()
  }

  /// Exact or from draws, of one condition or of all: the same text.
  @Test(arguments: [true, false]) func aRunSaysTheSame(isBeside: Bool) async throws {
    let (result, saved) = try await Self.run(Self.options(isBeside: isBeside))
    #expect(result.effects.count == 4)
    #expect(result.effects.allSatisfy { $0.hasExactMean == isBeside })
    #expect(result.effects.allSatisfy { $0.direction.isExact == isBeside })
    var request = EffectRequest()
    request.extent = .difference
    let again = try saved.effects(request)
    #expect(Self.table(result.effects, again.population) == again.table.text())
    // Whatever else is asked for, the difference is the same.
    let all = try saved.effects(EffectRequest()).effects
    #expect(all.map(\.difference) == result.effects.map(\.difference))
    #expect(all.map(\.direction) == result.effects.map(\.direction))
    #expect(all.map(\.equivalence) == result.effects.map(\.equivalence))
    #expect(all.allSatisfy { $0.before != nil && $0.oddsRatio != nil })
    request.conditions = ["foreign_intrusion"]
    let one = try saved.effects(request)
    #expect(Self.table([result.effects[2]], again.population) == one.table.text())
    // Another mass changes the ends alone.
    request.summary.interval = try #require(CredibleInterval(kind: .equalTailed, mass: 0.5))
    let half = try saved.effects(request).effects[0]
    #expect(half.difference.estimates == result.effects[2].difference.estimates)
    #expect(half.difference.lower > result.effects[2].difference.lower)
    #expect(half.difference.upper < result.effects[2].difference.upper)
  }

  /// The exact effects are near those of the draws, in their errors.
  @Test func drawsAgree() async throws {
    let exact = try await Self.run(Self.options()).saved.effects(EffectRequest()).effects
    let drawn = try await Self.run(Self.options(isBeside: false)).saved.effects(EffectRequest())
      .effects
    for (own, other) in zip(exact, drawn) {
      #expect(own.name == other.name && own.change == other.change && own.caveats == other.caveats)
      for measure in [\EffectEstimate.before, \.after] {
        let (a, b) = try (#require(own[keyPath: measure]), #require(other[keyPath: measure]))
        #expect(abs(a.mean - b.mean) < 5 * b.mcseMean)
        #expect(a.source == .exactMean && b.source == .draws)
        #expect(a.median == b.median)
      }
      #expect(own.riskRatio == other.riskRatio && own.oddsRatio == other.oddsRatio)
      let (a, b) = (own.difference, other.difference)
      #expect(abs(a.estimates.mean - b.estimates.mean) < 5 * b.estimates.mcseMean)
      #expect(
        abs(own.direction.probability - other.direction.probability) < 5 * other.direction.mcse
      )
      #expect(abs(own.equivalence.within - other.equivalence.within) < 5 * other.equivalence.mcse)
      #expect(
        abs(own.equivalence.below + own.equivalence.within + own.equivalence.above - 1) < 1e-9
      )
    }
  }

  /// The sign of an effect that one coefficient decides is the sign of that coefficient.
  @Test func directionIsThatOfTheCoefficient() async throws {
    let (result, _) = try await Self.run(Self.options())
    let exact = try #require(result.exact?.exact)
    for (effect, coefficient) in zip(result.effects, exact.coefficients.dropFirst()) {
      #expect(effect.direction.probability == coefficient.probability(above: 0).value)
    }
  }

  /// Predictions, contrasts and hypotheses have the digits of the fit.
  @Test func otherQuestions() async throws {
    let (result, saved) = try await Self.run(Self.options())
    let exact = try #require(result.exact?.exact)
    let predictions = try saved.predictions(PredictionRequest()).predictions
    for (own, other) in zip(predictions, result.configurations) {
      #expect(own.probability.isExact)
      #expect(own.probability.estimates == other.probability.estimates)
      #expect(own.probability.rHat == other.probability.rHat)
      #expect(own.probability.lower == other.probability.q5)
    }
    var summary = EffectSummary()
    summary.hypotheses = [
      "protest > 0", "-1 > protest", "p(protest=yes) < 0.2", "protest > 2*Intercept",
    ]
    let contrasts = try saved.contrasts(
      [(from: "protest=yes", to: "protest=yes, security_uncertainty=yes")],
      held: nil,
      summary: summary
    )
    let contrast = contrasts.effects[0]
    // The means, the direction, the probabilities and their odds; the rest of the difference is from draws.
    #expect(contrast.before?.isExact == true && contrast.after?.isExact == true)
    #expect(contrast.difference.source == .exactMean && contrast.direction.isExact)
    let ends = (exact.probabilities[0].mean.value, exact.probabilities[4].mean.value)
    #expect(abs(contrast.difference.mean - (ends.1 - ends.0)) < 1e-12)
    let odds = try #require(contrast.oddsRatio)
    #expect(odds.isExact && contrast.riskRatio?.isExact == false)
    #expect(odds.median == Portable.exp(exact.coefficients[4].quantile(0.5).value))
    #expect(odds.upper == Portable.exp(exact.coefficients[4].quantile(0.95).value))
    #expect(contrast.before?.estimates == predictions[0].probability.estimates)
    let last = try #require(predictions.first { $0.cases == ["KAZ2022"] })
    #expect(contrast.after?.estimates == last.probability.estimates)
    let tests = contrasts.hypotheses
    #expect(tests.map(\.evidence.isExact) == [true, true, true, false])
    let protest = exact.coefficients[1]
    #expect(tests[0].evidence.probability == protest.probability(above: 0).value)
    #expect(tests[0].difference.estimates.median == protest.quantile(0.5).value)
    #expect(tests[1].evidence.probability == 1 - protest.probability(above: -1).value)
    #expect(tests[1].difference.lower == -1 - protest.quantile(0.95).value)
    #expect(
      tests[2].evidence.probability == 1 - exact.probabilities[0].probability(above: 0.2).value
    )
  }

  /// So many cases or conditions that it would be felt: no effects.
  @Test func onlyWhatIsCheap() throws {
    var options = try Self.options()
    #expect(try FittedEffects(of: AnalysisInput.read(options)) != nil)
    options.run = try #require(RunSettings(chains: 4, draws: 100_000, seed: 7, threads: 1))
    #expect(try FittedEffects(of: AnalysisInput.read(options)) == nil)
    options = try Self.options()
    options.formula = "intervention ~ 1"
    #expect(try FittedEffects(of: AnalysisInput.read(options)) == nil)
  }
}
