import InferenceTestSupport
import Testing

@testable import Inference

@Suite("WAIC") struct WAICTests {
  @Test func equalsLooPackage() throws {
    let reference = try LooReference()
    let waic = WAIC(reference.likelihood)
    let block = "loo_R_waic"
    #expect(abs(waic.elpd.value - (try reference.number(block, "elpd_waic"))) < 1e-6)
    #expect(abs(waic.elpd.standardError - (try reference.number(block, "se"))) < 1e-6)
    let parameters = waic.effectiveParameters.value
    #expect(abs(parameters - (try reference.number(block, "p_waic"))) < 1e-6)
    #expect(waic.informationCriterion.value == -2 * waic.elpd.value)
    // ArviZ divides by the number of draws instead: each case differs by its variance / 1000.
    for (mine, theirs) in zip(waic.cases, try reference.numbers("arviz_waic", "elpd_waic_i")) {
      #expect(abs(mine.elpd + mine.effectiveParameters / 1000 - theirs) < 1e-6)
    }
    #expect(waic.unreliableCases.isEmpty)
  }

  @Test func spreadAboveThresholdIsNamed() {
    // Log likelihoods -1 and -3 have mean -2 and variance 2; log of the mean likelihood by hand.
    let waic = WAIC(
      PointwiseLogLikelihood(caseNames: ["a", "b"], values: [[[-1, -3]], [[-1, -1]]])
    )
    #expect(abs(waic.cases[0].effectiveParameters - 2) < 1e-15)
    #expect(abs(waic.cases[0].elpd - (-1.566_219_169_516_973 - 2)) < 1e-14)
    #expect(waic.cases[1].effectiveParameters == 0)
    #expect(waic.unreliableCases == ["a"])
  }

  // az.waic of the cases of LeaveOneOutTests.binomialCases (arviz 0.23.4), which divides by the number of
  // draws.
  @Test func equalsArviZOnOtherData() throws {
    let waic = WAIC(try LeaveOneOutTests.binomialCases().0)
    let elpd = [
      -0.3382377852, -1.9105411454, -2.2373900593, -1.1580420033, -2.4061739927, -0.8267515514,
      -1.848566148, -1.0829694065, -1.7830329285, -21.4143664743,
    ]
    for (mine, theirs) in zip(waic.cases, elpd) {
      #expect(abs(mine.elpd + mine.effectiveParameters / 1000 - theirs) < 1e-8)
    }
    let parameters = 0.999 * waic.effectiveParameters.value
    #expect(abs(parameters - 20.818973933612124) < 1e-7)
    #expect(waic.unreliableCases.contains("case 10") && !waic.unreliableCases.contains("case 1"))
  }
}
