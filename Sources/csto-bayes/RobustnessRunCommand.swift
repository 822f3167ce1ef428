import ArgumentParser
import Foundation
import Inference

/// `csto-bayes robustness run`: works through the multiverse of a study.
struct RobustnessRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Analyse every universe of a study's multiverse.",
    discussion: """
      Universes are all combinations of what study.yaml declares under `multiverse`: codings, other \
      codes of contested cells, priors, formulas, links, cases left out. Each is stored as soon as it \
      is known; the same command goes on where an earlier one was stopped or killed, and several may \
      work on one folder.

      Examples:
        csto-bayes robustness csto --plan
        csto-bayes robustness csto --output robustness
        csto-bayes robustness csto --only link=logit --only prior=sceptical,charter
      """
  )

  @OptionGroup(title: "Plan") var plan: RobustnessPlanOptions
  @OptionGroup(title: "Sampling") var sampling: RobustnessSamplingOptions
  @Flag(
    help: ArgumentHelp(
      "Look for the fewest recoded cells that overturn a conclusion.",
      discussion: """
        All sets of one and of two cells of the study's own analysis are tried, and larger ones from \
        there on.
        """
    )
  )
  var fragility = false

  @OptionGroup(title: "Results") var results: RobustnessResultOptions

  func run() async throws {
    do {
      let plan = try plan.plan(sampling)
      guard !self.plan.isListing else { return try list(plan.chosen) }
      try await analyse(plan)
    } catch {
      try Failure.exit(for: error)
    }
  }

  private func list(_ plan: Multiverse) throws {
    try StandardOutput.write(PlanReport(plan).text(results.format))
  }

  private func analyse(_ plan: RobustnessPlan) async throws {
    let universes = results.shard.map { plan.chosen.universes(of: $0) } ?? plan.chosen.universes
    let analysis = try UniverseAnalysis(
      plan.study,
      universes: plan.declared.universes,
      run: plan.run,
      noUTurn: plan.noUTurn
    ) { Failure($0)?.message ?? "\($0)" }
    let folder = try RobustnessFolder(results.output, store: results.store, shard: results.shard)
    defer { folder.abandon() }
    let store = try UniverseStore(
      path: folder.storePath,
      identity: plan.identity(),
      replacing: results.extend ? [RobustnessPlan.planKey] : []
    )
    if results.retryFailed { try store.removeFailures() }
    let progress = RobustnessProgress()
    let run = RobustnessRun(
      analysis,
      store: store,
      jobs: sampling.jobs ?? ProcessInfo.processInfo.activeProcessorCount,
      isReweighting: plan.isReweighting
    )
    let isFragile = fragility && results.shard == nil
    let work = Task { () -> (isFinished: Bool, fragility: FragilityReading?) in
      guard try await run(universes, progress: progress.report), isFragile else {
        return (!Task.isCancelled, nil)
      }
      progress.begin("recodes")
      let reading = try await run.fragility(
        of: plan.base,
        in: plan.study,
        progress: progress.report
      )
      return (reading != nil, reading)
    }
    let interrupt = InterruptHandler(first: { work.cancel() }, second: { folder.abandon() })
    let (isFinished, fragility) = try await work.value
    progress.finish()
    interrupt.cancel()
    guard results.shard == nil else { return try report(progress.last, folder, isFinished) }
    let answer = try await RobustnessAnswer(plan, store, analysis, fragility: fragility)
    if isFinished, let kept = folder.kept { try answer.write(to: kept) }
    try StandardOutput.write(
      RobustnessReport(answer.reading, outcome: plan.study.outcome).text(results.format)
    )
    if !isFinished { try stopped(progress.last, folder) }
    if !answer.reading.results.failures.isEmpty { throw ExitCode(ExitStatus.checkFailed) }
  }

  private func report(
    _ progress: RobustnessRun.Progress,
    _ folder: RobustnessFolder,
    _ isFinished: Bool
  ) throws {
    try StandardOutput.write(
      "\(progress.done) of \(progress.total) analyses of this part are in \(folder.storePath)\n"
    )
    if !isFinished { try stopped(progress, folder) }
    if progress.failed > 0 { throw ExitCode(ExitStatus.checkFailed) }
  }

  private func stopped(_ progress: RobustnessRun.Progress, _ folder: RobustnessFolder) throws {
    let rest = folder.isKept ? "; the same command goes on from there" : ""
    try Failure.exit(
      with: "stopped: \(progress.done) of \(progress.total) analyses are done\(rest)",
      ExitStatus.checkFailed
    )
  }
}
