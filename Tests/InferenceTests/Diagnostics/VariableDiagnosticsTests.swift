import InferenceTestSupport
import Testing

@testable import Inference

@Suite("VariableDiagnostics") struct VariableDiagnosticsTests {
  @Test("equals R posterior", arguments: DiagnosticsReference.available)
  func reference(id: String) throws {
    var workspace = VariableDiagnostics.Workspace()
    for variable in try DiagnosticsReference(id).variables {
      let numbers = VariableDiagnostics(variable.chains, using: &workspace)
      let values = [
        "rhat": numbers.rHat, "ess_bulk": numbers.bulkSampleSize,
        "ess_tail": numbers.tailSampleSize, "mcse_mean": numbers.errorOfMean,
        "mcse_sd": numbers.errorOfStandardDeviation, "mcse_median": numbers.errorOfMedian,
        "mcse_q5": numbers.errorOfQ5, "mcse_q95": numbers.errorOfQ95,
      ]
      for (key, value) in values {
        #expect(agrees(value, variable.expected[key]), "\(variable.name) \(key) \(value)")
      }
    }
  }

  @Test(
    "all suites saw the largest sample set",
    .enabled(if: References.areShared, "shared/refs is not beside the checkout")
  )
  func largestReference() {
    #expect(DiagnosticsReference.available.contains("diag_set1_4x1000"))
    #expect(References.path("wells.csv") != nil)
  }

  @Test func locationAndScale() {
    // numpy: quantile([.05, .5, .95]), std(ddof=1), 1.4826 * median(|x - median|)
    let numbers = VariableDiagnostics([[3.5, -1, 2, 2, 8.25], [0.1, -7, 4, 4, 11]])
    #expect(abs(numbers.q5 - -4.3) < 1e-14)
    #expect(numbers.median == 2.75)
    #expect(abs(numbers.q95 - 9.762499999999998) < 1e-14)
    #expect(abs(numbers.mean - 2.685) < 1e-14)
    #expect(abs(numbers.standardDeviation - 4.935475323276034) < 1e-14)
    #expect(abs(numbers.medianAbsoluteDeviation - 2.8910699999999996) < 1e-14)
  }

  @Test func stuckAndConstantChains() {
    let moving = [0.1, 0.5, -0.3, 0.2, 0.9, -1.1]
    #expect(VariableDiagnostics([moving, [1, 1, 1, 1, 1, 1]]).stuckChains == [1])
    #expect(VariableDiagnostics([[2, 2, 2, 2], [1, 1, 1, 1]]).stuckChains == [0, 1])
    let constant = VariableDiagnostics([[1, 1, 1, 1], [1, 1, 1, 1]])
    #expect(constant.isConstant && constant.stuckChains.isEmpty)
    #expect(constant.mean == 1 && constant.standardDeviation == 0 && constant.rHat.isNaN)
  }

  @Test func degenerateInput() {
    let inputs: [[[Double]]] = [
      [], [[]], [[1]], [[1, 2], []], [[1, 2, 3]], [[.infinity, -.infinity]],
    ]
    for chains in inputs {
      let numbers = VariableDiagnostics(chains)
      #expect(numbers.rHat.isNaN && numbers.bulkSampleSize.isNaN && numbers.tailSampleSize.isNaN)
    }
    #expect(!VariableDiagnostics([[1, .nan, 3, 4]]).isFinite)
    #expect(VariableDiagnostics([[1, .nan, 3, 4]]).mean.isNaN)
  }

  @Test func unequalLengths() {
    var stream = TestStream(5)
    let chains = (0..<3).map { _ in stream.normal(40) }
    #expect(
      VariableDiagnostics([chains[0], chains[1] + [9, 9], chains[2] + [7]])
        == VariableDiagnostics(chains)
    )
  }
}
