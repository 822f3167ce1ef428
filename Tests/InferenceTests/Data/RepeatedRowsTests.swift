import Testing

@testable import InferenceCore

@Suite struct RepeatedRowsTests {
  private static func notice(_ text: String) throws -> TableNotice? {
    try TableReader.read(bytes: Array(text.utf8), source: "text").repeatedRows
  }

  @Test func aRowWithNumbersThatIsThereTwiceIsSaid() throws {
    let rows = (0..<20).map { "\($0 % 2),\(Double($0) * 1.37 + 0.11),\($0 % 3 == 0 ? 1 : 0)" }
    let sheet = "a,gdp,y\n" + (rows + [rows[4], rows[7], rows[7]]).joined(separator: "\n")
    let notice = try #require(try Self.notice(sheet))
    #expect(notice.code == "repeated-rows")
    #expect(notice.subjects == ["5", "8"])
    #expect(notice.message.contains("case 5 (twice), 8 (3 times)"))
  }

  /// Equal rows of codes are a truth table, and named cases are no mistake.
  @Test func codesAndNamedCasesAreNot() throws {
    let codes = (0..<20).map { "\($0 % 2),\($0 % 3 == 0 ? 1 : 0)" }.joined(separator: "\n")
    #expect(try Self.notice("a,y\n" + codes) == nil)
    let few = (0..<20).map { "\($0 % 2),\($0 % 3 + 2),\($0 % 5 == 0 ? 1 : 0)" }
    #expect(try Self.notice("a,x,y\n" + few.joined(separator: "\n")) == nil)
    let named = (0..<8).map { "c\($0),\(1.5 + Double($0 / 2)),1" }.joined(separator: "\n")
    #expect(try Self.notice("case,gdp,y\n" + named) == nil)
  }
}
