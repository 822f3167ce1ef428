import InferenceTestSupport
import Testing

@testable import Inference

@Suite("LeaveOneOut") struct LeaveOneOutTests {
  /// Eight digits are in the reference.
  private static let digits = 1e-6

  @Test(.enabled(if: References.areShared)) func equalsLooPackage() throws {
    let reference = try LooReference()
    let loo = try LeaveOneOut(reference.likelihood)
    let block = "loo_R_reff_estimated"
    for (mine, theirs) in zip(
      loo.cases.map(\.relativeEfficiency),
      try reference.numbers("relative_eff_R")
    ) { #expect(abs(mine / theirs - 1) < Self.digits) }
    for (key, values) in [
      ("elpd_loo_i", loo.cases.map(\.elpd)), ("pareto_k", loo.cases.map(\.paretoK)),
    ] {
      for (mine, theirs) in zip(values, try reference.numbers(block, key)) {
        #expect(abs(mine - theirs) < Self.digits, "\(key) \(mine) \(theirs)")
      }
    }
    for (mine, theirs) in zip(
      loo.cases.map(\.effectiveSize),
      try reference.numbers(block, "n_eff_i")
    ) { #expect(abs(mine / theirs - 1) < Self.digits) }
    #expect(abs(loo.elpd.value - (try reference.number(block, "elpd_loo"))) < Self.digits)
    #expect(abs(loo.elpd.standardError - (try reference.number(block, "se"))) < Self.digits)
    let parameters = loo.effectiveParameters
    #expect(abs(parameters.value - (try reference.number(block, "p_loo"))) < Self.digits)
    #expect(abs(parameters.standardError - (try reference.number(block, "se_p_loo"))) < Self.digits)
    let criterion = loo.informationCriterion.value
    #expect(abs(criterion - (try reference.number(block, "looic"))) < 10 * Self.digits)
    // loo 2.5.1 takes the error of the logarithm from quantiles of a normal number, later versions and
    // this one from a log-normal one: alike to a few per cent while the errors are small.
    for (mine, theirs) in zip(loo.cases.map(\.mcse), try reference.numbers(block, "mcse_i")) {
      #expect(abs(mine / theirs - 1) < 0.02, "\(mine) \(theirs)")
    }
    #expect(loo.casesOverThreshold.isEmpty)
    #expect(abs(loo.threshold - 2.0 / 3) < 1e-12)
  }
}
