import InferenceTestSupport
import Testing

@testable import InferenceCore

private func cell(_ text: String, _ rules: CellRules) -> Cell {
  rules.cell(trimmed: Array(text.utf8).span)
}

private func table(_ cells: [String], _ rules: CellRules = .init()) throws -> Table {
  let text = "case\tx\ty\n" + cells.enumerated().map { "c\($0)\t\($1)\t\($0 % 2)\n" }.joined()
  return try TableReader.read(
    bytes: Array(text.utf8),
    source: "t",
    format: TableFormat(delimiter: .tab, cells: rules)
  )
}

@Suite struct CellRulesTests {
  @Test(arguments: [
    ("1,5", 1.5), ("-1,5", -1.5), ("2", 2), (",5", 0.5), ("1,5e3", 1500), ("1200", 1200),
  ])
  func decimalComma(_ text: String, _ value: Double) {
    #expect(cell(text, CellRules(decimal: .comma)) == .number(value))
  }

  @Test(arguments: ["1.5", "1,2,3", "1 200", "x", "1,5x", "1.200,5"])
  func notWithDecimalComma(_ text: String) {
    #expect(cell(text, CellRules(decimal: .comma)) == .word)
  }

  @Test(arguments: [
    (CellRules.ThousandsMark.comma, "1,200", 1200), (.comma, "1,200,000.5", 1_200_000.5),
    (.comma, "1200", 1200), (.comma, "-12,000", -12_000), (.point, "1.200", 1200),
    (.point, "1.200.000,25", 1_200_000.25), (.point, "0,5", 0.5), (.space, "1 200", 1200),
    (.space, "1\u{A0}200\u{202F}000", 1_200_000), (.apostrophe, "1'200", 1200),
    (.apostrophe, "1\u{2019}200.5", 1200.5),
  ])
  func thousands(_ mark: CellRules.ThousandsMark, _ text: String, _ value: Double) {
    #expect(cell(text, CellRules(thousands: mark)) == .number(value))
  }

  @Test(arguments: [
    (CellRules.ThousandsMark.comma, "1,20"), (.comma, "12,00,000"), (.comma, "1,2000"),
    (.comma, ",200"), (.comma, "1200,000"), (.comma, "1,200,"), (.comma, "0,200"),
    (.point, "1.5"), (.point, "1.20"), (.space, "1 20"), (.space, "12 a"), (.apostrophe, "1'20"),
    (.comma, "1.200,5"),
  ])
  func notThousands(_ mark: CellRules.ThousandsMark, _ text: String) {
    #expect(cell(text, CellRules(thousands: mark)) == .word)
  }

  @Test(arguments: [
    "", "NA", ".", "#N/A", "N/A", "n/a", "NULL", "null", "None", "<NA>", "NaN", "nan", "?", "-",
    "--",
    "..", "na", "NaT", "#NA", "\u{2013}", "missing", "n.a.", "\\N", "1.#IND",
  ])
  func usualTexts(_ text: String) {
    #expect(cell(text, CellRules()) == .missing)
    #expect(Cell(Array(text.utf8).span) == .missing)
    let empty = CellRules(missing: MissingTexts(statements: ["empty"]))
    #expect((cell(text, empty) == .missing) == text.isEmpty)
  }

  @Test(arguments: [
    "none", "NONE", "nay", "North", "nothing", "0", "-1", "-.5", "...x", "Nan Desu",
  ])
  func notMissing(_ text: String) { #expect(cell(text, CellRules()) != .missing) }

  @Test func declarations() throws {
    let rules = CellRules(missing: MissingTexts(statements: ["-9,99,?", "y=7"]))
    let found = try table(["-9", "4", "-9.0", "99", "990", "?", "7"], rules)
    #expect(found["x"]?.values == .numeric([nil, 4, nil, nil, 990, nil, 7]))
    #expect(found.notices.map(\.code) == ["missing-text"])
    #expect(MissingTexts(statements: rules.missing.statements) == rules.missing)
    // Names of cases are left alone, and words are told from numbers.
    let named = try TableReader.read(
      bytes: Array("case,x\n9,9\n8,b\n7,c\n".utf8),
      source: "t",
      format: TableFormat(cells: CellRules(missing: MissingTexts(statements: ["9"])))
    )
    #expect(named.caseNames == ["9", "8", "7"])
    #expect(named["x"]?.values == .text([nil, "b", "c"]))
  }

  static let forms: [(WordForm?, [String])] = [
    (.decimalComma, ["1,5", "-0,25", "12,1234", "0,125", "1,5e3"]),
    (.commaOfEitherKind, ["1,200", "12,000", "-1,200"]),
    (.thousandsCommas, ["1,200,000", "1,200.5"]), (.thousandsPoints, ["1.200.000", "1.200,50"]),
    (.thousandsSpaces, ["1 200", "1\u{A0}200", "1\u{202F}200\u{202F}000"]),
    (.thousandsApostrophes, ["1'200", "1\u{2019}200"]),
    (.percent, ["33%", "5 %", "0.5%", "-3%", "5 percent"]),
    (.currency, ["$5", "\u{20AC}1,200", "5 \u{20AC}", "USD 5", "5 EUR", "$1.2m"]),
    (
      .date,
      [
        "2001-05-03", "2001/5/3", "3.5.2001", "03/05/2001", "2001-05", "May 2001", "3 May 2001",
        "May 3, 2001", "2001-05-03T12:00:00Z", "3-May-01", "2001Q2",
      ]
    ),
    (.time, ["1:30", "12:30:05"]),
    (.range, ["3-5", "3\u{2013}5", "10 to 20", "1990/91", "1996/97", "2002/2003"]),
    (.bound, ["<5", ">1000", "\u{2265}5", "65+", "~10", "ca. 10"]), (.fraction, ["1/2", "\u{BD}"]),
    (.accountant, ["(5)", "(1,200)", "5-"]), (.foreignMinus, ["\u{2212}5", "\u{2013}5"]),
    (.foreignDigits, ["\u{663}", "\u{FF11}\u{FF12}"]), (.otherNotation, ["1.5D+03", "0x1F"]),
    (.footnote, ["12*", "12[1]", "12\u{B9}", "12 (a)", "12\u{2020}"]),
    (.unit, ["12 km", "5kg", "3.4 m/s"]), (.spreadsheetText, ["'12", "=\"12\""]),
    (.quoted, ["\"3.4\"", "\u{201C}1\u{201D}", "\u{201E}1,5\u{201C}", "\u{AB}7\u{BB}", "'12'"]),
    (.spreadsheetError, ["#VALUE!", "#DIV/0!", "#REF!", "#NAME?"]),
    (
      nil,
      [
        "", "north", "12", "1.5", "1e3", "-3", "1st", "1990s", "12a", "A1", "c10", "x,y", "March",
        "2oo5", "#1", "no. 5", "\"north\"", "\"",
      ]
    ),
  ]

  @Test(arguments: forms.indices)
  func wordForms(_ index: Int) {
    let (form, words) = Self.forms[index]
    for word in words { #expect(WordForm(word) == form, Comment(rawValue: word)) }
  }

  @Test func wordsThatMayBeNumbersAreIrregular() throws {
    for cells in [
      ["1,5", "2,7", "0,9"], ["1,5", "2", "0,9", "1"], ["33%", "5%"], ["12*", "12", "9"],
      ["2001-05-03", "1999-12-31"], ["1 200", "3 400"], ["<5", "7", "9"], ["1.200,5", "3"],
    ] {
      let column = try #require(try table(cells)["x"])
      let expected = column.irregularity?.expected
      #expect(expected == .plainNumber, Comment(rawValue: cells.joined(separator: " ")))
      #expect(column.irregularity.map { WordForm($0.value) != nil } == true)
    }
    #expect(try table(["north", "5%", "south", "east"])["x"]?.irregularity == nil)
    #expect(try table(["north", "#VALUE!", "south"])["x"]?.irregularity?.expected == .result)
    // Points before decimals beside the commas that were declared: the rarer ones are named.
    let declared = try table(["1,5", "2.5", "3"], CellRules(decimal: .comma))
    #expect(
      declared["x"]?.irregularity == .init(row: 1, value: "2.5", expected: .oneNotation("1,5"))
    )
    let mostly = try table(["1,5", "2.5", "3.5", "4.5"], CellRules(decimal: .comma))
    #expect(mostly["x"]?.irregularity == .init(row: 0, value: "1,5", expected: .oneNotation("2.5")))
    let points = try table(["1.5", "2.5", "3"], CellRules(decimal: .comma))
    #expect(points["x"]?.irregularity == .init(row: 0, value: "1.5", expected: .plainNumber))
  }

  @Test func pointsBetweenThousands() throws {
    // Some numbers without a point stand beside: refused.
    let mixed = try table(["1.200", "980", "12.000"])
    #expect(mixed["x"]?.irregularity == .init(row: 0, value: "1.200", expected: .plainNumber))
    // All have three digits: said.
    let all = try table(["1.200", "3.400", "12.125"])
    #expect(all["x"]?.irregularity == nil)
    #expect(all.notices.map(\.code) == ["doubtful-point"])
    // A zero in front, other decimals, or four digits prove decimals.
    for cells in [["0.125", "1.200", "3"], ["1.200", "3.4", "5"], ["1.200", "1980", "3"]] {
      let proven = try table(cells)
      #expect(proven["x"]?.irregularity == nil)
      #expect(proven.notices.isEmpty)
    }
    // Declared, nothing is in doubt.
    let points = try table(["1.200", "980"], CellRules(decimal: .point))
    #expect(points["x"]?.values == .numeric([1.2, 980]))
    #expect(points["x"]?.irregularity == nil)
    let thousands = try table(["1.200", "980"], CellRules(thousands: .point))
    #expect(thousands["x"]?.values == .numeric([1200, 980]))
  }

  @Test func namibia() throws {
    let found = try table(["NA", "NO", "SE", "DE"])
    #expect(found.notices.map(\.code) == ["namibia"])
    let kept = try table(
      ["NA", "SE", "DE"],
      CellRules(missing: MissingTexts(statements: ["empty"]))
    )
    #expect(kept["x"]?.values == .text(["NA", "SE", "DE"]))
  }
}
