import Testing

@testable import InferenceCore

private func parse(_ text: String) throws -> YAMLNode {
  try YAMLNode(bytes: Array(text.utf8), file: "f.yaml")
}

@Suite struct YAMLNodeTests {
  @Test func scalarsAreTakenAsWritten() throws {
    let mapping = try parse("yes: no\n1e3: 0x10\n~: 'null'\n").mapping()
    #expect(mapping.entries.map(\.key) == ["yes", "1e3", "~"])
    #expect(try mapping.entries.map { try $0.value.text() } == ["no", "0x10", "null"])
    #expect(mapping.entries.map(\.line) == [1, 2, 3])
  }

  /// As editors of Windows save UTF-8.
  @Test func aByteOrderMarkIsNoText() throws {
    #expect(try parse("\u{FEFF}a: 1\n").mapping().entries.map(\.key) == ["a"])
  }

  @Test func listsKnowTheirLines() throws {
    let list = try parse("# a comment\n- a\n- b: 1\n\n- c\n").list()
    #expect(list.map(\.line) == [2, 3, 5])
  }

  @Test(arguments: [
    ("a: [1\nb: 2\n", 2), ("a: 1\n  b: 2\n", 2), ("\n\n\tx: 1\n", 3), ("a: 1\nb: 2\na: 3\n", 1),
    ("a: \"x\n", 2),
  ])
  func malformedFilesHaveALine(text: String, line: Int) {
    let error = dataError { try parse(text).mapping() }
    #expect(error?.kind == .malformedYAML)
    #expect(error?.line == line)
    #expect(error?.value?.isEmpty == false)
  }

  @Test func filesWithoutContent() {
    for text in ["", "\n", "# only a comment\n"] {
      #expect(dataError { try parse(text) } == DataError(.emptyFile, file: "f.yaml"))
    }
    #expect(
      dataError { try YAMLNode(bytes: [0x61, 0x3A, 0x0A, 0xE9, 0x0A], file: "f.yaml") }
        == DataError(.notUTF8, file: "f.yaml", line: 2, accepted: ["UTF-8"])
    )
  }

  @Test func shapesThatDoNotFit() throws {
    let mapping = try parse("a: {b: 1}\nc:\nd: [1]\n").mapping()
    #expect(dataError { try mapping.text("a") }?.accepted == ["a text"])
    #expect(dataError { try mapping.text("c") }?.kind == .invalidValue)
    #expect(dataError { try mapping.required("d").mapping() }?.column == "d")
    #expect(
      dataError { try mapping.required("e") }
        == DataError(.missingKey, file: "f.yaml", line: 1, place: .init("e"))
    )
    #expect(try mapping.optionalText("e") == nil)
  }
}

/// Files that are small and stand for more than any memory holds, or never end.
@Suite struct HostileYAMLTests {
  /// Each level repeats the one before in keys or items.
  private func levels(_ count: Int, _ level: (Int) -> String) -> String {
    "a0: &a0 x\n" + (1...count).map(level).joined()
  }

  @Test(.timeLimit(.minutes(1)))
  func aliasesAsKeysOfMappings() {
    // 558 bytes, and for days nothing came back.
    let text = levels(25) { "a\($0): &a\($0) {? *a\($0 - 1) : 1, ? [*a\($0 - 1)] : 2}\n" }
    let error = dataError { try parse(text) }
    #expect(error?.kind == .tooComplex)
    #expect(error?.line == 2)
  }

  @Test(.timeLimit(.minutes(1)))
  func aVeryLongLaugh() {
    let text = levels(9) { level in
      let parts = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
      return "a\(level): &a\(level) [\(parts)]\n"
    }
    #expect(dataError { try parse(text) }?.kind == .tooComplex)
  }

  @Test func aChainOfAliases() {
    let text = levels(5000) { "a\($0): &a\($0) [*a\($0 - 1)]\n" }
    #expect(dataError { try parse(text) }?.kind == .tooComplex)
  }

  @Test func deepNesting() {
    for opening in ["[", "{a: ", "- "] {
      let text = String(repeating: opening, count: 100_000)
      // The parser's own limit, of a thousand, may come first.
      let kind = dataError { try parse(text) }?.kind
      #expect(kind == .tooComplex || kind == .malformedYAML)
    }
    let closed = String(repeating: "[", count: 101) + String(repeating: "]", count: 101)
    #expect(dataError { try parse(closed) }?.kind == .tooComplex)
    // As many parts beside each other are no depth.
    #expect(throws: Never.self) { try parse(String(repeating: "- {a: [1]}\n", count: 500)) }
  }

  @Test func tooLarge() {
    let text = String(repeating: "- a\n", count: 1_100_000)
    #expect(dataError { try parse(text) }?.kind == .tooLarge(bytes: 1 << 22))
  }

  @Test func aliasesOfUseStay() throws {
    let text = "yn: &yn {\"yes\": Y, \"no\": N}\na: *yn\nb: *yn\nc: a * b & c\n"
    let mapping = try parse(text).mapping()
    for key in ["a", "b"] {
      #expect(try mapping.required(key).mapping().entries.map(\.key) == ["yes", "no"])
    }
    #expect(try mapping.text("c") == "a * b & c")
  }
}
