import Foundation
import InferenceTestSupport
import Testing

@testable import InferenceCore

@Suite struct PriorCoordinatesTests {
  private static func coordinates(_ priors: [String]) throws -> PriorCoordinates {
    PriorCoordinates(
      for: PriorSet(
        name: "test",
        used: try priors.enumerated().map { index, text in
          let statement = try PriorStatement("x\(index) ~ \(text)")
          return PriorUse(
            column: "x\(index)",
            prior: statement.prior,
            rescaling: nil,
            origin: .commandLine(statement: text)
          )
        }
      )
    )
  }

  /// The coordinate of a coefficient leads back to it, from one tail to the other.
  @Test func inverse() throws {
    let priors = [
      "normal(1, 2)", "laplace(-1, 0.5)", "logistic(0, 1)", "cauchy(0.5, 2.5)",
      "student_t(4, 1, 2)", "flat()", "log_F(1, 1)", "log_F(1, 3)",
    ]
    let map = try Self.coordinates(priors)
    for index in priors.indices {
      for z in [-12, -6.5, -1, -0.01, 0, 0.3, 2, 5, 12] {
        let back = map.coordinate(index, of: map.value(index, at: z).coefficient)
        #expect(abs(back - z) < 1e-8 * max(1, abs(z)), "\(priors[index]) \(z) \(back)")
      }
      #expect(map.coordinate(index, of: .nan).isNaN)
    }
  }

  /// References/prior_coordinates.csv, which prior_coordinates.py beside it makes with mpmath.
  @Test func mapsMatchMpmath() throws {
    let path = try References.own("prior_coordinates.csv")
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst()
    #expect(lines.count == 121)
    for line in lines {
      let parts = line.split(separator: "\"")
      let numbers = try parts[1].split(separator: ",").map { try #require(Double($0)) }
      let map = try Self.coordinates([String(parts[0])])
      let tolerance = parts[0].hasPrefix("student") ? 1e-9 : 2e-13 * max(1, numbers[0])
      for sign in [1.0, -1] {
        let value = map.value(0, at: sign * numbers[0])
        #expect(
          abs(value.coefficient - sign * numbers[1]) <= tolerance * numbers[1],
          "\(line): \(value.coefficient)"
        )
        #expect(
          abs(value.derivative - numbers[2]) <= 20 * tolerance * numbers[2],
          "\(line): \(value.derivative)"
        )
      }
    }
  }

  static let families = [
    "normal(1, 2)", "laplace(-1, 0.5)", "logistic(0.3, 2)", "cauchy(1, 2.5)",
    "student_t(0.8, 2, 1)", "student_t(4, 1, 2)", "student_t(1000, 0, 3)",
    "log_F(1, 1)", "log_F(1, 3)", "flat()",
  ]

  /// Strictly increasing and free of jumps: a step never differs from slope times width by much.
  @Test(arguments: families)
  func mapsIncreaseInBothTails(_ family: String) throws {
    let map = try Self.coordinates([family])
    let width = 1.0 / 512
    for step in stride(from: -12 * 512, through: 12 * 512, by: 1) {
      let z = Double(step) * width
      let (here, next) = (map.value(0, at: z), map.value(0, at: z + width))
      let rise = next.coefficient - here.coefficient
      let slope = 0.5 * (here.derivative + next.derivative)
      #expect(here.derivative > 0)
      #expect(abs(rise - width * slope) <= 2e-3 * width * slope, "\(z)")
    }
    for z in [13.0, 20, 24.999, 25.001, 36, -13, -25.001, -36] {
      let value = map.value(0, at: z)
      #expect(value.coefficient.isFinite && value.derivative > 0, "\(z)")
    }
    #expect(map.value(0, at: .nan).coefficient.isNaN)
  }

  /// The prior's own distribution function leads back to that of the normal distribution.
  @Test(arguments: families.dropLast())
  func probabilitiesAreKept(_ family: String) throws {
    let map = try Self.coordinates([family])
    let prior = try PriorStatement("x ~ " + family).prior
    for z in [-7.7, -2.3, -0.4, 0, 0.2, 1.9] {
      let probability = prior.cumulative(map.value(0, at: z).coefficient)
      let expected = StandardNormal.cumulative(z)
      #expect(abs(probability - expected) <= 1e-8 * expected, "\(z)")
    }
  }

  /// The second derivative over the first, against differences of the derivative.
  @Test(arguments: families)
  func curvatureIsTheDerivative(_ family: String) throws {
    let map = try Self.coordinates([family])
    for z in [-4.3, -0.7, 0.31, 2.2] {
      let step = 1e-4
      let (low, high) = (map.value(0, at: z - step), map.value(0, at: z + step))
      let value = map.value(0, at: z)
      let expected = (high.derivative - low.derivative) / (2 * step) / value.derivative
      #expect(abs(map.logDerivativeScore(0, at: z, value) - expected) < 1e-5, "\(z)")
    }
  }

  @Test func batchesSumUpThePrior() throws {
    let map = try Self.coordinates(["normal(1, 2)", "flat()", "laplace(0, 1)"])
    #expect(!map.isAffine)
    #expect(map.isProper == [true, false, true])
    var coefficients = [Double](repeating: 0, count: 6)
    var logDensities = [0.0, 0]
    map.apply(
      to: [0.5, 3, -1, 0, 9, 0],
      coefficients: &coefficients,
      logDensities: &logDensities
    )
    #expect(coefficients[0...1] == [2, 3] && coefficients[3...] == [1, 9, 0])
    let logTwoPi = 1.837_877_066_409_345_5
    #expect(abs(logDensities[0] + logTwoPi + 0.625) < 1e-15)
    #expect(abs(logDensities[1] + logTwoPi) < 1e-15)
    #expect(try Self.coordinates(["normal(1, 2)", "flat()"]).isAffine)
  }
}
