import Foundation
import InferenceTestSupport
import Testing

/// Names are a stranger's: what the program prints of them neither moves the cursor nor fills the screen.
@Suite("Names on the terminal", .waitsForPrograms)
struct TerminalTests {
  /// The bytes that begin what a terminal obeys.
  private func isHarmless(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      scalar == "\n" || scalar == "\t"
        || !(scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value))
    }
  }

  @Test("terminal-escape.csv: escape sequences of case names are shown, not obeyed")
  func escapesInCaseNames() throws {
    let folder = try WorkFolder()
    let fit = try folder.run([
      "fit", "--data", Trials.path("terminal-escape.csv"), "--formula", "y ~ a", "--output", "run",
      "--sampler", "exact",
    ])
    #expect(isHarmless(fit.output))
    #expect(isHarmless(fit.errors))
    #expect(fit.output.contains("\\u{1B}]0;pwn\\u{7}\\u{1B}[2JX"))
    for command in [["loo", "run"], ["predict", "run"], ["effects", "run"], ["check", "run"]] {
      let run = try folder.run(command)
      #expect(isHarmless(run.output) && isHarmless(run.errors), "\(command)")
    }
    // The files keep the names: they are the keys of the data.
    let cases = try folder.text("run/cases.csv")
    #expect(cases.contains("\u{1B}]0;pwn\u{7}\u{1B}[2JX"))
  }

  @Test("Escape sequences of column names, in messages and tables")
  func escapesInColumnNames() throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": Data("case,a\u{1B}[31mb,y\nx,yes,yes\nz,no,no\nw,yes,no\n".utf8)])
    let unknown = try folder.run(["fit", "--data", "d.csv", "--formula", "y ~ q"])
    #expect(unknown.status == 64)
    #expect(isHarmless(unknown.errors))
    #expect(unknown.errors.contains("a\\u{1B}[31mb"))
    let fit = try folder.run([
      "fit", "--data", "d.csv", "--formula", "y ~ `a\u{1B}[31mb`", "--sampler", "exact",
    ])
    #expect(isHarmless(fit.output) && isHarmless(fit.errors))
  }

  @Test("Names that a spreadsheet runs as formulas stay, and a warning says so")
  func formulasInNames() throws {
    let folder = try WorkFolder()
    try folder.write([
      "d.csv": Data("case,a,y\n=1+1,yes,yes\n@home,no,no\n-5,yes,no\n+49,no,yes\nB,no,no\n".utf8)
    ])
    let fit = try folder.run([
      "fit", "--data", "d.csv", "--formula", "y ~ a", "--output", "run", "--sampler", "exact",
    ])
    let text = fit.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("takes these names for formulas: =1+1, @home;"))
    let warnings = try folder.json("run/run.json").objects("warnings")
    let warning = try #require(warnings.first { $0["code"] as? String == "spreadsheet-formulas" })
    #expect(warning["subjects"] as? [String] == ["=1+1", "@home"])
    #expect(try folder.text("run/cases.csv").contains("\n=1+1,"))
  }

  @Test("A message stays a message where a cell, a name or a formula has half a megabyte")
  func longTexts() throws {
    let folder = try WorkFolder()
    let long = String(repeating: "x", count: 500_000)
    try folder.write([
      "cell.csv": Data("case,a,y\nA,\(long),yes\nB,no,no\n".utf8),
      "outcome.csv": Data("case,a,y\nA,yes,\(long)\nB,no,no\n".utf8),
      "case.csv": Data("case,a,y\n\(long),yes,yes\n\(long),no,no\n".utf8),
      "column.csv": Data("case,\(long),y\nA,yes,yes\nB,no,no\n".utf8),
      "study.yaml": Data("name: \(long)\n\(long): 1\n".utf8),
      "prior.yaml": Data("title: t\n\(long): 1\n".utf8),
    ])
    let commands = [
      ["fit", "--data", "cell.csv", "--formula", "y ~ a"],
      ["fit", "--data", "outcome.csv", "--formula", "y ~ a"],
      ["fit", "--data", "case.csv", "--formula", "y ~ a", "--case-column", "case"],
      ["fit", "--data", "column.csv", "--formula", "y ~ q"],
      ["fit", "."], ["fit", "--prior", "prior.yaml"],
      ["fit", "--formula", "intervention ~ " + String(long.prefix(100_000))],
      ["fit", "--prior", String(long.prefix(100_000)) + " ~ normal(0, 1)"],
      ["fit", "--coding", String(long.prefix(100_000))],
      ["fit", "--seed", String(long.prefix(100_000))],
    ]
    for command in commands {
      let run = try folder.run(command)
      #expect(run.errors.utf8.count < 4000, "\(command.map { $0.prefix(40) })")
      #expect(run.output.utf8.count < 20_000, "\(command.map { $0.prefix(40) })")
    }
  }
}
