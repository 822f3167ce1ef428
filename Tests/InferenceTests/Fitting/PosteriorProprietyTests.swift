import InferenceTestSupport
import RealModule
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

  /// The verdicts against the integral itself: of the likelihood over a flat coefficient, times the prior of the
  /// other, up to 1e4, 1e8 and 1e12.
  ///
  /// Where it exists what the last four decades add is a small part of what the
  /// four before did; where it does not it is as much, or more.
  @Test(
    arguments: [
      Verdict(rows: separated, isInterceptFlat: true, degreesOfFreedom: 1, isProper: true),
      Verdict(rows: separated, isInterceptFlat: false, degreesOfFreedom: 1, isProper: true),
      Verdict(rows: complete, isInterceptFlat: true, degreesOfFreedom: 0.8, isProper: false),
      Verdict(rows: complete, isInterceptFlat: true, degreesOfFreedom: 1, isProper: false),
      Verdict(rows: complete, isInterceptFlat: true, degreesOfFreedom: 1.5, isProper: true),
      Verdict(rows: complete, isInterceptFlat: true, degreesOfFreedom: 3, isProper: true),
    ]
  ) func theIntegralDecides(_ verdict: Verdict) throws {
    let sums = verdict.integrals(upTo: [1e4, 1e8, 1e12])
    let growth = (sums[2] - sums[1]) / (sums[1] - sums[0])
    #expect(verdict.isProper ? growth < 0.05 : growth > 0.9)
    let other = "student_t(\(verdict.degreesOfFreedom), 0, 2.5)"
    let priors =
      verdict.isInterceptFlat
      ? ["Intercept ~ flat()", "x ~ \(other)"] : ["Intercept ~ \(other)", "x ~ flat()"]
    if verdict.isProper {
      _ = try Self.input(verdict.rows, priors: priors)
    } else {
      #expect(throws: PriorError.self) { try Self.input(verdict.rows, priors: priors) }
    }
  }

  private static let complete: [(y: Double, a: Double)] = Array(separated.dropLast())

  struct Verdict: Sendable {
    var rows: [(y: Double, a: Double)]
    var isInterceptFlat: Bool
    var degreesOfFreedom: Double
    var isProper: Bool

    /// A predictor as a line in the flat coefficient, and the sign that the outcome favours.
    private struct Line {
      var sign: Double
      var slope: Double
      var offset: Double
    }

    /// The integral over both coefficients, the one that is not flat up to each bound on both sides; without
    /// the constants of its prior.
    func integrals(upTo bounds: [Double]) -> [Double] {
      let step = 0.05
      var (sum, place) = (0.0, -8.0)
      return bounds.map { bound in
        while place < Double.log(bound) {
          let value = Double.exp(place)
          let square = value * value / (6.25 * degreesOfFreedom)
          let density = Double.pow(1 + square, -0.5 * (degreesOfFreedom + 1))
          sum += step * value * density * (overFlat(value) + overFlat(-value))
          place += step
        }
        return sum
      }
    }

    /// The integral of the likelihood over the flat coefficient: the steps grow away from each place where a
    /// predictor is 0.
    private func overFlat(_ other: Double) -> Double {
      let lines = rows.map { row in
        let sign = 2 * row.y - 1
        return isInterceptFlat
          ? Line(sign: sign, slope: 1, offset: other * row.a)
          : Line(sign: sign, slope: row.a, offset: other)
      }
      let zeros = Set(lines.filter { $0.slope != 0 }.map { -$0.offset / $0.slope }).sorted()
      let middles = zip(zeros, zeros.dropFirst()).map { 0.5 * ($0 + $1) }
      var sum = 0.0
      for (index, zero) in zeros.enumerated() {
        let below = index > 0 ? zero - middles[index - 1] : 700
        let above = index < middles.count ? middles[index] - zero : 700
        sum += half(lines, from: zero, over: below, sign: -1)
        sum += half(lines, from: zero, over: above, sign: 1)
      }
      return sum
    }

    private func half(
      _ lines: [Line],
      from zero: Double,
      over length: Double,
      sign: Double
    ) -> Double {
      let whole = Double.log(onePlus: length)
      let count = 120
      var sum = 0.0
      for number in 0..<count {
        let step = Double.exp(whole * (Double(number) + 0.5) / Double(count))
        var likelihood = 1.0
        for line in lines {
          // The zero is that of a line or far from it, so that what cancels is small.
          let predictor = line.slope * (zero + sign * (step - 1)) + line.offset
          likelihood /= 1 + Double.exp(-line.sign * predictor)
        }
        sum += whole / Double(count) * step * likelihood
      }
      return sum
    }
  }

  /// A flat intercept beside a Cauchy slope, quasi-separated: what passes is right.
  ///
  /// Truth: the sum over the coordinate of the slope's prior and over the predictor at 1, in steps of 0.04 and
  /// of 0.02 that agree to 1e-7 for the slope and 1e-5 for the intercept (numpy 2, scipy 1.17).
  @Test func aFlatInterceptBesideACauchySlope() async throws {
    let input = try Self.input(
      Self.separated,
      priors: ["Intercept ~ flat()", "x ~ cauchy(0, 2.5)"]
    )
    let result = try await Analysis.run(input)
    let (intercept, slope) = (result.summaries[0], result.summaries[1])
    for (value, error, truth) in [
      (intercept.median, intercept.mcseMedian, -4.30031), (slope.q5, slope.mcseQ5, -0.5972560),
      (slope.median, slope.mcseMedian, 3.5830202), (slope.q95, slope.mcseQ95, 42.520646),
    ] {
      #expect(!result.isTrustworthy || abs(value - truth) < 4.5 * error + 1e-4)
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
