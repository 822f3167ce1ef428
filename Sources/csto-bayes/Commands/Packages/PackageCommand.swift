import ArgumentParser
import Foundation
import Inference

/// `csto-bayes package`: a paper's computations as a folder that a stranger can run again.
struct PackageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "package",
    abstract: "Make a replication package: data, priors, results, README, script and zip.",
    discussion: """
      Writes the study and the priors into a folder, runs the commands there, and adds README.md (with \
      the headings of the AEA's template), licences, CITATION.cff, ro-crate-metadata.json, \
      commands.json, run.sh and MANIFEST.sha256; DIR.zip holds the same. The same input gives the same \
      bytes. What only the authors know is said in study.yaml under package, or stays open, marked.

      Without --command: those of study.yaml, else fit with loo, check, influence, effects, predict, and \
      robustness where the study declares a multiverse. A command is written as it runs in the package: the study is in study/, results go to results/. \
      No shell reads it.

      Examples:
        csto-bayes package --output csto-replication
        csto-bayes package mystudy --output replication --coding table1 --prior sceptical
        csto-bayes package --output replication --command 'fit --coding table1 --output results/t1' \
      --command 'loo results/t1'
      """
  )

  @Argument(
    help: ArgumentHelp(
      "A built-in study, or the folder of one.",
      discussion: "See `csto-bayes studies`. Without it the built-in study csto."
    )
  )
  var study = "csto"

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The folder of the package; DIR.zip appears beside it.",
      discussion: "Both appear when they are complete. What exists is refused.",
      valueName: "dir"
    )
  )
  var output: String

  @Flag(
    help: ArgumentHelp(
      "Replace a package that this command has written.",
      discussion: "What it did not write stays; what was edited since is kept, as NAME.kept."
    )
  )
  var force = false

  @Option(
    name: .customLong("command"),
    help: ArgumentHelp(
      "Run this command in place of the usual ones. Repeatable.",
      valueName: "words"
    )
  )
  var commands: [String] = []

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @OptionGroup(title: "The fit, without --command") var fit: PackagedFitOptions

  func validate() throws {
    for command in commands where CommandWords.split(command)?.isEmpty != false {
      throw ValidationError(
        "--command takes arguments, as in 'loo results/fit', with quotes closed; not "
          + "\(Phrase.quoted(command))."
      )
    }
    if !commands.isEmpty, !fit.arguments.isEmpty {
      throw ValidationError(
        "--command and options of the fit: write the options into the command."
      )
    }
  }

  func run() throws {
    let loaded = try Study.load(study)
    let areOfStudy =
      commands.isEmpty && fit.arguments.isEmpty && !loaded.package.commands.isEmpty
    let plan = try PackagePlan(
      loaded,
      named: study,
      commands: areOfStudy ? loaded.package.commands : try given(loaded),
      areOfStudy: areOfStudy
    )
    let package = try ReplicationPackage(
      of: loaded,
      loadedBy: study,
      priors: plan.priors,
      at: output,
      replacingExisting: force
    )
    defer { package.abandon() }
    let runner = PackageProcess()
    let interrupt = InterruptHandler(
      first: { runner.stop() },
      second: { package.abandon() }
    )
    let progress = PackageProgress()
    defer { progress.finish() }
    let computation = try package.run(plan.commands, with: runner) { index, command in
      progress.report(index, command, of: plan.commands.count)
    }
    progress.finish()
    let notes = try package.finish(computation)
    interrupt.cancel()
    Notice.show(notes, in: package.path)
    let failed = computation.record.commands.filter { $0.status != 0 }
    try StandardOutput.write(self.report(loaded, package, computation.record))
    if !failed.isEmpty { throw ExitCode(ExitStatus.checkFailed) }
  }

  private func given(_ study: Study) throws -> [[String]] {
    if !commands.isEmpty { return commands.compactMap(CommandWords.split) }
    return try PackagePlan.standard(study, fit: fit.arguments, coding: fit.coding)
  }

  private func report(
    _ study: Study,
    _ package: ReplicationPackage,
    _ record: PackageRecord
  ) -> String {
    let open = study.package.openParts
    let notes =
      open.isEmpty
      ? []
      : [
        "what study.yaml does not say under package is open in the package, marked AUTHOR TO FILL IN: "
          + "\(Phrase.list(open)). Say it there and make the package again"
      ] + (study.package.date == nil ? ["without a date ro-crate-metadata.json is not valid"] : [])
    let steps = record.commands.enumerated()
      .map { index, command in
        "  \(index + 1)  \(command.status == 0 ? "" : "(a check failed) ")\(command.text)\n"
      }.joined()
    return """
      Package   \(package.path), and the same as \(package.zipPath)
      Study     \(Phrase.oneLine(study.title))
                \(record.inputs.count) files of data and priors, \
      \(record.commands.reduce(0) { $0 + 1 + $1.outputs.count }) of results

      Commands, run in the package
      \(steps)
      \(Advice.text(notes) + (notes.isEmpty ? "" : "\n"))Verify:   csto-bayes verify \(package.path)

      """
  }
}

/// How the usual commands of a package fit; what is not named is as the study says.
struct PackagedFitOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The coding of the study.", valueName: "name"))
  var coding: String?

  @Option(help: ArgumentHelp("The model, as in R.", valueName: "formula"))
  var formula: String?

  @Option(
    help: ArgumentHelp(
      "A prior set by name or file, or the prior of one coefficient. Repeatable.",
      valueName: "prior"
    )
  )
  var prior: [String] = []

  @Option(help: "The seed.")
  var seed: UInt64?

  @Option(help: "How draws are made: auto, nuts, independence, random-walk or exact.")
  var sampler: AnalysisOptions.Sampler?

  @Option(help: "The number of chains.")
  var chains: Int?

  @Option(help: "Draws kept of each chain.")
  var draws: Int?

  /// The options as arguments of `fit`.
  var arguments: [String] {
    var arguments: [String] = []
    func add(_ name: String, _ value: String?) {
      if let value { arguments += [name, value] }
    }
    add("--coding", coding)
    add("--formula", formula)
    for prior in prior { add("--prior", prior) }
    add("--seed", seed.map(String.init))
    add("--sampler", sampler?.rawValue)
    add("--chains", chains.map(String.init))
    add("--draws", draws.map(String.init))
    return arguments
  }
}
