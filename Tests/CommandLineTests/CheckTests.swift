import Foundation
import Testing

/// `check` from end to end.
@Suite(.waitsForPrograms) struct CheckTests {
  @Test func builtInStudyIsChecked() throws {
    let folder = try WorkFolder()
    #expect(try folder.run(["fit", "--output", "out"]).status == 0)
    let run = try folder.run(["check", "out"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.isEmpty)
    for part in [
      "all cases", "protest, security_uncertainty", "KAZ2022", "Brier score", "log score", "AUC",
      "miscalibration", "LOO-PIT, randomised", "difference", "risk ratio", "posterior median",
      "  of the base rate", "In short: The model and the base rate cannot be told apart",
    ] {
      #expect(run.output.contains(part), "\(part)")
    }
    let json = try folder.json("out/check.json")
    #expect((json["conclusion"] as? String)?.hasSuffix("too small rather than too large.") == true)
    let scores = try #require(json["leave_one_out"] as? [String: Any])
    let rate = try #require(scores["base_rate"] as? [String: Any])
    // One of eight: the rule of succession gives 1/9 to the case with the outcome, 7/9 to each of the others.
    let log = try #require((rate["log"] as? [String: Any])?["value"] as? Double)
    #expect(abs(log - (Foundation.log(1.0 / 9) + 7 * Foundation.log(7.0 / 9))) < 1e-12)
    #expect(rate["finding"] as? String == "cannot_be_told_apart")
    let posterior = try #require(json["posterior_predictive"] as? [String: Any])
    let counts = try #require(posterior["counts"] as? [[String: Any]])
    // All cases and five configurations; one of eight with the outcome.
    #expect(counts.count == 6)
    #expect(counts[0]["observed"] as? Double == 1)
    #expect(counts[0]["trials"] as? Double == 8)
    let partial = json.objects("partial_prior")
    #expect(partial.map { $0["coefficient"] as? String } == ["security_uncertainty"])
    let cases = try folder.text("out/check-cases.csv").split(separator: "\n")
    #expect(cases.count == 9)
    #expect(cases[1].hasPrefix("KGZ2005,0,1,"))
    // The run is still a run, and the answer is the same again.
    let files = ["check.json", "checks.csv", "check-cases.csv"]
    let before = try files.map { try folder.data("out/\($0)") }
    #expect(try folder.run(["check", "out", "--format", "json"]).status == 0)
    #expect(try files.map { try folder.data("out/\($0)") } == before)
  }

  /// Groups are those of a column, whether the model has it or not, and name their cases.
  @Test func groupsAreCounted() throws {
    let folder = try WorkFolder()
    try folder.write([
      "d.csv": """
      case,y,x,region
      A,1,yes,south
      B,0,yes,north
      C,1,no,north
      D,0,no,
      E,1,yes,south
      F,0,no,north

      """
    ])
    let fit = ["fit", "--data", "d.csv", "--formula", "y ~ x", "--output", "out"]
    #expect(try folder.run(fit).status == 0)
    let run = try folder.run(["check", "out", "--group", "region", "--format", "csv"])
    #expect(run.status == 0, "\(run.errors)")
    let groups = run.output.split(separator: "\n").filter { $0.hasPrefix("posterior,group,") }
    #expect(groups.count == 3)
    #expect(groups[0].hasPrefix("posterior,group,region=missing,0,1,"))
    #expect(groups[1].hasPrefix("posterior,group,region=north,1,3,"))
    #expect(groups[1].hasSuffix(",B; C; F,"))
    #expect(groups[2].hasPrefix("posterior,group,region=south,2,2,"))
    // Whatever is counted besides, the other rows and all that is said of single cases stay.
    let cases = try folder.data("out/check-cases.csv")
    let grouped = run.output.split(separator: "\n").filter { !$0.contains(",group,") }
    let plain = try folder.run(["check", "out", "--format", "csv"])
    #expect(plain.output.split(separator: "\n") == grouped)
    #expect(try folder.data("out/check-cases.csv") == cases)
  }

  /// Flat priors predict nothing before the data; everything else is said all the same.
  @Test func flatPriorsHaveNoPriorPrediction() throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": "y,x\n1,yes\n0,yes\n1,no\n0,no\n1,yes\n0,no\n1,yes\n"])
    let fit = [
      "fit", "--data", "d.csv", "--formula", "y ~ x", "--prior", "x ~ flat()", "--output", "out",
    ]
    #expect(try folder.run(fit).status == 0)
    let run = try folder.run(["check", "out"])
    #expect(run.status == 0)
    #expect(run.output.contains("no prediction from the prior"))
    #expect(try folder.json("out/check.json")["prior_predictive"] is NSNull)
  }

  /// Counts: cases of several trials are predicted as such.
  @Test func countsAreChecked() throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": "dose,deaths,n\n-0.86,0,5\n-0.3,1,5\n-0.05,3,5\n0.73,5,5\n"])
    let fit = [
      "fit", "--data", "d.csv", "--formula", "deaths | trials(n) ~ dose", "--output", "out",
    ]
    #expect(try folder.run(fit).status == 0)
    #expect(try folder.run(["check", "out"]).status == 0)
    let counts = try folder.text("out/checks.csv").split(separator: "\n")
    #expect(counts.contains { $0.hasPrefix("posterior,all,all cases,9,20,") })
  }

  @Test func wrongInputIsRefused() throws {
    let folder = try WorkFolder()
    #expect(try folder.run(["fit", "--output", "out"]).status == 0)
    let before = try folder.entries()
    let absent = try folder.run(["check", "absent"])
    #expect(absent.status == 66)
    #expect(absent.errors.contains("there is no such folder"))
    let column = try folder.run(["check", "out", "--group", "regoin"])
    #expect(column.status == 65)
    #expect(column.errors.contains("there is no column 'regoin'"))
    #expect(column.errors.contains("security_uncertainty"))
    #expect(try folder.entries() == before)
  }
}
