import Foundation
import Inference
import Testing

/// `fit` on the built-in study from end to end, in a folder where the repository is not.
@Suite(.waitsForPrograms) struct FitFilesTests {
  private static let files = [
    "cases.csv", "chains", "chains/chain-1.csv", "chains/chain-2.csv", "chains/chain-3.csv",
    "chains/chain-4.csv", "densities.csv", "diagnostics.json", "draws.csv", "exact.json",
    "glance.csv", "probabilities.csv", "run.json", "sentences.txt", "summary.csv", "summary.json",
    "tidy.csv",
  ]
  private static let coefficients = [
    "Intercept", "protest", "ethnic_clashes", "foreign_intrusion", "security_uncertainty",
  ]
  private static let statistics = [
    "mean", "median", "sd", "mad", "q5", "q95", "mcse_mean", "mcse_sd", "rhat", "ess_bulk",
    "ess_tail",
  ]

  @Test func defaultRunWritesEverything() throws {
    let folder = try WorkFolder()
    let run = try folder.run(["fit", "--output", "out"])
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect(try folder.entries() == ["out"] + Self.files.map { "out/" + $0 })

    let summary = try folder.json("out/summary.json")
    let parameters = summary.objects("parameters")
    #expect(parameters.compactMap { $0["name"] as? String } == Self.coefficients)
    for parameter in parameters {
      for key in Self.statistics { #expect(parameter[key] is Double, "\(key)") }
    }
    // In the order of the specification, before anything else.
    let text = try folder.text("out/summary.json")
    let start = try #require(text.firstRange(of: "\"parameters\""))
    let first = try #require(text[start.lowerBound...].firstRange(of: "}"))
    let keys = text[start.lowerBound..<first.lowerBound].matches(of: /"([a-z_0-9]+)":/).map {
      String($0.1)
    }
    #expect(Array(keys.prefix(13)) == ["parameters", "name"] + Self.statistics)
    #expect(summary.warningCodes == ["complete-separation"])

    let table = try folder.text("out/summary.csv").split(separator: "\n")
    #expect(table.count == 6)
    #expect(table[0].hasPrefix("name," + Self.statistics.joined(separator: ",") + ","))

    let draws = try folder.text("out/draws.csv").split(separator: "\n")
    let cases = (1...8).map { "log_lik[\($0)]" }
    #expect(
      draws[0].split(separator: ",").map(String.init)
        == [".chain", ".iteration", ".draw", "lp__"] + Self.coefficients + ["lprior"] + cases
    )
    #expect(draws.count == 4001)
    #expect(draws[1].hasPrefix("1,1,1,"))
    #expect(draws[4000].hasPrefix("4,1000,4000,"))

    let chain = try folder.text("out/chains/chain-1.csv").split(separator: "\n")
    let header = try #require(chain.first { !$0.hasPrefix("#") })
    #expect(header.hasPrefix("lp__,accept_stat__,Intercept,"))
    #expect(chain.count { !$0.hasPrefix("#") } == 1001)

    let probabilities = try folder.text("out/probabilities.csv").split(separator: "\n")
    #expect(probabilities[0].hasPrefix("type,name,mean,median,q5,q95,"))
    #expect(probabilities.count { $0.hasPrefix("configuration,") } == 5)
    #expect(probabilities.count { $0.hasPrefix("case,") } == 8)

    let diagnostics = try folder.json("out/diagnostics.json")
    #expect(diagnostics["passed"] as? Bool == true)
    // An independence sampler has no energy and no divergences.
    #expect(diagnostics["ebfmi"] is [Double] == false && diagnostics["divergences"] is Int == false)
    #expect(diagnostics.warningCodes == ["complete-separation"])

    let record = try folder.json("out/run.json")
    #expect(record["partial"] as? Bool == false)
    #expect(record["version"] is String)
    #expect(record.objects("priors").count == 5)
    let data = try #require(record["data"] as? [String: Any])
    #expect(data["coding"] as? String == "text")
    let hashes = try #require(data["sha256"] as? [String: String])
    #expect(hashes["codings/text.csv"]?.count == 64)
    let settings = try #require(record["settings"] as? [String: Any])
    #expect(settings["seed"] as? Int == 20_220_105)
  }

  /// The seed decides on every byte, the number of threads on none.
  @Test func seedDecidesOnTheBytes() throws {
    let folder = try WorkFolder()
    let runs = [
      ("one", ["--threads", "1"]), ("two", ["--threads", "2"]), ("four", ["--threads", "4"]),
      ("other", ["--seed", "2"]),
    ]
    for (name, more) in runs {
      #expect(try folder.run(["fit", "--output", name] + more).status == 0)
    }
    let files = [
      "draws.csv", "summary.csv", "summary.json", "probabilities.csv", "diagnostics.json",
    ]
    for file in files + Self.files.filter({ $0.hasPrefix("chains/") }) {
      let one = try Self.comparable(folder, "one/" + file)
      #expect(try Self.comparable(folder, "two/" + file) == one, "\(file)")
      #expect(try Self.comparable(folder, "four/" + file) == one, "\(file)")
      #expect(try Self.comparable(folder, "other/" + file) != one, "\(file)")
    }
  }

  /// The bytes of a file, but for the lines of Stan CSV that say how long a chain took.
  private static func comparable(_ folder: WorkFolder, _ name: String) throws -> String {
    try folder.text(name).split(separator: "\n")
      .filter { !$0.hasPrefix("#") || !$0.contains(" seconds (") }
      .joined(separator: "\n")
  }

  /// The dense metric and the random walk draw from the same posterior.
  @Test(arguments: [["--metric", "dense"], ["--sampler", "random-walk", "--draws", "20000"]])
  func otherSamplersAgree(_ more: [String]) throws {
    let folder = try WorkFolder()
    let first = try folder.run(["fit", "--format", "json"])
    let second = try folder.run(["fit", "--format", "json"] + more)
    #expect(first.status == 0)
    #expect(second.status == 0)
    for (a, b) in zip(
      try first.json().objects("parameters"),
      try second.json().objects("parameters")
    ) {
      let means = try [a, b].map { try #require($0["mean"] as? Double) }
      let errors = try [a, b].map { try #require($0["mcse_mean"] as? Double) }
      let error = (errors[0] * errors[0] + errors[1] * errors[1]).squareRoot()
      // Five comparisons in each of two tests: 4.5 standard errors are passed once in 15,000 tests.
      #expect(abs(means[0] - means[1]) < 4.5 * error)
    }
  }

  /// What the estimates are made of is said wherever they are.
  @Test func estimatesAreOnRecord() throws {
    let folder = try WorkFolder()
    for (sampler, source) in [("independence", "pareto_smoothed_weights"), ("nuts", "draws")] {
      let run = try folder.run([
        "fit", "--sampler", sampler, "--no-exact", "--output", sampler, "--verbose",
      ])
      #expect(run.status == 0)
      let record = try folder.json(sampler + "/run.json")
      let estimates = try #require(record["estimates"] as? [String: Any])
      let ofSummary = try folder.json(sampler + "/summary.json")["estimates"] as? [String: Any]
      #expect(estimates["from"] as? String == source)
      #expect(ofSummary?["from"] as? String == source)
      #expect(ofSummary?["effective_size"] as? Double == estimates["effective_size"] as? Double)
      guard source != "draws" else {
        #expect(estimates.count == 1 && !run.output.contains("estimates from"))
        #expect(run.output.contains("started from a fit of the posterior"))
        continue
      }
      #expect(estimates["points"] as? Int == 20200)
      #expect(estimates["probabilities_from"] as? String == source)
      let size = try #require(estimates["effective_size"] as? Double)
      #expect(size > 12120 && size < 20200)
      #expect(run.output.contains("certified: Pareto k-hat of the weights "))
      #expect(
        run.output.contains(
          "estimates from all 20200 proposals by smoothed weights, as precise as "
            + "\(Phrase.whole(Int(size))) independent draws;\n"
            + "          R-hat and ESS are those of the draws\n"
        )
      )
    }
  }

  @Test func codingAndPriorsAreOnRecord() throws {
    let folder = try WorkFolder()
    let run = try folder.run([
      "fit", "--coding", "table1", "--prior", "sceptical", "--prior",
      "protest ~ student_t(4, 0, 1)",
      "--output", "out", "--verbose",
    ])
    #expect(run.status == 0)
    let record = try folder.json("out/run.json")
    #expect(record["prior_set"] as? String == "sceptical")
    #expect((record["data"] as? [String: Any])?["coding"] as? String == "table1")
    let priors = record.objects("priors").map { "\($0["coefficient"] ?? "") \($0["prior"] ?? "")" }
    #expect(priors.contains("protest student_t(4, 0, 1)"))
    #expect(priors.contains("ethnic_clashes normal(0, 1)"))
    for prior in ["student_t(4, 0, 1)", "normal(0, 5)"] { #expect(run.output.contains(prior)) }
  }

  /// The hash of `printf 'case,a,y\nA,yes,yes\nB,no,no\nC,yes,no\nD,no,yes\n' | sha256sum`.
  @Test func hashOfTheDataIsOnRecord() throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": "case,a,y\nA,yes,yes\nB,no,no\nC,yes,no\nD,no,yes\n"])
    let run = try folder.run(["fit", "--data", "d.csv", "--formula", "y ~ a", "--output", "out"])
    #expect(run.status == 0)
    let data = try #require(try folder.json("out/run.json")["data"] as? [String: Any])
    #expect(
      data["sha256"] as? [String: String]
        == ["d.csv": "dab00ca92bad4de6271b85b347a35d0922ed386cb4e2fe81e412f0b0c95bf41e"]
    )
  }

  /// Above a thousand cases nothing is written about each of them unless that is asked for.
  @Test func casesAreWrittenOnRequest() throws {
    let folder = try WorkFolder()
    let rows = (1...1001).map { "c\($0),\($0 % 2),\($0 % 3 == 0 ? 1 : 0)\n" }
    try folder.write(["d.csv": "case,a,y\n" + rows.joined()])
    for (more, count) in [([], 0), (["--pointwise"], 1001)] {
      let run = try folder.run(
        [
          "fit", "--data", "d.csv", "--formula", "y ~ a",
          "--output", "out", "--force",
        ] + more
      )
      #expect(run.status == 0)
      let header = try #require(try folder.text("out/draws.csv").split(separator: "\n").first)
      #expect(header.split(separator: ",").count { $0.hasPrefix("log_lik[") } == count)
      let lines = try folder.text("out/probabilities.csv").split(separator: "\n")
      #expect(lines.count { $0.hasPrefix("case,") } == count)
    }
  }

  /// Above 250 cases their log likelihoods, a column each in two files, are written on request.
  @Test(arguments: [(250, true), (251, false)])
  func logLikelihoodsAreWrittenOfFewCases(
    count: Int,
    hasLikelihoods: Bool
  ) throws {
    let folder = try WorkFolder()
    let rows = (1...count).map { "c\($0),\($0 % 2),\($0 % 3 == 0 ? 1 : 0)\n" }
    try folder.write(["d.csv": "case,a,y\n" + rows.joined()])
    let run = try folder.run(
      ["fit", "--data", "d.csv", "--formula", "y ~ a", "--output", "out"]
    )
    #expect(run.status == 0)
    for file in ["out/draws.csv", "out/chains/chain-1.csv"] {
      let text = try folder.text(file)
      #expect(text.contains("lprior") && text.contains("log_lik") == hasLikelihoods)
    }
    let lines = try folder.text("out/probabilities.csv").split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("case,") } == count)
  }

  @Test func forceReplacesAnEarlierRun() throws {
    let folder = try WorkFolder()
    #expect(try folder.run(["fit", "--output", "out"]).status == 0)
    try folder.write(["out/chains/chain-9.csv": "old"])
    let before = try folder.data("out/draws.csv")
    #expect(try folder.run(["fit", "--output", "out"]).status == 73)
    #expect(try folder.data("out/draws.csv") == before)
    #expect(
      try folder.run(["fit", "--output", "out", "--force", "--seed", "3"]).status == 0
    )
    #expect(try folder.data("out/draws.csv") != before)
    // What the run did not write stays.
    #expect(try folder.text("out/chains/chain-9.csv") == "old")
    let expected = ["out"] + Self.files.map { "out/" + $0 } + ["out/chains/chain-9.csv"]
    #expect(try folder.entries() == expected.sorted())
  }

  /// A run whose draws fail a check is saved, says so, and ends with 1.
  @Test func failedCheckEndsWithOne() throws {
    let folder = try WorkFolder()
    let run = try folder.run(["fit", "--draws", "20", "--output", "out"])
    #expect(run.status == 1)
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("FAILED"))
    #expect(run.output.contains("\nAdvice\n"))
    #expect(try folder.json("out/diagnostics.json")["passed"] as? Bool == false)
    #expect(try folder.json("out/run.json")["passed"] as? Bool == false)
    #expect(try folder.json("out/run.json")["partial"] as? Bool == false)
  }

  @Test func printedJSONIsTheSummaryFile() throws {
    let folder = try WorkFolder()
    let run = try folder.run(["fit", "--format", "json", "--output", "out"])
    #expect(run.status == 0)
    #expect(run.output == (try folder.text("out/summary.json")))
  }

  @Test func printedCSVIsTheSummaryFile() throws {
    let folder = try WorkFolder()
    let run = try folder.run(["fit", "--format", "csv", "--output", "out"])
    #expect(run.status == 0)
    #expect(run.output == (try folder.text("out/summary.csv")))
  }

  /// The table has everything that a reader needs, in this order.
  @Test func tableSaysEverything() throws {
    let folder = try WorkFolder()
    let run = try folder.run(["fit", "--verbose"])
    #expect(run.status == 0)
    #expect(try folder.entries().isEmpty)
    var rest = Substring(run.output)
    for part in [
      "coding text", "8 cases, 5 configurations; 1 of 8 with intervention", "Model ",
      "Sampler ", "Priors\n", "normal(0, 10)", "Warnings\n", "complete separation",
      "Coefficients: log-odds, and odds ratios", "security_uncertainty",
      "in each configuration seen", "protest, security_uncertainty", "in each case", "KAZ2022",
      "Checks of the draws\n", "R-hat", "<= 1.01",
    ] {
      let range = try #require(rest.firstRange(of: part), "\(part)")
      rest = rest[range.upperBound...]
    }
    // Terminals are not asked to be wider than the widest table; no line ends in spaces.
    #expect(run.output.split(separator: "\n").allSatisfy { !$0.hasSuffix(" ") })
  }
}
