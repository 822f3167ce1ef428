import Foundation
import InferenceTestSupport
import Testing

/// Every number that is derived from a run carries what its reader must know.
@Suite(.waitsForPrograms) struct CaveatTests {
  /// A run of a sheet, in `run/`.
  private static func run(
    _ sheet: String,
    _ formula: String,
    _ options: [String] = []
  ) throws -> WorkFolder {
    let folder = try WorkFolder()
    let run = try folder.run(
      ["fit", "--data", sheet, "--formula", formula, "--output", "run"] + options
    )
    try #require(run.status == 0 || run.status == 1, "\(run.errors)")
    return folder
  }

  /// The codes of an object of an answer.
  private static func codes(_ object: [String: Any]?) -> [String] {
    (object?["caveat"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
  }

  /// The values of a column of a CSV file without quotes, by that of its first.
  private static func column(_ name: String, _ text: String) throws -> [(String, String)] {
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let index = try #require(lines[0].firstIndex(of: name))
    return lines.dropFirst().map { ($0[0], $0[index]) }
  }

  /// rank-deficient.csv: bloc is N or S of region, its effect 0.08 or 0.20 by the reference level.
  @Test func aliasedEffectsAreMarked() throws {
    let folder = try Self.run(Trials.path("rank-deficient.csv"), "y ~ region + bloc + t")
    let run = try folder.run(["effects", "run", "--hypothesis", "blocwest > 0"])
    #expect(run.status == 0, "\(run.errors)")
    let json = try folder.json("run/effects.json")
    #expect(json.warningCodes.contains("aliased-column"))
    #expect(json.warningCodes == (try folder.json("run/run.json").warningCodes))
    let effects = json.objects("effects")
    let marks = Dictionary(
      effects.map { ("\($0["condition"] ?? "") \($0["change"] ?? "")", Self.codes($0)) }
    ) { first, _ in first }
    #expect(marks["bloc east -> west"] == ["aliased"])
    #expect(marks["region E -> N"] == ["aliased"] && marks["region E -> S"] == ["aliased"])
    #expect(marks["region E -> F"]?.contains("aliased") == false)
    #expect(marks.first { $0.key.hasPrefix("t ") }?.value.contains("aliased") == false)
    #expect(Self.codes(json.objects("hypotheses").first) == ["aliased"])
    let cells = try Self.column("caveat", folder.text("run/effects.csv"))
    #expect(cells.filter { $0.0 == "bloc" }.allSatisfy { $0.1 == "aliased" })
    #expect(run.output.contains(": the data cannot tell it from other columns"))
    #expect(run.output.hasPrefix("Warnings of the run\n"))
    #expect(run.output.contains("  - `blocwest` equals"))
    // A configuration that no case has and the aliased columns alone decide.
    let predict = try folder.run(["predict", "run", "--at", "region=E, bloc=west, t=1"])
    #expect(predict.status == 0, "\(predict.errors)")
    let prediction = try #require(
      try folder.json("run/predictions.json").objects("predictions").first
    )
    #expect(Self.codes(prediction) == ["aliased", "unobserved"])
    #expect(prediction["ml_limit"] as? String == "not identified")
  }

  /// year.csv: the intercept is the log-odds of the year 0.
  @Test func anInterceptFarAwayIsRepeated() throws {
    let folder = try Self.run(Trials.path("year.csv"), "y ~ year")
    // Averages over the slope's prior take as long as it is wide at the year 2000: ten seconds under the
    // default one.
    let narrow = try Self.run(
      Trials.path("year.csv"),
      "y ~ year",
      ["--prior", "year ~ normal(0, 0.02)"]
    )
    for command in [
      ["effects"], ["predict", "--at", "year=1995"], ["check"], ["loo", "--no-refit"],
      ["influence", "--case", "k1"], ["contrast", "--from", "year=1990", "--to", "year=2000"],
    ] {
      let place = command[0] == "influence" ? narrow : folder
      let run = try place.run([command[0], "run"] + command.dropFirst())
      #expect(run.status == 0, "\(command): \(run.errors)")
      let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(words.contains("write scale(year), or"), "\(command)")
    }
    for (file, list) in [
      ("effects", "effects"), ("contrasts", "contrasts"), ("predictions", "predictions"),
      ("loo", "pointwise"), ("influence", "all_cases"), ("check", ""),
    ] {
      let json = try (file == "influence" ? narrow : folder).json("run/\(file).json")
      #expect(json.warningCodes.contains("intercept-far-away"), "\(file)")
      guard let first = json.objects(list).first(where: { $0["name"] as? String != "Intercept" })
      else { continue }
      #expect(Self.codes(first).contains("intercept-far-away"), "\(file)")
    }
    let csv = try folder.text("run/effects.csv")
    #expect(try Self.column("caveat", csv).allSatisfy { $0.1.contains("intercept-far-away") })
  }

  /// offset.csv: `lo` shifts the log-odds by what is known.
  @Test func offsetsAreNoConditions() throws {
    let folder = try Self.run(Trials.path("offset.csv"), "y ~ protest + offset(lo)")
    #expect(try folder.run(["effects", "run"]).status == 0)
    let effects = try folder.json("run/effects.json").objects("effects")
    #expect(effects.map { $0["condition"] as? String } == ["protest"])
    let refused = try folder.run(["effects", "run", "--condition", "lo"])
    #expect(refused.status == 64 || refused.status == 65)
    #expect(refused.errors.contains("lo") && refused.errors.contains("protest"))
    #expect(try folder.run(["predict", "run", "--grid", "all"]).status == 0)
    let grid = try folder.json("run/predictions.json").objects("predictions")
    #expect(grid.count == 2 && grid.allSatisfy { Self.codes($0).contains("held-mean") })
  }

  /// A coded column as an offset is held, not varied.
  @Test func codedOffsetsAreHeld() throws {
    let folder = try WorkFolder()
    try folder.write([
      "d.csv": "case,a,o,y\nA,yes,no,1\nB,no,yes,0\nC,yes,yes,1\nD,no,no,1\nE,yes,no,0\nF,no,no,0\n"
    ])
    let fit = try folder.run([
      "fit", "--data", "d.csv", "--formula", "y ~ a + offset(o)", "--output", "run",
    ])
    #expect(fit.status == 0, "\(fit.errors)")
    #expect(try folder.run(["predict", "run", "--grid", "all"]).status == 0)
    let grid = try folder.json("run/predictions.json").objects("predictions")
    #expect(grid.count == 2 && grid.allSatisfy { $0["distance"] as? Int == 0 })
    let shown = try folder.run([
      "priors", "show", "sceptical", "--data", "d.csv", "--formula", "y ~ a + offset(o)",
      "--format", "json",
    ])
    #expect(try shown.json().objects("risk_differences").count == 1)
    #expect(try shown.json().objects("configurations").count == 2)
  }

  /// fuzzy-conditions.csv: one unit more leaves [0, 1] for every case but those at 0.
  @Test func stepsThatLeaveTheDataAreMarked() throws {
    let folder = try Self.run(Trials.path("fuzzy-conditions.csv"), "y ~ a + b")
    let run = try folder.run(["effects", "run", "--numeric", "unit"])
    #expect(run.status == 0, "\(run.errors)")
    let effects = try folder.json("run/effects.json").objects("effects")
    #expect(effects.allSatisfy { Self.codes($0).contains("step-leaves-data") })
    let messages = effects.flatMap { $0["caveat"] as? [[String: Any]] ?? [] }
      .compactMap { $0["message"] as? String }
    #expect(messages.contains { $0.contains("(0 to 1) for 83 %") })
    #expect(run.output.contains("the step leads outside the values of the cases"))
    // A scenario that says nothing of a number is at its mean, not `none`.
    let grid = try folder.run(["predict", "run", "--grid", "all"])
    #expect(grid.output.contains("a, b at their means") && !grid.output.contains("none"))
    let held = try #require(try folder.json("run/predictions.json").objects("predictions").first)
    #expect(Self.codes(held) == ["held-mean"])
    let outside = try folder.run(["predict", "run", "--at", "a=2, b=0.5", "--at", "a=1, b=1"])
    #expect(outside.status == 0)
    let predictions = try folder.json("run/predictions.json").objects("predictions")
    #expect(predictions.map(Self.codes) == [["outside-data"], []])
  }

  /// The built-in study: security uncertainty separates.
  @Test func whatThePriorDecidesIsMarkedEverywhere() throws {
    let folder = try RunFolders.work(RunFolders.study)
    let probabilities = try folder.text("run/probabilities.csv")
    #expect(!probabilities.contains("Inf") && !probabilities.contains("NaN"))
    #expect(probabilities.split(separator: "\n")[0].hasSuffix(",ml_limit,cases,caveat"))
    #expect(probabilities.contains(",1,KAZ2022,prior-up\n"))
    let other = try folder.run(["fit", "--prior", "sceptical", "--output", "other"])
    #expect(other.status == 0, "\(other.errors)")
    for command in ["effects", "check", "loo", "influence", "compare"] {
      let run = try folder.run([command, "run"] + (command == "compare" ? ["other"] : []))
      #expect(run.status == 0, "\(command): \(run.errors)")
      #expect(run.output.hasPrefix("Warnings of"), "\(command)")
    }
    for (file, word) in [
      ("effects", "prior-up"), ("checks", "prior-up"), ("check-cases", "prior-"),
      ("loo", "prior-"), ("influence", "prior-up"), ("compare", "prior-decides"),
    ] {
      let text = try folder.text("run/\(file).csv")
      #expect(text.prefix { $0 != "\n" }.hasSuffix("caveat"), "\(file)")
      #expect(text.contains(word), "\(file)")
    }
  }

  /// 28 of 30 with x, 2 of 30 without, under a prior that says the opposite.
  @Test func aPriorAgainstTheDataIsPointedOut() throws {
    let folder = try WorkFolder()
    let rows = (0..<60).map { "c\($0),\($0 < 30 ? 1 : 0),\($0 < 28 || $0 >= 58 ? 1 : 0)" }
    try folder.write(["d.csv": "case,x,y\n" + rows.joined(separator: "\n") + "\n"])
    func codes(_ prior: String) throws -> [String] {
      let run = try folder.run([
        "fit", "--data", "d.csv", "--formula", "y ~ x", "--prior", "x ~ \(prior)",
        "--output", "run", "--force",
      ])
      #expect(run.status == 0, "\(run.errors)")
      return try folder.json("run/run.json").warningCodes
    }
    #expect(try codes("normal(-5, 0.3)").contains("prior-data-conflict"))
    let scaling = try #require(
      try folder.json("run/diagnostics.json")["power_scaling"] as? [String: Any]
    )
    let x = try #require((scaling["quantities"] as? [[String: Any]])?.last)
    #expect(x["finding"] as? String == "prior-data conflict")
    #expect((x["mcse_prior"] as? Double ?? 0) > 0)
    #expect(try !codes("normal(0, 5)").contains("prior-data-conflict"))
    #expect(try !codes("normal(5, 2)").contains("prior-data-conflict"))
  }

  /// A column of zeros says nothing: its posterior is its prior.
  @Test func aPosteriorThatIsThePriorIsPointedOut() throws {
    let folder = try WorkFolder()
    try folder.write([
      "d.csv": "case,x,z,y\nA,1,0,1\nB,0,0,0\nC,1,0,0\nD,0,0,1\nE,1,0,1\nF,0,0,0\n"
    ])
    let run = try folder.run([
      "fit", "--data", "d.csv", "--formula", "y ~ x + z", "--output", "run",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let warnings = try folder.json("run/run.json").objects("warnings")
    let found = try #require(warnings.first { $0["code"] as? String == "posterior-is-prior" })
    #expect(found["subjects"] as? [String] == ["z"])
  }

  /// One value of a hundred among ten small ones decides the scale; a copy with noise is nearly an alias.
  @Test func leverageAndNearAliasesArePointedOut() throws {
    let folder = try WorkFolder()
    let values = [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    let outcomes = [0, 1, 0, 0, 1, 1, 0, 1, 1, 0]
    func sheet(_ last: Double) -> String {
      let rows = values.indices.map { index in
        let x = index == 9 ? last : values[index]
        let copy = values[index] + [0.05, -0.05, 0.1, 0, -0.1, 0.05, 0, -0.05, 0.1, -0.1][index]
        return "c\(index),\(x),\(values[index]),\(copy),\(outcomes[index])"
      }
      return "case,x,v,w,y\n" + rows.joined(separator: "\n") + "\n"
    }
    func warnings(_ formula: String, _ last: Double) throws -> [[String: Any]] {
      try folder.write(["d.csv": sheet(last)])
      let run = try folder.run([
        "fit", "--data", "d.csv", "--formula", formula, "--output", "run", "--force",
      ])
      #expect(run.status == 0, "\(run.errors)")
      return try folder.json("run/run.json").objects("warnings")
    }
    let leverage = try #require(
      try warnings("y ~ x", 400).first { $0["code"] as? String == "prior-scale-leverage" }
    )
    #expect((leverage["message"] as? String ?? "").contains("400 (c9)"))
    #expect(try !warnings("y ~ x", 10).contains { $0["code"] as? String == "prior-scale-leverage" })
    let near = try #require(
      try warnings("y ~ v + w", 10).first { $0["code"] as? String == "nearly-aliased" }
    )
    #expect(near["subjects"] as? [String] == ["v", "w"])
    #expect(try !warnings("y ~ v", 10).contains { $0["code"] as? String == "nearly-aliased" })
  }

  /// A prior that is wide for the data: each doubling halves the evidence.
  @Test func aBayesFactorOfWidthsIsMarked() throws {
    let folder = try WorkFolder()
    let rows = (0..<40).map { "c\($0),\($0 % 2),\(($0 * 7) % 20 < ($0 % 2 == 1 ? 12 : 8) ? 1 : 0)" }
    try folder.write(["d.csv": "case,x,y\n" + rows.joined(separator: "\n") + "\n"])
    for (name, formula) in [("null", "y ~ 1"), ("wide", "y ~ x")] {
      let run = try folder.run(
        [
          "fit", "--data", "d.csv", "--formula", formula, "--output", name,
        ] + (name == "wide" ? ["--prior", "x ~ normal(0, 50)"] : [])
      )
      #expect(run.status == 0, "\(run.errors)")
    }
    let run = try folder.run(["compare", "null", "wide", "--no-refit"])
    #expect(run.status == 0, "\(run.errors)")
    let models = try folder.json("null/compare.json").objects("models")
    for model in models {
      let isWide = model["model"] as? String == "wide"
      #expect(Self.codes(model).contains("prior-width") == isWide)
      let change = model["log_evidence_change_priors_doubled"] as? Double ?? .nan
      #expect(abs(change - (isWide ? -log(2) : 0)) < 0.01)
    }
    let said = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      said.contains(
        "priors half as wide would multiply its marginal likelihood, and every Bayes factor with it, by 2.0, "
          + "priors twice as wide by 0.5."
      )
    )
  }

  /// Saturated probabilities: the effect is positive where the coefficient is.
  @Test func effectsHaveTheSignOfTheirCoefficients() throws {
    let folder = try WorkFolder()
    let rows = (0..<12).map { "c\($0),\($0 % 2),\($0 < 6 ? 1 : 0),\($0 < 6 ? 1 : 0)" }
    try folder.write(["d.csv": "case,a,b,y\n" + rows.joined(separator: "\n") + "\n"])
    let fit = try folder.run([
      "fit", "--data", "d.csv", "--formula", "y ~ a + b", "--prior",
      "coefficients ~ normal(0, 400)",
      "--output", "run",
    ])
    #expect(fit.status == 0 || fit.status == 1, "\(fit.errors)")
    let draws = try folder.draws("run/draws.csv")
    #expect(try folder.run(["effects", "run", "--hypothesis", "p(a) > p(a=no)"]).status == 0)
    let effects = try folder.json("run/effects.json")
    for (name, effect) in zip(["a", "b"], effects.objects("effects")) {
      let values = try #require(draws[name])
      #expect(effect["p_positive"] as? Double == Double(values.count { $0 > 0 }) / 4000, "\(name)")
    }
    let share = Double(try #require(draws["a"]).count { $0 > 0 }) / 4000
    #expect(effects.objects("hypotheses").first?["probability"] as? Double == share)
    #expect(try folder.run(["contrast", "run", "--from", "a=no", "--to", "a=yes"]).status == 0)
    let contrast = try folder.json("run/contrasts.json").objects("contrasts").first
    #expect(contrast?["p_positive"] as? Double == share)
    // Before any data the effect of a condition is positive in half of the prior.
    let shown = try folder.run([
      "priors", "show", "sceptical", "--prior", "coefficients ~ normal(0, 400)", "--data", "d.csv",
      "--formula", "y ~ a + b", "--format", "json",
    ])
    for item in try shown.json().objects("risk_differences") {
      #expect(abs((item["above_0"] as? Double ?? 0) - 0.5) < 4 * 0.005)
    }
  }

  /// Numbers beyond the largest are empty with a reason, and no file spells one that is not finite.
  @Test func nothingIsWrittenThatIsNoNumber() throws {
    let folder = try WorkFolder()
    let rows = (0..<12).map { "c\($0),\($0 % 2),\($0 % 3 == 0 ? 1 : 0)" }
    try folder.write(["d.csv": "case,a,y\n" + rows.joined(separator: "\n") + "\n"])
    let arguments = ["--data", "d.csv", "--formula", "y ~ a"]
    for format in ["csv", "json", "table"] {
      let shown = try folder.run(
        ["priors", "show", "sceptical", "--prior", "a ~ cauchy(0, 1e5)", "--format", format]
          + arguments
      )
      #expect(shown.status == 0, "\(shown.errors)")
      for word in ["inf", "Inf", "nan", "NaN"] {
        #expect(!shown.output.split { ", \n:".contains($0) }.contains { $0 == word }, "\(word)")
      }
    }
    let fit = try folder.run(
      ["fit", "--prior", "a ~ normal(0, 5000)", "--output", "run"] + arguments
    )
    #expect(fit.status == 0 || fit.status == 1, "\(fit.errors)")
    for command in [["effects"], ["predict"], ["loo", "--no-refit"]] {
      #expect(try folder.run([command[0], "run"] + command.dropFirst()).status == 0)
    }
    _ = try folder.run(["compare", "run", "run", "--no-refit"])
    for name in try folder.entries() where name.hasSuffix(".csv") && name.hasPrefix("run/") {
      guard !name.contains("draws"), !name.contains("chains/") else { continue }
      let cells = try folder.text(name).split { ",\n".contains($0) }
      #expect(!cells.contains { ["NaN", "Inf", "-Inf", "inf", "nan"].contains($0) }, "\(name)")
    }
  }
}
