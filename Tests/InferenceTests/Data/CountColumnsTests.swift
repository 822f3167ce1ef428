import Testing

@testable import Inference

@Suite struct CountColumnsTests {
  private static func codes(_ text: String, collapsing: [String]? = nil) throws -> [String] {
    try TableReader.read(bytes: Array(text.utf8), source: "text", collapsing: collapsing).notices
      .map(\.code)
  }

  /// The numbers of the rows, which R and pandas write, name no cases.
  @Test(arguments: [
    "\"\",\"y\",\"x\",\"Freq\"\n\"1\",0,0,12\n\"2\",1,0,3\n\"3\",0,1,5\n\"4\",1,1,9\n",
    ",y,x,count\n0,0,0,12\n1,1,0,3\n2,0,1,5\n3,1,1,9\n",
    "\"\",\"y\",\"x\",\"Freq\"\n\"1\",0,0,12\n\"3\",0,1,5\n\"4\",1,1,9\n",
    "y,x,Freq\n0,0,12\n1,0,0\n0,1,5\n1,1,9\n",
  ])
  func tablesOfFrequencies(_ text: String) throws {
    #expect(try Self.codes(text) == ["count-column"])
  }

  @Test func tableOfFrequenciesWithShortHeader() throws {
    let text = "\"y\" \"x\" \"Freq\"\n\"1\" 0 0 12\n\"2\" 1 0 3\n\"3\" 0 1 5\n\"4\" 1 1 9\n"
    #expect(try Self.codes(text) == ["short-header", "count-column"])
  }

  @Test(arguments: [
    "Freq", "Anzahl", "H\u{E4}ufigkeit", "Fallzahl", "Effectif", "Frecuencia", "liczba", "nobs",
    "n_obs", "cnt", "num", "cases", "number", "pweight", "fweight", "Gewicht", "Number of cases",
  ])
  func namesOfCounts(_ name: String) throws {
    #expect(try Self.codes("a,y,\(name)\n1,1,10\n1,0,5\n0,1,3\n") == ["count-column"])
    #expect(try Self.codes("a,y,\(name)\n1,1,1.5\n1,0,5\n0,1,3\n") == [])
    #expect(try Self.codes("a,y,\(name)\n1,1,-1\n1,0,5\n0,1,3\n") == [])
    #expect(try Self.codes("case,y,\(name)\nA,1,10\nB,0,5\nC,1,3\n") == [])
  }

  /// Numbers of rows are no counts, and an id names cases.
  @Test(arguments: [
    "a,y,n\n1,1,1\n0,0,2\n1,0,3\n0,1,4\n", "num,a,y\n3,1,1\n5,0,1\n9,1,0\n",
    "id,y,n\n1,1,4\n2,0,3\n3,1,9\n",
    "\"\",\"y\",\"n\"\n\"Aland\",1,4\n\"Beland\",0,3\n\"Celand\",1,9\n",
  ])
  func noCounts(_ text: String) throws {
    #expect(try Self.codes(text) == [])
  }

  /// A dot takes the counts for a condition; a formula that names them means it.
  @Test func countsThatADotMakesACondition() throws {
    let text = "y,x,Freq\n0,0,12\n1,0,3\n0,1,5\n1,1,9\n"
    func messages(_ formula: String) throws -> [String] {
      try AnalysisInputTests.input(text, formula).warnings.filter { $0.code == "count-column" }
        .map(\.message)
    }
    let dot = try messages("y ~ .")
    #expect(dot.count == 1 && dot.allSatisfy { $0.contains("a condition because of the dot") })
    let unused = try messages("y ~ x")
    #expect(unused.count == 1 && unused.allSatisfy { $0.contains("nothing names the cases") })
    #expect(try messages("y ~ x + Freq").isEmpty)
    #expect(try messages("y ~ . + Freq").isEmpty)
  }

  /// Where equal rows of a large table are merged, the column of the counts is not kept.
  @Test func countsOfALargeTable() throws {
    let rows = String(repeating: "0,0,12\n1,0,3\n1,1,4\n", count: 400)
    #expect(try Self.codes("y,x,Freq\n" + rows, collapsing: ["y", "x"]) == ["count-column"])
    #expect(try Self.codes("y,x,share\n" + rows, collapsing: ["y", "x"]) == [])
    let named = String(repeating: "A,0,0,12\nB,1,0,3\nC,1,1,4\n", count: 400)
    #expect(try Self.codes("country,y,x,n\n" + named, collapsing: ["y", "x"]) == [])
  }
}
