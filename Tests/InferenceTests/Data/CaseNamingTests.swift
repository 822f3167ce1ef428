import Testing

@testable import Inference

@Suite struct CaseNamingTests {
  private static func read(_ text: String, _ column: String) throws -> Table {
    try TableReader.read(bytes: Array(text.utf8), source: "text", caseColumn: column)
  }

  private static let panel = "ISO,year,y\nKAZ,2021,0\nKAZ,2022,1\nKGZ,2022,0\n"

  @Test func twoColumnsMakeOneName() throws {
    #expect(
      try Self.read(Self.panel, "ISO,year").caseNames == ["KAZ 2021", "KAZ 2022", "KGZ 2022"]
    )
    #expect(try Self.read(Self.panel, "ISO, year").caseNames.first == "KAZ 2021")
    // A column that is called so comes first.
    let odd = "\"ISO,year\",ISO,year\na,KAZ,1\nb,KAZ,2\n"
    #expect(try Self.read(odd, "ISO,year").caseNames == ["a", "b"])
  }

  @Test func aNameThatIsThereTwiceOrNotIsRefused() {
    let twice = dataError { try Self.read(Self.panel + "KGZ,2022,1\n", "ISO,year") }
    #expect(twice?.kind == .duplicateCaseName)
    #expect(twice?.value == "KGZ 2022")
    #expect(twice?.column == "ISO,year")
    #expect(dataError { try Self.read(Self.panel, "ISO,yer") }?.column == "yer")
    #expect(
      dataError { try Self.read(Self.panel + ",2023,1\n", "ISO,year") }?.kind == .missingCaseName
    )
  }
}
