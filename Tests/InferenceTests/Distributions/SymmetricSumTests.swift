import Foundation
import InferenceTestSupport
import Testing

@testable import InferenceCore

/// Against References/elicitation.csv, which elicitation.py beside it makes with mpmath: convolutions by
/// quadrature, and K_v of mpmath.
@Suite struct SymmetricSumTests {
  static func lines(_ kind: String) throws -> [[Substring]] {
    let path = try References.own("elicitation.csv")
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      .map { $0.split(separator: ",") }.filter { $0[0] == kind }
  }

  static func number(_ text: Substring) throws -> Double { try #require(Double(text)) }

  static func term(_ text: Substring) throws -> SymmetricTerm {
    let words = text.split(separator: " ")
    let numbers = try words.dropFirst().map(number)
    switch words[0] {
    case "normal": return .normal(numbers[0])
    case "student_t": return .studentT(degreesOfFreedom: numbers[0], scale: numbers[1])
    case "cauchy": return .cauchy(numbers[0])
    case "laplace": return .laplace(numbers[0])
    default: return .logistic(numbers[0])
    }
  }

  @Test func probabilitiesAreThoseOfConvolutions() throws {
    let lines = try Self.lines("sum")
    #expect(lines.count == 49)
    for line in lines {
      let terms = try line[1].split(separator: "+").map(Self.term)
      let sum = SymmetricSum(location: 3, terms: terms)
      let (x, expected) = (try Self.number(line[2]), try Self.number(line[3]))
      let scale = terms.reduce(0) { $0 + $1.scale }
      // Beyond thirty scales the tails of the terms are added up.
      let tolerance = x <= 30 * scale ? 1e-8 : 0.002 * (1 - expected) + 1e-16
      #expect(abs(sum.cumulative(3 + x) - expected) <= tolerance, "\(line)")
      #expect(abs(sum.cumulative(3 - x) - (1 - expected)) <= tolerance, "\(line)")
    }
  }

  @Test func quantilesInvertProbabilities() throws {
    let sum = SymmetricSum(
      location: -1,
      terms: [.studentT(degreesOfFreedom: 3, scale: 2), .laplace(0.5)]
    )
    for probability in [0.001, 0.05, 0.3, 0.5, 0.9, 0.995] {
      let x = sum.quantile(probability)
      #expect(abs(sum.cumulative(x) - probability) < 1e-12)
      #expect(abs(sum.quantile(1 - probability) + x + 2) < 1e-9)
    }
    #expect(sum.quantile(0) == -.infinity && sum.quantile(1) == .infinity)
    #expect(sum.quantile(-0.1).isNaN && sum.quantile(.nan).isNaN)
  }

  /// The density and the slopes against differences of the distribution function.
  @Test func derivativesAreThoseOfTheProbability() {
    let scales = [2.0, 0.7]
    func sum(_ scales: [Double]) -> SymmetricSum {
      SymmetricSum(
        location: 0,
        terms: [.studentT(degreesOfFreedom: 2.5, scale: scales[0]), .logistic(scales[1])]
      )
    }
    let step = 1e-5
    for x in [-4.0, -0.3, 1, 6] {
      let middle = sum(scales)
      let rise = (middle.cumulative(x + step) - middle.cumulative(x - step)) / (2 * step)
      #expect(abs(middle.density(x) - rise) < 1e-9)
      for index in scales.indices {
        var (up, down) = (scales, scales)
        up[index] *= 1 + step
        down[index] *= 1 - step
        let slope = (sum(up).cumulative(x) - sum(down).cumulative(x)) / (2 * step)
        #expect(abs(middle.cumulativeSlopes(x)[index] - slope) < 1e-9)
      }
    }
  }

  @Test func characteristicFunctionOfStudentT() throws {
    let lines = try Self.lines("characteristic")
    #expect(lines.count == 36)
    for line in lines {
      let numbers = try line.dropFirst().map(Self.number)
      let term = SymmetricTerm.studentT(degreesOfFreedom: numbers[0], scale: 0.5)
      let value = term.logCharacteristic(2 * numbers[1]).value
      #expect(abs(value - numbers[2]) <= 2e-13 + 1e-12 * abs(numbers[2]), "\(line)")
    }
  }

  /// The slope by log scale is the slope by log t.
  @Test(arguments: [
    SymmetricTerm.normal(2), .studentT(degreesOfFreedom: 5, scale: 2), .cauchy(2), .laplace(2),
    .logistic(2),
  ]) func slopesAreDerivatives(_ term: SymmetricTerm) {
    #expect(term.logCharacteristic(0).value == 0)
    for t in [0.01, 0.3, 2, 9] {
      let step = 1e-6
      let rise =
        (term.logCharacteristic(t * (1 + step)).value
          - term.logCharacteristic(t * (1 - step)).value) / (2 * step)
      #expect(abs(term.logCharacteristic(t).slope - rise) < 1e-6 * max(1, abs(rise)))
    }
  }
}
