import Testing

@testable import Inference

@Suite struct OutcomeErrorTextTests {
  private typealias Sample = DesignTestTable

  private static let codes = "accepted: yes, no, true, false, present, absent, 1 or 0"

  private static func failure(_ column: Column) -> FormulaError? {
    Sample.failure("\(column.name) ~ protest", Sample.make([column]))
  }

  private static func words(_ words: [String]) -> FormulaError? {
    failure(Column(name: "o", values: .text(words)))
  }

  private static func numbers(_ numbers: [Double]) -> FormulaError? {
    failure(Column(name: "o", values: .numeric(numbers.map { $0 })))
  }

  @Test func oneOfTwoValuesMeansYes() throws {
    let error = try #require(Self.words(["war", "peace", "war", "war", "peace", "war"]))
    #expect(
      "\(error)"
        == "cases.csv:2: case 'case 0', outcome 'o': found peace, war, which are no codes; \(Self.codes); "
        + "declare that war means yes and peace no"
    )
    #expect(error.remedies == [.declareYes("war")])
  }

  @Test func knownWordsAreInOrder() throws {
    let error = try #require(Self.words(["Ja", "Nein", "Ja", "Ja", "Nein", "Ja"]))
    #expect(error.sentence.hasSuffix("; declare that Ja means yes and Nein no"))
    #expect(error.remedies == [.declareYes("Ja")])
  }

  /// 9 beside 1 and 0 may say what is missing, and beside 1 alone also mean yes.
  @Test func aCodeForWhatIsMissing() throws {
    let three = try #require(Self.numbers([1, 0, 9, 1, 0, 1]))
    #expect(
      three.sentence.hasSuffix(
        "found 0, 1, 9, which are no codes; \(Self.codes); where 9 says that it is missing, declare it "
          + "as missing"
      )
    )
    #expect(three.remedies == [.declareMissing(["9"])])
    let two = try #require(Self.numbers([1, 9, 9, 1, 9, 1]))
    #expect(
      two.sentence.hasSuffix(
        "; where 9 says that it is missing, declare it as missing; else declare that 9 means yes and 1 no"
      )
    )
    #expect(two.remedies == [.declareMissing(["9"]), .declareYes("9")])
  }

  @Test func aComparisonIsAnOutcome() throws {
    let error = try #require(Sample.failure("gdp ~ protest"))
    #expect(
      error.sentence.hasSuffix(
        "which are no codes; a comparison is an outcome too, as in 'I(gdp > 0) ~ ...'; \(Self.codes)"
      )
    )
    let words = try #require(Sample.failure("region ~ protest"))
    #expect(words.sentence.contains("as in 'region == \"Caucasus\" ~ ...'; accepted"))
    #expect(error.remedies.isEmpty && words.remedies.isEmpty)
  }

  @Test func oneSpelling() throws {
    let error = try #require(Self.words(["war", "War", "peace", "war", "peace", "war"]))
    #expect(error.sentence.contains("; War, war differ by case only: spell each value in one way"))
  }

  @Test func oneValueAlone() throws {
    let error = try #require(Self.words(["1,5", "1,5", "1,5", "1,5", "1,5", "1,5"]))
    #expect(
      error.sentence.hasSuffix(
        "outcome 'o': found '1,5', which is no code: a number with a decimal comma; declare the decimal "
          + "comma, where no comma stands between thousands"
      )
    )
    #expect(error.remedies == [.declareMarks(thousands: nil, decimal: .comma)])
  }
}
