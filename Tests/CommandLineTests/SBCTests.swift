import Foundation
import Testing

/// `sbc` from end to end.
@Suite(.waitsForPrograms) struct SBCTests {
  private static let small = [
    "sbc", "--cases", "30", "--coefficients", "2", "--sampler", "nuts", "--chains", "1", "--draws",
    "200", "--replications", "100", "--prior", "Intercept ~ normal(0, 2.5)",
  ]

  @Test func filesHoldTheRanksAndTheVerdict() throws {
    let folder = try WorkFolder()
    let run = try folder.run(Self.small + ["--output", "out"])
    #expect(run.status == 0, "\(run.output) \(run.errors)")
    #expect(run.output.contains("PASS: no p-value below"))
    #expect(
      try folder.entries()
        == ["out", "out/files.json", "out/ranks.csv", "out/sbc.csv", "out/sbc.json"]
    )
    let ranks = try folder.text("out/ranks.csv").split(separator: "\n")
    #expect(ranks[0] == "replication,quantity,truth,rank,draws,bulk_ess,divergences")
    #expect(ranks.count == 1 + 100 * 4)
    for row in ranks.dropFirst() {
      let rank = try #require(Int(row.split(separator: ",")[3]))
      #expect((0...99).contains(rank))
    }
    let json = try folder.json("out/sbc.json")
    #expect(json["passed"] as? Bool == true)
    #expect(json["replications"] as? Int == 100)
    #expect(json.objects("quantities").count == 4)
    #expect(json["cases"] as? Int == 30)
    // A finished study may be replaced, anything else not.
    #expect(try folder.run(Self.small + ["--output", "out"]).status == 73)
    #expect(try folder.run(Self.small + ["--output", "out", "--force"]).status == 0)
  }

  @Test func threadsChangeNoByte() throws {
    let folder = try WorkFolder()
    for threads in ["1", "3"] {
      let run = try folder.run(Self.small + ["--output", "out\(threads)", "--threads", threads])
      #expect(run.status == 0)
    }
    for file in ["ranks.csv", "sbc.csv", "sbc.json"] {
      #expect(try folder.data("out1/\(file)") == folder.data("out3/\(file)"))
    }
  }

  /// A prior scale doubled in the fit only: exit code 1, and the table says what is wrong.
  @Test func plantedErrorEndsWithOne() throws {
    let folder = try WorkFolder()
    let run = try folder.run(
      Self.small + [
        "--fit-prior", "Intercept ~ normal(0, 5)", "--fit-prior", "coefficients ~ normal(0, 5)",
        "--format", "json",
      ]
    )
    #expect(run.status == 1, "\(run.errors)")
    #expect(try run.json()["passed"] as? Bool == false)
    #expect(try run.json().objects("fitted_priors").count == 2)
  }

  @Test func tableOfAStudyIsCSVOnRequest() throws {
    let run = try WorkFolder().run(["sbc", "--replications", "20", "--format", "csv"])
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 8)
    #expect(lines[1].hasPrefix("Intercept,"))
  }

  @Test(arguments: [
    BadInput(
      "flat prior",
      ["sbc", "--cases", "20", "--prior", "coefficients ~ flat()"],
      [:],
      65,
      "csto-bayes: prior: a flat prior on 'x1' is refused: nothing can be drawn from it; accepted: "
        + "normal(mean, sd), student_t(df, location, scale), cauchy(location, scale), "
        + "laplace(location, scale), logistic(location, scale) or log_F(m1, m2)"
    ),
    BadInput(
      "flat prior fitted",
      ["sbc", "--cases", "20", "--fit-prior", "x2 ~ flat()"],
      [:],
      65,
      "csto-bayes: prior: a flat prior on 'x2' is refused: nothing can be drawn from it; accepted: "
        + "normal(mean, sd), student_t(df, location, scale), cauchy(location, scale), "
        + "laplace(location, scale), logistic(location, scale) or log_F(m1, m2)"
    ),
    BadInput(
      "no such coefficient",
      ["sbc", "--cases", "20", "--fit-prior", "x9 ~ normal(0, 1)"],
      [:],
      64,
      "csto-bayes: prior: there is no coefficient 'x9' (did you mean 'x1'?); coefficients: "
        + "Intercept, x1, x2, x3, x4\n  x9 ~ normal(0, 1)\n  ^^"
    ),
    BadInput(
      "data and cases",
      ["sbc", "csto", "--cases", "20"],
      [:],
      64,
      "Error: Give data or --cases, not both."
    ),
    BadInput(
      "coefficients alone",
      ["sbc", "--coefficients", "3"],
      [:],
      64,
      "Error: --coefficients goes with --cases."
    ),
    BadInput(
      "too few replications",
      ["sbc", "--replications", "19"],
      [:],
      64,
      "Error: --replications must be 20 to 10000000, not 19."
    ),
    BadInput(
      "too few draws",
      ["sbc", "--chains", "1", "--draws", "98"],
      [:],
      64,
      "Error: --chains times --draws must be at least 99: a truth is ranked among so many draws."
    ),
    BadInput(
      "no such file",
      ["sbc", "--data", "absent.csv", "--formula", "y ~ x", "--output", "out"],
      [:],
      66,
      "csto-bayes: absent.csv: there is no such file"
    ),
  ])
  func badInputIsRefused(_ input: BadInput) throws { try input.check() }
}
