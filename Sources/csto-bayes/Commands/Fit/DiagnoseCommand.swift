import ArgumentParser
import Inference

/// `csto-bayes diagnose`: the same summary and checks for the draws of any tool.
struct DiagnoseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose",
    abstract: "Summarise and check draws from any tool.",
    discussion: """
      Reads Stan CSV (one file for each chain) or draws.csv as R's posterior writes it.

      Examples:
        csto-bayes diagnose results/draws.csv
        csto-bayes diagnose results/chains/chain-*.csv --format json
      """
  )

  @Argument(help: "Stan CSV files, one for each chain, or a draws.csv.")
  var files: [String]

  @Option(help: "What is printed: table, json or csv.")
  var format = OutputFormat.table

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @Option(
    help: ArgumentHelp(
      "The largest tree depth the sampler was allowed, where the files do not say it.",
      valueName: "depth"
    )
  )
  var maxTreedepth: Int?

  @OptionGroup var trust: TrustOptions

  func validate() throws {
    if let maxTreedepth, maxTreedepth < 1 {
      throw ValidationError("--max-treedepth must be at least 1, not \(maxTreedepth).")
    }
  }

  func run() throws {
    let edited = try files.filter {
      try RunFiles.isEdited($0, trustsEdited: trust.trustEdited)
    }
    if !edited.isEmpty {
      Notice.show("\(Phrase.list(edited)): edited since the run; used because of --trust-edited")
    }
    let recorded = try DrawsReader.read(files: files)
    let report = DiagnosticsReport(
      recorded.draws,
      known: recorded.statistics,
      maxTreeDepth: recorded.maximumTreeDepth ?? maxTreedepth
    )
    try StandardOutput.write(DiagnoseReport(report).text(format), isData: format.isData)
    if !report.allPassed { throw ExitCode(1) }
  }
}
