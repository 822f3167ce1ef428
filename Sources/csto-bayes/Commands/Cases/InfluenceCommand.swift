import ArgumentParser
import Inference

/// `csto-bayes influence`: what each case and the prior do to the answer.
struct InfluenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "influence",
    abstract: "Say what leaving out each case changes, and how many cases the prior is worth.",
    discussion: """
      The model is refitted without each case, under the same prior. Writes influence.csv, \
      influence.json and prior_cases.csv into the run's folder; the column caveat names what the prior \
      alone decides, with and without the case.

      Examples:
        csto-bayes influence results
        csto-bayes influence results --case KAZ2022
      """
  )

  @OptionGroup var run: RunOptions

  @Option(
    name: .customLong("case"),
    help: ArgumentHelp("Leave out this case only. Repeatable.", valueName: "name")
  )
  var cases: [String] = []

  @Flag(help: "Refit without each case, even above 200 cases.")
  var all = false

  func run() async throws {
    let saved = try run.saved()
    let chosen = try saved.casesToLeaveOut(named: cases, all: all)
    let export = try await saved.influence(of: chosen)
    var files = FileGroup()
    files.add(export.table, as: "influence.csv")
    files.add(export.priorTable, as: "prior_cases.csv")
    files.add(saved.withWarnings(export.json), as: "influence.json")
    try run.write(files, as: "influence", of: saved)
    try StandardOutput.write(
      InfluenceReport(export, of: saved).text(run.format),
      isData: run.format.isData
    )
    if export.influence.cases.contains(where: { $0.failure != nil }) { throw ExitCode(1) }
  }
}
