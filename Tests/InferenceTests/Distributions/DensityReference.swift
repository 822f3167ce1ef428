import Foundation
import Inference
import InferenceTestSupport
import Testing

/// One line of References/distributions.csv, which distributions.py beside it makes with mpmath.
struct DensityReference {
  let arguments: [Double]
  let x: Double
  let logDensity: Double
  let score: Double
  let information: Double
  let cumulative: Double

  /// The lines of a family.
  static func lines(of family: String) throws -> [DensityReference] {
    let path = try References.own("distributions.csv")
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst()
    return try lines.map { $0.split(separator: ",") }.filter { $0[0] == family }.map { cells in
      let numbers = try cells[2...].map { try #require(Double($0)) }
      return DensityReference(
        arguments: try cells[1].split(separator: " ").map { try #require(Double($0)) },
        x: numbers[0],
        logDensity: numbers[1],
        score: numbers[2],
        information: numbers[3],
        cumulative: numbers[4]
      )
    }
  }

  /// Compares a family with its lines.
  ///
  /// The tolerances are relative; those of the distribution function and its inverse allow for the
  /// rounding of the argument, which the tails magnify.
  static func check<F: PriorFamily>(_ family: F.Type, count: Int) throws {
    let lines = try lines(of: F.signature.name)
    #expect(lines.count == count)
    for line in lines {
      let prior = F(arguments: line.arguments)
      let (value, score) = prior.logDensity(at: line.x)
      let place = "\(F.signature.name) \(line.arguments) at \(line.x)"
      #expect(isClose(value, line.logDensity, 1e-14), "\(place)")
      #expect(isClose(score, line.score, 2e-15), "\(place)")
      #expect(isClose(prior.information(at: line.x), line.information, 2e-14), "\(place)")
      #expect(isClose(prior.cumulative(line.x), line.cumulative, 1e-12), "\(place)")
      if line.cumulative > 1e-300, line.cumulative < 0.9 {
        #expect(isClose(prior.quantile(line.cumulative), line.x, 1e-12), "\(place)")
      }
    }
  }

  private static func isClose(_ found: Double, _ expected: Double, _ tolerance: Double) -> Bool {
    abs(found - expected) <= tolerance * abs(expected)
  }
}
