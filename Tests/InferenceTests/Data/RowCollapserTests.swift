import Testing

@testable import InferenceCore

private func table(
  _ text: String,
  collapsing columns: [String]?,
  chunkSize: Int = 1 << 18,
  comments: UInt8? = nil
) throws -> Table {
  try TableReader.read(
    Array(text.utf8),
    "text",
    nil,
    columns,
    options: .init(delimiter: UInt8(ascii: ","), commentPrefix: comments, chunkSize: chunkSize)
  )
}

/// A row of a table as text, the values of the named columns only.
private func row(_ table: Table, _ row: Int, _ columns: [String]) -> String {
  columns.map { name in
    switch table[name]?.values {
    case .coded(let values)?: values[row].map { "\($0)" } ?? "gap"
    case .numeric(let values)?: values[row].map { "\($0)" } ?? "gap"
    case .text(let values)?: values[row].map { "'\($0)'" } ?? "gap"
    case nil: "none"
    }
  }.joined(separator: "|")
}

/// Distinct rows in order of first appearance, with the line of the first and the number of cases.
private func census(_ table: Table, _ columns: [String]) -> [[String]] {
  var index: [String: Int] = [:]
  var found: [(text: String, line: Int, name: String, count: Int)] = []
  for position in 0..<table.rowCount {
    let text = row(table, position, columns)
    if let known = index[text] {
      found[known].count += table.counts?[position] ?? 1
    } else {
      index[text] = found.count
      let line = table.lines[position]
      found.append((text, line, table.caseNames[position], table.counts?[position] ?? 1))
    }
  }
  return found.map { [$0.text, "\($0.line)", $0.name, "\($0.count)"] }
}

@Suite struct RowCollapserTests {
  /// Rows that say the same in many ways, or go wrong in few.
  private static func randomText(_ seed: UInt64, rows: Int, end: String) -> String {
    var generator = SplitMix(state: seed)
    func pick(_ choices: [String]) -> String {
      choices[Int(generator.next() % UInt64(choices.count))]
    }
    var text = "id,y,a,skip,b,c\(end)"
    for row in 0..<rows {
      let id = pick(["\(row)", "\(row)", "\"\(row)\"", "\"\(row),\n\"", "é\(row)"])
      let y = pick(["1", "0", "yes", "no", " 1", "\"0\"", generator.next() % 50 == 0 ? "" : "1"])
      let a = pick(["1", "0", "0", "0"])
      let b = pick(["2.5", "2.50", "-1", "7", generator.next() % 90 == 0 ? "NA" : "7"])
      let c = pick(["north", "\"south\"", "éast", "a longer word", " north "])
      text += [id, y, a, pick(["x", "", "\"q\"\"q\""]), b, c].joined(separator: ",") + end
      if generator.next() % 20 == 0 { text += pick([end, "#,1,1,1,1,1" + end]) }
    }
    return text
  }

  @Test(arguments: ["\n", "\r\n", "\r"], [1, 13, 512, 1 << 18])
  func mergesWhatTheRowsSay(end: String, chunkSize: Int) throws {
    let comment = UInt8(ascii: "#")
    for seed in 0..<3 {
      let text = Self.randomText(UInt64(seed), rows: 1500, end: end)
      let rows = try table(text, collapsing: nil, comments: comment)
      for columns in [["y", "a", "b", "c"], ["y", "a"], ["c"]] {
        let merged = try table(
          text,
          collapsing: columns,
          chunkSize: chunkSize,
          comments: comment
        )
        #expect(merged.counts != nil && merged.rowCount < 900)
        #expect(merged.caseCount == 1500)
        #expect(merged.columns.map(\.name) == columns)
        #expect(merged.columnNames == ["id", "y", "a", "skip", "b", "c"])
        // The rows have names of their own, the merged ones the numbers of their first case.
        var expected = census(rows, columns)
        for index in expected.indices {
          let number = rows.caseNames.firstIndex(of: expected[index][2]).map { $0 + 1 }
          expected[index][2] = "\(number ?? 0)"
        }
        #expect(census(merged, columns) == expected)
      }
    }
  }

  @Test func coversKnownLinesBehindLeadingColumns() throws {
    // Beyond the first rows every line is known from its second column on.
    var text = "id,y,x\n"
    for row in 0..<20_000 { text += "\(row),\(row % 3 == 0 ? 1 : 0),\(row % 7)\n" }
    let merged = try table(text, collapsing: ["y", "x"])
    #expect(merged.rowCount == 14)
    // 20000 = 21 x 952 + 8: each of 21 residues 952 times, residues 0 to 7 once more.
    var expected = [Int](repeating: 0, count: 14)
    var order: [[Int]] = []
    for residue in 0..<21 {
      let key = [residue % 3 == 0 ? 1 : 0, residue % 7]
      let index = order.firstIndex(of: key) ?? order.count
      if index == order.count { order.append(key) }
      expected[index] += residue < 8 ? 953 : 952
    }
    #expect(merged.counts == expected)
    #expect(merged.lines.first == 2 && merged.lines.last == 20)
  }

  @Test(arguments: ["\n", "\r\n"])
  func coversKnownLinesBeforeTrailingColumns(end: String) throws {
    var text = "id,y,x,note,size" + end
    for row in 0..<20_000 {
      let note = row % 1000 == 0 ? "\"a,\(row)\"" : row % 1000 == 1 ? "\u{E9}\(row)" : "n\(row)"
      text += "\(row),\(row % 3 == 0 ? 1 : 0),\(row % 7),\(note),\(row)" + end
    }
    let rows = try table(text, collapsing: nil)
    let merged = try table(text, collapsing: ["y", "x"])
    #expect(merged.rowCount == 14 && merged.caseCount == 20_000)
    #expect(
      census(merged, ["y", "x"]).map { [$0[0], $0[1], $0[3]] }
        == census(rows, ["y", "x"]).map { [$0[0], $0[1], $0[3]] }
    )
    // A line whose columns that matter are known still needs all its columns.
    for last in ["20000,1,0,n", "20000,1,0,n,5,6", "20000,1,0,n,\"5"] {
      let error = dataError { try table(text + last + end, collapsing: ["y", "x"]) }
      #expect(error?.line == 20_002, "\(last)")
    }
  }

  @Test func fewCasesAreReadAsRows() throws {
    var text = "case,y,x\n"
    for row in 0..<1000 { text += "c\(row),\(row % 2),1\n" }
    let rows = try table(text, collapsing: nil)
    #expect(try table(text, collapsing: ["y", "x"]) == rows)
    #expect(rows.caseNames[999] == "c999")
    let more = text + "c0,1,1\n"
    #expect(try table(more, collapsing: ["y", "x"]).counts == [500, 501])
    #expect(try table(more, collapsing: nil).counts == nil)
  }

  @Test func casesNamedByAStatedColumnAreReadAsRows() throws {
    var text = "case,y\n"
    for row in 0..<2000 { text += "c\(row),\(row % 2)\n" }
    let named = try TableReader.read(
      bytes: Array(text.utf8),
      source: "text",
      caseColumn: "case",
      collapsing: ["y"]
    )
    #expect(named.counts == nil && named.caseNames[1999] == "c1999")
  }

  @Test func differentCasesAreReadAsRows() throws {
    var text = "y,x\n"
    for row in 0..<9000 { text += "\(row % 2),\(row).5\n" }
    let found = try table(text, collapsing: ["y", "x"])
    #expect(found.counts == nil && found.rowCount == 9000)
  }

  @Test func theFirstGapsStayApart() throws {
    var text = "y,x\n"
    for row in 0..<5000 { text += row % 2 == 0 ? "NA,1\n" : "1,0\n" }
    let merged = try table(text, collapsing: ["y", "x"])
    #expect(merged.caseCount == 5000)
    // 1000 gaps of one case each, the other 1500 together, and the complete row.
    try #require(merged.rowCount == 1002)
    #expect(merged.counts?[1] == 2500)
    #expect(merged.counts?.last == 1500)
    #expect(merged.caseNames.last == "2001" && merged.lines.last == 2002)
    #expect(merged.caseNames[3] == "5" && merged.lines[3] == 6)
  }

  @Test func oddCellsAreNamedWithTheirLine() throws {
    // 3000 codes and, among them, one word twice: the first of them is named.
    var text = "y,x\n"
    for row in 0..<3000 { text += row == 2400 || row == 2900 ? "1,maybe\n" : "1,\(row % 2)\n" }
    let merged = try table(text, collapsing: ["y", "x"])
    let odd = try #require(merged["x"]?.irregularity)
    #expect(odd.value == "maybe" && odd.expected == .codes)
    #expect(merged.lines[odd.row] == 2402)
    #expect(merged["x"]?.values == .text(["0", "1", "maybe"]))
    // 1600 numbers against 1400 words: most cells decide, not most distinct ones.
    var mostly = "y,x\n"
    for row in 0..<3000 { mostly += row < 1600 ? "1,2\n" : "1,w\(row % 5)\n" }
    let mixed = try table(mostly, collapsing: ["y", "x"])
    #expect(mixed["x"]?.irregularity == .init(row: 1, value: "w0", expected: .numbers))
  }

  @Test(arguments: [
    ("1\n", DataError.Kind.raggedRow(expected: 2, found: 1), nil),
    ("1,0,1\n", .raggedRow(expected: 2, found: 3), nil),
    ("1,\"0", .unclosedQuote, "x"), ("1,0\"", .strayQuote, "x"),
  ])
  func namesTheLineOfTheLastRow(row: String, kind: DataError.Kind, column: String?) {
    let text = "y,x\n" + String(repeating: "1,0\n0,1\n", count: 50_000) + row
    let error = dataError { try table(text, collapsing: ["y", "x"]) }
    #expect(error?.kind == kind)
    #expect(error?.line == 100_002)
    #expect(error?.column == column)
    #expect(error == dataError { try table(text, collapsing: nil) })
  }

  @Test func namesTheLineOfBadBytes() {
    let text = Array(("y,x\n" + String(repeating: "1,0\n0,1\n", count: 5000)).utf8)
    let error = dataError {
      try TableReader.read(
        bytes: text + [0x31, 0x2C, 0x81, 0x0A],
        source: "text",
        collapsing: ["y"]
      )
    }
    #expect(error?.kind == .unknownEncoding && error?.line == 10_002 && error?.column == "x")
  }

  @Test func linesWithQuotesAreAlwaysTakenApart() throws {
    // Undoing a doubled quote leaves the bytes of the wrong line in memory.
    let doubled = "y,x\n" + String(repeating: "1,\"a\"\"b\"\n", count: 2000)
    let error = dataError { try table(doubled + "1,\"a\"b\"\"\n", collapsing: ["y", "x"]) }
    #expect(error?.kind == .textAfterQuote && error?.line == 2002)
    // A carriage return in quotes is a line of its own.
    let returns = "y,x\n" + String(repeating: "1,\"a\rb\"\n", count: 2000)
    let last = try table(returns + "0,c\n", collapsing: ["y", "x"])
    #expect(last.lines == [2, 4002] && last.counts == [2000, 1])
  }
}
