import ArgumentParser
import Foundation
import Inference

/// `csto-bayes compare`: several models of the same cases.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare runs of different models on the same cases.",
    discussion: """
      Differences of leave-one-out predictions with paired standard errors, stacking and pseudo-BMA \
      weights, marginal likelihoods by bridge sampling, and Bayes factors. Writes compare.csv and \
      compare.json into the folder of the first run; the column caveat names what rests on the priors, \
      such as their width.

      Example:
        csto-bayes compare results sceptical
      """
  )

  @Argument(help: "The folders of two or more runs.")
  var runs: [String]

  @Option(help: "What is printed: table, json or csv.")
  var format = OutputFormat.table

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @OptionGroup var answers: AnswerOptions

  @OptionGroup var refits: RefitOptions

  func validate() throws {
    if runs.count < 2 { throw ValidationError("Give the folders of at least two runs.") }
  }

  func run() async throws {
    let threads = ProcessInfo.processInfo.activeProcessorCount
    var saved = try runs.map {
      try SavedRun.read($0, threads: threads, trustsEdited: answers.trust.trustEdited)
    }
    if let output = answers.output { saved[0].answerFolder = output }
    let outcomes = zip(saved, runs).map { $0.outcomes(named: $1) }
    try ModelComparison.requireSameCases(outcomes)
    var models: [ModelComparison.Model] = []
    for (run, cases) in zip(saved, outcomes) {
      models.append(
        ModelComparison.Model(
          cases: cases,
          leaveOneOut: try await run.leaveOneOut(
            try run.pointwiseLogLikelihood(),
            refitting: refits.policy
          ),
          evidence: run.marginalLikelihood(),
          exactEvidence: await run.exactMarginalLikelihood()
        )
      )
    }
    let comparison = try ModelComparison(models, seed: saved[0].input.options.run.seed)
    let export = ComparisonExport(comparison, runs: Self.known(saved, runs))
    var files = FileGroup()
    files.add(export.table, as: "compare.csv")
    files.add(export.json, as: "compare.json")
    for other in saved.dropFirst() { Notice.showEdited(other) }
    try answers.write(files, as: "compare", of: saved[0], asked: runs)
    try StandardOutput.write(
      CompareReport(export, runs: saved, names: runs).text(format),
      isData: format.isData
    )
    let failed = models.contains { $0.leaveOneOut.cases.contains { $0.refitFailure != nil } }
    if failed { throw ExitCode(1) }
  }

  /// What is to be known of each run, by the name of its model.
  private static func known(
    _ saved: [SavedRun],
    _ names: [String]
  ) -> [String: ComparisonExport.Run] {
    Dictionary(
      zip(names, saved).map { name, run in
        let width = PriorWidth(run)
        return (
          name,
          ComparisonExport.Run(
            caveats: run.caveats + width.caveats,
            widths: (width.halved, width.doubled),
            warnings: run.warningsJSON
          )
        )
      }
    ) { first, _ in first }
  }
}
