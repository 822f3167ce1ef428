import Foundation
import InferenceTestSupport
import Testing

/// What the outcome is: words, comparisons, counts, nothing to estimate, and a formula without quotes.
@Suite(.waitsForPrograms) struct OutcomeTests {
  private static func fit(_ folder: WorkFolder, _ arguments: [String], _ output: String) throws {
    let run = try folder.run(["fit"] + arguments + ["--draws", "250", "--output", output])
    #expect(run.status == 0, "\(run.errors)")
  }

  /// All ways to say that war is yes give the bytes of a sheet with 1 and 0.
  @Test func wordsAreDeclared() throws {
    let folder = try WorkFolder()
    let path = Trials.path("outcome-in-words.csv")
    let sheet = try String(contentsOfFile: path, encoding: .utf8)
    try folder.write([
      "codes.csv": sheet.replacing("war", with: "1").replacing("peace", with: "0"),
      "numbers.csv": sheet.replacing("war", with: "2").replacing("peace", with: "1"),
    ])
    try Self.fit(folder, ["--data", "codes.csv", "--formula", "outcome ~ a"], "codes")
    for (number, arguments) in [
      ["--data", path, "--formula", "outcome ~ a", "--outcome-is", "war"],
      ["--data", path, "--formula", "outcome == \"war\" ~ a"],
      ["--data", path, "--formula", "outcome ~ a", "--codes", "WAR/peace"],
      ["--data", "numbers.csv", "--formula", "outcome ~ a", "--outcome-is", "2"],
      ["--data", "numbers.csv", "--formula", "I(outcome > 1) ~ a"],
      ["--data", "numbers.csv", "--formula", "outcome ~ a", "--codes", "outcome=2/1"],
    ].enumerated() {
      try Self.fit(folder, arguments, "run-\(number)")
      for file in ["draws.csv", "summary.csv"] {
        #expect(
          try folder.data("run-\(number)/\(file)") == (try folder.data("codes/\(file)")),
          "\(arguments)"
        )
      }
      // A saved run knows what its outcome is.
      let effects = try folder.run(["effects", "run-\(number)", "--format", "csv"])
      #expect(effects.status == 0, "\(effects.errors)")
    }
    let peace = ["--data", path, "--formula", "outcome ~ a", "--outcome-is", "peace"]
    try Self.fit(folder, peace, "peace")
    #expect(try folder.data("peace/summary.csv") != (try folder.data("codes/summary.csv")))
  }

  /// Conditions too, and new cases in the same words.
  @Test func conditionsInWordsAreCodes() throws {
    let folder = try WorkFolder()
    let path = Trials.path("codes-y-n.csv")
    try Self.fit(folder, ["--data", path, "--formula", "y ~ a", "--codes", "Y/N"], "run")
    #expect(
      try folder.json("run/run.json")["data"].flatMap { ($0 as? [String: Any])?["codes"] }
        as? [String] == ["Y/N"]
    )
    try folder.write(["new.csv": "case,a\nP,Y\nQ,N\nR,1\n", "wrong.csv": "case,a\nP,Y\nQ,U\n"])
    let predicted = try folder.run(["predict", "run", "--data", "new.csv", "--format", "csv"])
    #expect(predicted.status == 0, "\(predicted.errors)")
    #expect(predicted.output.split(separator: "\n").count == 4)
    let wrong = try folder.run(["predict", "run", "--data", "wrong.csv"])
    #expect(wrong.status == 65)
    #expect(wrong.errors.contains("found 'U'; accepted: Y or N"), "\(wrong.errors)")
  }

  @Test(arguments: [
    (
      ["--formula", "outcome ~ a"],
      "outcome 'outcome': found peace, war, which are no codes; "
        + "accepted: yes, no, true, false, present, absent, 1 or 0; "
        + "declare that war means yes and peace no (--outcome-is war)"
    ),
    (
      ["--formula", "outcome ~ a", "--outcome-is", "wor"],
      "has no level 'wor' (did you mean 'war'?)"
    ),
    (["--formula", "outcome ~ a", "--codes", "Y/N"], "found 'Y/N'"),
    (
      ["--formula", "outcome == war ~ a"],
      "no column 'war'; a word that a column is compared with stands between quotes: \"war\""
    ),
    (
      ["--formula", "outcome ~ a", "--codes", "war/truce"], "found 'peace'; accepted: war or truce"
    ),
  ])
  func aRefusalNamesTheLevels(arguments: [String], words: String) throws {
    let folder = try WorkFolder()
    let run = try folder.run(["fit", "--data", Trials.path("outcome-in-words.csv")] + arguments)
    #expect((64...65).contains(run.status))
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(try folder.entries().isEmpty)
  }

  /// What a refusal says to type is typed, and makes the sheet one of codes with war for 1.
  @Test(arguments: [
    ("Ja", "Nein", "Ja means yes and Nein no (--outcome-is Ja)"),
    ("2", "1", "2 means yes and 1 no (--outcome-is 2)"),
    ("1", "-1", "1 means yes and -1 no (--outcome-is 1)"),
    ("-1", "-2", "-1 means yes and -2 no (--outcome-is -1)"),
    ("100%", "0%", "100% means yes and 0% no (--outcome-is '100%')"),
    ("s\u{ED}", "no", "no (--outcome-is s\u{ED})"),
    ("10", "9", "10 means yes and 9 no (--outcome-is 10)"),
    ("wahr", "falsch", "falsch no (--outcome-is wahr)"),
  ])
  func whatARefusalSaysWorks(yes: String, no: String, advice: String) throws {
    let folder = try WorkFolder()
    let sheet = try String(contentsOfFile: Trials.path("outcome-in-words.csv"), encoding: .utf8)
    try folder.write(["d.csv": sheet.replacing("war", with: yes).replacing("peace", with: no)])
    let data = ["fit", "--data", "d.csv", "--formula", "outcome ~ a", "--output", "out"]
    let refused = try folder.run(data)
    #expect(refused.status == 65)
    #expect(refused.errors.contains(advice), "\(refused.errors)")
    let run = try folder.run(data + ["--outcome-is", yes])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.words.contains(" in 3 of 6; logit, "), "\(run.output)")
  }

  /// The words for yes and no of a column may be signs that mean a missing value elsewhere.
  @Test func signsForYesAndNo() throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": "case,a,y\nA,+,0\nB,+,1\nC,-,0\nD,+,1\nE,-,1\nF,-,0\n"])
    let data = ["fit", "--data", "d.csv", "--formula", "y ~ a", "--output", "out"]
    let refused = try folder.run(data)
    #expect(refused.status == 65)
    #expect(refused.errors.contains("not as a no; where it is one, declare it; "))
    #expect(refused.errors.contains("(--codes a=+/- or --drop-missing)"), "\(refused.errors)")
    let run = try folder.run(data + ["--codes", "a=+/-"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try folder.text("out/cases.csv").contains("C,no,no"))
  }

  /// log C(20, 14) + log C(20, 11) - 40 log 2 = -5.129262; the other by quadrature.
  @Test func theNullModelHasItsEvidence() throws {
    let folder = try WorkFolder()
    let data = ["--data", Trials.path("binomial-null.csv")]
    let prior = ["--prior", "Intercept ~ logistic(0, 1)"]
    try Self.fit(folder, data + ["--formula", "hits | trials(n) ~ 0"], "null")
    try Self.fit(folder, data + prior + ["--formula", "hits | trials(n) ~ 1"], "one")
    let run = try folder.run(["compare", "null", "one", "--format", "json"])
    #expect(run.status == 0, "\(run.errors)")
    let text = run.output
    #expect(text.contains("-5.12926"), "\(text)")
    #expect(text.contains("-5.534") || text.contains("-5.535"), "\(text)")
  }

  /// A model without coefficients goes through every command, or is refused in a sentence.
  @Test func theNullModelGoesThroughEveryCommand() throws {
    for formula in ["intervention ~ 0", "intervention ~ 0 + offset(size)"] {
      let folder = try WorkFolder()
      try folder.write(["d.csv": Sheet.crises])
      for sampler in ["auto", "nuts", "exact", "random-walk", "independence"] {
        let run = try folder.run([
          "fit", "--data", "d.csv", "--formula", formula, "--sampler", sampler, "--draws", "100",
          "--output", "run", "--force",
        ])
        #expect(run.status == 0, "\(sampler): \(run.errors)")
      }
      for arguments in [
        ["effects", "run"], ["predict", "run"], ["predict", "run", "--grid", "all"],
        ["check", "run"],
        ["loo", "run"], ["influence", "run"], ["compare", "run", "run"],
        ["diagnose", "run/draws.csv"],
        ["export", "stan", "run"], ["notebook", "run"],
        ["collapse", "--data", "d.csv", "--formula", formula],
        ["priors", "show", "sceptical", "--data", "d.csv", "--formula", formula],
      ] {
        let run = try folder.run(arguments)
        #expect([0, 1, 64, 65].contains(run.status), "\(arguments) \(run.status): \(run.errors)")
        #expect(run.status < 2 || !run.errors.isEmpty, "\(arguments)")
        #expect(!run.errors.contains("Fatal error"), "\(arguments): \(run.errors)")
      }
    }
  }

  @Test(arguments: [
    ["fit", "--data", "d.csv", "--formula", "intervention", "~", "protest"],
    ["fit", "--data", "d.csv", "--formula", "intervention", "/home/someone", "protest"],
    ["fit", "--formula=intervention", "~", "protest", "--data", "d.csv"],
    ["fit", "--data", "d.csv", "--formula", "intervention~", "protest"],
  ])
  func aFormulaThatTheShellCutIsRecognised(arguments: [String]) throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": Sheet.crises])
    let run = try ProgramRun(arguments, in: folder, environment: ["HOME": "/home/someone"])
    #expect(run.status == 64)
    #expect(
      run.firstError.hasPrefix(
        "csto-bayes: quote the formula, which the shell has cut into words: "
      ),
      "\(run.errors)"
    )
    #expect(run.firstError.contains("protest'"))
  }
}
