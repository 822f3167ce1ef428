import ArgumentParser
import Foundation
import Inference

/// `csto-bayes sbc`: simulation-based calibration of a design, a prior and a sampler.
struct SBCCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sbc",
    abstract: "Check by simulation that the sampler gives the posterior of its model.",
    discussion: """
      Coefficients are drawn from the prior, outcomes from the coefficients on the design of the data \
      (its outcomes are not used), and the outcomes are fitted as fit would. Where all is right, the \
      rank of the truth among the draws of its fit is uniform. Exit code 1 where it is not.

      Examples:
        csto-bayes sbc --replications 200
        csto-bayes sbc --cases 100 --coefficients 5 --sampler nuts --chains 1
        csto-bayes sbc --cases 50 --coefficients 3 --prior 'coefficients ~ normal(0, 1)' --fit-prior \
      'coefficients ~ normal(0, 2)'
      """
  )

  @OptionGroup(title: "Data and model") var data: DataOptions
  @OptionGroup(title: "Data and model") var link: LinkOptions

  @Option(help: "Make up a design of so many cases instead of reading data.")
  var cases: Int?

  @Option(
    help: ArgumentHelp(
      "The coefficients of --cases: the intercept and yes/no conditions, each present with "
        + "probability 0.4.",
      valueName: "number"
    )
  )
  var coefficients: Int?

  @OptionGroup(title: "Prior") var prior: PriorOptions

  @Option(
    help: ArgumentHelp(
      "Fit another prior than the one that the truths are drawn from; as --prior. Repeatable.",
      discussion: "Shows what believing the wrong prior does, and that the check would see it.",
      valueName: "prior"
    )
  )
  var fitPrior: [String] = []

  @OptionGroup(title: "Sampling") var sampler: SamplerOptions

  @Option(help: "The number of simulated data sets.")
  var replications = 1000

  @Option(help: "The probability that a sampler without error fails.")
  var errorRate = 0.01

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The folder for ranks.csv, sbc.csv and sbc.json.", valueName: "dir")
  )
  var output: String?

  @Flag(
    help: ArgumentHelp(
      "Replace what an earlier run has written there.",
      discussion: "What it did not write stays; what was edited since is kept, as NAME.kept."
    )
  )
  var force = false

  @Option(help: "What is printed: table, json or csv.")
  var format = OutputFormat.table

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  func validate() throws {
    if force, output == nil { throw ValidationError("--force goes with --output.") }
    if let cases {
      guard data.data == nil, data.study == nil, data.coding == nil else {
        throw ValidationError("Give data or --cases, not both.")
      }
      guard (1...1_000_000).contains(cases) else {
        throw ValidationError("--cases must be 1 to 1000000, not \(cases).")
      }
    } else if coefficients != nil {
      throw ValidationError("--coefficients goes with --cases.")
    }
    if let coefficients, !(1...1000).contains(coefficients) {
      throw ValidationError("--coefficients must be 1 to 1000, not \(coefficients).")
    }
    guard (20...10_000_000).contains(replications) else {
      throw ValidationError("--replications must be 20 to 10000000, not \(replications).")
    }
    guard errorRate > 0, errorRate < 1 else {
      throw ValidationError("--error-rate must lie between 0 and 1, not \(errorRate).")
    }
    let sets = fitPrior.filter { !PriorStatement.isStatement($0) }
    guard sets.count <= 1 else {
      throw ValidationError("One prior set at a time: \(sets.joined(separator: ", ")).")
    }
    let ranked = CalibrationSettings.rankedDraws
    guard sampler.chains * sampler.draws >= ranked else {
      throw ValidationError(
        "--chains times --draws must be at least \(ranked): a truth is ranked among so many draws."
      )
    }
  }

  func run() async throws {
    if let kernel = sampler.kernel { _ = kernel.select() }
    let study = try study()
    let folder = try output.map {
      try OutputFolder(at: $0, replacingExisting: force, kind: .listed("sbc"))
    }
    defer { folder?.abandon() }
    let progress = ProgressCount(total: replications, noun: "data sets")
    let work = Task { try await Analysis.calibrate(study, progress: progress?.report) }
    let interrupt = InterruptHandler(
      first: { work.cancel() },
      second: { folder?.abandon() }
    )
    let report = try await work.value
    progress?.finish()
    if let folder {
      let files = CalibrationExport(report)
      try folder.write(files.ranks, as: "ranks.csv")
      try folder.write(files.table, as: "sbc.csv")
      try folder.write(study.json(report), as: "sbc.json")
      Notice.show(try folder.commit(), in: folder.path)
    }
    interrupt.cancel()
    switch format {
    case .table: try StandardOutput.write(SBCReport(study, report, folder: folder?.path).text)
    case .json: try StandardOutput.write(study.json(report).text(), isData: true)
    case .csv: try StandardOutput.write(CalibrationExport(report).table.text(), isData: true)
    }
    if !report.isCalibrated { throw ExitCode(1) }
  }

  private func study() throws -> CalibrationInput {
    let processors = ProcessInfo.processInfo.activeProcessorCount
    let settings = try sampler.settings(processors: processors)
    guard
      let size = CalibrationSettings(
        replications: replications,
        seed: sampler.seed,
        threads: min(sampler.threads ?? processors, replications),
        errorRate: errorRate
      )
    else { throw ValidationError("The size of the study is out of range.") }
    let options = AnalysisOptions(data, link, prior, sampler, settings)
    let fitted = CalibrationInput.FittedPrior(
      set: fitPrior.first { !PriorStatement.isStatement($0) },
      statements: fitPrior.filter { PriorStatement.isStatement($0) }
    )
    return try CalibrationInput(
      options,
      design: cases.flatMap {
        SyntheticDesign(cases: $0, coefficients: coefficients ?? 5, seed: sampler.seed)
      },
      fittedPrior: fitPrior.isEmpty ? nil : fitted,
      settings: size
    )
  }
}
