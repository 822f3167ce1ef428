import Foundation
import InferenceTestSupport
import RealModule
import Testing

@testable import Inference

@Suite("IncompleteBeta") struct IncompleteBetaTests {
  @Test func equalsThirtyDigits() throws {
    // incomplete_beta.csv, rows "t": mpmath with 36 digits, the series
    // x^a (1-x)^b / (a B(a, b)) 2F1(a + b, 1; a + 1; x) below the mean, its mirror image above.
    let lines = try IncompleteBetaReference.rows(kind: "t")
    #expect(lines.count == 64)
    for row in lines {
      let lower = IncompleteBeta.lower(row.at, row.a, row.b)
      let upper = IncompleteBeta.upper(row.at, row.a, row.b)
      #expect(abs(lower - row.first) <= 5e-13 * row.first, "\(row)")
      #expect(abs(upper - row.second) <= 5e-13 * row.second, "\(row)")
    }
  }

  @Test func closedForms() {
    for x in [1e-300, 1e-9, 0.2, 0.5, 0.97] {
      #expect(abs(IncompleteBeta.lower(x, 1, 1) / x - 1) < 5e-13)
      #expect(abs(IncompleteBeta.lower(x, 3, 1) - x * x * x) <= 5e-13 * x * x * x)
      let arcsine = 2 / Double.pi * Double.asin(x.squareRoot())
      #expect(abs(IncompleteBeta.lower(x, 0.5, 0.5) / arcsine - 1) < 5e-13)
    }
    // Where the probability underflows the logarithm still holds: x^a for b = 1.
    let logTail = IncompleteBeta.logTails(1e-10, complement: 1 - 1e-10, 1000, 1).lower
    #expect(abs(logTail / (1000 * Double.log(1e-10)) - 1) < 5e-13)
  }

  @Test func edges() {
    #expect(IncompleteBeta.lower(0, 2, 3) == 0 && IncompleteBeta.upper(0, 2, 3) == 1)
    #expect(IncompleteBeta.lower(1, 2, 3) == 1 && IncompleteBeta.lower(-5, 2, 3) == 0)
    #expect(IncompleteBeta.lower(0.5, 0, 1).isNaN && IncompleteBeta.lower(.nan, 1, 1).isNaN)
  }
}

/// One line of `incomplete_beta.csv`.
struct IncompleteBetaReference {
  let a: Double
  let b: Double
  let at: Double
  let first: Double
  let second: Double

  static func rows(kind: String) throws -> [IncompleteBetaReference] {
    let path = try References.own("incomplete_beta.csv")
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix(kind + ",") }
      .map { line in
        let numbers = line.split(separator: ",").dropFirst().compactMap { Double($0) }
        try #require(numbers.count == 5)
        return IncompleteBetaReference(
          a: numbers[0],
          b: numbers[1],
          at: numbers[2],
          first: numbers[3],
          second: numbers[4]
        )
      }
  }
}
