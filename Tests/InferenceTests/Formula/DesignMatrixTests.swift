import Testing

@testable import InferenceCore

struct DesignMatrixTests {
  private typealias Sample = DesignTestTable

  @Test func describesItsColumns() throws {
    let design = try Sample.design("y ~ protest + gdp + offset(log(gdp))")
    #expect(design.columns.map(\.name) == ["Intercept", "protest", "gdp"])
    #expect(design.columns.map(\.kind) == [.intercept, .twoValued, .continuous])
    #expect(design.successes == [1, 0, 1, 0, 1, 0])
    #expect(design.trials == [1, 1, 1, 1, 1, 1])
    #expect(design.lines == [2, 5, 8, 11, 14, 17])
    #expect(design.caseNames[3] == "case 3")
    #expect(design.source == "cases.csv")
    #expect(abs(design.offset[5] - 2.0794415416798357) < 1e-15)
    let gdp = design.columns[2]
    #expect(gdp.minimum == 0.5 && gdp.maximum == 8)
    // numpy: x.mean(), x.std(ddof=1) for x = [1.5, 2, 4, 0.5, 3, 8].
    #expect(abs(gdp.mean - 3.1666666666666665) < 1e-15)
    #expect(abs(gdp.standardDeviation - 2.658320271650252) < 1e-15)
    #expect(design.aliases.isEmpty)
  }

  @Test func scalesAsR() throws {
    let design = try Sample.design("y ~ scale(log(gdp)) + scale(protest)")
    // numpy: z = log(x); (z - z.mean()) / z.std(ddof=1).
    let expected = [
      -0.44762145512340845, -0.14307706841074466, 0.5906985235341533, -1.6106282523005406,
      0.28615413682148966, 1.3244741154790511,
    ]
    for (found, expected) in zip(design.matrix.column(1), expected) {
      #expect(abs(found - expected) < 1e-15)
    }
    #expect(design.columns[2].kind == .twoValued)
  }

  @Test func computesArithmetic() throws {
    let design = try Sample.design(
      "y ~ 0 + I(-gdp^2 / 2 + 3 * (gdp - 1)) + I(2^-gdp) + I((-gdp)^3)"
    )
    // By hand for gdp = 4: -16 / 2 + 9, 2^-4, -64.
    #expect(design.matrix.row(2) == [1, 0.0625, -64])
  }

  @Test func surveysHugeValues() throws {
    let x = Column(name: "x", values: .numeric([1.7e308, -1.7e308, 0, 1e308, -1e308, 1]))
    let column = try Sample.design("y ~ x", Sample.make([x])).columns[1]
    #expect(column.minimum == -1.7e308 && column.maximum == 1.7e308)
    #expect(column.mean.magnitude < 1e293)
    // Python: math.sqrt((2 * 1.7**2 + 2) / 5).
    #expect(abs(column.standardDeviation / 1e308 - 1.247397290361014) < 1e-14)
    let scaled = try Sample.design("y ~ scale(x)", Sample.make([x]))
    #expect(Matrix(scaled.matrix).elements.allSatisfy { $0.isFinite })
  }

  @Test func readsGroupedOutcomes() throws {
    let table = Sample.table([
      Column(name: "s", values: .numeric([0, 2, 5])),
      Column(name: "n", values: .numeric([5, 2, 7])),
      Column(name: "one", values: .coded([true, true, false])),
    ])
    let design = try Sample.design("s | trials(n) ~ 1", table)
    #expect(design.successes == [0, 2, 5] && design.trials == [5, 2, 7])
    #expect(try Sample.design("one | trials(3) ~ 1", table).trials == [3, 3, 3])
    #expect(try Sample.design("one | trials(3) ~ 1", table).successes == [1, 1, 0])
  }

  @Test func takesAnOutcomeOfOneClass() throws {
    let sure = Column(name: "sure", values: .coded([Bool?](repeating: true, count: 6)))
    #expect(try Sample.design("sure ~ gdp", Sample.make([sure])).successes == [1, 1, 1, 1, 1, 1])
    // A table made by a program may hold codes as numbers.
    let numbers = Column(name: "numbers", values: .numeric([0, 1, 0, 0, 1, 1]))
    let design = try Sample.design("numbers ~ gdp", Sample.make([numbers]))
    #expect(design.successes == [0, 1, 0, 0, 1, 1])
  }

  @Test func fitsASingleCase() throws {
    let table = Sample.table([
      Column(name: "y", values: .coded([true])), Column(name: "x", values: .coded([true])),
      Column(name: "z", values: .numeric([-2.5])), Column(name: "w", values: .coded([false])),
    ])
    let design = try Sample.design("y ~ x + z + w", table)
    #expect(design.columns.map(\.kind) == [.intercept, .constant, .constant, .constant])
    #expect(design.columns.map(\.standardDeviation) == [0, 0, 0, 0])
    #expect(design.aliases.map(\.constant) == [1, -2.5, 0])
    let intercept = Alias.Part(column: 0, name: "Intercept", coefficient: -2.5)
    #expect(design.aliases[1].combination == [intercept])
    #expect(design.aliases[2].combination == [])
  }

  @Test func dropsGapsByName() throws {
    let table = Sample.table([
      Column(name: "y", values: .coded([true, nil, false, nil, true])),
      Column(name: "x", values: .numeric([1, 2, nil, nil, 4])),
      Column(name: "unused", values: .text([nil, nil, nil, nil, nil])),
    ])
    let design = try Sample.design("y ~ x", table, missing: .drop)
    #expect(design.droppedCases == ["case 1", "case 2", "case 3"])
    #expect(design.caseNames == ["case 0", "case 4"])
    #expect(design.rows == [0, 4])
    #expect(Array(design.matrix.column(1)) == [1, 4])
    #expect(design.casesWithoutOutcome?.caseNames == ["case 1"])
    #expect(design.casesWithoutOutcome?.matrix.row(0) == [1, 2])
    #expect(design.casesWithoutOutcome?.lines == [5])

    let error = Sample.failure("y ~ x", table)
    #expect(error?.kind == .missingValue)
    #expect(error?.caseName == "case 1" && error?.line == 5 && error?.column == "y")
    #expect(error?.cases == ["case 1", "case 2", "case 3"])
    #expect(error?.range == 0..<1)
  }

  @Test func scalesByTheFittedCasesOnly() throws {
    let table = Sample.table([
      Column(name: "y", values: .coded([true, false, nil])),
      Column(name: "x", values: .numeric([1, 3, 100])),
    ])
    let design = try Sample.design("y ~ scale(x)", table, missing: .drop)
    // mean 2, sd sqrt(2).
    #expect(abs(design.matrix[1, 1] - 0.5.squareRoot()) < 1e-15)
    let held = try #require(design.casesWithoutOutcome)
    #expect(abs(held.matrix[0, 1] - 98 / 2.0.squareRoot()) < 1e-13)
  }

  @Test(arguments: ["a, b", "quo\"te", "line\nbreak", "干预", "`tick`", "log(x)", "Ünï"])
  func takesAnyName(name: String) throws {
    let table = Sample.table([
      Column(name: name, values: .coded([true, false])),
      Column(name: "y", values: .coded([true, false])),
    ])
    let design = try Sample.design("y ~ " + FormulaLexer.quoted(name), table)
    #expect(design.columns.map(\.name) == ["Intercept", name])
  }
}
