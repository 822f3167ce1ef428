import Testing

@testable import InferenceCore

@Suite struct PredictiveCheckTests {
  /// Four cases in two configurations, and a column that the model has not.
  private static func example() throws -> (BinaryRegression, DesignMatrix) {
    let table = Table(
      source: "four",
      columns: [
        Column(name: "y", values: .coded([true, false, true, true])),
        Column(name: "x", values: .coded([true, true, false, false])),
      ],
      caseNames: ["A", "B", "C", "D"]
    )
    let design = try DesignMatrix(formula: Formula("y ~ x"), table: table)
    return (try BinaryRegressionTests.model(table, "y ~ x"), design)
  }

  @Test func cellsAddUp() throws {
    let (model, design) = try Self.example()
    let cells = PredictiveCells(
      model,
      design,
      grouping: .init(column: "region", values: ["south", "north", "north", "north"])
    )
    // By predictors, and once more by predictors and group.
    #expect(cells.cells.map(\.trials) == [2, 1, 1, 2, 2])
    #expect(Set(cells.cells.map(\.name)).count == 5)
    #expect(
      cells.subjects.map(\.subject) == [
        .allCases, .configuration(label: "x", cases: ["A", "B"]),
        .configuration(label: "none", cases: ["C", "D"]),
        .group(column: "region", value: "north", cases: ["B", "C", "D"]),
        .group(column: "region", value: "south", cases: ["A"]),
      ]
    )
    #expect(cells.subjects.map(\.successes) == [3, 1, 2, 2, 1])
    #expect(cells.subjects.map(\.trials) == [4, 2, 2, 3, 1])
  }

  /// At one coefficient vector the counts are binomial.
  ///
  /// With probability 1/2 for x and 3/4 for none, so (1/4, 1/2, 1/4) and (1/16, 6/16, 9/16).
  @Test func countsAreThoseOfTheModel() throws {
    let (model, design) = try Self.example()
    let cells = PredictiveCells(model, design)
    let intercept = Portable.log(3)
    let draws = 40_000
    let positions = (0..<draws).flatMap { _ in [intercept, -intercept] }
    let checks = PredictiveChecks(
      at: positions,
      of: model,
      cells: cells,
      seed: 3,
      purpose: .simulation
    )
    #expect(checks.replicationCount == draws)
    let x = [0.25, 0.5, 0.25]
    let none = [1 / 16.0, 6 / 16.0, 9 / 16.0]
    var all = [Double](repeating: 0, count: 5)
    for (i, p) in x.enumerated() { for (j, q) in none.enumerated() { all[i + j] += p * q } }
    let share = all[0] + all[1] + all[2] + 0.5 * all[3]
    let error = 4 * 2 * (0.25 / Double(draws)).squareRoot()
    #expect(abs(checks.checks[0].pValue - 2 * min(share, 1 - share)) < error)
    #expect(abs(checks.checks[0].mean - 2.5) < 0.03)
    // Of x one of two: half of the equal ones on each side is a p-value of one.
    #expect(abs(checks.checks[1].pValue - 1) < error)
    #expect(checks.checks[1].lower == 0 && checks.checks[1].upper == 2)
    // None: two of two has probability 9/16; the smaller side is half of it.
    #expect(abs(checks.checks[2].pValue - 9 / 16.0) < error)
    #expect(checks.checks[2].isWithin)
  }

  /// A grouping adds rows and leaves the others as they were.
  @Test func groupsChangeNothingElse() throws {
    let (model, design) = try Self.example()
    func checks(_ values: [String]?) -> [PredictiveCheck] {
      let cells = PredictiveCells(
        model,
        design,
        grouping: values.map { .init(column: "region", values: $0) }
      )
      return PredictiveChecks(
        at: (0..<300).flatMap { [0.01 * Double($0), -0.5] },
        of: model,
        cells: cells,
        seed: 3,
        purpose: .simulation
      ).checks
    }
    let plain = checks(nil)
    let halves = checks(["south", "north", "north", "north"])
    let quarters = checks(["a", "b", "south", "d"])
    #expect(Array(halves.prefix(3)) == plain && Array(quarters.prefix(3)) == plain)
    #expect(halves.count == 5 && quarters.count == 7)
  }

  /// A count that no prediction reaches has the p-value 0 and lies outside.
  @Test func impossibleCountsAreFoundOut() throws {
    let (model, design) = try Self.example()
    let checks = PredictiveChecks(
      at: (0..<500).flatMap { _ in [-20.0, 0] },
      of: model,
      cells: PredictiveCells(model, design),
      seed: 3,
      purpose: .simulation
    )
    #expect(checks.checks.allSatisfy { $0.pValue == 0 && !$0.isWithin && $0.upper == 0 })
  }

  /// Merged cases count as often as they stand for cases.
  @Test func mergedRowsCountAll() throws {
    let table = Table(
      source: "merged",
      columns: [
        Column(name: "y", values: .coded([true, false])),
        Column(name: "x", values: .coded([true, true])),
      ],
      caseNames: ["1", "4"],
      counts: [3, 5]
    )
    let design = try DesignMatrix(formula: Formula("y ~ x"), table: table)
    let cells = PredictiveCells(try BinaryRegressionTests.model(table, "y ~ x"), design)
    #expect(cells.subjects.map(\.successes) == [3, 3])
    #expect(cells.subjects.map(\.trials) == [8, 8])
  }
}
