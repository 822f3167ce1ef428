import Testing

@testable import Inference

/// Simulation-based calibration of whole fits: with truths drawn from the prior, the rank of each truth
/// among its posterior draws is uniform.
///
/// Source: S. Talts, M. Betancourt, D. Simpson, A. Vehtari, A. Gelman, arXiv:1804.06788.
@Suite struct CalibrationTests {
  /// What the default sampler chooses must not depend on the truth in a way that the draws do not know:
  /// the ranks of all fits together are judged, whichever engine made them.
  ///
  /// Twelve cases, three coded conditions; many data sets are separated. Under student_t priors the
  /// approximation is a Laplace one and the fallback is taken now and then. Chi-squared with 9 degrees
  /// of freedom: 32.7 is exceeded once in 6000 times a test.
  @Test(arguments: [0, 4])
  func ranksOfTheTruthAreUniform(degreesOfFreedom: Double) async throws {
    let isNormal = degreesOfFreedom == 0
    let scales = isNormal ? [10, 2.5, 2.5, 2.5] : [2.5, 2.5, 2.5, 2.5]
    let priors =
      isNormal
      ? ["Intercept ~ normal(0, 10)", "coefficients ~ normal(0, 2.5)"]
      : ["Intercept ~ student_t(4, 0, 2.5)", "coefficients ~ student_t(4, 0, 2.5)"]
    let replicates = 250
    var bins = [[Int]](repeating: [Int](repeating: 0, count: 10), count: scales.count)
    var engines: [AnalysisOptions.Sampler: Int] = [:]
    for replicate in 1...UInt64(replicates) {
      var random = RandomStream(seed: replicate, purpose: .simulation)
      let truth = scales.map { scale in
        let normal = random.nextNormal()
        guard !isNormal else { return scale * normal }
        // A t with 4 degrees of freedom: the chi-square from two exponentials.
        let square = -2 * Portable.log(random.nextUniform() * random.nextUniform())
        return scale * normal / (square / degreesOfFreedom).squareRoot()
      }
      var text = "a,b,c,y\n"
      for _ in 0..<12 {
        let codes = (0..<3).map { _ in random.nextUniform() < 0.4 ? 1.0 : 0 }
        let eta = truth[0] + zip(truth.dropFirst(), codes).reduce(0) { $0 + $1.0 * $1.1 }
        let outcome = random.nextUniform() < LogitLink.probability(at: eta) ? 1 : 0
        text += codes.map { "\(Int($0))," }.joined() + "\(outcome)\n"
      }
      // A condition that no case or every case has is refused: such data sets have no fit to judge.
      guard
        let input = try? AnalysisInputTests.input(
          text,
          "y ~ a + b + c",
          change: { options in
            options.priorStatements = priors
            options.sampler = .automatic
            if let run = RunSettings(warmup: 500, draws: 500, seed: replicate, threads: 2) {
              options.run = run
            }
          }
        )
      else { continue }
      let result = try await Analysis.run(input)
      engines[result.engine.sampler, default: 0] += 1
      for index in scales.indices {
        // Every twentieth draw: 99 of them, nearly independent.
        let draws = result.draws.parameter(index).flatMap { $0 }
        let kept = stride(from: 19, to: 1999, by: 20).map { draws[$0] }
        bins[index][kept.count { $0 < truth[index] } / 10] += 1
      }
    }
    #expect(engines[.independence, default: 0] > 100, "\(engines)")
    for counts in bins {
      let expected = Double(counts.reduce(0, +)) / 10
      let statistic = counts.reduce(0) {
        $0 + (Double($1) - expected) * (Double($1) - expected) / expected
      }
      #expect(statistic < 32.7, "\(counts) \(engines)")
    }
  }
}
