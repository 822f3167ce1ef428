import Testing

@testable import Inference
@testable import InferenceCore

@Suite struct CellErrorTextTests {
  private typealias Sample = DesignTestTable

  /// The error of a column of which the third cell is odd.
  private static func failure(
    _ cells: [String],
    _ expected: Column.Irregularity.Expected,
    name: String = "m"
  ) -> FormulaError? {
    let column = Column(
      name: name,
      values: .text(cells),
      irregularity: .init(row: 2, value: cells[2], expected: expected)
    )
    return Sample.failure("y ~ `\(name)`", Sample.make([column]))
  }

  private static let place = "cases.csv:8: case 'case 2', column 'm': found "

  /// What a program can offer stands at the end, where its options follow.
  @Test func aNumberInAnotherNotation() throws {
    let error = try #require(Self.failure(["1", "2", "1,5", "3", "4", "5"], .plainNumber))
    #expect(
      "\(error)"
        == Self.place
        + "'1,5': a number with a decimal comma; factor(m) takes the cells as names of "
        + "groups; declare the decimal comma, where no comma stands between thousands"
    )
    #expect(error.remedies == [.declareMarks(thousands: nil, decimal: .comma)])
    let percent = try #require(
      Self.failure(["1", "2", "5%", "3", "4", "5"], .plainNumber, name: "a b")
    )
    #expect(
      percent.sentence.hasSuffix(
        "'5%': a percentage; take the sign out of the whole column, and mind that 5% is then 5, not 0.05; "
          + "factor(`a b`) takes the cells as names of groups"
      )
    )
    #expect(percent.remedies.isEmpty)
  }

  @Test func aPointThatMayBeEither() throws {
    let error = try #require(Self.failure(["900", "1", "1.200", "3", "4", "5"], .plainNumber))
    #expect(
      "\(error)"
        == Self.place
        + "'1.200': the point may stand before decimals or between thousands; declare which"
    )
    #expect(
      error.remedies == [
        .declareMarks(thousands: nil, decimal: .point),
        .declareMarks(thousands: .point, decimal: nil),
      ]
    )
  }

  @Test func twoNotations() throws {
    let error = try #require(
      Self.failure(["1.5", "2.5", "1,5", "3", "4", "5"], .oneNotation("1.5"))
    )
    #expect(
      "\(error)"
        == Self.place + "'1,5'; accepted: numbers written in one way, and another one here is '1.5'"
    )
    #expect(error.remedies.isEmpty)
  }

  @Test func aFormulaThatFailed() throws {
    let error = try #require(Self.failure(["1", "2", "#DIV/0!", "3", "4", "5"], .result))
    #expect(
      "\(error)"
        == Self.place
        + "'#DIV/0!': a formula of a spreadsheet that failed; mend it there, or declare the "
        + "text as missing"
    )
    #expect(error.remedies == [.declareMissing(["#DIV/0!"])])
  }

  @Test func wordsThatMayBeCodes() throws {
    let codes = Remedy.declareCodes(yes: "ja", no: "nein", column: "m")
    let among = try #require(
      Self.failure(["nein", "ja", "nein", "ja", "nein", "ja"], .codes)
    )
    #expect(
      "\(among)"
        == Self.place
        + "'nein'; accepted: yes, no, true, false, present, absent, 1 or 0; where ja and nein "
        + "are codes, declare them"
    )
    #expect(among.remedies == [codes])
    let words = try #require(Self.failure(["s\u{ED}", "s\u{ED}", "no", "no", "no", "no"], .words))
    #expect(
      "\(words)"
        == Self.place
        + "'no': a yes/no code among words; factor(m) takes both as names of groups; where "
        + "s\u{ED} and no are codes, declare them"
    )
    #expect(words.remedies == [.declareCodes(yes: "s\u{ED}", no: "no", column: "m")])
  }

  @Test func aNumberAmongWordsMayBeMissing() throws {
    let error = try #require(Self.failure(["N", "S", "-99", "E", "S", "N"], .words))
    #expect(
      "\(error)"
        == Self.place
        + "'-99': a number among words; factor(m) takes all cells as names of groups; where it "
        + "says that the value is missing, declare it as missing"
    )
    #expect(error.remedies == [.declareMissing(["-99"])])
  }

  /// A row may be none of a case.
  @Test func theRowMayBeAnother() throws {
    var error = try #require(Self.failure(["1", "2", "many", "3", "4", "5"], .numbers))
    #expect("\(error)" == Self.place + "'many'; accepted: a number")
    error.suspicion = .total
    #expect(
      error.sentence.hasSuffix(
        "; accepted: a number; the row has the name of a summary: take it out of the file if it is one"
      )
    )
    error.suspicion = .secondHeader
    #expect(error.sentence.hasSuffix("; if this line is a second header, take it out of the file"))
    #expect(error.remedies.isEmpty)
  }
}
