import InferenceTestSupport
import Testing

@testable import InferenceCore

@Suite struct CoordinateTablesTests {
  private static func tables(_ priors: [String]) throws -> (CoordinateTables, PriorCoordinates) {
    let prior = PriorSet(
      name: "test",
      used: try priors.enumerated().map { index, text in
        PriorUse(
          column: "x\(index)",
          prior: try PriorStatement("x\(index) ~ \(text)").prior,
          rescaling: nil,
          origin: .commandLine(statement: text)
        )
      }
    )
    let coordinates = PriorCoordinates(for: prior)
    return (CoordinateTables(coordinates, for: prior), coordinates)
  }

  /// The maps themselves are held against mpmath by PriorCoordinatesTests.
  @Test(arguments: [
    ("normal(1, 2)", 1e-15), ("flat()", 1e-15), ("laplace(-1, 0.5)", 1e-8),
    ("logistic(0.3, 2)", 1e-8), ("student_t(7, 1, 2)", 1e-8), ("cauchy(1, 2.5)", 5e-7),
    ("log_F(1, 1)", 1e-8), ("log_F(1, 3)", 1e-8),
  ])
  func tablesFollowTheMaps(_ prior: String, tolerance: Double) throws {
    let (tables, coordinates) = try Self.tables([prior, prior])
    let center = coordinates.value(1, at: 0).coefficient
    for step in -1200...1200 {
      let z = Double(step) / 173
      let expected = coordinates.value(1, at: z)
      let own = tables.coefficient(1, at: z)
      let size = max(abs(expected.coefficient - center), 1e-3)
      #expect(abs(own - expected.coefficient) <= tolerance * size, "\(prior) at \(z)")
      #expect(
        abs(tables.derivative(1, at: z) - expected.derivative)
          <= 3e3 * tolerance * expected.derivative
      )
      #expect(abs(tables.coordinate(1, of: own) - z) < 1e-9 * max(abs(z), 1))
    }
  }

  /// A skewed prior has a table for each side.
  @Test func batchesOfSkewedPriors() throws {
    let (tables, _) = try Self.tables(["log_F(1, 3)"])
    let positions = [-2.5, -0.25, 0, 0.5, 3]
    var coefficients = [Double](repeating: 0, count: 5)
    var logs = coefficients
    tables.apply(to: positions, count: 5, coefficients: &coefficients, logDensities: &logs)
    #expect(coefficients == positions.map { tables.coefficient(0, at: $0) })
  }

  /// Coefficients and log prior densities of a batch are those of one position.
  @Test func batches() throws {
    let (tables, _) = try Self.tables(["laplace(0, 1)", "normal(2, 3)", "flat()"])
    let positions = [0.5, -1, 2, -0.25, 1.5, 3]
    var coefficients = [Double](repeating: 0, count: 6)
    var logs = [0.0, 0]
    tables.apply(to: positions, count: 2, coefficients: &coefficients, logDensities: &logs)
    for (index, z) in positions.enumerated() {
      #expect(coefficients[index] == tables.coefficient(index % 3, at: z))
    }
    #expect(abs(logs[0] - (-0.5 * (0.25 + 1) - 1.8378770664093453)) < 1e-14)
    #expect(abs(logs[1] - (-0.5 * (0.0625 + 2.25) - 1.8378770664093453)) < 1e-14)
    #expect(tables.hasKinks && !tables.isAffine)
  }
}
