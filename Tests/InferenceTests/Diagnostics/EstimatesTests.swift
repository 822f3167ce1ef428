import Testing

@testable import Inference
@testable import InferenceCore

@Suite struct EstimatesTests {
  private static let full = Estimates(
    mean: 1,
    sd: 2,
    median: 3,
    mad: 4,
    q5: 5,
    q25: 6,
    q75: 7,
    q95: 8,
    mcseMean: 9,
    mcseSd: 10,
    mcseMedian: 11,
    mcseQ5: 12,
    mcseQ95: 13
  )

  @Test func everyQuantityHasItsError() {
    let pairs = Estimates.Quantity.allCases.map { Self.full[$0] }
    #expect(pairs.map(\.value) == [1, 2, 5, 3, 8])
    #expect(pairs.map(\.error) == [9, 10, 12, 11, 13])
    #expect(Estimates.Quantity.allCases.map(\.rawValue) == ["mean", "sd", "q5", "median", "q95"])
  }

  @Test func whatIsNotDefinedIsEqual() {
    #expect(Estimates() == Estimates() && Self.full == Self.full)
    #expect(Estimates(mean: 1) != Estimates() && Estimates(mean: 1) != Estimates(mean: 2))
    #expect(Estimates(mcseQ95: 1) != Estimates(mcseQ5: 1))
  }

  /// Draws, weighted points and what is made of them hold the same numbers under the same names.
  @Test func namesArePassedOn() {
    let values = [3.5, -1, 2, 2, 8.25, 0.1, -7, 4, 4, 11]
    let ofDraws = VariableDiagnostics([values])
    let ofPoints = WeightedNumbers(values, weights: [Double](repeating: 0.1, count: 10))
    let row = ParameterSummary(name: "x", ofDraws, estimates: ofPoints.estimates)
    #expect(ofDraws.mean == ofDraws.estimates.mean && ofDraws.q95 == ofDraws.estimates.q95)
    #expect(row.mean == ofPoints.mean && row.mcseQ5 == ofPoints.estimates.mcseQ5)
    #expect(row.essBulk == ofDraws.bulkSampleSize)
    #expect(ParameterSummary(name: "x", ofDraws).mcseMean == ofDraws.mcseMean)
  }
}
