import Testing

@testable import Inference

@Suite struct CaseEstimateTests {
  @Test func sumAndStandardError() {
    // The variance of 1, 2, 4, 5 is 10/3; four times that is 40/3.
    let total = CaseEstimate(sumOf: [1, 2, 4, 5])
    #expect(total.value == 12)
    #expect(abs(total.standardError - (40.0 / 3).squareRoot()) < 1e-15)
    let scaled = total.scaled(by: -2)
    #expect(scaled.value == -24 && scaled.standardError == 2 * total.standardError)
  }

  @Test func whatIsNotDefined() {
    #expect(CaseEstimate(sumOf: [3]).value == 3 && CaseEstimate(sumOf: [3]).standardError.isNaN)
    #expect(
      CaseEstimate(sumOf: [1, .nan]).value.isNaN
        && CaseEstimate(sumOf: [1, .nan]).standardError.isNaN
    )
    #expect(CaseEstimate(sumOf: []).value == 0)
  }
}
