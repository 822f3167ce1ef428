import Foundation
import Testing

/// `loo`, `compare` and `influence` on run folders.
@Suite(.waitsForPrograms) struct CaseCommandsTests {
  /// A folder with runs of the built-in study under each prior set.
  private static func runs(_ sets: [String], in folder: WorkFolder) throws {
    for set in sets {
      let run = try folder.run(["fit", "--prior", set, "--output", set])
      #expect(run.status == 0, "\(run.errors)")
    }
  }

  @Test func looOfTheBuiltInStudy() throws {
    let folder = try WorkFolder()
    try Self.runs(["weakly-informative"], in: folder)
    let run = try folder.run(["loo", "weakly-informative"])
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.contains("KAZ2022") && run.output.contains("exact: the model refitted"))
    let json = try folder.json("weakly-informative/loo.json")
    // csto_main_normal_loo_exact, by quadrature.
    let elpd = try #require(json["elpd_loo"] as? [String: Any])
    let estimate = try #require(elpd["estimate"] as? Double)
    let error = try #require(elpd["mcse"] as? Double)
    #expect(abs(estimate + 4.1610733) < 4 * error && error < 0.05)
    #expect(json["refits"] as? Int == 8)
    let table = try folder.text("weakly-informative/loo.csv")
    #expect(table.hasPrefix("case,elpd_loo,mcse_elpd_loo,probability,"))
    #expect(table.split(separator: "\n").count == 9)
    let printed = try folder.run(["loo", "weakly-informative", "--format", "csv"])
    #expect(printed.output == table)
    let smoothed = try folder.run(["loo", "weakly-informative", "--no-refit", "--format", "json"])
    #expect(smoothed.status == 0)
    #expect(try smoothed.json()["refits"] as? Int == 0)
  }

  /// A model without coefficients says the same of a case at every draw: its weights are equal.
  @Test func looOfTheNullModelSaysThatNoShapeApplies() throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": "case,y\n" + (1...6).map { "c\($0),\($0 % 2)\n" }.joined()])
    let fit = try folder.run(["fit", "--data", "d.csv", "--formula", "y ~ 0", "--output", "null"])
    #expect(fit.status == 0, "\(fit.errors)")
    let run = try folder.run(["loo", "null", "--no-refit"])
    #expect(run.status == 0 && !run.output.contains("1e308"))
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains(" Inf PSIS ") && words.contains("a k-hat of Inf says nothing"))
    let rows = try folder.text("null/loo.csv").split(separator: "\n").dropFirst()
    #expect(rows.count == 6)
    #expect(rows.allSatisfy { $0.hasSuffix(",psis,,equal-weights; infinite: pareto_k") })
    // The logarithm of one half.
    #expect(rows.allSatisfy { $0.contains(",-0.6931471805599") })
  }

  @Test func sameBytesForAnyNumberOfThreads() throws {
    let folder = try WorkFolder()
    for threads in ["1", "2"] {
      let run = try folder.run(["fit", "--threads", threads, "--output", threads])
      #expect(run.status == 0)
      #expect(try folder.run(["loo", threads]).status == 0)
      #expect(try folder.run(["influence", threads]).status == 0)
    }
    for file in ["loo.csv", "loo.json", "influence.csv", "influence.json", "prior_cases.csv"] {
      #expect(try folder.data("1/\(file)") == folder.data("2/\(file)"), "\(file)")
    }
  }

  /// One model twice, the rows of its sheet reversed the second time: nothing tells the two apart.
  @Test func oneModelWithItsRowsReversed() throws {
    let folder = try WorkFolder()
    var random = Bits(state: 7)
    let rows = (0..<30).map { row in
      let (a, b) = (random.bit(), random.bit())
      return "C\(row),\(random.bit() | (a & b)),\(a),\(b)"
    }
    try folder.write([
      "d.csv": "case,y,a,b\n" + rows.joined(separator: "\n") + "\n",
      "r.csv": "case,y,a,b\n" + rows.reversed().joined(separator: "\n") + "\n",
    ])
    for (data, name) in [("d.csv", "one"), ("r.csv", "two")] {
      let fit = ["fit", "--data", data, "--formula", "y ~ a + b", "--output", name]
      #expect(try folder.run(fit).status == 0)
    }
    let run = try folder.run(["compare", "one", "two"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("cannot be told apart"))
    #expect(run.output.hasSuffix(".\n"))
    let json = try folder.json("one/compare.json")
    for model in json.objects("models") {
      #expect(model["p_worse"] is NSNull)
      let weight = try #require(model["stacking_weight"] as? Double)
      #expect(abs(weight - 0.5) < 1e-9)
    }
    #expect(!(try folder.text("one/compare.csv")).contains("NaN"))
  }

  /// Bits of a linear congruential generator.
  private struct Bits {
    var state: UInt64

    mutating func bit() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 63)
    }
  }

  @Test func compareTwoPriors() throws {
    let folder = try WorkFolder()
    try Self.runs(["weakly-informative", "sceptical"], in: folder)
    let run = try folder.run(["compare", "weakly-informative", "sceptical"])
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.contains("fewer than 100"))
    let json = try folder.json("weakly-informative/compare.json")
    let models = try #require(json["models"] as? [[String: Any]])
    let named = try #require(models.first { $0["model"] as? String == "weakly-informative" })
    let value = try #require(named["log_marginal_likelihood"] as? Double)
    // csto_main_normal_exact
    #expect(abs(value + 4.3713715) < 0.01)
    let weights = models.compactMap { $0["stacking_weight"] as? Double }
    #expect(weights.count == 2 && abs(weights[0] + weights[1] - 1) < 1e-9)
    #expect(!(try folder.entries()).contains("sceptical/compare.json"))
    // Bridge sampling beside the lattice: the same evidence to 0.01 nats and to its own error.
    for model in json.objects("models") {
      let bridge = try #require(model["log_marginal_likelihood"] as? Double)
      let exact = try #require(model["exact_log_marginal_likelihood"] as? Double)
      let error = try #require(model["mcse_log_marginal_likelihood"] as? Double)
      #expect(abs(bridge - exact) < min(0.01, 4.5 * error))
    }
  }

  @Test func influenceOfTheBuiltInStudy() throws {
    let folder = try WorkFolder()
    try Self.runs(["weakly-informative"], in: folder)
    let run = try folder.run(["influence", "weakly-informative"])
    #expect(run.status == 0 && run.errors.isEmpty)
    let json = try folder.json("weakly-informative/influence.json")
    let cases = try #require(json["without_case"] as? [[String: Any]])
    #expect(cases.first?["case"] as? String == "KAZ2022" && cases.count == 8)
    let table = try folder.text("weakly-informative/influence.csv")
    // Five coefficients with four statistics, five configurations and their mean with two.
    #expect(table.split(separator: "\n").count == 1 + 8 * (5 * 4 + 6 * 2))
    let one = try folder.run(
      ["influence", "weakly-informative", "--case", "KAZ2022", "--format", "csv"]
    )
    #expect(one.status == 0 && one.output.split(separator: "\n").count == 33)
  }

  @Test func otherDataAreRefused() throws {
    let folder = try WorkFolder()
    try folder.write([
      "one.csv": "name,y,x\na,1,1\nb,0,1\nc,0,0\nd,1,0\n",
      "two.csv": "name,y,x\na,1,1\nb,0,1\nc,1,0\nd,1,0\n",
      "three.csv": "name,y,x\na,1,1\nb,0,1\nc,0,0\n",
    ])
    for name in ["one", "two", "three"] {
      let arguments = ["fit", "--data", "\(name).csv", "--formula", "y ~ x", "--output", name]
      #expect(try folder.run(arguments).status == 0)
    }
    let entries = try folder.entries()
    let outcome = try folder.run(["compare", "one", "two"])
    #expect(outcome.status == 65)
    #expect(
      outcome.errors
        == "csto-bayes: the runs are of different data: case 'c' has the outcome 0 of 1 in one and "
        + "1 of 1 in two\n"
    )
    let missing = try folder.run(["compare", "one", "three"])
    #expect(missing.status == 65)
    #expect(
      missing.errors
        == "csto-bayes: the runs are of different data: case 'd' is in one and not in three\n"
    )
    #expect(outcome.output.isEmpty && missing.output.isEmpty)
    #expect(try folder.entries() == entries)
  }

  @Test func wrongUse() throws {
    let folder = try WorkFolder()
    try Self.runs(["sceptical"], in: folder)
    let entries = try folder.entries()
    for (arguments, status, message) in [
      (["compare", "sceptical"], 64, "at least two runs"),
      (["loo", "nowhere"], 66, "nowhere"),
      (["compare", "sceptical", "nowhere"], 66, "nowhere"),
      (["influence", "sceptical", "--case", "KAZ2021"], 64, "no case is called 'KAZ2021'"),
      (["loo", "sceptical", "--no-refit", "--refit-all"], 64, "not both"),
    ] as [([String], Int32, String)] {
      let run = try folder.run(arguments)
      #expect(run.status == status, "\(arguments): \(run.errors)")
      #expect(run.errors.contains(message), "\(run.errors)")
      #expect(run.output.isEmpty)
    }
    #expect(try folder.entries() == entries)
  }

  @Test func brokenRunsAreRefused() throws {
    let folder = try WorkFolder()
    try Self.runs(["sceptical"], in: folder)
    let draws = try folder.text("sceptical/draws.csv")
    var lines = draws.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var fields = lines[7].split(separator: ",").map(String.init)
    fields[5] = "NaN"
    lines[7] = fields.joined(separator: ",")
    try folder.write(["sceptical/draws.csv": lines.joined(separator: "\n")])
    let entries = try folder.entries()
    for arguments in [
      ["loo", "sceptical"], ["influence", "sceptical"], ["compare", "sceptical", "sceptical"],
    ] {
      let run = try folder.run(arguments)
      #expect(run.status == 65 && run.output.isEmpty, "\(arguments): \(run.errors)")
    }
    #expect(try folder.entries() == entries)
  }
}
