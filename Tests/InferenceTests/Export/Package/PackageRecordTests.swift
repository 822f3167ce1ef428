import Testing

@testable import Inference

@Suite struct PackageRecordTests {
  private func read(_ text: String) throws -> PackageRecord {
    try PackageRecord(bytes: Array(text.utf8), package: "p")
  }

  @Test func readsWhatItWrites() throws {
    let record = PackageExamples.record
    #expect(try read(record.json.text()) == record)
  }

  @Test func refusesPathsThatLeadOut() throws {
    let text = PackageExamples.record.json.text()
    for (old, new) in [
      ("study/cases.csv", "../cases.csv"), ("study/cases.csv", "/etc/passwd"),
      ("results/01-fit.txt", "study/01-fit.txt"), ("results/fit/loo.csv", "results/../loo.csv"),
    ] {
      let error = #expect(throws: PackageError.self) {
        try read(text.replacing("\"\(old)\"", with: "\"\(new)\""))
      }
      #expect(error?.kind == .outside(file: "commands.json", line: nil, path: new))
    }
  }

  @Test func refusesOtherFiles() throws {
    let text = PackageExamples.record.json.text()
    let other = #expect(throws: PackageError.self) {
      try read(text.replacing("\"format\": 1", with: "\"format\": 2"))
    }
    #expect(other?.kind == .otherFormat(version: "1.2.3"))
    for text in ["", "[]", "{}", text.replacing("\"status\": 0", with: "\"status\": \"0\"")] {
      let error = #expect(throws: PackageError.self) { try read(text) }
      guard case .malformed("commands.json", nil, _)? = error?.kind else {
        Issue.record("\(text): \(String(describing: error))")
        continue
      }
    }
  }

  @Test func textOfACommand() {
    #expect(PackageExamples.record.commands[1].text == "csto-bayes loo results/fit")
  }
}
