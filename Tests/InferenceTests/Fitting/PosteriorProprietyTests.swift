import InferenceTestSupport
import Testing

@testable import Inference

/// Which flat priors leave a posterior.
@Suite struct PosteriorProprietyTests {
  private static func input(
    _ cases: [(y: Double, a: Double)],
    priors: [String]
  ) throws -> AnalysisInput {
    try AnalysisHumpsTests.input(
      cases.map { ($0.y, 1, $0.a) },
      priors: priors
    )
  }

  private static let separated: [(y: Double, a: Double)] = [(0, 0), (0, 0), (0, 0), (1, 1), (0, 1)]

  /// The slope's prior breaks the separating direction.
  ///
  /// Truth: two-dimensional trapezoid rule over three ranges that agree to 1e-12 (the reference
  /// `flat_intercept_proper_by_neighbour`).
  @Test func aFlatInterceptBesideANormalSlope() async throws {
    let input = try Self.input(
      Self.separated,
      priors: ["Intercept ~ flat()", "x ~ normal(0, 2.5)"]
    )
    let exact = try ExactPosterior(input.model)
    #expect(exact.isExact)
    for (quantity, truth) in zip(
      exact.coefficients,
      [(-3.0947462443, 1.9355386964), (2.0571030552, 1.9220132186)]
    ) {
      #expect(abs(quantity.mean.value - truth.0) <= quantity.mean.error)
      #expect(abs(quantity.standardDeviation.value - truth.1) <= quantity.standardDeviation.error)
    }
    let result = try await Analysis.run(input)
    #expect(result.isTrustworthy)
    #expect(abs(result.summaries[0].mean + 3.0947462443) < 4.5 * result.summaries[0].mcseMean)
  }

  /// Left to flat priors alone it is improper still.
  ///
  /// Of the cases at 1 one has the outcome and one has not, so that the integral of the likelihood over either
  /// coefficient is at most that of s(t) s(-t), 1, whatever the other: any proper prior of the other will do.
  /// Without the one that has not, the integral over the intercept grows like the slope, and a prior of the
  /// slope without a mean leaves it infinite.
  @Test func whatNothingBounds() throws {
    #expect(throws: PriorError.self) {
      try Self.input(Self.separated, priors: ["Intercept ~ flat()", "x ~ flat()"])
    }
    for priors in [
      ["Intercept ~ normal(0, 2.5)", "x ~ flat()"], ["Intercept ~ cauchy(0, 2.5)", "x ~ flat()"],
      ["Intercept ~ flat()", "x ~ cauchy(0, 2.5)"],
    ] {
      _ = try Self.input(Self.separated, priors: priors)
    }
    let complete = Array(Self.separated.dropLast())
    #expect(throws: PriorError.self) {
      try Self.input(complete, priors: ["Intercept ~ flat()", "x ~ cauchy(0, 2.5)"])
    }
    _ = try Self.input(complete, priors: ["Intercept ~ flat()", "x ~ student_t(1.5, 0, 2.5)"])
    // Overlapping data bound a flat intercept whatever the other prior.
    let overlapping = Self.separated + [(1, 0)]
    for prior in ["cauchy(0, 2.5)", "flat()"] {
      _ = try Self.input(overlapping, priors: ["Intercept ~ flat()", "x ~ \(prior)"])
    }
    // One outcome alone leaves a flat intercept without a bound.
    #expect(throws: PriorError.self) {
      try Self.input([(0, 0), (0, 1)], priors: ["Intercept ~ flat()", "x ~ normal(0, 1)"])
    }
  }

  /// Without the only case with the outcome at 0 the flat intercept is bounded by its neighbour's prior.
  ///
  /// Truth: two-dimensional trapezoid rule (the shared reference `loo_flat_intercept`).
  @Test func refitsWithoutACase() async throws {
    let input = try Self.input(
      [(1, 0), (0, 0), (0, 0), (1, 1), (0, 1)],
      priors: ["Intercept ~ flat()", "x ~ normal(0, 2.5)"]
    )
    let predictions = await CaseRefits(input, threads: 1).predictions(for: [0])
    let first = try #require(predictions.first)
    #expect(first.failure == nil)
    #expect(abs(first.elpd + 1.9203709528) < 4.5 * first.mcse)
  }
}
