import Testing

@testable import Inference

/// Comparisons in formulas, on both sides.
@Suite struct ConditionParserTests {
  private static func column(_ formula: String, _ name: String) throws -> [Double] {
    let design = try DesignTestTable.design(formula)
    let index = try #require(design.columns.firstIndex { $0.name == name }, "\(design.columns)")
    return (0..<design.matrix.rowCount).map { design.matrix[$0, index] }
  }

  /// gdp is 1.5, 2, 4, 0.5, 3, 8; protest 1, 0, 1, 1, 0, 0; region Caucasus, Baltic, Asia, Asia,
  /// Baltic, Caucasus.
  @Test(
    arguments: [
      ("y ~ I(gdp > 2)", "I(gdp > 2)", [0, 0, 1, 0, 1, 1]),
      ("y ~ I(gdp >= 2) + protest", "I(gdp >= 2)", [0, 1, 1, 0, 1, 1]),
      ("y ~ gdp == 2", "I(gdp == 2)", [0, 1, 0, 0, 0, 0]),
      ("y ~ (gdp != 2) + protest", "I(gdp != 2)", [1, 0, 1, 1, 1, 1]),
      ("y ~ gdp > -1", "I(gdp > -1)", [1, 1, 1, 1, 1, 1]),
      ("y ~ I(region == 'Asia')", "I(region == \"Asia\")", [0, 0, 1, 1, 0, 0]),
      ("y ~ I(\"Asia\" != region)", "I(\"Asia\" != region)", [1, 1, 0, 0, 1, 1]),
      (
        "y ~ I(protest == \"yes\" & gdp < 2)", "I(protest == \"yes\" & gdp < 2)",
        [1, 0, 0, 1, 0, 0]
      ),
      ("y ~ I(protest | gdp == 8)", "I(protest | gdp == 8)", [1, 0, 1, 1, 0, 1]),
      ("y ~ I(!protest)", "I(!protest)", [0, 1, 0, 0, 1, 1]),
      ("y ~ I(!(gdp > 2 || protest))", "I(!(gdp > 2 | protest))", [0, 1, 0, 0, 0, 0]),
      ("y ~ I((gdp > 1) + (gdp > 3))", "I((gdp > 1) + (gdp > 3))", [1, 1, 2, 0, 1, 2]),
      ("y ~ I(gdp * 2 > 5 - 1)", "I(gdp * 2 > 5 - 1)", [0, 0, 1, 0, 1, 1]),
      ("y ~ I(gdp == \"2.0\")", "I(gdp == \"2.0\")", [0, 1, 0, 0, 0, 0]),
      ("y ~ I(gdp > 2):protest", "I(gdp > 2):protest", [0, 0, 1, 0, 0, 0]),
    ] as [(String, String, [Double])]
  )
  func aConditionIsOneWhereItHolds(formula: String, name: String, values: [Double]) throws {
    #expect(try Self.column(formula, name) == values)
  }

  /// y is 1, 0, 1, 0, 1, 0.
  @Test(
    arguments: [
      ("I(gdp > 2) ~ protest", [0, 0, 1, 0, 1, 1]), ("gdp <= 2 ~ protest", [1, 1, 0, 1, 0, 0]),
      ("region == \"Baltic\" ~ protest", [0, 1, 0, 0, 1, 0]), ("!y ~ protest", [0, 1, 0, 1, 0, 1]),
      ("(gdp > 2 | region == \"Asia\") ~ protest", [0, 0, 1, 1, 1, 1]),
      ("y ~ protest", [1, 0, 1, 0, 1, 0]),
    ] as [(String, [Double])]
  )
  func anOutcomeMayBeACondition(formula: String, outcomes: [Double]) throws {
    let design = try DesignTestTable.design(formula)
    #expect(design.successes == outcomes)
    #expect(design.trials.allSatisfy { $0 == 1 })
    // The text reads back as the same formula.
    #expect(try Formula(design.formula.text) == design.formula)
  }

  @Test func theDeclaredLevelOfAnOutcomeIsAComparison() throws {
    let formula = try Formula("size ~ protest + gdp", outcomeIs: "large")
    #expect(formula.text == "size == \"large\" ~ protest + gdp")
    #expect(formula.usedColumns == ["size", "protest", "gdp"])
    let design = try DesignMatrix(formula: formula, table: DesignTestTable.make())
    #expect(design.successes == [0, 1, 1, 0, 0, 1])
  }

  /// Three levels, or two of one word, are not two: nothing is no by default.
  @Test func aDeclarationNeedsTwoLevels() throws {
    func failure(_ words: [String], _ level: String) -> FormulaError? {
      let table = DesignTestTable.make([Column(name: "o", values: .text(words))])
      do {
        _ = try DesignMatrix(formula: Formula("o ~ protest", outcomeIs: level), table: table)
        return nil
      } catch { return error }
    }
    let three = failure(["war", "peace", "unclear", "war", "peace", "war"], "war")
    #expect(three?.kind == .outcomeNotTwoLevels)
    #expect(three?.available == ["peace", "unclear", "war"])
    #expect(
      failure(["war", "War", "war", "war", "War", "war"], "war")?.kind == .outcomeNotTwoLevels
    )
    let unknown = failure(["war", "peace", "war", "war", "peace", "war"], "wor")
    #expect(unknown?.kind == .unknownReference)
    #expect(unknown?.suggestion == "war")
    #expect(failure(["war", "peace", "war", "war", "peace", "war"], "war") == nil)
  }

  /// All values found are named, so that the one which is yes can be declared.
  @Test func aRefusedOutcomeNamesItsLevels() {
    let error = DesignTestTable.failure("region ~ protest")
    #expect(error?.kind == .outcomeNotCoded)
    #expect(error?.available == ["Asia", "Baltic", "Caucasus"])
  }

  /// A scenario, an effect and a derivative of a condition behind a comparison.
  @Test func comparedColumnsAreConditions() throws {
    let design = try DesignTestTable.design("y ~ I(region == \"Asia\") + I(gdp > 2)")
    let fitted = FittedConditions(design)
    #expect(fitted.names == ["region", "gdp"])
    #expect(fitted["region"]?.levels.map(\.text) == ["Asia", "Baltic", "Caucasus"])
    let scenario = try fitted.resolve(Scenario("region=Asia, gdp=3"))
    #expect(try DesignTestTable.rows(fitted.encode([scenario]).matrix) == [[1, 1, 1]])
  }
}
