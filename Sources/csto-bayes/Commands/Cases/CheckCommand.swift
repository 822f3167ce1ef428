import ArgumentParser
import Inference

/// `csto-bayes check`: whether the model could have made these outcomes and how good its predictions are.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract:
      "Check a run: predicted counts, calibration, scores, and whether it beats the base rate.",
    discussion: """
      Counts of outcomes under the prior and the posterior, overall, in each configuration and in each \
      group; calibration, LOO-PIT, Brier score, log score and AUC of the predictions of each case from \
      the others, by refits as loo makes them, and whether they are better than the base rate; for \
      conditions that predict the outcome perfectly, what the prior alone says of their effect. Writes \
      checks.csv, check-cases.csv and check.json into the run's folder; \
      the column caveat names what the prior alone decides.

      Examples:
        csto-bayes check results
        csto-bayes check results --group protest --format json
      """
  )

  @OptionGroup var options: RunOptions

  @Option(
    help: ArgumentHelp(
      "Count the outcomes by the values of this column too, whether the model has it or not.",
      valueName: "column"
    )
  )
  var group: String?

  @OptionGroup var refits: RefitOptions

  func run() async throws {
    let saved = try options.saved()
    let check = try await saved.check(groupColumn: group, refitting: refits.policy)
    var files = FileGroup()
    files.add(check.countTable, as: "checks.csv")
    if let cases = check.caseTable { files.add(cases, as: "check-cases.csv") }
    files.add(check.json, as: "check.json")
    try options.write(files, as: "check", of: saved)
    switch options.format {
    case .table: try StandardOutput.write(CheckReport(check, of: saved).text)
    case .json: try StandardOutput.write(check.json.text(), isData: true)
    case .csv: try StandardOutput.write(check.countTable.text(), isData: true)
    }
  }
}
