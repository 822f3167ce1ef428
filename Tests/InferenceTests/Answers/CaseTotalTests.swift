import Testing

@testable import Inference

@Suite struct CaseTotalTests {
  @Test func sumAndStandardError() {
    // The variance of 1, 2, 4, 5 is 10/3; four times that is 40/3.
    let total = CaseTotal([1, 2, 4, 5])
    #expect(total.value == 12)
    #expect(abs(total.standardError - (40.0 / 3).squareRoot()) < 1e-15)
    let scaled = total.scaled(by: -2)
    #expect(scaled.value == -24 && scaled.standardError == 2 * total.standardError)
  }

  @Test func whatIsNotDefined() {
    #expect(CaseTotal([3]).value == 3 && CaseTotal([3]).standardError.isNaN)
    #expect(CaseTotal([1, .nan]).value.isNaN && CaseTotal([1, .nan]).standardError.isNaN)
    #expect(CaseTotal([]).value == 0)
  }
}
