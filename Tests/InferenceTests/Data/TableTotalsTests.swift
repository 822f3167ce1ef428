import Testing

@testable import Inference

@Suite struct TableTotalsTests {
  private static func totals(_ text: String) throws -> [String] {
    try TableReader.read(bytes: Array(text.utf8), source: "text").notices
      .filter { $0.code == "total-row" }.map(\.message)
  }

  private static let regions =
    "region,hits,n,x\nA,3,10,1\nB,5,12,2\nC,2,9,3\nD,7,15,4\nE,4,11,5\n"

  /// A last row that is the sum of the others is one whatever it is called.
  @Test func sumsOfUnknownName() throws {
    #expect(
      try Self.totals(Self.regions + "Alle,21,57,3\n") == [
        "the last row (line 7) holds the sum of the others in `hits`, `n`: it is read as a case; take it "
          + "out of the file if it is no case"
      ]
    )
    #expect(try Self.totals("hits,n\n3,10\n5,12\n2,9\n10,31\n").count == 1)
  }

  /// One sum, sums of equal columns, and sums of next to nothing come about by chance.
  @Test(arguments: [
    regions + "F,6,57,3\n", regions + "F,21,56,3\n", "a,b,y\n3,3,1\n5,5,0\n2,2,1\n10,10,0\n",
    "a,b,y\n0,0,1\n5,0,0\n0,2,1\n5,2,0\n", "a,b,y\n3,10,1\n5,12,0\n8,22,1\n",
    "a,b,c,d,e,y\n3,10,5,5,7,1\n5,12,6,4,7,0\n2,9,7,3,7,1\n10,31,8,2,7,1\n",
    "a,b,y\n0.5,10,1\n1.5,12,0\n2,9,1\n4,31,0\n",
  ])
  func sumsByChance(_ text: String) throws {
    #expect(try Self.totals(text) == [])
  }

  @Test(arguments: [
    "Gesamtergebnis", "Gesamtsumme", "Eindtotaal", "Общий итог", "Ogółem", "Razem", "Összesen",
    "Celkem", "Toplam", "All",
  ])
  func namesOfTotals(_ name: String) throws {
    #expect(try Self.totals("case,x,y\nA,3,0\nB,4,1\nC,5,0\n\(name),9,1\n").count == 1)
  }

  /// A party, and groups that hold all.
  @Test func namesThatAreNoTotals() throws {
    #expect(try Self.totals("case,x,y\nA,3,0\nRazem,4,1\nAll,2,1\nC,5,0\n") == [])
    #expect(try Self.totals("case,x,y\nA,3,0\nB,4,1\nC,5,0\nLewica Razem,9,1\n") == [])
    #expect(try Self.totals("case,x,y\nA,3,0\nB,4,1\nC,5,0\nAll Saints,9,1\n") == [])
  }
}
