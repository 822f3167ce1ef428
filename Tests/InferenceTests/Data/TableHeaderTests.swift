import Testing

@testable import InferenceCore

@Suite struct TableHeaderTests {
  private static func read(_ text: String, _ format: TableFormat = .init()) throws -> Table {
    try TableReader.read(bytes: Array(text.utf8), source: "text", format: format)
  }

  /// Files put one below the other, each with its header.
  @Test(arguments: ["case,y,reg", "Case, Y ,REG", "\"case\",\"y\",\"reg\"", "case,,reg"])
  func headersAmongTheCases(_ row: String) {
    let text = "case,y,reg\nA,war,N\nB,peace,S\nC,war,N\n\(row)\nD,peace,N\nE,war,S\n"
    #expect(
      dataError { try Self.read(text) } == DataError(.repeatedHeader, file: "text", line: 5)
    )
  }

  /// Marks that are called like their columns, and codes.
  @Test func cellsThatAreCalledLikeTheirColumns() throws {
    let marks = "Protest,Strike,out\nProtest,,1\nProtest,Strike,0\n,Strike,1\n,,0\n"
    #expect(try Self.read(marks).rowCount == 4)
    #expect(try Self.read("case,x,out\nA,x,0\n,x,\nC,,1\n").rowCount == 3)
    #expect(try Self.read("y,n,x\nN,Y,3.5\nY,N,\nN,N,2.5\n").rowCount == 3)
  }

  /// `write.table` of R where the first column is called like one of names.
  @Test(arguments: [" ", "\t", ",", ";"], ["country", "case", "id"])
  func rowNamesBeforeNames(_ delimiter: String, _ name: String) throws {
    let text = "\"\(name)\" \"y\" \"x\"\n\"1\" \"Albania\" 1 1\n\"2\" \"Belgium\" 0 0\n"
    for rows in ["\"3\" \"Chad\" 1 0\n", "\"7\" \"Chad\" 1 0\n"] {
      let table = try Self.read((text + rows).replacing(" ", with: delimiter))
      #expect(table.columnNames == [name, "y", "x"])
      #expect(table.caseNames == ["Albania", "Belgium", "Chad"])
      #expect(table["y"]?.values == .coded([true, false, true]))
      #expect(table["x"]?.values == .coded([true, false, false]))
      #expect(table.notices.map(\.code) == ["short-header", "row-numbers"])
    }
  }

  @Test func rowNamesThatAreNotInOrder() throws {
    let text = "\"y\" \"x\"\n\"1\" 1 1\n\"2\" 0 0\n\"4\" 1 0\n\"7\" 0 1\n"
    let texts = [text, text.replacing(" ", with: ","), text.replacing("\"", with: "")]
    for text in texts {
      let table = try Self.read(text)
      #expect(table.columnNames == ["y", "x"])
      #expect(table.caseNames == ["1", "2", "4", "7"])
      #expect(table["y"]?.values == .coded([true, false, true, false]))
      #expect(table.notices.map(\.code) == ["short-header"])
    }
  }

  /// The last column has no name.
  @Test(arguments: [
    "id\tname\ty\n1\tAlbania\t0\tnote\n2\tBelgium\t1\tx\n",
    "year;gdp;y\n1990;5;0;note\n1991;4;1;x\n", "case\ta\ty\nA\t1\t0\tnote\nB\t1\t1\tx\n",
    "id,region,y\n1,North,0,note\n2,North,1,x\n",
  ])
  func headersWithoutTheLastName(_ text: String) {
    #expect(dataError { try Self.read(text) }?.kind == .raggedRow(expected: 3, found: 4))
  }

  /// A comma inside cells is no delimiter where another takes the header apart too.
  @Test(arguments: ["\t", "|"])
  func decimalCommasInTwoColumns(_ delimiter: String) throws {
    let text = "y\tgdp\n1\t1,5\n0\t2,5\n".replacing("\t", with: delimiter)
    let table = try Self.read(text, TableFormat(cells: CellRules(decimal: .comma)))
    #expect(table.columnNames == ["y", "gdp"])
    #expect(table["y"]?.values == .coded([true, false]))
    #expect(table["gdp"]?.values == .numeric([1.5, 2.5]))
    #expect(try Self.read(text)["gdp"]?.irregularity?.value == "1,5")
  }

  @Test(arguments: ["case,y\nA|B,1\nC|D,0\n", "case,y\t\nA,1\t\nB,0\t\n"])
  func otherSignsBetweenCommas(_ text: String) throws {
    let table = try Self.read(text)
    #expect(table.columnNames == ["case", "y"])
    #expect(table["y"]?.values == .coded([true, false]))
  }

  @Test(arguments: [
    "Unnamed: 0.1", "S.No", "N\u{B0}", "Lp.", "fid", "Case No.", "case_number",
    "Observation Number", "Laufnr", "Num\u{E9}ro",
  ])
  func namesOfRowNumbers(_ name: String) throws {
    let table = try Self.read("\(name),case,a,y\n1,A,1,0\n2,B,0,1\n3,C,1,1\n")
    #expect(table.rowNumberColumns == [name])
    #expect(table.notices.map(\.code) == ["row-numbers"])
  }

  /// A first column that counts the rows is no condition where a dot stands for all columns.
  @Test(arguments: ["V1", "X1", "Eintrag"], [0, 1])
  func columnsThatCount(_ name: String, _ first: Int) throws {
    let cells = ["1,0", "0,1", "1,1", "0,0"].enumerated().map { "\(first + $0),\($1)\n" }
    let text = "\(name),a,y\n" + cells.joined()
    let table = try Self.read(text)
    #expect(table.rowNumberColumns == [name])
    #expect(table.notices.isEmpty)
    func columns(_ formula: String) throws -> [String] {
      let input = try AnalysisInputTests.input(text, formula)
      let isSaid = input.warnings.contains { $0.code == "row-numbers" }
      return input.design.formula.usedColumns + (isSaid ? ["said"] : [])
    }
    #expect(try columns("y ~ .") == ["y", "a", "said"])
    #expect(try columns("y ~ a") == ["y", "a"])
    #expect(try columns("y ~ . + \(name)") == ["y", "a", name])
  }

  @Test(arguments: [
    "time,a,y\n1,1,0\n2,0,1\n3,1,1\n4,0,0\n", "x,y\n1,0\n2,1\n3,1\n4,0\n",
    "id,a,y\n1,1,0\n2,0,1\n3,1,1\n4,0,0\n", "dose,a,y\n1,1,0\n2,0,1\n3,1,1\n3,0,0\n",
    "a,dose,y\n1,1,0\n0,2,1\n1,3,1\n0,4,0\n", "dose,a,y\n1,1,0\n2,0,1\n3,1,1\n",
  ])
  func columnsThatDoNotCountRows(_ text: String) throws {
    #expect(try Self.read(text).rowNumberColumns == [])
  }
}
