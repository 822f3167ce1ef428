import Testing

@testable import Inference

struct DesignEncoderTests {
  private typealias Sample = DesignTestTable

  private func failure(_ design: DesignMatrix, _ table: Table) -> FormulaError? {
    do throws(FormulaError) {
      _ = try design.encoder.encode(table)
      return nil
    } catch {
      return error
    }
  }

  @Test func keepsLevelsAndScalings() throws {
    let design = try Sample.design(
      "y ~ region + scale(gdp) + protest + offset(gdp)",
      references: ["region": "Caucasus"]
    )
    // One Baltic case only: its level alone would be no factor, and its gdp alone no scale.
    let table = Sample.table([
      Column(name: "gdp", values: .coded([true])),
      Column(name: "protest", values: .coded([false])),
      Column(name: "region", values: .text(["Baltic"])),
    ])
    let encoded = try design.encoder.encode(table)
    #expect(
      design.columns.map(\.name) == [
        "Intercept", "regionAsia", "regionBaltic", "scale(gdp)", "protest",
      ]
    )
    // (1 - 3.1666666666666665) / 2.658320271650252 in Python.
    let scaled = -0.8150510266852184
    #expect(
      encoded.matrix.row(0).enumerated().allSatisfy { index, value in
        abs(value - [1, 0, 1, scaled, 0][index]) < 1e-15
      }
    )
    #expect(encoded.offset == [1])
  }

  @Test func givesTheFittedRowsBack() throws {
    let design = try Sample.design("y ~ region * scale(gdp) + factor(protest)")
    let encoded = try design.encoder.encode(Sample.make())
    #expect(encoded.matrix == design.matrix)
    #expect(encoded.caseNames == design.caseNames)
  }

  @Test func refusesWhatTheFitDidNotSee() throws {
    let design = try Sample.design("y ~ region + protest")
    func table(_ region: [String?], _ protest: Column.Values) -> Table {
      Sample.table([
        Column(name: "region", values: .text(region)), Column(name: "protest", values: protest),
      ])
    }
    let level = failure(design, table(["Asia", "Balkans"], .coded([true, true])))
    #expect(level?.kind == .unknownLevel && level?.value == "Balkans" && level?.line == 5)
    #expect(level?.accepted == ["Asia", "Baltic", "Caucasus"])
    let coded = failure(design, table(["Asia", "Asia"], .numeric([1, 0.5])))
    #expect(coded?.kind == .notCoded && coded?.value == "0.5" && coded?.caseName == "case 1")
    let gap = failure(design, table(["Asia", nil], .coded([true, true])))
    #expect(gap?.kind == .missingValue && gap?.column == "region")
    let dropped = try design.encoder.encode(
      table(["Asia", nil], .coded([true, true])),
      missing: .drop
    )
    #expect(dropped.droppedCases == ["case 1"] && dropped.rows == [0])
    let lacking = failure(design, Sample.table([Column(name: "region", values: .text(["Asia"]))]))
    #expect(lacking?.kind == .unknownColumn && lacking?.value == "protest")
  }
}
