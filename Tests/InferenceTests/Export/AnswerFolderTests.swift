import Testing

@testable import Inference

@Suite struct AnswerFolderTests {
  /// A file that the disk has no room for.
  private struct Unwritable: ExportedFile, Sendable {
    func write(to text: inout TextBuffer) throws(ExportError) {
      text.write("half")
      try text.flush()
      throw ExportError(kind: .cannotWrite, path: "disk", systemCode: 28)
    }
  }

  private static func withFolder(_ body: (AnswerFolder) throws -> Void) throws {
    let path = ExportExamples.temporaryPath()
    defer { FileSystem.removeTree(path) }
    try body(try AnswerFolder(at: path))
  }

  private static func group(_ files: [(String, String)]) -> FileGroup {
    var group = FileGroup()
    for (name, text) in files { group.add(PlainText(text), as: name) }
    return group
  }

  private static func contents(_ folder: AnswerFolder) throws -> [String: String] {
    var contents: [String: String] = [:]
    for name in FileSystem.names(in: folder.path) ?? [] {
      contents[name] = String(
        decoding: try ByteSource.contents(of: folder.path + "/" + name),
        as: UTF8.self
      )
    }
    return contents
  }

  @Test func filesAppearTogetherOrNotAtAll() throws {
    try Self.withFolder { folder in
      let question = AnswerFolder.Question(answer: "x", text: "one")
      try folder.write(Self.group([("a.csv", "1"), ("a.json", "1")]), answering: question)
      let before = try Self.contents(folder)
      #expect(Set(before.keys) == ["a.csv", "a.json", "answers.json"])
      var failing = Self.group([("a.csv", "2"), ("b.csv", "2")])
      failing.add(Unwritable(), as: "a.json")
      let error = #expect(throws: ExportError.self) {
        try folder.write(failing, answering: .init(answer: "x", text: "two"))
      }
      #expect(error?.kind == .cannotWrite)
      #expect(try Self.contents(folder) == before)
    }
  }

  @Test func anotherQuestionIsNoted() throws {
    try Self.withFolder { folder in
      func ask(_ text: String, _ files: [(String, String)], run: String? = nil) throws
        -> FolderNotes
      {
        try folder.write(
          Self.group(files),
          answering: .init(answer: "x", text: text, run: run)
        )
      }
      let files = [("a.csv", "1"), ("more.csv", "1")]
      #expect(try ask("one", files) == FolderNotes())
      #expect(try ask("one", files) == FolderNotes())
      // The same bytes to another question are no loss.
      #expect(try ask("two", files) == FolderNotes())
      #expect(try ask("three", [("a.csv", "3")]).replaced == ["two": ["a.csv", "more.csv"]])
      #expect(Set(try Self.contents(folder).keys) == ["a.csv", "answers.json"])
      let other = try ask("three", [("a.csv", "4")], run: "another")
      #expect(other.replaced == ["three of another run": ["a.csv"]])
      // Answers of another kind are not in the way.
      let beside = try folder.write(
        Self.group([("b.csv", "1")]),
        answering: .init(answer: "y", text: "one")
      )
      #expect(beside == FolderNotes())
      #expect(Set(try Self.contents(folder).keys) == ["a.csv", "answers.json", "b.csv"])
    }
  }

  /// Links are not followed: what is behind them is somebody else's.
  @Test func whatIsInTheWayIsKept() throws {
    try Self.withFolder { folder in
      let outside = folder.path + "-outside"
      try PlainText("precious").write(toFile: outside)
      defer { FileSystem.removeTree(outside) }
      #expect(FileSystem.link(outside, as: folder.path + "/a.csv") == 0)
      try #require(FileSystem.makeFolder(folder.path + "/b.csv") == 0)
      let notes = try folder.write(
        Self.group([("a.csv", "1"), ("b.csv", "1")]),
        answering: .init(answer: "x", text: "one")
      )
      #expect(notes.moved.map(\.to) == ["a.csv.kept", "b.csv.kept"])
      #expect(try ByteSource.contents(of: outside) == Array("precious".utf8))
      #expect(FileSystem.entry(at: folder.path + "/b.csv.kept") == .folder)
    }
  }

  @Test func caveatsAreInEveryFile() {
    var table = DelimitedWriter(columns: ["name", "caveat"])
    table.append(["a", "prior alone"])
    table.append(["b", nil])
    var group = FileGroup()
    group.add(table, as: "a.csv")
    group.add(["warnings": .array(["old"])] as JSON, as: "a.json")
    group.add([:] as JSON, as: "b.json")
    let texts = group.caveated("edited", code: "edited-run", subjects: ["draws.csv"])
      .members.map { $0.file.text() }
    #expect(texts[0] == "name,caveat\na,prior alone; edited\nb,edited\n")
    #expect(texts[1].contains("\"old\",") && texts[1].contains("edited-run"))
    #expect(texts[2].contains("draws.csv"))
  }
}
