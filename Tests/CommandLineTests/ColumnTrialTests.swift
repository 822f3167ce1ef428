import Foundation
import InferenceTestSupport
import Testing

/// Small inputs whose columns were once taken for what they are not, from the command line.
@Suite(.waitsForPrograms) struct ColumnTrialTests {
  /// One row of effects.csv or contrasts.csv with the measure `risk_difference`, as numbers by name.
  private static func effects(_ text: String) -> [(
    name: String, change: String, mean: Double, p: Double
  )] {
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    guard let header = lines.first,
      let measure = header.firstIndex(of: "measure"), let mean = header.firstIndex(of: "mean"),
      let positive = header.firstIndex(of: "p_positive")
    else { return [] }
    return lines.dropFirst().filter { $0[measure] == "risk_difference" }.map {
      (String($0[0]), String($0[1]), Double($0[mean]) ?? .nan, Double($0[positive]) ?? .nan)
    }
  }

  private static func fit(
    _ folder: WorkFolder,
    _ trial: String,
    _ formula: String,
    _ more: String...,
    output: String = "run"
  ) throws -> ProgramRun {
    let run = try folder.run(
      ["fit", "--data", Trials.path(trial), "--formula", formula, "--output", output] + more
    )
    #expect(run.status == 0, "\(trial): \(run.errors)")
    return run
  }

  /// 1.0 and 0.0 are codes: the tables have the same bytes as those of 1 and 0.
  ///
  /// Effects by importance sampling with 300,000 effective draws: a 0.2827, b -0.3457.
  @Test func codesWithADecimalPointAreCodes() throws {
    let folder = try WorkFolder()
    for (trial, output) in [("pandas-floats.csv", "floats"), ("pandas-floats-as-ints.csv", "ints")]
    {
      _ = try Self.fit(folder, trial, "y ~ a + b", "--drop-missing", output: output)
      #expect(try folder.run(["effects", output]).status == 0)
      #expect(try folder.run(["predict", output, "--grid", "all"]).status == 0)
    }
    for file in [
      "draws.csv", "summary.csv", "probabilities.csv", "effects.csv", "predictions.csv",
      "cases.csv",
    ] {
      #expect(try folder.data("floats/\(file)") == (try folder.data("ints/\(file)")), "\(file)")
    }
    let effects = Self.effects(try folder.text("floats/effects.csv"))
    #expect(effects.map(\.name) == ["a", "b"])
    #expect(effects.map(\.change) == ["no -> yes", "no -> yes"])
    // Four Monte Carlo errors of 4000 draws with an sd of 0.22 or less.
    #expect(abs(effects[0].mean - 0.2827) < 0.014)
    #expect(abs(effects[1].mean - -0.3457) < 0.014)
    let grid = try folder.text("floats/predictions.csv").split(separator: "\n").dropFirst()
    #expect(grid.count == 4)
  }

  /// A value in a row that is left out does not make numbers of codes; small and merged tables agree.
  @Test func aRowThatIsLeftOutHasNoSay() throws {
    let folder = try WorkFolder()
    let rows = ["1,1,0", "0.0,1,1", "1,0,1", "0,0,0", "1,1,1", "0,1,0"]
    for copies in [1, 300] {
      let all = (0..<copies).flatMap { _ in rows }
      try folder.write([
        "plain.csv": "a,b,y\n" + all.joined(separator: "\n"),
        "gaps.csv": "a,b,y\n" + (["9,,1", "unknown,,0"] + all).joined(separator: "\n"),
      ])
      for name in ["plain", "gaps"] {
        let run = try folder.run([
          "fit", "--data", "\(name).csv", "--formula", "y ~ a + b", "--drop-missing", "--draws",
          "200",
          "--output", "\(name)-\(copies)",
        ])
        #expect(run.status < 2, "\(run.errors)")
        #expect(!run.errors.contains("0 or 1 in"), "\(run.errors)")
      }
      for file in ["draws.csv", "summary.csv"] {
        #expect(
          try folder.data("plain-\(copies)/\(file)") == (try folder.data("gaps-\(copies)/\(file)")),
          "\(copies) \(file)"
        )
      }
      #expect(try folder.run(["effects", "gaps-\(copies)"]).output.contains("no -> yes"))
    }
  }

  /// Two numbers are compared with each other, and the intercept's place is said.
  @Test(arguments: [
    ("codes-1-2.csv", "1", "2"), ("0/100", "0", "100"), ("-1/1", "-1", "1"),
    ("2000/2010", "2000", "2010"),
  ])
  func twoNumbersAreCompared(source: String, low: String, high: String) throws {
    let folder = try WorkFolder()
    let sheet = try String(contentsOfFile: Trials.path("codes-1-2.csv"), encoding: .utf8)
    let lines = sheet.split(separator: "\n").enumerated().map { index, line in
      let cells = line.split(separator: ",").map(String.init)
      return index == 0 ? String(line) : "\(cells[0]),\(cells[1] == "1" ? low : high),\(cells[2])"
    }
    try folder.write(["d.csv": lines.joined(separator: "\n") + "\n"])
    let run = try folder.run(["fit", "--data", "d.csv", "--formula", "y ~ a", "--output", "run"])
    #expect(run.status == 0, "\(run.errors)")
    let record = try folder.json("run/run.json")
    #expect(record.warningCodes.contains("intercept-off-codes") == (low != "0"))
    #expect(try folder.run(["effects", "run"]).status == 0)
    #expect(Self.effects(try folder.text("run/effects.csv")).map(\.change) == ["\(low) -> \(high)"])
    // A step of one unit would lead to a code that does not exist.
    #expect(
      try folder.run(["effects", "run", "--numeric", "unit", "--format", "csv"]).output
        .contains("\(low) -> \(high)")
    )
    #expect(
      try folder.run(["predict", "run", "--grid", "all", "--format", "csv"]).output
        .split(separator: "\n").count == 3
    )
    let contrast = try folder.run([
      "contrast", "run", "--from", "a=\(low)", "--to", "a=\(high)", "--format", "csv",
    ])
    #expect(contrast.status == 0, "\(contrast.errors)")
  }

  @Test(arguments: [
    ("code-typo-11.csv", "y ~ a + b", "stray-value", "11 in B", ["B"]),
    ("code-9-missing.csv", "y ~ a", "stray-value", "9 in E", ["E"]),
    ("minus9-missing.csv", "y ~ x", "far-value", "-9 in A, F", ["A", "F"]),
    (
      "level-spelling.csv", "y ~ reg", "alike-levels", "'NORTH' and 'North' and 'north'",
      ["NORTH", "North", "north"]
    ),
  ])
  func whatIsOddIsPointedOut(
    trial: String,
    formula: String,
    code: String,
    words: String,
    subjects: [String]
  ) throws {
    let folder = try WorkFolder()
    let run = try folder.run([
      "fit", "--data", Trials.path(trial), "--formula", formula, "--output", "run",
    ])
    #expect(run.status < 2, "\(run.errors)")
    let warnings = try folder.json("run/run.json").objects("warnings")
    let found = warnings.filter { $0["code"] as? String == code }
    #expect(found.count == 1, "\(warnings)")
    #expect((found.first?["message"] as? String)?.contains(words) == true, "\(found)")
    #expect(found.first?["subjects"] as? [String] == subjects)
  }

  /// What to type stands on the screen; the saved warning says it in words.
  @Test(arguments: [
    ("code-9-missing.csv", "y ~ a", "(--missing 9 --drop-missing)"),
    ("minus9-missing.csv", "y ~ x", "(--missing -9 --drop-missing)"),
  ])
  func whatToTypeIsForTheScreen(trial: String, formula: String, options: String) throws {
    let folder = try WorkFolder()
    let run = try folder.run([
      "fit", "--data", Trials.path(trial), "--formula", formula, "--output", "run",
    ])
    let screen = run.output.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    #expect(screen.contains("declare it as missing and leave the case out " + options))
    let messages = try folder.json("run/run.json").objects("warnings")
      .compactMap { $0["message"] as? String }
    #expect(messages.contains { $0.contains("declare it as missing and leave the case out") })
    #expect(!messages.contains { $0.contains("--") })
  }

  /// The same oddities among merged cases, which have no names.
  @Test func mergedCasesArePointedOutToo() throws {
    let folder = try WorkFolder()
    var rows: [String] = []
    for index in 0..<2000 {
      let stray = index == 1400 ? "11" : "\(index % 2)"
      let x = index % 500 == 7 ? -9 : index % 5
      let region = ["North", "South", "north"][index % 3]
      rows.append("\(stray),\(x),\(region),\((index / 3) % 2)")
    }
    try folder.write(["d.csv": "a,x,reg,y\n" + rows.joined(separator: "\n")])
    let run = try folder.run([
      "fit", "--data", "d.csv", "--formula", "y ~ a + x + reg", "--draws", "200", "--output", "run",
    ])
    #expect(run.status < 2, "\(run.errors)")
    let record = try folder.json("run/run.json")
    let messages = record.objects("warnings").compactMap { $0["message"] as? String }
    for code in ["stray-value", "far-value", "alike-levels"] {
      #expect(record.warningCodes.filter { $0 == code }.count == 1, "\(messages)")
    }
    #expect(messages.contains { $0.contains("11 in 1 case, the first of them case 1401") })
    #expect(messages.contains { $0.contains("-9 in 4 cases, the first of them case 8,") })
  }

  /// From 0 to 1 of a score; one unit only where numbers spread so far.
  @Test func aStepStaysAmongTheData() throws {
    let folder = try WorkFolder()
    _ = try Self.fit(folder, "fuzzy-conditions.csv", "y ~ a + b")
    #expect(try folder.run(["effects", "run"]).status == 0)
    let effects = Self.effects(try folder.text("run/effects.csv"))
    #expect(effects.map(\.change) == ["0 -> 1", "0 -> 1"])
    let unit = try folder.run(["effects", "run", "--numeric", "unit", "--format", "csv"])
    #expect(Self.effects(unit.output).map(\.change) == ["+1", "+1"])
    try folder.write([
      "d.csv": "x,z,y\n0.61,10,0\n0.7,30,1\n0.75,20,0\n0.8,40,1\n0.66,50,1\n0.69,25,0\n"
    ])
    let run = try folder.run(["fit", "--data", "d.csv", "--formula", "y ~ x + z", "--output", "o"])
    #expect(run.status == 0, "\(run.errors)")
    let steps = Self.effects(try folder.run(["effects", "o", "--format", "csv"]).output).map(
      \.change
    )
    // The standard deviation of x (divisor n - 1) is 0.0667583.
    #expect(steps.first?.hasPrefix("+0.06675") == true, "\(steps)")
    #expect(steps.last == "+1")
  }

  /// By quadrature: regime 0.0287, low to mid 0.1725, x 0.0930, the contrast 0.4274, P 0.5367.
  @Test func interactionsHaveTheirEffects() throws {
    let folder = try WorkFolder()
    _ = try Self.fit(
      folder,
      "interaction.csv",
      "y ~ x + regime * wealth",
      "--reference",
      "wealth=low"
    )
    let effects = Self.effects(try folder.run(["effects", "run", "--format", "csv"]).output)
    func mean(_ name: String, _ change: String) -> Double {
      effects.first { $0.name == name && $0.change == change }?.mean ?? .nan
    }
    // Four Monte Carlo errors and more: 4000 draws, sd 0.17 at most.
    #expect(abs(mean("regime", "auto -> demo") - 0.0287) < 0.012, "\(effects)")
    #expect(abs(mean("wealth", "low -> mid") - 0.1725) < 0.012, "\(effects)")
    #expect(abs(mean("x", "+1") - 0.0930) < 0.006, "\(effects)")
  }

  @Test func oddNamesStayRight() throws {
    let folder = try WorkFolder()
    let formula = "y ~ `Regime type` + N + lambda + `it's \"hard\"` + x.1 + x_1"
    let run = try folder.run([
      "fit", "--data", Trials.path("odd-names.csv"), "--formula", formula, "--draws", "250",
      "--output", "run",
    ])
    #expect(run.status < 2, "\(run.errors)")
    let summary = try folder.text("run/summary.csv")
    for name in [
      "Regime typedémocratie", "Regime typemixed/other", "\"it's \"\"hard\"\"\"", "x.1", "x_1",
    ] {
      #expect(summary.contains("\n\(name),"), "\(name)")
    }
  }
}
