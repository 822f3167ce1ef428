import InferenceTestSupport
import Testing

@testable import Inference

@Suite("VariableDiagnostics") struct VariableDiagnosticsTests {
  @Test("equals R posterior", arguments: DiagnosticsReference.all)
  func reference(id: String) throws {
    var workspace = VariableDiagnostics.Workspace()
    for variable in try DiagnosticsReference(id).variables {
      let numbers = VariableDiagnostics(variable.chains, using: &workspace)
      let values = [
        "rhat": numbers.rHat, "ess_bulk": numbers.bulkSampleSize,
        "ess_tail": numbers.tailSampleSize, "mcse_mean": numbers.mcseMean,
        "mcse_sd": numbers.mcseSd, "mcse_median": numbers.mcseMedian,
        "mcse_q5": numbers.mcseQ5, "mcse_q95": numbers.mcseQ95,
      ]
      for (key, value) in values {
        #expect(agrees(value, variable.expected[key]), "\(variable.name) \(key) \(value)")
      }
    }
  }

  @Test func locationAndScale() {
    // numpy: quantile([.05, .5, .95]), std(ddof=1), 1.4826 * median(|x - median|)
    let numbers = VariableDiagnostics([[3.5, -1, 2, 2, 8.25], [0.1, -7, 4, 4, 11]])
    #expect(abs(numbers.q5 - -4.3) < 1e-14)
    #expect(numbers.median == 2.75)
    #expect(abs(numbers.q95 - 9.762499999999998) < 1e-14)
    #expect(abs(numbers.mean - 2.685) < 1e-14)
    #expect(abs(numbers.sd - 4.935475323276034) < 1e-14)
    #expect(abs(numbers.mad - 2.8910699999999996) < 1e-14)
  }

  @Test func stuckAndConstantChains() {
    let moving = [0.1, 0.5, -0.3, 0.2, 0.9, -1.1]
    #expect(VariableDiagnostics([moving, [1, 1, 1, 1, 1, 1]]).stuckChains == [1])
    #expect(VariableDiagnostics([[2, 2, 2, 2], [1, 1, 1, 1]]).stuckChains == [0, 1])
    let constant = VariableDiagnostics([[1, 1, 1, 1], [1, 1, 1, 1]])
    #expect(constant.isConstant && constant.stuckChains.isEmpty)
    #expect(constant.mean == 1 && constant.sd == 0 && constant.rHat.isNaN)
  }

  /// A chain in which a rare event never happened does not stand still; one that never leaves a value that
  /// others never have does, and so does one at a value that others leave often.
  @Test func rareEventsAreNoStandingStill() {
    func chain(_ events: [Int]) -> [Double] { (0..<150).map { events.contains($0) ? 1 : 0 } }
    let rare = [chain([10, 40]), chain([]), chain([77]), chain([5, 90, 91])]
    #expect(VariableDiagnostics(rare).stuckChains.isEmpty)
    let often = chain(Array(stride(from: 3, to: 150, by: 10)))
    #expect(VariableDiagnostics([often, chain([]), often, often]).stuckChains == [1])
    let always = [Double](repeating: 1, count: 150)
    #expect(VariableDiagnostics([rare[0], always, rare[2], rare[3]]).stuckChains == [1])
  }

  /// A Pareto shape has no meaning for yes and no, counts, what is nearly constant, and a few values.
  @Test func shapesThatDoNotApply() {
    var stream = TestStream(29)
    let normal = (0..<4).map { _ in stream.normal(500) }
    #expect(VariableDiagnostics(normal).hasTailShape)
    let changes: [(Double) -> Double] = [
      { $0 > 0 ? 1 : 0 }, { $0 > 2 ? 1 : 0 }, { ($0 * 3).rounded() }, { $0 > 1 ? $0 : 0 },
      { 1 + 1e-15 * $0 }, { ($0 * 3).rounded() / 12 },
    ]
    for (index, change) in changes.enumerated() {
      let numbers = VariableDiagnostics(normal.map { $0.map(change) })
      #expect(!numbers.hasTailShape && numbers.paretoK.isNaN, "\(index)")
      #expect(numbers.stuckChains.isEmpty && numbers.mean.isFinite, "\(index)")
    }
    // Rounded draws and those of a sampler that rejects have tails all the same.
    let kept: [([Double]) -> [Double]] = [
      { $0.map { ($0 * 100).rounded() / 100 } },
      { chain in chain.indices.map { chain[$0 - $0 % 5] } },
    ]
    for change in kept { #expect(VariableDiagnostics(normal.map(change)).hasTailShape) }
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
