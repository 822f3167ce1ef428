import Foundation
import Testing

/// `predict` from run folder to files.
@Suite(.waitsForPrograms) struct PredictTests {
  private static func p(_ eta: Double) -> Double { 1 / (1 + exp(-eta)) }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  /// Means recomputed from draws.csv; what is held is said; files are those printed.
  @Test func scenariosAreThoseOfTheDraws() throws {
    let folder = try RunFolders.work(RunFolders.drawnStudy)
    let run = try folder.run([
      "predict", "run", "--at", "protest=yes, security_uncertainty=yes", "--at",
      "ethnic_clashes", "--format", "json", "--draws",
    ])
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output == (try folder.text("run/predictions.json")))
    let draws = try folder.draws("run/draws.csv")
    let intercept = try #require(draws["Intercept"])
    let protest = try #require(draws["protest"])
    let security = try #require(draws["security_uncertainty"])
    let clashes = try #require(draws["ethnic_clashes"])
    let expected = [
      Self.mean(intercept.indices.map { Self.p(intercept[$0] + protest[$0] + security[$0]) }),
      Self.mean(intercept.indices.map { Self.p(intercept[$0] + clashes[$0]) }),
    ]
    let found = try run.json().objects("predictions")
    #expect(found.count == 2)
    for (prediction, mean) in zip(found, expected) {
      #expect(abs((prediction["mean"] as? Double ?? 0) - mean) < 1e-12)
    }
    #expect(found[0]["held"] as? [String] == ["ethnic_clashes", "foreign_intrusion"])
    #expect(found[0]["cases"] as? [String] == ["KAZ2022"])
    #expect(found[0]["distance"] as? Int == 0)
    #expect(found[0]["ml_limit"] as? String == "1")
    let name = try #require(found[0]["name"] as? String)
    #expect(
      name == "protest=yes, ethnic_clashes=no, foreign_intrusion=no, security_uncertainty=yes"
    )
    #expect(
      try folder.text("run/predictions-draws.csv").hasPrefix(".chain,.iteration,.draw,\"\(name)\"")
    )
    #expect(try folder.text("run/predictions-draws.csv").split(separator: "\n").count == 4001)
  }

  /// New cases are read as the run's were: what meant a missing value, and how numbers are written.
  @Test func newCasesAreReadAsThoseOfTheRun() throws {
    let folder = try WorkFolder()
    let rows = (1...12).map { "c\($0);\($0 % 3 == 0 ? 1 : 0);\($0).\($0 % 2)00,5\n" }
    try folder.write([
      "d.csv": "case;y;x\n" + rows.joined() + "z;1;-9\n",
      "new.csv": "case;x\nA;2.100\nB;-9\nC;1.950\n", "plain.csv": "case;x\nA;2100\nC;1950\n",
    ])
    let fit = try folder.run([
      "fit", "--data", "d.csv", "--formula", "y ~ x", "--missing=-9", "--thousands", "point",
      "--drop-missing", "--draws", "100", "--no-exact", "--output", "run",
    ])
    #expect(fit.status < 2, "\(fit.errors)")
    let predict = ["predict", "run", "--data", "new.csv", "--format", "json"]
    let refused = try folder.run(predict)
    #expect(refused.status == 65 && refused.errors.contains("B"), "\(refused.errors)")
    let read = try folder.run(predict + ["--drop-missing"])
    #expect(read.status == 0, "\(read.errors)")
    let notices = try #require(read.json()["notices"] as? [String])
    #expect(notices.contains { $0.contains("read as those of the run were") })
    let plain = try folder.run(["predict", "run", "--data", "plain.csv", "--format", "json"])
    for member in ["mean", "q5", "q95"] {
      let (first, second) = try (read.json(), plain.json())
      #expect(
        first.objects("predictions").map { $0[member] as? Double }
          == second.objects("predictions").map { $0[member] as? Double }
      )
    }
  }

  @Test func theDefaultIsWhatWasObserved() throws {
    let folder = try RunFolders.work(RunFolders.study)
    let run = try folder.run(["predict", "run"])
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(
      run.words.contains(
        "Probability of intervention in a case of each configuration, by exact integration (90% equal-tailed "
      )
    )
    #expect(run.output.contains("ethnic_clashes, foreign_intrusion"))
    #expect(run.output.hasSuffix("Written to run: predictions.csv, predictions.json\n"))
    #expect(try folder.json("run/predictions.json").objects("predictions").count == 5)
    #expect(!run.output.contains("held where"))
  }

  @Test func theGridShowsExtrapolation() throws {
    let folder = try RunFolders.work(RunFolders.study)
    let run = try folder.run(["predict", "run", "--grid", "all", "--hdi", "--mass", "0.95"])
    #expect(run.status == 0)
    #expect(run.words.contains("(95% highest-density interval)"))
    #expect(run.output.contains("95% HDI from"))
    let found = try folder.json("run/predictions.json").objects("predictions")
    #expect(found.count == 16)
    let distances = found.compactMap { $0["distance"] as? Int }
    #expect(distances.filter { $0 == 0 }.count == 5)
    // RUS2024 differs in the control of the security forces only.
    let row = try #require(
      found.first {
        ($0["name"] as? String)
          == "protest=no, ethnic_clashes=no, foreign_intrusion=yes, security_uncertainty=yes"
      }
    )
    #expect(row["distance"] as? Int == 1)
    #expect(row["nearest_cases"] as? [String] == ["RUS2024"])
    #expect(row["successes"] is NSNull)
  }

  /// New cases: words, codes and numbers as their file has them; gaps are named.
  @Test func newCasesAreNamed() throws {
    let folder = try RunFolders.work(RunFolders.counts)
    try folder.write([
      "new.csv": "id;gdp;region;protest\nX;1,5;Asia;1\n".replacingOccurrences(of: ",", with: ".")
        + "Y;20;Baltic;0\nZ;1;;0\n"
    ])
    let refused = try folder.run(["predict", "run", "--data", "new.csv"])
    #expect(refused.status == 65)
    #expect(refused.errors.contains("new.csv:4: case 'Z', column 'region': the value is missing"))
    #expect(try !folder.entries().contains("run/predictions.csv"))
    let run = try folder.run([
      "predict", "run", "--data", "new.csv", "--drop-missing", "--at", "region=Asia,gdp=1.5",
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("left out for a missing value: Z"))
    #expect(run.output.contains("outside the data"))
    let json = try folder.json("run/predictions.json")
    #expect(json["dropped_cases"] as? [String] == ["Z"])
    let found = json.objects("predictions")
    #expect(found.map { $0["type"] as? String } == ["scenario", "new case", "new case"])
    #expect(found.map { $0["name"] as? String }[1] == "X")
    #expect(found[1]["cases"] as? [String] == ["A"])
    #expect(found[1]["successes"] as? Double == 1 && found[1]["trials"] as? Double == 3)
    #expect(found[2]["outside"] as? [String] == ["gdp"])
    let draws = try folder.draws("run/draws.csv")
    let columns = try ["Intercept", "protest", "regionAsia", "log(gdp)", "protest:regionAsia"]
      .map { try #require(draws[$0]) }
    let expected = Self.mean(
      columns[0].indices.map { draw in
        Self.p(
          columns[0][draw] + columns[1][draw] + columns[2][draw] + log(1.5) * columns[3][draw]
            + columns[4][draw]
        )
      }
    )
    #expect(abs((found[1]["mean"] as? Double ?? 0) - expected) < 1e-12)
    let header = try folder.text("run/predictions.csv").prefix { $0 != "\n" }
    #expect(
      header == """
        type,name,protest,region,gdp,mean,median,sd,lower,upper,mcse_mean,mcse_median,mcse_lower,\
        mcse_upper,rhat,ess_bulk,ess_tail,estimates,interval,mass,new_trials,predictive_mean,\
        predictive_median,predictive_lower,predictive_upper,successes,trials,distance,nearest_cases,\
        outside,ml_limit,cases,caveat
        """
    )
  }

  private static let bad: [BadInput] = {
    func input(
      _ name: String,
      _ arguments: [String],
      _ status: Int32,
      _ message: String,
      _ run: Result<[String: Data], any Error> = RunFolders.study
    ) -> BadInput {
      var files = (try? run.get()) ?? [:]
      files["new.csv"] = Data("id,protest,region\nX,yes,Asia\n".utf8)
      files["mars.csv"] = Data("id,protest,region,gdp\nX,yes,Mars,1\n".utf8)
      return BadInput(name, ["predict", "run"] + arguments, bytes: files, status, message)
    }
    return [
      input(
        "a condition that the run does not have",
        ["--at", "protest=yes, securty_uncertainty=no"],
        65,
        """
        csto-bayes: scenario: the run has no condition 'securty_uncertainty' (did you mean \
        'security_uncertainty'?); conditions: protest, ethnic_clashes, foreign_intrusion, \
        security_uncertainty
          protest=yes, securty_uncertainty=no
                       ^^^^^^^^^^^^^^^^^^^
        """
      ),
      input(
        "a value that is no code",
        ["--at", "protest=maybe"],
        65,
        """
        csto-bayes: scenario: condition 'protest': found 'maybe', which is no yes/no code; accepted: \
        yes, no, true, false, present, absent, 1 or 0
          protest=maybe
                  ^^^^^
        """
      ),
      input(
        "a scenario that ends early",
        ["--at", "protest="],
        64,
        """
        csto-bayes: scenario: it ends here; expected: a value
          protest=
                  ^
        """
      ),
      input(
        "an empty scenario",
        ["--at", ""],
        64,
        "csto-bayes: scenario: there is none; write 'condition=value, condition=value'"
      ),
      input(
        "a condition given twice",
        ["--at", "protest=yes,protest=no"],
        64,
        """
        csto-bayes: scenario: 'protest' is given two values; one is needed
          protest=yes,protest=no
                      ^^^^^^^
        """
      ),
      input(
        "a level that was never coded",
        ["--at", "region=Mars"],
        65,
        """
        csto-bayes: scenario: condition 'region' has no level 'Mars'; levels: Baltic, Asia, \
        Caucasus
          region=Mars
                 ^^^^
        """,
        RunFolders.counts
      ),
      input(
        "a word where a number is needed",
        ["--at", "gdp=high"],
        65,
        """
        csto-bayes: scenario: condition 'gdp': found 'high'; accepted: a number
          gdp=high
              ^^^^
        """,
        RunFolders.counts
      ),
      input(
        "a number that arithmetic refuses",
        ["--at", "gdp=0"],
        65,
        "csto-bayes: case 'protest=no, region=Baltic, gdp=0', log of 0 in 'gdp'; accepted: a number above 0",
        RunFolders.counts
      ),
      input(
        "a number to be varied",
        ["--grid", "gdp"],
        64,
        "csto-bayes: scenario: 'gdp' is a number and has no levels to vary; conditions with levels: protest, region",
        RunFolders.counts
      ),
      input(
        "new cases without a column",
        ["--data", "new.csv"],
        65,
        "csto-bayes: new.csv: there is no column 'gdp', which the run's formula uses; columns: id, protest, region",
        RunFolders.counts
      ),
      input(
        "new cases with a level that was never coded",
        ["--data", "mars.csv"],
        65,
        "csto-bayes: mars.csv:2: case 'X', column 'region': found 'Mars'; accepted: Baltic, Asia or Caucasus",
        RunFolders.counts
      ),
      input(
        "new cases that are not there",
        ["--data", "none.csv"],
        66,
        "csto-bayes: none.csv: there is no such file"
      ),
      input(
        "a mass of 1",
        ["--mass", "1"],
        64,
        "Error: --mass must lie between 0 and 1, not 1.0."
      ),
      input(
        "options of --data alone",
        ["--drop-missing"],
        64,
        "Error: --case-column, --delimiter and --drop-missing go with --data."
      ),
    ]
  }()

  @Test(arguments: bad) func refuses(_ input: BadInput) throws { try input.check() }

  /// The label that tables have is a scenario: the row of the grid is the prediction.
  @Test func noneIsAScenario() throws {
    let folder = try RunFolders.work(RunFolders.study)
    let printed = try folder.run(["predict", "run", "--at", "none", "--format", "json"]).json()
    let predictions = printed.objects("predictions")
    let all = try folder.run(["predict", "run", "--grid", "all", "--format", "json"]).json()
    let first = try #require(all.objects("predictions").first)
    #expect(predictions.count == 1)
    #expect(predictions.first?["median"] as? Double == first["median"] as? Double)
    #expect(first["median"] is Double)
    for command in [
      ["contrast", "run", "--from", "none", "--to", "protest"], ["effects", "run", "--at", "none"],
      ["effects", "run", "--over", "grid", "--hold", "none"],
      ["effects", "run", "--hypothesis", "p(none) < 0.5"],
    ] {
      #expect(try folder.run(command).status == 0, "\(command)")
    }
  }
}
