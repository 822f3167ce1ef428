import Foundation
import Testing

/// `table`: runs side by side, in every format, for the programs that read them.
@Suite(.waitsForPrograms) struct TableCommandTests {
  private static func cells(_ line: Substring) -> [String] {
    line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// Coefficients are those of `summary.csv`, effects those of `effects`, the rest what `loo` says.
  @Test func numbersAreThoseOfTheCommands() throws {
    let folder = try RunFolders.work(RunFolders.study)
    #expect(try folder.run(["fit", "--prior", "sceptical", "--output", "other"]).status == 0)
    let run = try folder.run(["table", "run", "other", "--label", "Weak", "--label", "Sceptical"])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let lines = run.output.split(separator: "\n")
    #expect(
      lines[0]
        == "Coefficients for intervention (log-odds): posterior means, 90% equal-tailed intervals in brackets"
    )
    let rows = lines.filter { $0.hasPrefix("|") }.map(Self.cells)
    #expect(rows[0] == ["", "Weak", "Sceptical"])
    for (index, name) in ["run", "other"].enumerated() {
      let summary = try folder.text("\(name)/summary.csv").split(separator: "\n").dropFirst()
      for (coefficient, line) in summary.enumerated() {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let row = rows[2 + 2 * coefficient]
        let interval = rows[3 + 2 * coefficient][index + 1].replacing("\\", with: "")
        #expect(row[0] == fields[0])
        let mean = try #require(Double(row[index + 1].filter { !"†‡".contains($0) }))
        #expect(abs(mean - (Double(fields[1]) ?? .nan)) <= 0.0051)
        let ends = interval.trimmingCharacters(in: ["[", "]"]).split(separator: ", ")
          .compactMap { Double($0) }
        #expect(ends.count == 2)
        #expect(abs(ends[0] - (Double(fields[5]) ?? .nan)) <= 0.0051)
        #expect(abs(ends[1] - (Double(fields[6]) ?? .nan)) <= 0.0051)
      }
    }
    // What decides each, as the limits of maximum likelihood say.
    #expect(rows[2][1].hasSuffix("‡") && rows[10][1].hasSuffix("†"))
    let facts = Dictionary(uniqueKeysWithValues: rows.dropFirst(12).map { ($0[0], $0[1]) })
    #expect(facts["Cases"] == "8" && facts["Outcome events"] == "1" && facts["Link"] == nil)
    #expect(try folder.run(["loo", "run"]).status == 0)
    let loo = try folder.json("run/loo.json")
    let elpd = (loo["elpd_loo"] as? [String: Any])?["estimate"] as? Double
    let shown = try #require(facts["elpd (leave-one-out)"].flatMap { Double($0) })
    if let elpd { #expect(abs(shown - elpd) <= 0.051) }
    for note in [
      "† sign from the data, size from the prior; ‡ decided by the prior alone.",
      "Priors: (Weak) the weakly-informative prior: normal(0, 10) for Intercept; normal(0, 2.5) for protest, ",
      "(Sceptical) the sceptical prior: normal(0, 5) for Intercept; normal(0, 1) for ",
      "Warnings (Weak, Sceptical): ",
    ] {
      #expect(run.output.contains(note), "\(note)")
    }
  }

  @Test func effectsAreThoseOfEffects() throws {
    let folder = try RunFolders.work(RunFolders.study)
    let run = try folder.run(
      ["table", "run", "--what", "effects", "--mass", "0.8", "--beside", "--no-refit"]
    )
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(
      run.output.hasPrefix(
        "Average effects on the probability of intervention, in percentage points: "
      )
    )
    #expect(run.output.contains("80% equal-tailed intervals"))
    #expect(try folder.run(["effects", "run", "--mass", "0.8"]).status == 0)
    let rows = run.output.split(separator: "\n").filter { $0.hasPrefix("|") }.map(Self.cells)
    for (index, effect) in try folder.json("run/effects.json").objects("effects").enumerated() {
      let difference = try #require(effect["risk_difference"] as? [String: Any])
      let row = rows[2 + index]
      #expect(row[0] == effect["condition"] as? String)
      let numbers = row[1].filter { !"[]\\,†‡".contains($0) }.split(separator: " ")
        .compactMap { Double($0) }
      #expect(numbers.count == 3)
      for (number, key) in zip(numbers, ["mean", "lower", "upper"]) {
        let value = try #require(difference[key] as? Double)
        #expect(abs(number - 100 * value) <= 0.501, "\(key)")
      }
    }
  }

  private static let hostile: Result<[String: Data], any Error> = Result {
    let folder = try WorkFolder()
    let name = "<script>alert(1)</script>, \"\"O'Neil\"\" & Ço =1+1"
    let rows = [
      "1,A_&%#$^~\\{}|`,yes", "2,=1+1,no", "0.7,A_&%#$^~\\{}|`,no", "3,[x]*,no", "4,=1+1,no",
      "3,[x]*,yes", "2,A_&%#$^~\\{}|`,no", "2,=1+1,yes",
    ]
    .enumerated().map { index, cells in "\"\(index == 0 ? name : "c\(index)")\",\(cells)\n" }
    try folder.write(["d.csv": "case,gdp,region,y\n" + rows.joined()])
    let run = try folder.run([
      "fit", "--data", "d.csv", "--formula", "y ~ gdp + region", "--output", "a & <b>_x",
    ])
    try #require(run.status == 0, "\(run.errors)")
    var files: [String: Data] = [:]
    for file in try folder.entries() where file.contains(".") {
      files[file] = try folder.data(file)
    }
    return files
  }

  private static func has(_ program: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
  }

  /// A document that reads both tables, whatever the names in them, compiles without an error.
  @Test(.enabled(if: has("pdflatex"), "pdflatex is not there: apt install texlive-latex-base"))
  func latexCompiles() throws {
    let folder = try RunFolders.work(Self.hostile)
    for (what, file) in [("coefficients", "c.tex"), ("effects", "e.tex")] {
      let run = try folder.run(["table", "a & <b>_x", "--what", what, "--no-refit", "-o", file])
      #expect(run.status == 0 && run.output == "Table: \(file)\n", "\(run.errors)")
    }
    try folder.write([
      "w.tex": """
      \\documentclass{article}
      \\usepackage{booktabs}
      \\begin{document}
      \\input{c.tex}
      \\input{e.tex}
      \\end{document}

      """
    ])
    let run = try ShellRun("pdflatex -interaction=nonstopmode -halt-on-error w.tex", in: folder)
    #expect(run.status == 0)
    let log = String(decoding: try folder.data("w.log"), as: UTF8.self)
    #expect(log.contains("Output written on w.pdf") && !log.contains("Missing character"))
  }

  @Test(.enabled(if: has("soffice"), "soffice is not there: apt install libreoffice-writer"))
  func writerOpensTheDocument() throws {
    let folder = try RunFolders.work(Self.hostile)
    #expect(try folder.run(["table", "a & <b>_x", "-o", "t.docx"]).status == 0)
    let run = try ShellRun(
      "HOME=\"$PWD\" soffice --headless --convert-to txt:Text t.docx && test -s t.txt",
      in: folder
    )
    #expect(run.status == 0, "\(run.errors)")
    let text = try folder.text("t.txt")
    #expect(text.contains("regionA_&%#$^~\\{}|`") && text.contains("a & <b>_x"))
  }

  /// What R reads of a run has the shape of a `modelsummary_list`.
  @Test(.enabled(if: has("Rscript"), "Rscript is not there: apt install r-base-core"))
  func readsIntoR() throws {
    let folder = try RunFolders.work(RunFolders.study)
    try folder.write([
      "t.R": """
      t <- read.csv("run/tidy.csv"); g <- read.csv("run/glance.csv")
      m <- structure(list(tidy = t, glance = g), class = "modelsummary_list")
      stopifnot(c("term", "estimate", "std.error", "conf.low", "conf.high") %in% names(m$tidy))
      stopifnot(t$term[1] == "(Intercept)", sapply(t[2:5], is.numeric), t$conf.low < t$conf.high)
      stopifnot(nrow(g) == 1, g$nobs == 8, g$events == 1, isTRUE(g$passed))

      """
    ])
    #expect(try ShellRun("Rscript t.R", in: folder).status == 0)
  }

  @Test func whatIsThereIsKept() throws {
    let folder = try RunFolders.work(RunFolders.study)
    let asked = ["table", "run", "--no-refit", "-o", "t.md"]
    #expect(try folder.run(asked).status == 0)
    let first = try folder.text("t.md")
    let again = try folder.run(asked)
    #expect(again.status == 73 && again.errors.contains("t.md: the file exists"))
    #expect(try folder.run(asked + ["--force"]).errors.isEmpty)
    #expect(try folder.text("t.md") == first)
    try folder.write(["t.md": "my own\n" + first])
    let edited = try folder.run(asked + ["--force"])
    #expect(edited.status == 0 && edited.errors.contains("t.md.kept"))
    #expect(try folder.text("t.md.kept") == "my own\n" + first)
    try folder.write(["t.md": "mine"])
    #expect(try folder.run(asked + ["--force"]).status == 73)
    #expect(try folder.text("t.md") == "mine")
  }

  private static func input(
    _ name: String,
    _ arguments: [String],
    _ status: Int32,
    _ message: String
  )
    -> BadInput
  {
    BadInput(name, arguments, bytes: (try? RunFolders.study.get()) ?? [:], status, message)
  }

  private static let bad: [BadInput] = [
    input(
      "no run",
      ["table", "nowhere"],
      66,
      "csto-bayes: nowhere: there is no such folder (`csto-bayes fit --output DIR` makes one)"
    ),
    input(
      "a document on the screen",
      ["table", "run", "--format", "docx"],
      64,
      "Error: docx is not text: give --output FILE."
    ),
    input(
      "an unknown format",
      ["table", "run", "--format", "pdf"],
      64,
      "Error: there is no format 'pdf'; accepted: md, latex, typst, docx, html or csv."
    ),
    input(
      "a name without a format",
      ["table", "run", "-o", "table"],
      64,
      "Error: the name 'table' says no format: add --format; accepted: md, latex, typst, docx, html or csv."
    ),
    input(
      "labels for other runs",
      ["table", "run", "--label", "a", "--label", "b"],
      64,
      "Error: Give --label once for each run: 1 in all, not 2."
    ),
    input(
      "force without a file",
      ["table", "run", "--force"],
      64,
      "Error: --force goes with --output."
    ),
  ]

  @Test(arguments: bad) func refuses(_ input: BadInput) throws { try input.check() }
}
