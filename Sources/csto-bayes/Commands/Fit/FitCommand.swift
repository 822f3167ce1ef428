import ArgumentParser
import Foundation
import Inference

/// `csto-bayes fit`: from a coding sheet to a diagnosed posterior.
struct FitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract:
      "Fit a logistic regression to coded cases and say what the data and the prior decide.",
    discussion: """
      Examples:
        csto-bayes fit
        csto-bayes fit --coding table1 --prior sceptical --output results
        csto-bayes fit --prior 'security_uncertainty ~ normal(2, 1)'
        csto-bayes fit --data crises.csv --formula 'intervention ~ protest'
      """
  )

  @OptionGroup(title: "Data and model") var data: DataOptions
  @OptionGroup(title: "Data and model") var link: LinkOptions
  @Option(
    help: ArgumentHelp(
      "A CSV file of codes that are not certain, a cell a row.",
      discussion: """
        With the columns case, variable and probability: that the true code is yes, stated before \
        any outcome is looked at. The likelihood sums over the codes of each case; what the data have \
        in such a cell does not count.
        """,
      valueName: "file"
    )
  )
  var uncertain: String?

  @OptionGroup(title: "Prior") var prior: PriorOptions
  @OptionGroup(title: "Sampling") var sampler: SamplerOptions
  @Flag(
    help: ArgumentHelp(
      "Leave out the exact posterior beside the draws.",
      discussion: """
        Without this flag the posterior of a small model, where that takes less than 50 ms, is \
        integrated too and the draws are compared with it.
        """
    )
  )
  var noExact = false

  @OptionGroup(title: "Output") var output: OutputOptions
  @Flag(
    help: ArgumentHelp(
      "Print everything, not only the first screen.",
      discussion: "Sampler, priors, coefficients, every case and every check."
    )
  )
  var verbose = false

  func validate() throws {
    if output.pointwise, data.countColumn != nil {
      throw ValidationError(
        "--pointwise writes about single cases; rows that --count-column counts have none."
      )
    }
    if uncertain != nil, data.countColumn != nil {
      throw ValidationError(
        "--uncertain names single cases; rows that --count-column counts have no names."
      )
    }
  }

  func run() async throws {
    let started = Date()
    if let kernel = sampler.kernel { _ = kernel.select() }
    let input = try AnalysisInput.read(try options())
    let folder = try output.output.map {
      try OutputFolder(at: $0, replacingExisting: output.force)
    }
    // Not left to the last reference to go: the handler of a signal may still hold one at exit.
    defer { folder?.abandon() }
    let progress = ProgressLines(settings: input.options.run)
    let analysis = Task { try await Analysis.run(input, progress: progress?.report) }
    let interrupt = InterruptHandler(
      first: { analysis.cancel() },
      second: { folder?.abandon() }
    )
    let result = try await analysis.value
    progress?.finish()
    if let folder {
      try result.write(to: folder, started: output.noTimes ? nil : started.ISO8601Format())
      Notice.show(try folder.commit(), in: folder.path)
    }
    // Only now: an interrupt while files are written must not leave half of them behind.
    interrupt.cancel()
    try StandardOutput.write(
      text(of: result, in: folder?.path),
      isData: output.format.isData
    )
    if !result.isTrustworthy { throw ExitCode(1) }
  }

  private func text(of result: AnalysisResult, in folder: String?) -> String {
    switch output.format {
    case .table where verbose: FitReport(result, folder: folder).text
    case .table: FirstScreen(result: result, folder: folder).text
    case .json: result.summaryJSON.text()
    case .csv: result.summaryTable.text()
    }
  }

  private func options() throws -> AnalysisOptions {
    let settings = try sampler.settings(processors: ProcessInfo.processInfo.activeProcessorCount)
    var options = AnalysisOptions(data, link, prior, sampler, settings)
    options.hasExactBeside = !noExact
    options.isPointwise = output.pointwise
    options.model.uncertainCodes = try uncertain.map { try UncertainCodes.read(path: $0) }
    return options
  }
}
