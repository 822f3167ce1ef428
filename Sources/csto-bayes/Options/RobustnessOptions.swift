import ArgumentParser
import Foundation
import Inference

/// Which analyses are wanted.
struct RobustnessPlanOptions: ParsableArguments {
  @Argument(help: "A built-in study, or the folder of one.")
  var study = "csto"

  @Option(
    help: ArgumentHelp(
      "Only analyses with one of these options of a choice. Repeatable.",
      discussion: """
        Choices: coding, recodes, prior, formula, link, dropped, sampler; - is none. An option with a comma \
        in it goes between double quotes: 'dropped="Korea, South"'.
        """,
      valueName: "choice=option,…"
    )
  )
  var only: [String] = []

  @Flag(name: .customLong("plan"), help: "List the analyses and run none.")
  var isListing = false

  @Flag(help: "Accept a plan of more than a million analyses.")
  var yes = false

  /// The words that ask for the same plan.
  var arguments: [String] {
    [study] + only.flatMap { ["--only", $0] } + (yes ? ["--yes"] : [])
  }

  /// The plan.
  func plan(_ sampling: RobustnessSamplingOptions) throws -> RobustnessPlan {
    try RobustnessPlan(
      Study.load(study),
      filters: only.map { try UniverseFilter($0) },
      isOfAnySize: yes,
      fit: sampling.settings(),
      isReweighting: !sampling.noReweight
    )
  }
}

/// How analyses are run.
struct RobustnessSamplingOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Fit every analysis.",
      discussion: """
        Without this flag an analysis with another code or without a case takes the draws of the \
        analysis with all codes and cases as they are, with Pareto-smoothed weights, where their k-hat \
        is below 0.5.
        """
    )
  )
  var noReweight = false

  @Option(help: "Analyses run at a time (default: one for each processor).")
  var jobs: Int?

  @Option(help: "The number of chains.")
  var chains = 4

  @Option(help: "Warmup iterations of each chain.")
  var warmup = 1000

  @Option(help: "Draws kept of each chain.")
  var draws = 1000

  @Option(help: "The seed; each analysis has its own, made from it.")
  var seed: UInt64 = 20_220_105

  @Option(
    help:
      "The acceptance rate that warmup aims at (default: 0.8; 0.99 where a prior has no variance)."
  )
  var adaptDelta: Double?

  func validate() throws {
    for (name, value, bounds) in [
      ("--jobs", jobs ?? 1, 1...10_000), ("--chains", chains, 1...10_000),
      ("--warmup", warmup, 0...100_000_000), ("--draws", draws, 1...100_000_000),
    ] where !bounds.contains(value) {
      throw ValidationError(
        "\(name) must be \(bounds.lowerBound) to \(bounds.upperBound), not \(value)."
      )
    }
    if let adaptDelta, !(adaptDelta > 0 && adaptDelta < 1) {
      throw ValidationError("--adapt-delta must lie between 0 and 1, not \(adaptDelta).")
    }
  }

  /// The words that ask for the same settings, but for the jobs.
  var arguments: [String] {
    (noReweight ? ["--no-reweight"] : [])
      + [
        "--chains", "\(chains)", "--warmup", "\(warmup)", "--draws", "\(draws)", "--seed",
        "\(seed)",
      ] + (adaptDelta.map { ["--adapt-delta", "\($0)"] } ?? [])
  }

  /// The settings of every fit; `validate` has refused what these would refuse.
  func settings() throws -> FitSettings {
    guard
      let run = RunSettings(
        chains: chains,
        warmup: warmup,
        draws: draws,
        seed: seed,
        threads: 1
      ),
      let noUTurn = NoUTurnSettings(adaptDelta: adaptDelta)
    else { throw ValidationError("The sampler's settings are out of range.") }
    return FitSettings(run: run, noUTurn: noUTurn)
  }
}

/// Where results go.
struct RobustnessResultOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The folder of the store (universes.sqlite) and of the tables.",
      discussion: "The same folder again goes on where it was.",
      valueName: "dir"
    )
  )
  var output: String?

  @Option(help: ArgumentHelp("The store, if not in that folder.", valueName: "file"))
  var store: String?

  @Option(
    help: ArgumentHelp(
      "Only one of N parts of the plan, as 3/64, into DIR/shards/3-of-64.sqlite.",
      valueName: "i/n"
    ),
    transform: { text in
      guard let shard = Shard(text), shard.count <= 100_000 else {
        throw ValidationError(
          "--shard takes a part such as 3/64 of at most 100000, not \(Phrase.quoted(text))."
        )
      }
      return shard
    }
  )
  var shard: Shard?

  @Option(
    help: ArgumentHelp(
      "Only write DIR/robustness.sbatch, a Slurm job array of N parts.",
      valueName: "n"
    )
  )
  var slurm: Int?

  @Option(
    help: ArgumentHelp(
      "Only write DIR/Snakefile, a Snakemake workflow of N parts.",
      valueName: "n"
    )
  )
  var snakemake: Int?

  @Flag(help: "Keep what the store has of an earlier plan of the same data and settings.")
  var extend = false

  @Flag(
    help: ArgumentHelp(
      "Begin again and discard what the store has.",
      discussion: "The store and the tables that this command wrote are replaced, nothing else."
    )
  )
  var force = false

  @Flag(help: "Run the analyses again that failed.")
  var retryFailed = false

  @Option(help: "What is printed: table, json or csv.")
  var format = OutputFormat.table

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  func validate() throws {
    guard !(force && extend) else {
      throw ValidationError(
        "--force discards what the store has, --extend keeps it: give one of them."
      )
    }
    if shard != nil, output == nil, store == nil {
      throw ValidationError("--shard goes with --output.")
    }
    for (name, parts) in [("--slurm", slurm), ("--snakemake", snakemake)] {
      guard let parts else { continue }
      guard output != nil else { throw ValidationError("\(name) goes with --output.") }
      guard store == nil, shard == nil else {
        throw ValidationError("\(name) writes the parts itself: neither --shard nor --store.")
      }
      guard (1...100_000).contains(parts) else {
        throw ValidationError("\(name) must be 1 to 100000, not \(parts).")
      }
    }
  }
}
