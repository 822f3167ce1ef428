import ArgumentParser
import Inference

/// `csto-bayes agree`: another tool's draws against those of a run.
struct AgreeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agree",
    abstract: "Judge whether another tool's draws are of the same posterior as a run.",
    discussion: """
      Means, standard deviations and 5 %, 50 % and 95 % quantiles are compared in units of their joint \
      Monte Carlo standard error. Reads Stan CSV (one file for each chain) or draws.csv; parameters \
      are matched by name (protest, b_protest) or, for one array such as beta[1], beta[2], by order. \
      Writes agree.csv and agree.json into the folder of the run. Exit code 1 where they differ.

      Examples:
        csto-bayes agree results results/export-numpyro/draws.csv
        csto-bayes agree results stan-*.csv --format json
      """
  )

  @OptionGroup var options: RunOptions

  @Argument(help: "Stan CSV files, one for each chain, or a draws.csv.")
  var draws: [String]

  func run() throws {
    let saved = try options.saved()
    for file in draws {
      _ = try RunFiles.isEdited(file, trustsEdited: options.answers.trust.trustEdited)
    }
    let agreement = try Agreement(saved.draws, with: DrawsReader.read(files: draws).draws)
    let export = AgreementExport(agreement)
    var files = FileGroup()
    files.add(export.table, as: "agree.csv")
    files.add(export.json, as: "agree.json")
    try options.write(files, as: "agree", of: saved)
    try StandardOutput.write(
      AgreementReport(agreement, run: options.run, files: draws).text(options.format),
      isData: options.format.isData
    )
    if !agreement.holds { throw ExitCode(ExitStatus.checkFailed) }
  }
}
