import Testing

@testable import Inference

struct ContrastsTests {
  private struct Example: Sendable {
    let formula: String
    let names: [String]
    let rows: [[Double]]
  }

  // Made with patsy 1.0.3 on the same six cases: patsy.dmatrix(formula, data), with columns in R's
  // order of terms (patsy moves factors before numbers) and under R's names. These models have full
  // rank, for which patsy and R's model.matrix code alike.
  private static let examples = [
    Example(
      formula: "protest * region",
      names: [
        "Intercept", "protest", "regionBaltic", "regionCaucasus", "protest:regionBaltic",
        "protest:regionCaucasus",
      ],
      rows: [
        [1, 1, 0, 1, 0, 1], [1, 0, 1, 0, 0, 0], [1, 1, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0],
        [1, 0, 1, 0, 0, 0], [1, 0, 0, 1, 0, 0],
      ]
    ),
    Example(
      formula: "0 + region + gdp",
      names: ["regionAsia", "regionBaltic", "regionCaucasus", "gdp"],
      rows: [
        [0, 0, 1, 1.5], [0, 1, 0, 2], [1, 0, 0, 4], [1, 0, 0, 0.5], [0, 1, 0, 3], [0, 0, 1, 8],
      ]
    ),
    Example(
      formula: "protest + protest:region",
      names: ["Intercept", "protest", "protest:regionBaltic", "protest:regionCaucasus"],
      rows: [
        [1, 1, 0, 1], [1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0],
      ]
    ),
    Example(
      formula: "0 + region:size",
      names: [
        "regionAsia:sizelarge", "regionBaltic:sizelarge", "regionCaucasus:sizelarge",
        "regionAsia:sizesmall", "regionBaltic:sizesmall", "regionCaucasus:sizesmall",
      ],
      rows: [
        [0, 0, 0, 0, 0, 1], [0, 1, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0],
        [0, 0, 0, 0, 1, 0], [0, 0, 1, 0, 0, 0],
      ]
    ),
    Example(
      formula: "region * size",
      names: [
        "Intercept", "regionBaltic", "regionCaucasus", "sizesmall", "regionBaltic:sizesmall",
        "regionCaucasus:sizesmall",
      ],
      rows: [
        [1, 0, 1, 1, 0, 1], [1, 1, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0], [1, 0, 0, 1, 0, 0],
        [1, 1, 0, 1, 1, 0], [1, 0, 1, 0, 0, 0],
      ]
    ),
    Example(
      formula: "gdp + size:gdp + region:gdp",
      names: ["Intercept", "gdp", "gdp:sizesmall", "gdp:regionBaltic", "gdp:regionCaucasus"],
      rows: [
        [1, 1.5, 1.5, 0, 1.5], [1, 2, 0, 2, 0], [1, 4, 0, 0, 0], [1, 0.5, 0.5, 0, 0],
        [1, 3, 3, 3, 0], [1, 8, 0, 0, 8],
      ]
    ),
    Example(
      formula: "0 + protest + protest:region",
      names: ["protest", "protest:regionBaltic", "protest:regionCaucasus"],
      rows: [[1, 0, 1], [0, 0, 0], [1, 0, 0], [1, 0, 0], [0, 0, 0], [0, 0, 0]]
    ),
  ]

  @Test(arguments: 0..<examples.count)
  func agreesWithPatsy(example: Int) throws {
    let expected = Self.examples[example]
    let design = try DesignTestTable.design("y ~ " + expected.formula)
    #expect(design.columns.map(\.name) == expected.names)
    #expect(DesignTestTable.rows(design.matrix) == expected.rows)
  }

  @Test func codesAFactorInFullWhereItsMarginIsMissing() throws {
    // R: colnames(model.matrix(~ region:size)) has the intercept and all six cells, and lm() then
    // reports the last as aliased.
    let design = try DesignTestTable.design("y ~ region:size")
    #expect(design.columns.count == 7)
    #expect(design.aliases.map(\.name) == ["regionCaucasus:sizesmall"])
    // R: colnames(model.matrix(~ size + region:size)); size is spanned, so region has contrasts.
    let nested = try DesignTestTable.design("y ~ size + size:region")
    #expect(
      nested.columns.map(\.name) == [
        "Intercept", "sizesmall", "sizelarge:regionBaltic", "sizesmall:regionBaltic",
        "sizelarge:regionCaucasus", "sizesmall:regionCaucasus",
      ]
    )
    // R: colnames(model.matrix(~ protest:region)).
    let slopes = try DesignTestTable.design("y ~ protest:region")
    #expect(
      slopes.columns.map(\.name) == [
        "Intercept", "protest:regionAsia", "protest:regionBaltic", "protest:regionCaucasus",
      ]
    )
    // R: colnames(model.matrix(~ 0 + region + size)); only the first factor is coded in full.
    let cells = try DesignTestTable.design("y ~ 0 + region + size")
    #expect(
      cells.columns.map(\.name) == ["regionAsia", "regionBaltic", "regionCaucasus", "sizesmall"]
    )
  }

  @Test func comparesWithTheStatedReference() throws {
    let design = try DesignTestTable.design(
      "y ~ region + log(gdp)",
      references: ["region": "Baltic", "protest": "yes"]
    )
    #expect(
      design.columns.map(\.name) == ["Intercept", "regionAsia", "regionCaucasus", "log(gdp)"]
    )
    #expect(design.references == ["region": "Baltic"])
    #expect(Array(design.matrix.column(1)) == [0, 0, 1, 1, 0, 0])
    #expect(Array(design.matrix.column(2)) == [1, 0, 0, 0, 0, 1])
    // math.log of 1.5, 2, 4, 0.5, 3, 8 in Python.
    let logarithms = [
      0.4054651081081644, 0.6931471805599453, 1.3862943611198906, -0.6931471805599453,
      1.0986122886681098, 2.0794415416798357,
    ]
    for (found, expected) in zip(design.matrix.column(3), logarithms) {
      #expect(abs(found - expected) <= 4e-16)
    }
  }

  @Test func sortsNumericLevelsByValue() throws {
    let year = Column(name: "year", values: .numeric([10, 9, 9, 100, 10, 2.5]))
    let design = try DesignTestTable.design("y ~ factor(year)", DesignTestTable.make([year]))
    #expect(
      design.columns.map(\.name)
        == ["Intercept", "factor(year)9", "factor(year)10", "factor(year)100"]
    )
    #expect(design.references == ["year": "2.5"])
  }

  @Test func takesCodesAsLevelsOnRequest() throws {
    let design = try DesignTestTable.design("y ~ factor(protest)", references: ["protest": "1"])
    #expect(design.columns.map(\.name) == ["Intercept", "factor(protest)0"])
    #expect(Array(design.matrix.column(1)) == [0, 1, 0, 0, 1, 1])
  }

  @Test func namesAnUnknownReference() {
    let error = DesignTestTable.failure("y ~ region", references: ["region": "Baltics"])
    #expect(error?.kind == .unknownReference)
    #expect(error?.column == "region")
    #expect(error?.value == "Baltics")
    #expect(error?.accepted == ["Asia", "Baltic", "Caucasus"])
    #expect(error?.suggestion == "Baltic")
  }
}
