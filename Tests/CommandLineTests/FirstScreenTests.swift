import Foundation
import Testing

/// What `fit` prints: the answer on one screen.
@Suite(.waitsForPrograms) struct FirstScreenTests {
  private static func fit(
    _ arguments: [String],
    columns: Int? = nil,
    _ sheets: [String: String] = [:]
  ) throws -> (run: ProgramRun, folder: WorkFolder) {
    let folder = try WorkFolder()
    try folder.write(sheets)
    let run = try ProgramRun(
      ["fit"] + arguments,
      in: folder,
      environment: columns.map { ["COLUMNS": "\($0)"] } ?? [:]
    )
    return (run, folder)
  }

  private static func widest(_ text: String) -> Int {
    text.split(separator: "\n").map(\.count).max() ?? 0
  }

  /// Some 24 lines of 80 columns, with every condition, every case and what decides.
  @Test func answersTheBuiltInStudy() throws {
    let (run, _) = try Self.fit(["csto"])
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(Self.widest(run.output) <= 80)
    #expect(run.output.split(separator: "\n", omittingEmptySubsequences: false).count <= 32)
    for name in [
      "protest", "ethnic_clashes", "foreign_intrusion", "security_uncertainty", "KGZ2005",
      "KGZ2010", "KGZ2020", "ARM2021", "TJKKGZ2021", "RUS2024", "BLR2020", "KAZ2022",
    ] {
      #expect(run.output.contains(name), "\(name)")
    }
    #expect(run.output.contains("the prior alone"))
    #expect(run.output.contains("sign: data, size: prior"))
    #expect(run.output.contains("Rests on  KAZ2022 most: without it the effect of"))
    #expect(run.output.contains("`security_uncertainty` alone predicts the outcome perfectly"))
    #expect(run.output.contains("Checks    passed;"))
  }

  @Test(arguments: [60, 80, 120]) func fitsTheScreen(_ columns: Int) throws {
    let (run, _) = try Self.fit(["csto"], columns: columns)
    #expect(Self.widest(run.output) <= columns)
    // Never mid-word: every name is there whole.
    for name in ["foreign_intrusion", "security_uncertainty"] { #expect(run.output.contains(name)) }
  }

  /// The numbers are those of the files, rounded.
  @Test func numbersAreThoseOfTheFiles() throws {
    let (run, folder) = try Self.fit(["csto", "--output", "run"])
    let json = try folder.json("run/summary.json")
    let effects = json.objects("effects")
    #expect(effects.count == 4)
    for effect in effects {
      let name = try #require(effect["condition"] as? String)
      let difference = try #require(effect["risk_difference"] as? [String: Any])
      let mean = try #require(difference["mean"] as? Double)
      let line = try #require(
        run.output.split(separator: "\n").first { $0.hasPrefix("  \(name) ") }
      )
      #expect(line.contains(String(format: "%+.2f", mean)), "\(line)")
    }
    let probabilities = json.objects("probabilities")
    #expect(probabilities.count == 13)
    let kazakhstan = try #require(probabilities.first { $0["cases"] as? String == "KAZ2022" })
    let mean = try #require(kazakhstan["mean"] as? Double)
    #expect(run.output.contains(String(format: "  1/1  %.2f", mean)))
    let basis = try #require(json["rests_on"] as? [String: Any])
    let cases = try #require(basis["without_case"] as? [[String: Any]])
    #expect(cases.count == 8)
    let without = try #require(
      cases.first { $0["name"] as? String == "KAZ2022" }?["effect"] as? Double
    )
    #expect(run.output.contains(String(format: "%+.2f (P(>0)", without)))
    #expect(json["trustworthy"] as? Bool == true)
  }

  @Test func verbosePrintsEverything() throws {
    let (run, _) = try Self.fit(["csto", "--verbose"])
    for heading in ["Priors\n", "Coefficients: log-odds", "Checks of the draws", "Sampler  "] {
      #expect(run.output.contains(heading), "\(heading)")
    }
  }

  @Test func quietPrintsNothing() throws {
    let (run, folder) = try Self.fit(["csto", "--quiet", "--output", "run"])
    #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty)
    #expect(try folder.entries().contains("run/summary.csv"))
  }

  /// A check that fails is shown with its number and what to do.
  @Test func failedChecksAreExpanded() throws {
    let (run, _) = try Self.fit(["csto", "--sampler", "nuts", "--draws", "20", "--warmup", "20"])
    #expect(run.status == 1)
    #expect(run.output.contains("Checks    FAILED"))
    #expect(run.output.contains("bulk ESS") && run.output.contains("Advice"))
    #expect(run.output.contains("read the advice before you quote these numbers"))
  }

  @Test func withoutConditionsThereIsNoEffect() throws {
    let (run, _) = try Self.fit(["csto", "--formula", "intervention ~ 1"])
    #expect(run.status == 0)
    #expect(!run.output.contains("Average effect") && !run.output.contains("Rests on"))
    #expect(run.output.contains("1/8"))
  }

  /// A case whose outcome is not known is what the question is about.
  @Test func casesWithoutAnOutcomeArePredicted() throws {
    let sheet = "case,x,y\na,1,1\nb,0,0\nc,1,0\nd,0,1\ne,1,\n"
    let (run, _) = try Self.fit(
      ["--data", "d.csv", "--formula", "y ~ x", "--drop-missing"],
      ["d.csv": sheet]
    )
    #expect(run.output.contains("case without an outcome"))
    #expect(run.output.split(separator: "\n").contains { $0.hasPrefix("  e ") })
  }

  /// Steps of numbers are named, and what the data bound is not left to the prior.
  @Test func numbersAndDataThatDecide() throws {
    let rows = (0..<40).map { "c\($0),\($0 % 10),\(($0 * 7 % 11) < 3 + $0 % 10 ? 1 : 0)" }
    let (run, _) = try Self.fit(
      ["--data", "d.csv", "--formula", "y ~ x"],
      ["d.csv": "case,x,y\n" + rows.joined(separator: "\n") + "\n"]
    )
    #expect(run.output.contains("x (+1)"))
    #expect(run.output.contains("sign and size: data"))
    #expect(run.output.contains("… and 2 more, in probabilities.csv"))
    #expect(Self.widest(run.output) <= 80)
  }
}
