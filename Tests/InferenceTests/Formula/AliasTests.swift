import Testing

@testable import InferenceCore

struct AliasTests {
  private typealias Sample = DesignTestTable

  private func aliases(_ formula: String, _ extra: [Column]) throws -> [Alias] {
    try Sample.design(formula, Sample.make(extra)).aliases
  }

  @Test func namesCopiesAndComplements() throws {
    let copy = Column(name: "copy", values: .coded(Sample.protest))
    let opposite = Column(name: "opposite", values: .coded(Sample.protest.map { !$0 }))
    let found = try aliases("y ~ protest + copy + gdp + opposite", [copy, opposite])
    #expect(found.map(\.name) == ["copy", "opposite"])
    #expect(found.map(\.column) == [2, 4])
    #expect(found[0].combination == [.init(column: 1, name: "protest", coefficient: 1)])
    #expect(
      found[1].combination == [
        .init(column: 0, name: "Intercept", coefficient: 1),
        .init(column: 1, name: "protest", coefficient: -1),
      ]
    )
    #expect(found.allSatisfy { $0.isRedundant && $0.constant == nil })
  }

  @Test func namesConstants() throws {
    let all = Column(name: "all", values: .coded([Bool?](repeating: true, count: 6)))
    let never = Column(name: "never", values: .coded([Bool?](repeating: false, count: 6)))
    let found = try aliases("y ~ protest + all + never", [all, never])
    #expect(found.map(\.constant) == [1, 0])
    #expect(found[0].combination == [.init(column: 0, name: "Intercept", coefficient: 1)])
    #expect(found[1].combination == [])
    // Without an intercept a constant takes its place.
    let instead = try aliases("y ~ 0 + all + protest", [all])
    #expect(instead == [Alias(column: 0, name: "all", constant: 1, combination: nil)])
    #expect(instead[0].isRedundant == false)
  }

  @Test func allowsMoreColumnsThanRows() throws {
    let design = try Sample.design("y ~ region * size * protest * gdp")
    #expect(design.columns.count == 24 && design.matrix.rowCount == 6)
    #expect(design.columns.count - design.aliases.count == 6)
    // Every combination gives its column back.
    for alias in design.aliases {
      for row in 0..<6 {
        let sum = (alias.combination ?? []).reduce(0) {
          $0 + $1.coefficient * design.matrix[row, $1.column]
        }
        #expect(abs(sum - design.matrix[row, alias.column]) < 1e-12)
      }
    }
  }

  @Test func leavesNearCollinearColumnsAlone() throws {
    func nearly(_ size: Double) -> Column {
      Column(
        name: "near",
        values: .numeric(Sample.gdp.enumerated().map { $1 + ($0 % 2 == 0 ? size : -size) })
      )
    }
    #expect(try aliases("y ~ gdp + near", [nearly(1e-5)]).isEmpty)
    #expect(try aliases("y ~ gdp + near", [nearly(1e-9)]).map(\.name) == ["near"])
  }
}
