import Testing

@testable import Inference

private func read(_ text: String, caseColumn: String? = nil) throws -> Table {
  try TableReader.read(bytes: Array(text.utf8), source: "text", caseColumn: caseColumn)
}

private func column(_ cells: String...) throws -> Column {
  let table = try read("x,y\n" + cells.map { $0 + ",0\n" }.joined())
  return try #require(table["x"])
}

@Suite struct TableReaderTests {
  @Test func codesOfAllKindsMix() throws {
    let found = try column("yes", "0", "TRUE", "", "absent", "1", "NA", ".", "\"\"")
    #expect(found.values == .coded([true, false, true, nil, false, true, nil, nil, nil]))
    #expect(found.irregularity == nil)
    #expect(try column("0", "1", "1").values == .coded([false, true, true]))
  }

  @Test func numbersMayBeZeroAndOne() throws {
    let found = try column("NA", "0", "1", "", "2.5", "0", "-1e3")
    #expect(found.values == .numeric([nil, 0, 1, nil, 2.5, 0, -1000]))
    #expect(found.irregularity == nil)
  }

  @Test func wordsStayWords() throws {
    let found = try column("", "\"two\nlines\"", "Кыргызстан", "NA", " x y ")
    #expect(found.values == .text([nil, "two\nlines", "Кыргызстан", nil, "x y"]))
    #expect(found.irregularity == nil)
  }

  @Test func allMissingIsCoded() throws {
    let found = try column("", "NA", ".")
    #expect(found.values == .coded([nil, nil, nil]))
    #expect(found.irregularity == nil)
  }

  @Test func mixturesKeepTheirTextAndNameTheFirstCellThatDeparts() throws {
    let codes = try column("Yes", "0", "NO", "maybe", "2", "")
    #expect(codes.values == .text(["Yes", "0", "NO", "maybe", "2", nil]))
    #expect(codes.irregularity == .init(row: 3, value: "maybe", expected: .codes))

    let twos = try column("1", "yes", "2", "0")
    #expect(twos.values == .text(["1", "yes", "2", "0"]))
    #expect(twos.irregularity == .init(row: 2, value: "2", expected: .codes))

    let numbers = try column("1.50", "02", "x", "yes", "1", "7")
    #expect(numbers.values == .text(["1.50", "02", "x", "yes", "1", "7"]))
    #expect(numbers.irregularity == .init(row: 2, value: "x", expected: .numbers))

    let words = try column("low", "high", "1", "high")
    #expect(words.values == .text(["low", "high", "1", "high"]))
    #expect(words.irregularity == .init(row: 2, value: "1", expected: .words))

    let wordFirst = try column("oops", "1", "0", "yes")
    #expect(wordFirst.values == .text(["oops", "1", "0", "yes"]))
    #expect(wordFirst.irregularity == .init(row: 0, value: "oops", expected: .codes))

    let digits = try column("1", "0", "l", "0")
    #expect(digits.irregularity == .init(row: 2, value: "l", expected: .codes))

    let codeAmongNumbers = try column("3", "4", "no", "5")
    #expect(codeAmongNumbers.values == .text(["3", "4", "no", "5"]))
    #expect(codeAmongNumbers.irregularity == .init(row: 2, value: "no", expected: .numbers))
  }

  @Test func numbersThatAreNotFiniteAreIrregular() throws {
    let infinite = try column("1.5", "inf", "2", "3")
    guard case .numeric(let values) = infinite.values else {
      Issue.record("not numeric")
      return
    }
    #expect(values[1] == .infinity)
    #expect(infinite.irregularity == .init(row: 1, value: "inf", expected: .finiteNumber))
    let overflow = try column("1e999", "2")
    #expect(overflow.irregularity == .init(row: 0, value: "1e999", expected: .finiteNumber))
  }

  @Test func casesAreNamedByTheFirstColumnThatCan() throws {
    #expect(try read("x,name,Case_ID\n1,a,b\n0,c,d\n").caseNames == ["b", "d"])
    #expect(try read("id,name\n7,a\n08,c\n").caseNames == ["7", "08"])
    #expect(try read("case,name\n1,a\n1,c\n").caseNames == ["a", "c"])
    #expect(try read("case,name\n1,a\n,c\n").caseNames == ["a", "c"])
    #expect(try read("case,x\n1,a\n1,c\n").caseNames == ["1", "2"])
    #expect(try read("x,y\nq,a\nr,c\n").caseNames == ["1", "2"])
    #expect(try read("x,name\nq,a\nr,c\n", caseColumn: "x").caseNames == ["q", "r"])
    #expect(
      try read("name,x\n\"Osh, \"\"south\"\"\n2010\",1\nԵրևան,0\n").caseNames
        == ["Osh, \"south\"\n2010", "Երևան"]
    )
  }

  @Test func explicitCaseNamesMustBeThereAndDistinct() {
    #expect(
      dataError { try read("a,x\nq,1\nr,1\n q ,1\n", caseColumn: "a") }
        == DataError(.duplicateCaseName, file: "text", line: 4, place: .init("a", value: "q"))
    )
    #expect(
      dataError { try read("a,x\nq,1\nNA,1\n", caseColumn: "a") }
        == DataError(.missingCaseName, file: "text", line: 3, place: .init("a", value: "NA"))
    )
    #expect(
      dataError { try read("a,x\nq,1\n", caseColumn: "A") }
        == DataError(
          .unknownColumn,
          file: "text",
          place: .init("A"),
          accepted: ["a", "x"]
        )
    )
  }

  @Test func aHeaderAloneIsNoTable() {
    #expect(
      dataError { try read("a,x\n\n") } == DataError(.headerOnly, file: "text", line: 2)
    )
    #expect(dataError { try read("a,x") } == DataError(.headerOnly, file: "text", line: 2))
  }

  @Test func linesAreThoseOfTheFile() throws {
    #expect(try read("a,b\n\n\"1\n\",2\n\n3,4\n").lines == [3, 6])
  }

  @Test func readsFilesTwiceWhereAColumnIsMixed() throws {
    try withFolder(["t.csv": "\u{FEFF}a;b\r\n1,5;x\r\n2;3\r\n4;5\r\n"]) { folder in
      let table = try TableReader.read(path: folder + "/t.csv")
      #expect(table["b"]?.values == .text(["x", "3", "5"]))
      #expect(table["b"]?.irregularity == .init(row: 0, value: "x", expected: .numbers))
      #expect(table["a"]?.values == .text(["1,5", "2", "4"]))
      #expect(table.source == folder + "/t.csv")
    }
  }
}
