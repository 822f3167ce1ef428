import ArgumentParser
import Foundation
import Inference

/// `csto-bayes robustness run`: works through the multiverse of a study.
struct RobustnessRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run every analysis of a study's multiverse.",
    discussion: """
      study.yaml declares choices under `multiverse`: codings, other codes of contested cells, priors, \
      formulas, links, cases left out. Every combination of their options is an analysis. Each is \
      stored as soon as it is known; the same command goes on where an earlier one was stopped or \
      killed, and several may work on one folder.

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

  func validate() throws {
    guard fragility, results.shard != nil || results.slurm != nil || results.snakemake != nil
    else { return }
    throw ValidationError(
      "--fragility looks at one analysis and has no parts: not with --shard, --slurm or --snakemake."
    )
  }

  func run() async throws {
    let plan = try plan.plan(sampling)
    // A prior set or a sampler that is not there is said before anything is listed or written.
    let analysis = try analysis(of: plan)
    guard !self.plan.isListing else { return try list(plan.chosen) }
    guard results.slurm == nil, results.snakemake == nil else { return try writeEngines() }
    try await analyse(plan, analysis)
  }

  /// The words that ask for the same universes under the same settings.
  var words: [String] { plan.arguments + sampling.arguments }

  /// What analyses the universes of a plan.
  func analysis(of plan: RobustnessPlan) throws -> UniverseAnalysis {
    try UniverseAnalysis(
      plan.study,
      universes: plan.declared.universes,
      run: plan.fit.run,
      noUTurn: plan.fit.noUTurn
    ) { Failure($0)?.message ?? "\($0)" }
  }

  /// Writes the scripts for engines; the plan was made, so that it is known to be good.
  private func writeEngines() throws {
    guard let output = results.output else { return }
    let folder = try RobustnessFolder.folder(output)
    func run(_ parts: Int) -> ShardedRun {
      ShardedRun(
        program: Bundle.main.executablePath ?? Program.name,
        arguments: words,
        shards: parts,
        jobs: sampling.jobs ?? 1,
        folder: output,
        workingFolder: FileManager.default.currentDirectoryPath
      )
    }
    if let parts = results.slurm {
      let script = SlurmJobArray(run(parts))
      try folder.write(script, as: SlurmJobArray.fileName, asked: words)
      try StandardOutput.write(script.advice)
    }
    if let parts = results.snakemake {
      let workflow = Snakefile(run(parts))
      try folder.write(workflow, as: Snakefile.fileName, asked: words)
      try StandardOutput.write(workflow.advice)
    }
  }

  private func list(_ plan: Multiverse) throws {
    try StandardOutput.write(PlanReport(plan).text(results.format), isData: results.format.isData)
  }

  private func analyse(_ plan: RobustnessPlan, _ analysis: UniverseAnalysis) async throws {
    let universes = results.shard.map { plan.chosen.universes(of: $0) } ?? plan.chosen.universes
    let folder = try RobustnessFolder(results.output, store: results.store, shard: results.shard)
    defer { folder.abandon() }
    // The tables of the new answer take the place of the old ones when they are complete.
    if results.force { try UniverseStore.remove(at: folder.storePath) }
    let store = try UniverseStore(
      path: folder.storePath,
      identity: plan.identity(),
      replacing: results.extend ? [StoreError.planKey] : []
    )
    try store.setRequest(words)
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
    let end = await work.result
    progress.finish()
    interrupt.cancel()
    let (isFinished, fragility) = try end.get()
    guard results.shard == nil else { return try report(progress.last, folder, isFinished) }
    let answer = try await RobustnessAnswer.collect(plan, store, analysis, fragility: fragility)
    let kept = isFinished ? folder.kept : nil
    try kept?.write(answer, asked: words)
    try StandardOutput.write(
      RobustnessReport(answer.reading, outcome: plan.study.outcome, isWritten: kept != nil)
        .text(results.format),
      isData: results.format.isData
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
    throw Failure(
      "stopped: \(progress.done) of \(progress.total) analyses are done\(rest)",
      ExitStatus.checkFailed
    )
  }
}
