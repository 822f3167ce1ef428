import ArgumentParser
import Inference

/// `csto-bayes summary`: what `fit` found, shown again.
struct SummaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "Show a run again: the estimates and probabilities that fit has written.",
    discussion: """
      Nothing is computed and nothing is written: the numbers are those of summary.csv and \
      probabilities.csv, with what `fit` warned of. --format json and csv print summary.json and \
      summary.csv as they are. Exit code 1 where a check of the draws failed.

      Example:
        csto-bayes summary results
      """
  )

  @OptionGroup var asked: RunArgument

  @Option(help: "What is printed: table, json or csv.")
  var format = OutputFormat.table

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @OptionGroup var trust: TrustOptions

  func run() throws {
    var saved = try SavedRun.read(asked.source, trustsEdited: trust.trustEdited)
    let report = try SummaryReport(&saved)
    Notice.showEdited(saved)
    switch format {
    case .table: try StandardOutput.write(report.text)
    case .json: try StandardOutput.write(saved.savedText("summary.json"), isData: true)
    case .csv: try StandardOutput.write(saved.savedText("summary.csv"), isData: true)
    }
    if !report.passed { throw ExitCode(ExitStatus.checkFailed) }
  }
}
