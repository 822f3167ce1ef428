import Foundation
import InferenceTestSupport
import Testing

/// `fit --uncertain`: what answers for such a run, and what refuses in one sentence.
@Suite(.waitsForPrograms) struct UncertainFitTests {
  private static let formula =
    "intervention ~ protest + ethnic + foreign + security_uncertainty"

  private static func fitted(_ cells: String) throws -> (WorkFolder, ProgramRun) {
    let folder = try WorkFolder()
    try folder.write(["cells.csv": "case,variable,probability\n" + cells])
    let run = try folder.run([
      "fit", "--data", References.own("csto_cases.csv"), "--formula", formula,
      "--uncertain", "cells.csv", "--output", "run",
    ])
    return (folder, run)
  }

  @Test func aRunKnowsItsUncertainCodes() throws {
    let (folder, run) = try Self.fitted(
      "KGZ2005,security_uncertainty,0.35\nBLR2020,intervention,0.3\nARM2021,response_level,0.5\n"
    )
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("2 codes not certain: KGZ2005 security_uncertainty"))
    #expect(run.output.contains("1 uncertain code in columns that the model does not use"))
    let record = try folder.json("run/run.json")
    let codes = try #require(record["uncertain_codes"] as? [String: Any])
    #expect((codes["cells"] as? [[String: Any]])?.count == 3)
    // The model is made again from the folder alone, and its log density is that of the draws.
    for command in ["predict", "effects"] {
      let answer = try folder.run([command, "run", "--format", "json"])
      #expect(answer.status == 0, "\(answer.errors)")
      #expect(answer.output.contains("uncertain-codes"), "\(command)")
    }
    for command in [
      ["loo", "run"], ["check", "run"], ["influence", "run"], ["compare", "run", "run"],
      ["export", "numpyro", "run"],
    ] {
      let answer = try folder.run(command)
      #expect(answer.status == 65, "\(command): \(answer.errors)")
      #expect(answer.errors.contains("the run has uncertain codes"), "\(command): \(answer.errors)")
    }
  }

  /// Cells that the model does not use leave everything as it is, but for what is said of them.
  @Test func unusedCellsChangeNothing() throws {
    let (folder, run) = try Self.fitted("ARM2021,response_level,0.5\n")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("1 uncertain code in columns that the model does not use"))
    let plain = try folder.run([
      "fit", "--data", References.own("csto_cases.csv"), "--formula", Self.formula, "--output",
      "plain",
    ])
    #expect(plain.status == 0, "\(plain.errors)")
    #expect(try folder.data("run/draws.csv") == (try folder.data("plain/draws.csv")))
    #expect(try folder.run(["loo", "run"]).status == 0)
  }

  @Test(arguments: [
    (
      ["--prior", "jeffreys"], 65,
      "the Jeffreys prior is refused: it is known for cases with certain"
    ),
    (
      ["--prior", "coefficients ~ flat()"], 65,
      "the cases with certain codes put no bound on this coefficient"
    ),
    (["--count-column", "year"], 64, "--uncertain names single cases"),
  ]) func modelsAreRefused(_ arguments: [String], _ status: Int32, _ sentence: String) throws {
    let folder = try WorkFolder()
    try folder.write(["cells.csv": "case,variable,probability\nKGZ2005,protest,0.5\n"])
    let run = try folder.run(
      [
        "fit", "--data", References.own("csto_cases.csv"), "--formula", Self.formula,
        "--uncertain", "cells.csv",
      ] + arguments
    )
    #expect(run.status == status, "\(run.errors)")
    #expect(run.errors.contains(sentence), "\(run.errors)")
  }
}
