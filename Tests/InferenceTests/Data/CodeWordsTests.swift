import Testing

@testable import Inference

@Suite struct CodeWordsTests {
  private static func table(_ text: String) throws -> Table {
    try TableReader.read(bytes: Array(text.utf8), source: "text")
  }

  @Test(arguments: ["Y/N", "T/F", "Ja/Nein", "oui/non", "war/peace", "y=1/2", "a,b=2/1", "x=0/1"])
  func twoWordsAreADeclaration(text: String) { #expect(CodeWords(text)?.text == text) }

  /// Words that have a meaning, one word twice, numbers for every column.
  @Test(arguments: ["no/yes", "NA/x", "Y/y", "Y", "Y/N/U", "1/2", "/N", "=Y/N", ""])
  func othersAreNone(text: String) { #expect(CodeWords(text) == nil) }

  @Test func wordsBecomeCodesInAnyCaseAndBesideCodes() throws {
    let words = try #require(CodeWords("Y/N"))
    let table = try Self.table("a,b,c\nY,north,1\nn,south,y\n,north,N\n").reading([words])
    #expect(table["a"]?.values == .coded([true, false, nil]))
    #expect(table["b"]?.values == .text(["north", "south", "north"]))
    #expect(table["c"]?.values == .coded([true, true, false]))
  }

  @Test func numbersAreCodesOfTheirColumnOnly() throws {
    let words = try #require(CodeWords("a=1/2"))
    let table = try Self.table("a,b\n1,1\n2,2\n2.0,1\n").reading([words])
    #expect(table["a"]?.values == .coded([true, false, false]))
    #expect(table["b"]?.values == .numeric([1, 2, 1]))
    let reversed = try #require(CodeWords("a=2/1"))
    #expect(try Self.table("a\n1\n1\n").reading([reversed])["a"]?.values == .coded([false, false]))
  }

  /// Where the 1 of the file is the no, `x == 1` and `x=1` mean the yes: that is said.
  @Test func turnedNumbersAreSaid() throws {
    for (words, codes) in [
      ("a=0/1", ["codes-turned"]), ("a=2/1", ["codes-turned"]), ("a=1/2", []), ("a=1/0", []),
    ] {
      let declared = try #require(CodeWords(words))
      let table = try Self.table("a\n\(declared.yes)\n\(declared.no)\n").reading([declared])
      #expect(table.notices.map(\.code) == codes, Comment(rawValue: words))
    }
  }

  @Test func aCellThatIsNoneIsRefused() throws {
    let words = try #require(CodeWords("Y/N"))
    #expect(
      dataError { try Self.table("a,b\nY,1\nU,2\n").reading([words]) }
        == DataError(
          .invalidValue,
          file: "text",
          line: 3,
          place: .init("a", value: "U"),
          accepted: ["Y", "N"]
        )
    )
    #expect(dataError { try Self.table("a\nnorth\nsouth\n").reading([words]) }?.value == "Y/N")
    let other = try #require(CodeWords("z=Y/N"))
    #expect(dataError { try Self.table("a\nY\nN\n").reading([other]) }?.kind == .unknownColumn)
  }
}
