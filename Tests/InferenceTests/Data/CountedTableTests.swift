import Testing

@testable import InferenceCore

@Suite struct CountedTableTests {
  private static func table(_ text: String) throws -> Table {
    try TableReader.read(
      bytes: Array(text.utf8),
      source: "d.csv",
      format: TableFormat(delimiter: .comma)
    )
  }

  @Test func columnOfCountsIsTakenOut() throws {
    let table = try Self.table("y,n,x\n1,3,a\n0,1,b\n1,9007199254740988,a\n").counted(by: "n")
    #expect(table.columns.map(\.name) == ["y", "x"])
    #expect(table.columnNames == ["y", "x"])
    #expect(table.counts == [3, 1, 9_007_199_254_740_988])
    #expect(table.caseNames == ["1", "2", "3"])
    #expect(table.lines == [2, 3, 4])
  }

  /// Only ones: a column of codes to the reader, and a column of counts still.
  @Test func countsMayAllBeOne() throws {
    #expect(try Self.table("y,n\n1,1\n0,1\n").counted(by: "n").counts == [1, 1])
  }

  @Test(arguments: [
    ("", 3), ("2.5", 3), ("-1", 3), ("some", 3), ("inf", 3), ("nan", 3),
    ("9007199254740992", 3), ("9007199254740993", 3), ("1e300", 3),
  ]) func oddCountIsRefused(_ cell: String, _ line: Int) throws {
    let table = try Self.table("y,n\n1,4\n0,\(cell)\n")
    let error = dataError { try table.counted(by: "n") }
    #expect(error?.kind == .invalidValue)
    #expect(error?.line == line)
    #expect(error?.column == "n")
  }

  /// R writes a row for every combination, also of those that no case has.
  @Test func rowsWithoutCasesAreLeftOut() throws {
    let read = try Self.table("y,x,Freq\n0,0,12\n1,0,0\n0,1,5\n1,1,9\n")
    #expect(read.notices.map(\.code) == ["count-column"])
    let table = try read.counted(by: "Freq")
    #expect(table.counts == [12, 5, 9])
    #expect(table.caseNames == ["1", "3", "4"])
    #expect(table.lines == [2, 4, 5])
    #expect(table["x"]?.values == .coded([false, true, true]))
    #expect(table.notices.map(\.code) == ["empty-counts"])
    #expect(
      table.notices[0].message
        == "1 row (the first: line 3) where `Freq` is 0 stands for no case and is left out"
    )
    let nobody = dataError { try Self.table("y,n\n1,0\n0,0\n").counted(by: "n") }
    #expect(nobody?.kind == .invalidValue && nobody?.line == 2)
  }

  /// A column that is declared is not asked for.
  @Test func declaredCountsAreNoCaveat() throws {
    let read = try Self.table("y,x,n\n1,1,3\n0,0,2\n1,0,5\n0,1,4\n")
    #expect(read.notices.map(\.code) == ["count-column"])
    let table = try read.counted(by: "n")
    #expect(table.notices.isEmpty)
    #expect(table.counts == [3, 2, 5, 4])
  }

  @Test func unknownColumnIsRefused() throws {
    let table = try Self.table("y,n\n1,4\n")
    let error = dataError { try table.counted(by: "m") }
    #expect(error?.kind == .unknownColumn)
    #expect(error?.accepted == ["y", "n"])
  }

  @Test func equalValuesAreMergedAndSorted() throws {
    // By the names of the columns: b first, as a number, then c, then y.
    let table = try Self.table(
      "y,c,b\nyes,β,2.50\n1,a,-1\n0,a,10\n1,β,2.5\nno,a,1e1\ntrue,a,10\n0,A,10\n"
    )
    let merged = table.merged(keepsGaps: true)
    #expect(merged.columns.map(\.name) == ["y", "c", "b"])
    #expect(merged["b"]?.values == .numeric([-1, 2.5, 10, 10, 10]))
    #expect(merged["c"]?.values == .text(["a", "β", "A", "a", "a"]))
    #expect(merged["y"]?.values == .coded([true, true, false, false, true]))
    #expect(merged.counts == [1, 2, 1, 2, 1])
    #expect(merged.lines == [3, 2, 8, 4, 7])
  }

  @Test func negativeZeroIsZero() throws {
    let merged = try Self.table("x\n-0.0\n2\n0.0\n-3\n").merged(keepsGaps: false)
    #expect(merged["x"]?.values == .numeric([-3, 0, 2]))
    #expect(merged.counts == [1, 2, 1])
  }

  @Test func orderAndEarlierCountsDoNotMatter() throws {
    let rows = ["1,a,0.1", "0,b,7", "1,a,0.1", "0,b,-7", "1,b,7", "1,a,0.1", "0,b,7"]
    let expected = try Self.table("y,g,x\n" + rows.joined(separator: "\n")).merged(keepsGaps: true)
    let shuffled = try Self.table("x,y,g\n7,0,b\n0.1,1,a\n-7,0,b\n0.1,1,a\n7,0,b\n7,1,b\n0.1,1,a\n")
      .merged(keepsGaps: true)
    let counted = try Self.table("n,y,g,x\n2,1,a,0.1\n1,1,b,7\n1,0,b,-7\n2,0,b,7\n1,1,a,0.1\n")
      .counted(by: "n").merged(keepsGaps: true)
    for other in [shuffled, counted] {
      #expect(other.counts == expected.counts)
      for name in ["y", "g", "x"] { #expect(other[name] == expected[name]) }
    }
    #expect(expected.counts == [3, 1, 2, 1])
  }

  /// A gap that is to be named stays with its line; one that is only counted is a value.
  @Test func gapsStayOrAreCounted() throws {
    let table = try Self.table("y,x\n1,\n0,2\n1,\n1,3\n0,2\n,3\n")
    let kept = table.merged(keepsGaps: true)
    #expect(kept.lines == [3, 5, 2, 4, 7])
    #expect(kept.counts == [2, 1, 1, 1, 1])
    let counted = table.merged(keepsGaps: false)
    #expect(counted["x"]?.values == .numeric([2, 3, 3, nil]))
    #expect(counted["y"]?.values == .coded([false, true, nil, true]))
    #expect(counted.counts == [2, 1, 1, 2])
  }

  /// The first cell that does not fit the others is still the one that is named.
  @Test func irregularCellIsStillKnown() throws {
    let table = try Self.table("y,x\n1,2\n0,3\n0,two\n1,two\n1,2\n")
    let merged = table.merged(keepsGaps: true)
    let irregularity = try #require(merged["x"]?.irregularity)
    #expect(irregularity.value == "two")
    #expect(merged.lines[irregularity.row] == 4)
  }

  @Test func otherColumnsGo() throws {
    let merged = try Self.table("y,x,z\n1,2,3\n1,2,4\n").merged(by: ["x", "y"], keepsGaps: true)
    #expect(merged.columns.map(\.name) == ["y", "x"])
    #expect(merged.columnNames == ["y", "x", "z"])
    #expect(merged.counts == [2])
  }
}
