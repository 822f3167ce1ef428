import InferenceTestSupport
import Testing

@testable import InferenceCore

@Suite struct ExactComparisonTests {
  /// 4 standard errors for few comparisons; beyond, what chance exceeds once in a thousand runs:
  /// scipy.stats.norm.isf(0.0005 / n) gives 4.417 for 100 and 4.892 for 1000.
  @Test func limits() {
    #expect(MonteCarloError.limit(comparisons: 0) == 4)
    #expect(MonteCarloError.limit(comparisons: 5) == 4)
    #expect(abs(MonteCarloError.limit(comparisons: 100) - 4.4171734) < 1e-6)
    #expect(abs(MonteCarloError.limit(comparisons: 1000) - 4.8916385) < 1e-6)
  }

  /// Draws of the right distribution agree; shifted by a standard deviation they do not.
  @Test func findsWhatIsWrong() throws {
    let exact = try ExactPosterior(ExactCases.priorAlone(["normal(1, 2)", "normal(-2, 1)"]))
    func summaries(shift: Double) -> [ParameterSummary] {
      var random = RandomStream(seed: 3, purpose: .simulation)
      return [(1.0, 2.0), (-2.0, 1.0)].enumerated().map { index, prior in
        let chains = (0..<4).map { _ in
          (0..<500).map { _ in
            prior.0 + prior.1 * (random.nextNormal() + (index == 1 ? shift : 0))
          }
        }
        return ParameterSummary(name: exact.parameterNames[index], chains: chains)
      }
    }
    let right = zip(summaries(shift: 0), exact.coefficients).map { ExactComparison($0, $1) }
    #expect(right.numberCount == 10)
    #expect(right.discrepancies.isEmpty)
    let largest = try #require(right.largest)
    #expect(largest.number.score < 4)
    #expect(right.allSatisfy { $0.numbers.allSatisfy { $0.score <= largest.number.score } })
    let wrong = zip(summaries(shift: 1), exact.coefficients).map { ExactComparison($0, $1) }
    #expect(wrong.discrepancies.map(\.number.name) == ["mean", "q5", "median", "q95"])
    #expect(Set(wrong.discrepancies.map(\.subject)) == [exact.parameterNames[1]])
    let mean = try #require(wrong[1].numbers.first)
    #expect(abs(mean.difference - 1) < 0.1)
    #expect(abs(mean.score - mean.difference / mean.monteCarloError) < 1e-12)
  }

  /// The exact number's own error is granted.
  @Test func ownErrorsAreGranted() {
    let number = ExactComparison.Number(
      name: "mean",
      difference: -5,
      monteCarloError: 1,
      exactError: 1.5
    )
    #expect(!number.exceeds(4))
    #expect(number.exceeds(3.4))
  }

  /// A row of exact numbers keeps the diagnostics of the draws; 1.4826 x 0.6745 is 1.
  @Test func exactSummaries() throws {
    let exact = try ExactPosterior(ExactCases.priorAlone(["normal(1, 2)"]))
    let draws = ParameterSummary(
      name: "x",
      chains: [[1, 2, 3, 4, 5, 4, 3, 2], [2, 3, 1, 4, 5, 2, 2, 1]]
    )
    let own = ParameterSummary(draws, exact: exact.coefficients[0])
    #expect(own.name == "x" && own.rHat == draws.rHat && own.essBulk == draws.essBulk)
    #expect(abs(own.mad - 2) < 1e-3)
    #expect(abs(own.mean - 1) <= own.mcseMean && own.mcseMean < 1e-3)
    #expect(abs(own.q5 - (1 - 2 * 1.6448536269514722)) <= own.mcseQ5)
  }
}
