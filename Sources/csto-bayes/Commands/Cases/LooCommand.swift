import ArgumentParser
import Inference

/// `csto-bayes loo`: how well the others predict each case.
struct LooCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loo",
    abstract: "Predict each case of a run from the others.",
    discussion: """
      Leave-one-out cross-validation and WAIC, case by case. With at most 200 cases the model is \
      refitted without each of them; beyond, only without those whose importance weights cannot be \
      trusted (Pareto k-hat). Writes loo.csv and loo.json into the run's folder; the column \
      caveat names what the prior alone decides, and k-hats that do not apply.

      Examples:
        csto-bayes loo results
        csto-bayes loo results --no-refit
      """
  )

  @OptionGroup var run: RunOptions

  @OptionGroup var refits: RefitOptions

  func run() async throws {
    let saved = try run.saved()
    let likelihood = try saved.pointwiseLogLikelihood()
    let loo = try await saved.leaveOneOut(likelihood, refitting: refits.policy)
    let export = LeaveOneOutExport(
      loo,
      waic: WAIC(likelihood),
      caveats: saved.caveatsOfCases().map(\.caveats)
    )
    var files = FileGroup()
    files.add(export.table, as: "loo.csv")
    files.add(saved.withWarnings(export.json), as: "loo.json")
    try run.write(files, as: "loo", of: saved)
    try StandardOutput.write(
      LooReport(export, of: saved).text(run.format),
      isData: run.format.isData
    )
    if loo.cases.contains(where: { $0.refitFailure != nil }) { throw ExitCode(1) }
  }
}
