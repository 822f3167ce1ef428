import InferenceTestSupport
import Testing

@testable import InferenceCore

@Suite struct LatticeFrameTests {
  /// The inverse of a bent axis, and its derivative by central differences.
  @Test(arguments: [(0.0, 1.0, 0.0), (0.3, 1.2, 0.9), (-2, 0.7, -0.5)])
  func bentAxes(shift: Double, slope: Double, turn: Double) {
    let axis = LatticeFrame.Axis(shift: shift, slope: slope, turn: turn)
    for step in -40...40 {
      let y = Double(step) / 5
      let value = axis.value(at: y)
      #expect(abs(axis.inverse(of: value.x) - y) < 1e-12 * max(1, abs(y)))
      let h = 1e-5
      let slope = (axis.value(at: y + h).x - axis.value(at: y - h).x) / (2 * h)
      #expect(abs(slope - value.derivative) < 1e-9)
      #expect(value.derivative > 0)
    }
  }

  /// The root is one of the covariance, its determinant the root of 4.918, and positions come back.
  @Test func rootsOfACovariance() throws {
    // det [[4, 1.2, -0.3], [1.2, 1, 0.1], [-0.3, 0.1, 2]] = 4 (2 - 0.01) - 1.2 (2.4 + 0.03) - 0.3 (0.12 + 0.3)
    let covariance = Matrix(rows: [[4, 1.2, -0.3], [1.2, 1, 0.1], [-0.3, 0.1, 2]])
    let frame = try #require(LatticeFrame(center: [1, 2, 3], covariance: covariance))
    for row in 0..<3 {
      for column in 0..<3 {
        let product = (0..<3).reduce(0) { $0 + frame.root[row, $1] * frame.root[column, $1] }
        #expect(abs(product - covariance[row, column]) < 1e-13)
      }
    }
    #expect(abs(frame.logDeterminant - 0.5 * Portable.log(4.918)) < 1e-13)
    let x = [0.5, -1.5, 0.25]
    let position = (0..<3).map { row in
      frame.center[row] + (0..<3).reduce(0) { $0 + frame.root[row, $1] * x[$1] }
    }
    for (own, expected) in zip(frame.straight(position[...]), x) {
      #expect(abs(own - expected) < 1e-13)
    }
    #expect(frame.deviations == [2, 1, 2.0.squareRoot()])
  }

  @Test func singularCovariancesAreRefused() {
    #expect(LatticeFrame(center: [0, 0], covariance: Matrix(rows: [[1, 1], [1, 1]])) == nil)
    #expect(LatticeFrame(center: [0, .nan], covariance: .identity(2)) == nil)
  }
}
