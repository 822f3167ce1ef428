import InferenceTestSupport
import Testing

@testable import InferenceCore

@Suite struct StudentTTests {
  @Test func agreesWithReferences() throws {
    try DensityReference.check(StudentT.self, count: 40)
  }

  @Test(arguments: [
    StudentT(degreesOfFreedom: 1, location: 0, scale: 1),
    StudentT(degreesOfFreedom: 0.7, location: -1, scale: 2),
    StudentT(degreesOfFreedom: 3, location: 0, scale: 2.5),
    StudentT(degreesOfFreedom: 7, location: 1, scale: 0.01),
    StudentT(degreesOfFreedom: 39.5, location: 0, scale: 1),
    StudentT(degreesOfFreedom: 1e5, location: 2, scale: 1),
  ])
  func obeysTheLaws(prior: StudentT) {
    #expect(checkPrior(prior) == [])
  }

  @Test func oneDegreeOfFreedomIsCauchy() {
    let (t, cauchy) = (
      StudentT(degreesOfFreedom: 1, location: 0.3, scale: 2.5), Cauchy(location: 0.3, scale: 2.5)
    )
    for x in [-1e200, -1e160, -50, 0, 0.4, 3, 1e12] {
      #expect(abs(t.logDensity(at: x).value - cauchy.logDensity(at: x).value) < 1e-12)
      #expect(abs(t.cumulative(x) / cauchy.cumulative(x) - 1) < 1e-12)
    }
  }

  /// mpmath, 40 digits: loggamma(a + 1/2) - loggamma(a).
  @Test(arguments: [
    (0.25, -1.0847415732667821), (19.5, 1.478797678238397), (20.0, 1.4916167873313041),
    (5e9, 11.166351874665256),
  ])
  func halfStepOfLogGamma(a: Double, expected: Double) {
    #expect(abs(StudentT.logGammaHalfStep(a) - expected) < 2e-14)
  }
}
