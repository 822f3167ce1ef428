import Foundation
import Testing

@testable import Inference

private func rows(_ text: String, options: CSVReader.Options = .init()) throws -> [[String]] {
  var reader = try CSVReader(bytes: Array(text.utf8), source: "text", options: options)
  var rows: [[String]] = []
  while try reader.next() { rows.append(reader.columnNames.indices.map { reader.text($0) }) }
  return rows
}

private func failure(_ bytes: [UInt8]) -> DataError? {
  dataError {
    var reader = try CSVReader(bytes: bytes, source: "text")
    while try reader.next() {}
  }
}

private func failure(_ text: String) -> DataError? { failure(Array(text.utf8)) }

@Suite struct CSVReaderTests {
  @Test(arguments: [
    "a,b\n1,x y\n2,z\n", "\u{FEFF}a,b\r\n1,x y\r\n2,z\r\n", "a;b\n1;x y\n2;z", "a\tb\r1\tx y\r2\tz",
    " a , b\n\n1 ,x y \n\n\n2,\tz\n  \n\n", "\u{FEFF}\"a\",\"b\"\n\"1\",\"x y\"\n\"2\",z",
  ])
  func oneTableInManyDialects(text: String) throws {
    #expect(try rows(text) == [["1", "x y"], ["2", "z"]])
    #expect(
      try CSVReader(bytes: Array(text.utf8), source: "text").columnNames == ["a", "b"]
    )
  }

  @Test func namesMayHoldAnything() throws {
    let text = "\"a,\"\"b\"\"\",\"line\nbreak\",Ծննդավայր\n\"x\r\ny\",\"O\"\"Sh, уезд\",日本\n"
    let reader = try CSVReader(bytes: Array(text.utf8), source: "text")
    #expect(reader.columnNames == ["a,\"b\"", "line\nbreak", "Ծննդավայր"])
    #expect(try rows(text) == [["x\r\ny", "O\"Sh, уезд", "日本"]])
  }

  @Test func linesCountQuotedLineBreaks() throws {
    let text = "a,b\n\"1\n2\r\n3\",x\n\n4,y\n"
    var reader = try CSVReader(bytes: Array(text.utf8), source: "text")
    #expect(try reader.next())
    #expect(reader.line == 2)
    #expect(try reader.next())
    #expect(reader.line == 6)
    #expect(try !reader.next())
  }

  @Test func readsStanCSV() throws {
    let text = """
      # stan_version_major = 2
      #   num_samples = 2
      lp__,beta.1
      # Adaptation terminated
      # Step size = 0.8
      -1.5,2e-3
      nan,-inf
      #  Elapsed Time: 1 (Total)
      """
    var reader = try CSVReader(bytes: Array(text.utf8), source: "text", options: .stan)
    #expect(reader.columnNames == ["lp__", "beta.1"])
    #expect(
      reader.takeComments().map(\.text) == [" stan_version_major = 2", "   num_samples = 2"]
    )
    #expect(try reader.next())
    #expect(reader.number(0) == -1.5)
    #expect(reader.number(1) == 0.002)
    #expect(reader.takeComments().map(\.line) == [4, 5])
    #expect(try reader.next())
    #expect(reader.number(0)?.isNaN == true)
    #expect(reader.number(1) == -.infinity)
    #expect(try !reader.next())
    #expect(reader.takeComments().map(\.text) == ["  Elapsed Time: 1 (Total)"])
  }

  @Test func namesTheLineAndColumnOfWhatIsWrong() {
    #expect(
      failure("a,b\n1,2\n3\n")
        == DataError(.raggedRow(expected: 2, found: 1), file: "text", line: 3)
    )
    #expect(
      failure("a,b\n\"1\n1\",2\n3,4,5\n")
        == DataError(.raggedRow(expected: 2, found: 3), file: "text", line: 4)
    )
    #expect(
      failure("a,b\n1,\"x\n\n")
        == DataError(.unclosedQuote, file: "text", line: 2, place: .init("b"))
    )
    #expect(
      failure("a,b\n1,2\n\"x\"y,2\n")
        == DataError(.textAfterQuote, file: "text", line: 3, place: .init("a"))
    )
    #expect(
      failure("a,b\n1,x\"y\"\n")
        == DataError(.strayQuote, file: "text", line: 2, place: .init("b"))
    )
    #expect(
      failure("a,b,a\n")
        == DataError(.duplicateColumn, file: "text", line: 1, place: .init("a"))
    )
    #expect(
      failure("\n\na, ,b\n")
        == DataError(.emptyColumnName(position: 2), file: "text", line: 3)
    )
    #expect(failure("\"a,b\n1,2\n") == DataError(.unclosedQuote, file: "text", line: 1))
  }

  @Test(arguments: ["", "\u{FEFF}", "\n", "\r\n\r\n", "\u{FEFF}\n\n"])
  func nothingIsAnEmptyFile(text: String) {
    #expect(failure(text) == DataError(.emptyFile, file: "text"))
  }

  @Test func bytesThatAreNotUTF8() {
    #expect(
      failure(Array("a,b\n1,2\nx,M".utf8) + [0xE9, 0x78] + Array("\n".utf8))
        == DataError(
          .notUTF8,
          file: "text",
          line: 3,
          place: .init("b", value: "0xe9"),
          accepted: ["UTF-8"]
        )
    )
    // A surrogate, an overlong slash, a sequence that the delimiter cuts.
    for bytes: [UInt8] in [[0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xE6, 0x97, 0x2C]] {
      #expect(failure(Array("a,b\n".utf8) + bytes)?.kind == .notUTF8)
      #expect(failure(bytes)?.kind == .notUTF8)
      #expect(failure(Array("a,b\n\"".utf8) + bytes + Array("\",1\n".utf8))?.kind == .notUTF8)
    }
  }

  @Test func filesThatCannotBeRead() throws {
    try withFolder(["closed.csv": "a\n1\n", "empty.csv": ""]) { folder in
      let none = folder + "/none.csv"
      #expect(
        dataError { _ = try CSVReader(path: none) } == DataError(.noSuchFile, file: none)
      )
      #expect(
        dataError { _ = try CSVReader(path: folder) } == DataError(.isDirectory, file: folder)
      )
      let empty = folder + "/empty.csv"
      #expect(
        dataError { _ = try CSVReader(path: empty) } == DataError(.emptyFile, file: empty)
      )
      let beyond = folder + "/closed.csv/x"
      #expect(
        dataError { _ = try CSVReader(path: beyond) } == DataError(.noSuchFile, file: beyond)
      )
    }
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func filesWithoutPermission() throws {
    try withFolder(["closed.csv": "a\n1\n"]) { folder in
      let file = folder + "/closed.csv"
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file)
      #expect(
        dataError { _ = try CSVReader(path: file) } == DataError(.notReadable, file: file)
      )
    }
  }

  @Test func readsFilesByTheChunk() throws {
    let text = "name;share\n" + (0..<5000).map { "case \($0);\($0).5\n" }.joined()
    try withFolder(["big.csv": text]) { folder in
      var reader = try CSVReader(
        path: folder + "/big.csv",
        options: .init(chunkSize: 1000)
      )
      var index = 0
      while try reader.next() {
        #expect(reader.text(0) == "case \(index)")
        #expect(reader.number(1) == Double(index) + 0.5)
        #expect(reader.line == index + 2)
        index += 1
      }
      #expect(index == 5000)
    }
  }
}
