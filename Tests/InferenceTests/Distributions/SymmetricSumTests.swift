import Testing

@testable import Inference

struct SymmetricSumTests {
  @Test func dump() {
    for df in [1.0, 2.5, 3, 7, 30] {
      for z in [0.001, 0.1, 1, 5, 20] {
        let term = SymmetricTerm.studentT(degreesOfFreedom: df, scale: 1)
        let v = term.logCharacteristic(z)
        print("CF", df, z, v.value, v.slope)
      }
    }
    let sums: [(String, [SymmetricTerm])] = [
      ("t3x2", [.studentT(degreesOfFreedom: 3, scale: 2), .studentT(degreesOfFreedom: 3, scale: 1)]),
      ("n+n", [.normal(2), .normal(1), .normal(0.5)]),
      ("n+l", [.normal(2), .laplace(1)]),
      ("l+l", [.laplace(2), .laplace(1)]),
      ("n+logis", [.normal(10), .logistic(1)]),
      ("c+n", [.cauchy(2), .normal(1)]),
      ("n5", [.normal(1), .normal(1), .normal(1), .normal(1), .normal(1), .logistic(0.01)]),
    ]
    for (name, terms) in sums {
      let sum = SymmetricSum(location: 0.5, terms: terms)
      for x in [0.5, 0.6, 2, 7, 20, 60, 100] {
        print("SUM", name, x, 1 - sum.cumulative(x), sum.cumulative(1 - x), sum.density(x), sum.cumulativeSlopes(x))
      }
      print("Q", name, [0.05, 0.25, 0.9].map { sum.quantile($0) })
    }
  }
}
