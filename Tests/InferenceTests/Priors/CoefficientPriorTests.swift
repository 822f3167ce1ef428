import InferenceTestSupport
import Testing

@testable import InferenceCore

@Suite struct CoefficientPriorTests {
  static let one = [
    "normal(1, 2)", "student_t(4, 1, 2)", "cauchy(1, 2)", "laplace(1, 2)", "logistic(1, 2)",
    "log_F(1, 2)", "flat()", "jeffreys()",
  ]

  @Test(arguments: one.dropLast(2))
  func properFamiliesObeyTheLaws(text: String) throws {
    #expect(checkPrior(try CoefficientPrior(text)) == [])
  }

  @Test(arguments: one)
  func textReadsBack(text: String) throws {
    #expect(try CoefficientPrior(text).description == text)
  }

  @Test(arguments: zip(one, 0..<8))
  func familiesAreListedInOrder(text: String, index: Int) throws {
    #expect(try CoefficientPrior(text).familyIndex == index)
  }

  @Test func awkwardNumbersReadBack() throws {
    for prior in [
      CoefficientPrior.normal(NormalDistribution(mean: -0.0, standardDeviation: 0.1 + 0.2)),
      .cauchy(Cauchy(location: 1e-7, scale: 1.25e20)),
      .studentT(
        StudentT(degreesOfFreedom: 1.0 / 3, location: -12_345.678, scale: .leastNonzeroMagnitude)
      ),
    ] {
      #expect(try CoefficientPrior(prior.description) == prior)
    }
    #expect("\(try CoefficientPrior("normal(-0, 10.0)"))" == "normal(0, 10)")
  }

  @Test func rescalingDividesTheScaleOnly() throws {
    // log_F has no scale.
    let divided = try Self.one.compactMap {
      try CoefficientPrior($0).rescaled(dividingBy: 4)?.description
    }
    #expect(
      divided == [
        "normal(1, 0.5)", "student_t(4, 1, 0.5)", "cauchy(1, 0.5)", "laplace(1, 0.5)",
        "logistic(1, 0.5)", "flat()", "jeffreys()",
      ]
    )
    let prior = try CoefficientPrior("normal(0, 2.5)")
    #expect(prior.rescaled(dividingBy: .infinity) == nil)
    #expect(prior.rescaled(dividingBy: .leastNonzeroMagnitude) == nil)
  }

  @Test func flatPriorIsImproper() throws {
    let flat = try CoefficientPrior("flat()")
    var random = RandomStream(seed: 1, purpose: .simulation)
    #expect(!flat.isProper)
    #expect(flat.logDensity(at: 1e300) == (0, 0))
    #expect(flat.information(at: 3) == 0)
    #expect(flat.quantile(0.5).isNaN && flat.cumulative(0).isNaN)
    #expect(flat.draw(using: &random).isNaN)
  }
}
