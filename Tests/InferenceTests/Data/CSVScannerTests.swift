import Testing

@testable import InferenceCore

/// A record as the scanner sees it.
private struct Record: Equatable {
  var line: Int
  var fields: [String]

  init(_ line: Int, _ fields: [String]) {
    self.line = line
    self.fields = fields
  }
}

private func scan(
  _ text: String,
  chunkSize: Int = 1 << 12,
  commentPrefix: UInt8? = nil,
  delimiter: UInt8? = nil
) throws -> [Record] {
  var scanner = try CSVScanner(
    TextInput(ByteSource(bytes: Array(text.utf8), name: "text")),
    chunkSize: chunkSize,
    commentPrefix: commentPrefix
  )
  let bytes = Array(text.utf8)
  scanner.use(
    delimiter: delimiter
      ?? TableDialect(sampling: bytes, isWhole: true, comments: commentPrefix).delimiter
  )
  var records: [Record] = []
  while try scanner.next() {
    records.append(
      Record(scanner.recordLine, (0..<scanner.fieldCount).map { scanner.text($0) })
    )
  }
  return records
}

private func failure(_ text: String, chunkSize: Int = 1 << 12) -> DataError? {
  do {
    _ = try scan(text, chunkSize: chunkSize, delimiter: UInt8(ascii: ","))
    return nil
  } catch { return error as? DataError }
}

@Suite struct CSVScannerTests {
  // RFC 4180, section 2, rules 1 to 7, each with the answer it prescribes.
  @Test(arguments: [
    ("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
    ("aaa,bbb,ccc\r\nzzz,yyy,xxx", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
    ("aaa, b b ,\n", [["aaa", " b b ", ""]]),
    ("\"aaa\",\"bbb\",ccc", [["aaa", "bbb", "ccc"]]),
    ("\"aaa\",\"b\r\nbb\",\"c,c\"\r\nzzz,,xxx", [["aaa", "b\r\nbb", "c,c"], ["zzz", "", "xxx"]]),
    ("\"aaa\",\"b\"\"bb\",\"\"\"\"", [["aaa", "b\"bb", "\""]]),
    ("\"\"", [[""]]),
    ("\"\",\"\"\n", [["", ""]]),
    (",\n,", [["", ""], ["", ""]]),
  ])
  func followsTheRules(text: String, expected: [[String]]) throws {
    let found = try scan(text, delimiter: UInt8(ascii: ","))
    #expect(found.map(\.fields) == expected)
  }

  @Test func everyChunkSizeGivesTheSame() throws {
    let text =
      "\u{FEFF}case,\"na\"\"me\",note\r\n# not a comment,,\r\n"
      + "Кыргызстан,\"Osh, \"\"south\"\"\",\"two\r\nlines\nthree\rfour\"\r\r\n\n"
      + "\"\",,\"\"\nÿ日本🇦🇲,\"\"\"\","
    let expected = [
      Record(1, ["case", "na\"me", "note"]),
      Record(2, ["# not a comment", "", ""]),
      Record(3, ["Кыргызстан", "Osh, \"south\"", "two\r\nlines\nthree\rfour"]),
      Record(9, ["", "", ""]),
      Record(10, ["ÿ日本🇦🇲", "\"", ""]),
    ]
    for chunkSize in 1...20 {
      #expect(try scan(text, chunkSize: chunkSize) == expected, "chunk size \(chunkSize)")
    }
  }

  // The expected records are made first and written out as CSV, so they do not come from the code
  // under test.
  @Test func randomRecordsSurviveEveryChunkSize() throws {
    var random = SplitMix(state: 20260121)
    let pieces = ["a", "é", "日", "\"", ",", ";", "\n", "\r\n", " ", "0.5", "yes"]
    for _ in 0..<200 {
      var expected: [[String]] = []
      var text = ""
      let width = Int.random(in: 2...4, using: &random)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        var fields: [String] = []
        for _ in 0..<width {
          fields.append(
            (0..<Int.random(in: 0...4, using: &random))
              .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
          )
        }
        expected.append(fields)
        let written = fields.map { field in
          let special: Set<Character> = ["\"", ",", "\n", "\r\n"]
          let needsQuotes = field.contains { special.contains($0) } || Bool.random(using: &random)
          return needsQuotes ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
        }
        text += written.joined(separator: ",") + (Bool.random(using: &random) ? "\r\n" : "\n")
      }
      for chunkSize in [1, 2, 3, 5, 7, 16, 4096] {
        let found = try scan(text, chunkSize: chunkSize, delimiter: UInt8(ascii: ","))
        #expect(
          found.map(\.fields) == expected,
          "chunk size \(chunkSize): \(text.debugDescription)"
        )
      }
    }
  }

  @Test(arguments: [
    ("a,b;c,d\n", UInt8(ascii: ",")), ("a;b\n1,5;2,5\n", UInt8(ascii: ";")),
    ("a\tb\n", UInt8(ascii: "\t")), ("\"a,b,c\";d\n", UInt8(ascii: ";")),
    ("\"a\"\",\"\",\"\"\"\tb", UInt8(ascii: "\t")), ("one\n", UInt8(ascii: ",")),
    ("a,b;c\n", UInt8(ascii: ",")), ("", UInt8(ascii: ",")),
  ])
  func detectsTheDelimiterOutsideQuotes(text: String, expected: UInt8) {
    let dialect = TableDialect(sampling: Array(text.utf8), isWhole: true, comments: nil)
    #expect(dialect.delimiter == expected)
  }

  @Test func aRecordWithoutEndIsNotReadToTheEndOfTheFile() throws {
    func failure(_ text: String) throws -> DataError? {
      var scanner = try CSVScanner(
        TextInput(ByteSource(bytes: Array(text.utf8), name: "text")),
        chunkSize: 10,
        commentPrefix: nil,
        maximumRecordBytes: 100
      )
      return dataError { while try scanner.next() {} }
    }
    let long = String(repeating: "x\n", count: 100)
    #expect(
      try failure("a\n\"" + long + "\"\n") == DataError(.unclosedQuote, file: "text", line: 2)
    )
    #expect(
      try failure("a\n" + long.replacing("\n", with: "y"))
        == DataError(.recordTooLong(bytes: 100), file: "text", line: 2)
    )
    #expect(try failure("a\n" + long) == nil)
  }

  @Test func commentsAreHandedOver() throws {
    let text = "# one\n#two\r\na,b\n1,\"# no\"\n#mid\n2,3 # no\n# end"
    for chunkSize in 1...20 {
      var scanner = try CSVScanner(
        TextInput(ByteSource(bytes: Array(text.utf8), name: "text")),
        chunkSize: chunkSize,
        commentPrefix: UInt8(ascii: "#")
      )
      try scanner.detectDelimiter()
      var records: [Record] = []
      while try scanner.next() {
        records.append(
          Record(scanner.recordLine, (0..<scanner.fieldCount).map { scanner.text($0) })
        )
      }
      #expect(
        records == [Record(3, ["a", "b"]), Record(4, ["1", "# no"]), Record(6, ["2", "3 # no"])]
      )
      #expect(
        scanner.takeComments() == [
          .init(line: 1, text: " one"), .init(line: 2, text: "two"), .init(line: 5, text: "mid"),
          .init(line: 7, text: " end"),
        ]
      )
      #expect(scanner.takeComments().isEmpty)
    }
  }

  @Test(arguments: [
    ("a,b\n1,\"x\ny\n", DataError.Kind.unclosedQuote, 2),
    ("a,\"b\n1,2\n", .unclosedQuote, 1),
    ("a\n\"", .unclosedQuote, 2),
    ("a,b\n\"x\ny\"z,1\n", .textAfterQuote, 3),
    ("a\n\"x\" \n", .textAfterQuote, 2),
    ("a\nx\"y\"\n", .strayQuote, 2),
    ("a\n \"y\"\n", .strayQuote, 2),
  ])
  func badQuotesAreNamedWithTheirLine(text: String, kind: DataError.Kind, line: Int) {
    for chunkSize in 1...12 {
      let found = failure(text, chunkSize: chunkSize)
      #expect(found == DataError(kind, file: "text", line: line))
    }
  }
}

extension CSVScanner {
  /// Takes the delimiter that the text itself shows.
  fileprivate mutating func detectDelimiter() throws(DataError) {
    let text = try sample(atMost: TableSample.byteLimit)
    let dialect = TableDialect(
      sampling: text,
      isWhole: text.count < TableSample.byteLimit,
      comments: UInt8(ascii: "#")
    )
    use(delimiter: dialect.delimiter)
  }
}
