import InferenceTestSupport
import RealModule
import Testing

@testable import InferenceCore

/// Designs under every link: the kernels against the sum over rows, and expectations against a far finer
/// rule.
@Suite struct LinkTests {
  private static func design(
    _ link: Link,
    rows: Int
  ) -> (panels: PanelDesign, matrix: Matrix, successes: [Double], trials: [Double]) {
    var random = RandomStream(seed: 5, chain: rows, purpose: .simulation)
    let columns = 3
    var elements = [Double](repeating: 1, count: rows)
    for _ in 0..<(rows * (columns - 1)) { elements.append(2 * random.nextUniform() - 1) }
    let trials = (0..<rows).map { Double($0 % 4) }
    let successes = trials.map { ($0 * random.nextUniform()).rounded() }
    let matrix = Matrix(rowCount: rows, columnCount: columns, columnMajor: elements)
    return (
      PanelDesign(matrix: matrix, successes: successes, trials: trials, link: link), matrix,
      successes, trials
    )
  }

  @Test(arguments: Link.allCases, [1, 8, 45, 300])
  func designsAreSumsOverRows(_ link: Link, rows: Int) {
    let (panels, matrix, successes, trials) = Self.design(link, rows: rows)
    for scale in [0.4, 3.0] {
      let beta = [-0.5, 1.2, -2.0].map { $0 * scale }
      var (likelihood, gradient) = (0.0, [0.0, 0, 0])
      var information = Matrix(rowCount: 3, columnCount: 3)
      for row in 0..<rows {
        let x = (0..<3).map { matrix[row, $0] }
        let eta = zip(x, beta).reduce(0) { $0 + $1.0 * $1.1 }
        let term = link.function.binomial(successes: successes[row], trials: trials[row], at: eta)
        likelihood += term.logLikelihood
        for i in 0..<3 {
          gradient[i] += term.score * x[i]
          for j in 0..<3 { information[i, j] += term.information * x[i] * x[j] }
        }
      }
      var score = [0.0, 0, 0]
      var span = score.mutableSpan
      let value = panels.logLikelihood(at: beta.span, addingScoreTo: &span)
      let tolerance = 1e-13 * max(1, abs(likelihood))
      #expect(abs(value - likelihood) <= tolerance)
      for (got, expected) in zip(score, gradient) { #expect(abs(got - expected) <= 10 * tolerance) }
      var batch = [0.0]
      var batchSpan = batch.mutableSpan
      panels.logLikelihoods(at: beta.span, into: &batchSpan)
      #expect(batch[0].bitPattern == value.bitPattern)
      for arithmetic in Arithmetic.allCases {
        let moments = DesignMoments(of: panels, at: beta, using: arithmetic)
        #expect(abs(moments.logLikelihood - likelihood) <= tolerance)
        for (got, expected) in zip(moments.gradient, gradient) {
          #expect(abs(got - expected) <= 10 * tolerance)
        }
        for (got, expected) in zip(moments.information.elements, information.elements) {
          #expect(abs(got - expected) <= 10 * tolerance)
        }
      }
    }
  }

  /// One row, eta ~ normal(0.4, 0.8^2), 2 of 3: scipy.integrate.quad of the terms above times the normal
  /// density, epsabs 1e-13.
  ///
  /// The information of cauchit is the expected one.
  @Test func expectationsAreThoseOfQuadrature() {
    let expected: [Link: [Double]] = [
      .logit: [-2.155688994302175, 0.23958160208281104, 0.6390609200142079],
      .probit: [-2.47207287054571, 0.15671877272522391, 1.7216243594180125],
      .cloglog: [-2.786915029929976, -1.2073106692413453, 2.66605667987718],
      .cauchit: [-2.1643833438132516, 0.28934984692099897, 0.7145272866250462],
      .loglog: [-2.646251373514231, 1.192445166204829, 2.1004115557621255],
    ]
    for link in Link.allCases {
      let matrix = Matrix(rowCount: 1, columnCount: 1, columnMajor: [1])
      let panels = PanelDesign(matrix: matrix, successes: [2], trials: [3], link: link)
      let factor = Matrix(rowCount: 1, columnCount: 1, columnMajor: [0.8])
      let moments = DesignMoments(of: panels, at: [0.4], covarianceFactor: factor)
      let got = [moments.logLikelihood, moments.gradient[0], moments.information[0, 0]]
      for (value, reference) in zip(got, expected[link] ?? []) {
        // A rule with few nodes, exact enough for the proposal that it shapes.
        // That of cauchit has poles one scale from the axis.
        let tolerance = link == .logit ? 1e-7 : link == .cauchit ? 2e-4 : 1e-5
        #expect(abs(value - reference) < tolerance, "\(link)")
      }
    }
  }
}
