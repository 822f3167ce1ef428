import Foundation
import InferenceTestSupport
import Testing

/// Tables as spreadsheets, R and pandas write them, and tables that say something else than they seem to.
@Suite(.waitsForPrograms) struct SheetTrialTests {
  private static func fit(
    _ files: [String: Data],
    _ formula: String,
    _ more: [String] = []
  ) throws -> (run: ProgramRun, folder: WorkFolder) {
    let folder = try WorkFolder()
    try folder.write(files)
    let run = try folder.run(
      ["fit", "--data", "d.csv", "--formula", formula, "--output", "out", "--no-exact"] + more
    )
    return (run, folder)
  }

  private static func trial(
    _ name: String,
    _ formula: String = "y ~ a",
    _ more: [String] = []
  ) throws -> (run: ProgramRun, folder: WorkFolder) {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: Trials.path(name)))
    return try fit(["d.csv": bytes], formula, more)
  }

  private static let plain = """
    .case,a,y
    A,yes,no
    B,yes,yes
    C,no,no
    D,yes,yes
    E,no,yes
    F,no,no

    """

  /// The name and the last two cells of each row.
  private static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",").map(String.init)
      rows.append([cells[0]] + cells.suffix(2))
    }
    return rows
  }

  @Test(arguments: [
    ("excel-sep-line.csv", [] as [String]),
    ("trailing-empty-columns.csv", ["empty-columns", "empty-rows"]),
    ("cr-line-ends.csv", []), ("bom-crlf.csv", []), ("nbsp.csv", ["blanks"]),
  ])
  func readAsTheyAreMeant(_ name: String, _ codes: [String]) throws {
    let (_, folder) = try Self.trial(name)
    #expect(try Self.rows(folder.text("out/cases.csv")) == Self.rows(Self.plain))
    #expect(try Array(folder.json("out/run.json").warningCodes.prefix(codes.count)) == codes)
  }

  @Test func rowNames() throws {
    let (_, r) = try Self.trial("r-row-names.csv")
    #expect(try r.text("out/cases.csv").hasPrefix(".case,a,y\nAland,yes,no\nBeland,yes,yes\n"))
    let (_, pandas) = try Self.trial("pandas-index.csv", "y ~ .")
    #expect(try pandas.text("out/cases.csv").hasPrefix(".case,case,a,y\nA,A,yes,no\nB,B,yes,yes\n"))
    #expect(try pandas.json("out/run.json").warningCodes.first == "row-numbers")
  }

  @Test func latin1() throws {
    let (run, folder) = try Self.trial("latin1.csv")
    #expect(run.output.contains("read as Windows-1252"))
    #expect(try folder.text("out/cases.csv").contains("C\u{F4}te,C\u{F4}te,yes,no\n"))
    let (stated, _) = try Self.trial("latin1.csv", "y ~ a", ["--encoding", "latin1"])
    #expect(!stated.output.contains("Windows-1252"))
    let (refused, _) = try Self.trial("latin1.csv", "y ~ a", ["--encoding", "utf-8"])
    #expect(refused.status == 65)
  }

  @Test(arguments: [
    ("decimal-comma.csv", "coup ~ gdp", "--decimal comma"),
    ("decimal-comma-with-integers.csv", "y ~ gdp", "--decimal comma"),
    ("thousands-one-comma.csv", "y ~ pop", "--thousands comma"),
    ("thousands-two-commas.csv", "y ~ pop", "--thousands comma"),
    ("thousands-spaces.csv", "y ~ pop", "--thousands space"),
    ("thousands-points.csv", "y ~ pop", "--thousands point"),
    ("percent.csv", "y ~ share", "a percentage"), ("dates.csv", "y ~ date", "a date"),
  ])
  func wordsThatMayBeNumbers(_ name: String, _ formula: String, _ words: String) throws {
    let (run, folder) = try Self.trial(name, formula)
    #expect(run.status == 65)
    #expect(run.errors.contains(words))
    #expect(!run.errors.contains("1.2 "))
    #expect(try folder.entries() == ["d.csv"])
  }

  @Test(arguments: [
    ("decimal-comma.csv", "coup ~ gdp", ["--decimal", "comma"], "gdp", ["1.5", "2.7", "0.9"]),
    (
      "decimal-comma-with-integers.csv", "y ~ gdp", ["--decimal", "comma"], "gdp",
      ["1.5", "2", "0.9"]
    ),
    (
      "thousands-one-comma.csv", "y ~ pop", ["--thousands", "comma"], "pop",
      ["1200", "3400", "2980"]
    ),
    (
      "thousands-two-commas.csv", "y ~ pop", ["--thousands", "comma"], "pop",
      ["1200000", "3400000", "2980500"]
    ),
    (
      "thousands-spaces.csv", "y ~ pop", ["--thousands", "space"], "pop", ["1200", "3400", "12000"]
    ),
    ("thousands-points.csv", "y ~ pop", ["--thousands", "point"], "pop", ["1200", "3400", "980"]),
    ("thousands-points.csv", "y ~ pop", ["--decimal", "point"], "pop", ["1.2", "3.4", "980"]),
  ])
  func declaredNumbers(
    _ name: String,
    _ formula: String,
    _ options: [String],
    _ column: String,
    _ values: [String]
  ) throws {
    let (_, folder) = try Self.trial(name, formula, options)
    let lines = try folder.text("out/cases.csv").split(separator: "\n")
      .map { $0.split(separator: ",").map(String.init) }
    let index = try #require(lines.first?.firstIndex(of: column))
    #expect(lines.dropFirst().prefix(3).map { $0[index] } == values)
  }

  @Test func missingTexts() throws {
    let (refused, _) = try Self.trial("na-token-in-factor.csv", "y ~ reg")
    #expect(refused.status == 65)
    #expect(refused.errors.contains("`#N/A` (line 4) in `reg` counts as missing"))
    let (_, dropped) = try Self.trial("na-token-in-factor.csv", "y ~ reg", ["--drop-missing"])
    #expect(
      try dropped.json("out/run.json").warningCodes.starts(with: ["missing-text", "dropped-cases"])
    )
    let (_, nines) = try Self.trial(
      "minus9-missing.csv",
      "y ~ x",
      ["--missing", "-9,99,?", "--drop-missing"]
    )
    #expect(
      try nines.text("out/cases.csv").hasPrefix(".case,case,a,x,y\nA,A,yes,,no\nB,B,yes,4,yes\n")
    )
    let (_, nine) = try Self.trial(
      "code-9-missing.csv",
      "y ~ a",
      ["--missing=a=9", "--drop-missing"]
    )
    #expect(try nine.text("out/cases.csv").contains("E,E,,yes\n"))
  }

  @Test func namibia() throws {
    let (named, _) = try Self.trial("namibia-na.csv", "y ~ a", ["--case-column", "iso"])
    #expect(named.status == 65)
    #expect(named.errors.contains("Namibia") && named.errors.contains("--missing empty"))
    let (factor, _) = try Self.trial("namibia-na.csv", "y ~ factor(iso)")
    #expect(factor.status == 65 && factor.errors.contains("Namibia"))
    let (_, kept) = try Self.trial(
      "namibia-na.csv",
      "y ~ a",
      ["--case-column", "iso", "--missing", "empty"]
    )
    #expect(try kept.text("out/cases.csv").hasPrefix(".case,iso,a,y\nNA,NA,yes,no\n"))
    // The run reads its own copy back.
    #expect(try kept.run(["effects", "out"]).status == 0)
  }

  @Test func norway() throws {
    let (run, _) = try Self.trial("norway-no.csv", "y ~ iso")
    #expect(run.status == 65)
    #expect(run.errors.contains("factor(iso)"))
    let (factor, _) = try Self.trial("norway-no.csv", "y ~ factor(iso)")
    #expect(factor.output.contains("NO"))
  }

  @Test(arguments: [
    (Data([0x1F, 0x8B, 8, 0]), "gzip"), (Data("PK\u{3}\u{4}xl/".utf8), "Excel"),
    (Data("<stata_dta>".utf8), "Stata"), (Data("[{\"a\": 1}]".utf8), "JSON"),
    (Data("A,1,0\nB,0,1\nC,1,1\n".utf8), "no header"),
  ])
  func otherFiles(_ bytes: Data, _ words: String) throws {
    let (run, folder) = try Self.fit(["d.csv": bytes], "y ~ a")
    #expect(run.status == 65)
    #expect(run.errors.contains(words))
    #expect(try folder.entries() == ["d.csv"])
  }

  @Test(arguments: [
    (["--decimal", "comma", "--thousands", "comma"], "another mark"),
    (["--thousands", "point", "--decimal", "point"], "another mark"),
    (["--encoding", "ebcdic"], "ebcdic"), (["--thousands", "dot"], "dot"),
  ])
  func contradictions(_ options: [String], _ words: String) throws {
    let (run, _) = try Self.fit(["d.csv": Data(Self.plain.utf8)], "y ~ a", options)
    #expect(run.status == 64)
    #expect(run.errors.contains(words))
  }

  @Test func newCasesAndCountsSayWhatWasSeen() throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": Self.plain, "n.csv": "sep=;\ncase;a\nX;N/A\nY;1\n"])
    _ = try folder.run(["fit", "--data", "d.csv", "--formula", "y ~ a", "--output", "out"])
    let run = try folder.run(["predict", "out", "--data", "n.csv", "--drop-missing"])
    #expect(run.status == 0)
    #expect(run.output.contains("`N/A` (line 3) in `a` counts as missing"))
    #expect(try folder.json("out/predictions.json")["notices"] as? [String] != [])
    let counts = try folder.run(["collapse", "--data", "n.csv", "--formula", "case ~ a"])
    #expect(counts.errors.contains("`N/A`"))
    #expect(counts.output.hasPrefix("case,a,count\n"))
  }
}
