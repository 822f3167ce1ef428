import Testing

@testable import InferenceCore

/// Derivatives of design columns against central differences of the columns themselves.
struct DesignDerivativeTests {
  @Test(
    arguments: [
      "y ~ gdp", "y ~ I(gdp^3) + log(gdp)", "y ~ protest:gdp + gdp:region",
      "y ~ I(-gdp / (1 + gdp))",
      "y ~ scale(log(gdp))", "y ~ log(gdp):I(gdp^2):protest", "y ~ I(gdp^-0.5) + I(2^gdp)",
      "y ~ I(gdp^gdp) + protest + offset(log(gdp) * 2 - gdp)",
    ]
  )
  func agreeWithDifferences(_ formula: String) throws {
    let design = try DesignTestTable.design(formula)
    let encoder = design.encoder
    let population = CasePopulation(observed: design)
    let columns = encoder.columns(dependingOn: "gdp")
    #expect(!columns.isEmpty)
    let names = encoder.tableColumns(of: columns, withOffset: true)
    func frame(_ step: Double) -> ModelFrame {
      population.frame(of: names, rows: 0..<6, changing: ("gdp", .increase(step)))
    }
    let step = 1e-5
    let slopes = try encoder.derivatives(of: columns, by: "gdp", on: frame(0))
    let up = try encoder.elements(of: columns, on: frame(step))
    let down = try encoder.elements(of: columns, on: frame(-step))
    #expect(slopes.count == 6 * columns.count)
    for index in slopes.indices {
      let difference = (up[index] - down[index]) / (2 * step)
      #expect(abs(slopes[index] - difference) < 1e-8 * max(1, abs(difference)), "\(index)")
    }
    let offset = try encoder.offsetDerivative(by: "gdp", on: frame(0))
    let (high, low) = (try encoder.offset(frame(step)), try encoder.offset(frame(-step)))
    for row in 0..<6 {
      #expect(abs(offset[row] - (high[row] - low[row]) / (2 * step)) < 1e-8)
    }
  }
}
