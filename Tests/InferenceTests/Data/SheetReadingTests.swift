import Foundation
import InferenceTestSupport
import Testing

@testable import InferenceCore

/// One column of a table as texts: codes as yes and no, missing values as `-`.
private func cells(_ table: Table, _ name: String) -> [String] {
  guard let column = table[name] else { return ["no such column"] }
  return (0..<table.rowCount).map { row in
    switch column.values {
    case .coded(let codes): codes[row].map { $0 ? "yes" : "no" } ?? "-"
    case .numeric(let numbers): numbers[row].map { "\($0)" } ?? "-"
    case .text(let words): words[row] ?? "-"
    }
  }
}

private func read(
  _ text: String,
  _ format: TableFormat = .init(),
  caseColumn: String? = nil
) throws -> Table {
  try TableReader.read(
    bytes: Array(text.utf8),
    source: "text",
    caseColumn: caseColumn,
    format: format
  )
}

private func trial(_ name: String, _ format: TableFormat = .init()) throws -> Table {
  try TableReader.read(path: Trials.path(name), format: format)
}

private func codes(_ table: Table) -> [String] { table.notices.map(\.code) }

@Suite struct SheetReadingTests {
  // The same six cases in many dialects.
  static let dialects: [(name: String, text: String, notices: [String])] = [
    ("commas", "case,a,y\nA,1,0\nB,1,1\nC,0,0\n", []),
    ("semicolons", "case;a;y\nA;1;0\nB;1;1\nC;0;0\n", []),
    ("bars", "case|a|y\nA|1|0\nB|1|1\nC|0|0\n", []),
    ("bars and spaces", "case | a | y\nA | 1 | 0\nB | 1 | 1\nC | 0 | 0\n", []),
    ("tabs", "case\ta\ty\r\nA\t1\t0\r\nB\t1\t1\r\nC\t0\t0\r\n", []),
    ("aligned", "case  a y\nA     1 0\nB     1 1\nC     0 0\n", []),
    ("aligned at the right", "  case a y\n     A 1 0\n     B 1 1\n     C 0 0\n", []),
    ("write.table", "\"a\" \"y\"\n\"A\" 1 0\n\"B\" 1 1\n\"C\" 0 0\n", ["short-header"]),
    ("write.table with commas", "\"a\",\"y\"\n\"A\",1,0\n\"B\",1,1\n\"C\",0,0\n", ["short-header"]),
    ("sep=;", "sep=;\ncase;a;y\nA;1;0\nB;1;1\nC;0;0\n", []),
    ("sep=, between quotes", "\"sep=,\"\r\ncase,a,y\r\nA,1,0\r\nB,1,1\r\nC,0,0\r\n", []),
    ("sep=|", "SEP=|\ncase|a|y\nA|1|0\nB|1|1\nC|0|0\n", []),
    ("empty columns", "case,a,y,,\nA,1,0,,\nB,1,1,,\nC,0,0,,\n", ["empty-columns"]),
    ("an empty column inside", "case,,a,y\nA,,1,0\nB,,1,1\nC,,0,0\n", ["empty-columns"]),
    ("empty columns, short rows", "case,a,y,,\nA,1,0\nB,1,1\nC,0,0\n", ["empty-columns"]),
    ("empty rows", "case,a,y\nA,1,0\nB,1,1\nC,0,0\n,,\n , ,\n\n", ["empty-rows"]),
    ("delimiters behind the rows", "case,a,y\nA,1,0,\nB,1,1,\nC,0,0,\n", ["long-rows"]),
    ("R row names", "\"\",\"a\",\"y\"\n\"A\",1,0\n\"B\",1,1\n\"C\",0,0\n", []),
    ("R row names read back", "X,a,y\nA,1,0\nB,1,1\nC,0,0\n", ["row-numbers"]),
    ("pandas row names read back", "Unnamed: 0,a,y\nA,1,0\nB,1,1\nC,0,0\n", ["row-numbers"]),
    ("pandas index", ",case,a,y\n0,A,1,0\n1,B,1,1\n2,C,0,0\n", ["row-numbers"]),
    (
      "R row numbers",
      "\"\",\"case\",\"a\",\"y\"\n\"1\",\"A\",1,0\n\"2\",\"B\",1,1\n\"3\",\"C\",0,0\n",
      ["row-numbers"]
    ),
    ("row numbers with a name", "rownames,case,a,y\n1,A,1,0\n2,B,1,1\n3,C,0,0\n", ["row-numbers"]),
    ("row numbers called id", "id,country,a,y\n1,A,1,0\n2,B,1,1\n3,C,0,0\n", ["row-numbers"]),
    ("Case Name", "Case Name,a,y\nA,1,0\nB,1,1\nC,0,0\n", []),
    ("case.name", "case.name,a,y\nA,1,0\nB,1,1\nC,0,0\n", []),
    ("Country", "Country,a,y\nA,1,0\nB,1,1\nC,0,0\n", []),
    ("a title", "Table 1: cases\n\ncase,a,y\nA,1,0\nB,1,1\nC,0,0\n", ["lines-above-header"]),
    (
      "a title of a sheet", "Table 1,,\n,,\ncase,a,y\nA,1,0\nB,1,1\nC,0,0\n", ["lines-above-header"]
    ),
    (
      "comments", "# made by hand\ncase,a,y\nA,1,0\n# the next is odd\nB,1,1\nC,0,0\n",
      ["lines-above-header", "comments"]
    ),
    (
      "no-break spaces",
      "case,a\u{A0},y\nA,1\u{A0},0\n\u{2009}B,\u{3000}1,1\nC\u{200B},0,\u{FEFF}0\n",
      ["blanks", "blanks", "blanks", "blanks"]
    ),
  ]

  @Test(arguments: dialects.indices)
  func oneTableInManyDialects(_ index: Int) throws {
    let dialect = Self.dialects[index]
    let table = try read(dialect.text)
    let name = Comment(rawValue: dialect.name)
    #expect(table.caseNames == ["A", "B", "C"], name)
    #expect(cells(table, "a") == ["yes", "yes", "no"], name)
    #expect(cells(table, "y") == ["no", "yes", "no"], name)
    #expect(codes(table) == dialect.notices, name)
  }

  // The same through a file, by small chunks, and where so many cases are merged.
  @Test(arguments: dialects.indices)
  func merging(_ index: Int) throws {
    let dialect = Self.dialects[index]
    // Names that repeat are no names of rows.
    if dialect.notices.contains("short-header") { return }
    let end = dialect.text.contains("\r\n") ? "\r\n" : "\n"
    let lines = dialect.text.split(omittingEmptySubsequences: false) { $0.isNewline }
    guard let first = lines.firstIndex(where: { $0.contains("A") && $0.contains("1") }),
      let last = lines.lastIndex(where: { $0.contains("C") && $0.contains("0") })
    else {
      Issue.record("the cases are not found")
      return
    }
    let body = lines[first...last].joined(separator: end) + end
    let text =
      lines[..<first].joined(separator: end) + end + String(repeating: body, count: 500)
      + lines[(last + 1)...].joined(separator: end)
    let table = try TableReader.read(
      bytes: Array(text.utf8),
      source: "text",
      collapsing: ["a", "y"]
    )
    #expect(table.caseCount == 1500)
    let rows = (0..<table.rowCount).map { cells(table, "a")[$0] + cells(table, "y")[$0] }
    var sums: [String: Int] = [:]
    for (row, key) in rows.enumerated() { sums[key, default: 0] += table.counts?[row] ?? 0 }
    #expect(sums == ["yesno": 500, "yesyes": 500, "nono": 500])
  }

  static let kinds: [(FileKind, [UInt8])] = [
    (.excelWorkbook, Array("PK\u{3}\u{4}\u{14}\0\u{6}\0xxxx[Content_Types].xml".utf8)),
    (
      .openDocument,
      Array("PK\u{3}\u{4}mimetypeapplication/vnd.oasis.opendocument.spreadsheet".utf8)
    ),
    (.zip, Array("PK\u{3}\u{4}cases.csv".utf8)),
    (.oldExcel, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]),
    (.stata, Array("<stata_dta><header>".utf8)), (.stata, [0x73, 0x02, 0x01, 0x00, 0x03]),
    (.spss, Array("$FL2@(#) SPSS".utf8)), (.spss, Array("$FL3@(#) SPSS".utf8)),
    (.sas, Array("HEADER RECORD*******LIBRARY".utf8)), (.gzip, [0x1F, 0x8B, 0x08, 0x00]),
    (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]), (.zstd, [0x28, 0xB5, 0x2F, 0xFD]),
    (.bzip2, Array("BZh91AY&SY".utf8)), (.json, Array("[\n {\"a\": 1}]".utf8)),
    (.json, Array("{\"a\": [1]}".utf8)), (.html, Array("<!DOCTYPE html><table>".utf8)),
    (.html, Array("\n<table><tr>".utf8)), (.xml, Array("<?xml version=\"1.0\"?><Workbook>".utf8)),
    (.pdf, Array("%PDF-1.7".utf8)), (.rData, Array("RDX3\nX\n".utf8)),
    (.rData, [0x58, 0x0A, 0, 0, 0, 3]), (.parquet, Array("PAR1".utf8)),
    (.feather, Array("ARROW1\0\0".utf8)), (.sqlite, Array("SQLite format 3\0".utf8)),
    (.markdown, Array("| case | a |\n|------|---|\n| A | 1 |\n".utf8)),
  ]

  @Test(arguments: kinds.indices)
  func otherFiles(_ index: Int) {
    let (kind, bytes) = Self.kinds[index]
    #expect(dataError { try TableReader.read(bytes: bytes, source: "t") }?.kind == .otherKind(kind))
  }

  @Test func zeros() {
    let late =
      Array(("a,b\n" + String(repeating: "1,0\n", count: 100_000)).utf8) + [0x31, 0, 0x2C, 0x31]
    #expect(dataError { try TableReader.read(bytes: late, source: "t") }?.kind == .zeroByte)
    #expect(
      dataError { try TableReader.read(bytes: Array("a,b\n1,\0\n".utf8), source: "t") }?.kind
        == .zeroByte
    )
  }

  @Test(arguments: [
    "A,1,0\nB,1,1\nC,0,0\n", "A;yes;no\nB;no;yes\nC;no;no\n", "1,0\n0,1\n1,1\n",
    "Alpha,2.5,1\nBeta,1.5,0\nGamma,3.5,1\n",
  ])
  func noHeader(_ text: String) {
    #expect(dataError { try read(text) }?.kind == .noHeader)
  }

  @Test func yearsAreNames() throws {
    let table = try read("country,1990,1991,1992\nA,3,1999,1\nB,2,1000,0\nC,9,2500,1\n")
    #expect(table.columnNames == ["country", "1990", "1991", "1992"])
  }

  @Test func columnsWithoutNamesThatHoldSomething() {
    #expect(
      dataError { try read("case,a,,y\nA,1,x,0\nB,1,,1\n") }
        == DataError(.emptyColumnName(position: 3), file: "text", line: 1)
    )
    let rows = String(repeating: "B,1,,1\n", count: 5000)
    #expect(
      dataError { try read("case,a,,y\n" + rows + "A,1,x,0\n") }
        == DataError(
          .emptyColumnName(position: 3),
          file: "text",
          line: 5002,
          place: .init(value: "x")
        )
    )
    // The header of a table without its last name is not R's.
    #expect(
      dataError { try read("case,a,y\nA,1,0,x\nB,1,1,z\n") }?.kind
        == .raggedRow(expected: 3, found: 4)
    )
  }

  @Test func decimalCommasWithoutQuotesAreNoNamesOfRows() {
    #expect(
      dataError { try read("gdp,y\n1,5,0\n2,7,1\n0,9,0\n") }?.kind
        == .raggedRow(expected: 2, found: 3)
    )
  }

  @Test func decimalCommasInAlignedColumns() throws {
    let table = try read(
      "case x y\nA 1,5 0\nB 2,5 1\nC 3 1\n",
      TableFormat(cells: CellRules(decimal: .comma))
    )
    #expect(table["x"]?.values == .numeric([1.5, 2.5, 3]))
  }

  @Test func quotesInAlignedColumns() throws {
    let text = "\"name of case\" a y\n\"A \"\"one\"\" x\" 1 0\n\"B 5\" 0 1\n6\" 1 1\n"
    let table = try read(
      text.replacingOccurrences(of: "\n6\" ", with: "\nC "),
      caseColumn: "name of case"
    )
    #expect(table.caseNames == ["A \"one\" x", "B 5", "C"])
    #expect(cells(table, "a") == ["yes", "no", "yes"])
  }

  @Test func totals() throws {
    let table = try read("case,deaths,y\nA,3,0\nB,4,1\nC,5,0\nTotal,12,1\n")
    #expect(codes(table) == ["total-row"])
    #expect(table.notices[0].message.contains("`deaths`"))
    #expect(try codes(read("case,x,y\nA,3,0\nB,4,1\nTotality,5,0\n")) == [])
    #expect(try codes(read("case,x,y\nA,3,0\nB,4,1\nMean,3.5,0\n")) == ["total-row"])
  }

  @Test func rowsThatSumUpOthersWhereverTheyStand() throws {
    let names = "case,x,y\nA,3,0\nB,4,1\nC,5,0\nD,2,1\n"
    #expect(try codes(read(names + "Min,2,0\nMax,5,1\n")) == ["total-row"])
    #expect(try codes(read("case,x,y\nA,3,0\nSubtotal,3,0\nB,4,1\nC,5,0\n")) == ["total-row"])
    #expect(try codes(read("case,level,y\nA,average,0\nB,high,1\nC,average,0\n")) == [])
    #expect(try codes(read("case,x,y\nSD,3,0\nSE,4,1\nN,5,0\n")) == [])
  }

  /// A case that was commented out is not one in silence; where all cases begin so, it is their name.
  @Test func rowsThatBeginAsComments() throws {
    #expect(try codes(read("case,a,y\nA,1,0\nB,0,1\n#C,1,1\n")) == ["comment-rows"])
    #expect(try codes(read("case,a,y\n#1,1,0\n#2,0,1\n#3,1,1\n")) == [])
  }

  /// A quote that was meant for itself takes the rows up to the next one.
  @Test func rowsBetweenQuotes() throws {
    let error = dataError {
      try read("region,case,a,y\nNorth,A,1,0\n\"\"\",B,1,1\n\"\"\",C,0,0\nSouth,D,1,1\n")
    }
    #expect(error?.kind == .rowsInQuotes(lastLine: 4))
    #expect((error?.line, error?.column) == (3, "region"))
    let note = "case,note,a,y\nA,\"one, of the first\nand, of 1999, the last\",1,0\nB,x,0,1\n"
    #expect(try read(note)["a"]?.values == .coded([true, false]))
  }

  @Test func namesOnTwoLines() throws {
    let table = try read("case,\"GDP\nper capita\",y\nA,3,0\nB,4,1\nC,5,0\n")
    #expect(table.columnNames == ["case", "GDP per capita", "y"])
    #expect(codes(table) == ["joined-names"])
  }

  @Test func theEndOfFileOfOldPrograms() throws {
    #expect(try read("case,a,y\nA,1,0\nB,0,1\n\u{1A}\n").rowCount == 2)
  }

  /// A second column that numbers the cases is no condition where a dot stands for all columns.
  @Test(arguments: [
    "id,case,a,y\n1,A,1,0\n2,B,0,1\n3,C,1,1\n", "obs,case,a,y\n9,A,1,0\n7,B,0,1\n4,C,1,1\n",
    "#,case,a,y\n1,A,1,0\n2,B,0,1\n3,C,1,1\n", "lfd. Nr.,case,a,y\n3,A,1,0\n2,B,0,1\n1,C,1,1\n",
  ])
  func numbersOfRowsBesideNames(text: String) throws {
    let table = try read(text)
    #expect(codes(table) == ["row-numbers"])
    #expect(table.rowNumberColumns == [table.columnNames[0]])
    #expect(table.caseNames == ["A", "B", "C"])
  }

  @Test func numbersThatAreNoRowNumbers() throws {
    #expect(try codes(read("index,case,y\n12,A,0\n45,B,1\n7,C,1\n")) == [])
    #expect(try codes(read("id,a,y\n1,1,0\n2,0,1\n3,1,1\n")) == [])
  }

  /// `table()` of R, and a sheet of weights.
  @Test func countsOfEqualCases() throws {
    #expect(try codes(read("a,y,Freq\n1,1,10\n1,0,5\n0,1,3\n")) == ["count-column"])
    #expect(try codes(read("case,a,n\nA,1,10\nB,0,5\nC,1,3\n")) == [])
    #expect(try codes(read("a,y,n\n1,1,0.5\n1,0,5\n0,1,3\n")) == [])
  }

  /// x or nothing, + or -: the gaps may be the no.
  @Test func gapsThatMayBeTheNo() throws {
    let sheet = "case,a,y\nA,x,0\nB,,1\nC,x,1\nD,,0\n"
    #expect(try codes(read(sheet)) == ["gaps-for-no"])
    #expect(try codes(read(sheet.replacing("x", with: "1"))) == ["gaps-for-no"])
    #expect(try codes(read(sheet.replacing(",,", with: ",NA,"))) == [])
    let signs = "case,a,y\nA,+,0\nB,-,1\nC,+,1\nD,-,0\n"
    let table = try read(signs)
    #expect(codes(table) == ["missing-text", "gaps-for-no"])
    #expect(table.notices[1].remedy == .declareCodes(yes: "+", no: "-", column: "a"))
    let words = try #require(CodeWords("a=+/-"))
    let kept = try read(signs, TableFormat().keeping([words]))
    #expect(kept["a"]?.values == .text(["+", "-", "+", "-"]))
    #expect(try kept.reading([words])["a"]?.values == .coded([true, false, true, false]))
  }

  @Test func mergedCells() throws {
    let sheet = "region,case,y\nNorth,A,0\n,B,1\n,C,1\nSouth,D,0\n,E,1\n"
    #expect(try codes(read(sheet)) == ["merged-cells"])
    #expect(try codes(read(sheet.replacing("South", with: "North"))) == ["gaps-for-no"])
  }

  /// One column with both marks is refused whatever is declared, and the rarer one named.
  @Test func twoNotationsInAColumn() throws {
    let sheet = "case;x;y\nA;1,5;0\nB;2,25;1\nC;4.25;1\n"
    for format in [TableFormat(), TableFormat(cells: CellRules(decimal: .comma))] {
      let odd = try #require(try read(sheet, format)["x"]?.irregularity)
      #expect(odd == .init(row: 2, value: "4.25", expected: .oneNotation("1,5")))
    }
    let points = try read("case;x;y\nA;1.5;0\nB;2,25;1\nC;4.25;1\n")["x"]?.irregularity
    #expect(points == .init(row: 1, value: "2,25", expected: .oneNotation("1.5")))
    // A point between thousands, and a decimal comma, are one notation.
    let both = try read("case;x;y\nA;1.500,5;0\nB;2,25;1\nC;4,2;1\n")["x"]?.irregularity
    #expect(both?.expected == .plainNumber)
  }

  @Test func trialsThatAreReadRight() throws {
    #expect(try trial("r-row-names.csv").caseNames.prefix(3) == ["Aland", "Beland", "Celand"])
    #expect(try trial("pandas-index.csv").caseNames == ["A", "B", "C", "D", "E", "F"])
    for name in ["excel-sep-line", "trailing-empty-columns", "cr-line-ends", "bom-crlf", "nbsp"] {
      let table = try trial(name + ".csv")
      #expect(table.caseNames == ["A", "B", "C", "D", "E", "F"])
      #expect(table.columnNames == ["case", "a", "y"])
      #expect(cells(table, "a") == ["yes", "yes", "no", "yes", "no", "no"])
      #expect(cells(table, "y") == ["no", "yes", "no", "yes", "yes", "no"])
    }
    #expect(try trial("latin1.csv").caseNames.first == "C\u{F4}te")
  }
}
