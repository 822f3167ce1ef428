import RealModule
import Testing

@testable import InferenceCore

@Suite struct DualAveragingTests {
  /// Worked from algorithm 5 of Hoffman & Gelman (2014) with mpmath at 30 digits: target 0.8, first
  /// step size 0.5, acceptance rates 1, 0.2, 0.9: the step sizes tried, then the average.
  @Test func matchesTheAlgorithm() {
    var averaging = DualAveraging(settings: .init(), stepSize: 0.5)
    let tried = [1, 0.2, 0.9].map { averaging.next(acceptanceRate: $0) }
    for (got, want) in zip(tried, [7.19275504788838924, 1.94766042625108678, 2.2479750818918115]) {
      #expect(abs(got - want) <= 1e-12 * want)
    }
    #expect(abs(averaging.averaged - 2.7921798546752012) <= 1e-12)
  }

  @Test func aRateThatIsNoNumberCountsAsZero() {
    var a = DualAveraging(settings: .init(), stepSize: 1)
    var b = a
    #expect(a.next(acceptanceRate: .nan) == b.next(acceptanceRate: 0))
  }

  /// A made-up chain whose acceptance rate is exp(-step size): the fixed point of 0.8 is -log(0.8).
  @Test func findsTheStepSizeOfTheTarget() {
    var averaging = DualAveraging(settings: .init(), stepSize: 10)
    var stepSize = 10.0
    for _ in 0..<2000 { stepSize = averaging.next(acceptanceRate: Double.exp(-stepSize)) }
    #expect(abs(averaging.averaged + Double.log(0.8)) < 0.01)
  }
}
