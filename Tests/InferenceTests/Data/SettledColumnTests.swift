import Testing

@testable import InferenceCore

/// What a column is where some of its rows are left out.
@Suite struct SettledColumnTests {
  private static func column(_ cells: String...) throws -> Column {
    let text = "x,y\n" + cells.map { $0 + ",0\n" }.joined()
    let table = try TableReader.read(bytes: Array(text.utf8), source: "text")
    return try #require(table["x"])
  }

  @Test func aNumberElsewhereMakesNoNumbersOfCodes() throws {
    let column = try Self.column("1", "0.0", "9", "1")
    #expect(column.settled(for: [0, 1, 3]).values == .coded([true, false, nil, true]))
    #expect(column.settled(for: [0, 1, 2]) == column)
  }

  @Test func aWordElsewhereMakesNoMixture() throws {
    let numbers = try Self.column("1.5", "unknown", "2", "0")
    let settled = numbers.settled(for: [0, 2, 3])
    #expect(settled.values == .numeric([1.5, nil, 2, 0]))
    #expect(settled.irregularity == nil)
    let codes = try Self.column("yes", "unknown", "0", "no")
    #expect(codes.settled(for: [0, 2, 3]).values == .coded([true, nil, false, false]))
    let words = try Self.column("north", "3", "south", "")
    #expect(words.settled(for: [0, 2, 3]).values == .text(["north", nil, "south", nil]))
  }

  /// The first odd cell may be another one then.
  @Test func aMixtureThatRemainsNamesItsOwnCell() throws {
    let column = try Self.column("1.5", "x", "2", "y", "4")
    #expect(column.settled(for: [0, 2, 3, 4]).irregularity?.row == 3)
    #expect(column.settled(for: [0, 2, 3, 4]).irregularity?.value == "y")
    let infinite = try Self.column("1.5", "inf", "2", "-inf")
    #expect(infinite.settled(for: [0, 2]).irregularity == nil)
    #expect(infinite.settled(for: [0, 2, 3]).irregularity?.row == 3)
  }

  @Test func numbersThatRemainNumbersStayAsTheyAre() throws {
    let column = try Self.column("1", "0", "2.5", "7")
    #expect(column.settled(for: [0, 2]) == column)
  }
}
