import ArgumentParser
import Inference

extension AnalysisOptions.Sampler: ExpressibleByArgument {}
extension AnalysisOptions.Adaptation: ExpressibleByArgument {}
extension AnalysisOptions.MetricShape: ExpressibleByArgument {}
extension KernelVersion: ExpressibleByArgument {}

/// How draws are made.
struct SamplerOptions: ParsableArguments {
  @Option(help: "The number of chains.")
  var chains = 4

  @Option(help: "Warmup iterations of each chain; independence needs none.")
  var warmup = 1000

  @Option(help: "Draws kept of each chain.")
  var draws = 1000

  @Option(help: "The seed: the same seed gives the same bytes for any number of threads.")
  var seed: UInt64 = 20_220_105

  @Option(help: "Chains that run at a time (default: one for each processor).")
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "How draws are made: auto, nuts, independence, random-walk or exact.",
      discussion: """
        auto is independence where its certificate holds, else nuts. exact integrates the posterior of \
        up to 6 coefficients over a lattice and takes the estimates from there, its draws are those of \
        auto.
        """
    )
  )
  var sampler = AnalysisOptions.Sampler.automatic

  @Option(
    help: ArgumentHelp(
      "How nuts is tuned: auto or windowed.",
      discussion: """
        auto starts from an approximation of the posterior where that covers it, and then tunes a \
        step size in at most 150 iterations of the warmup; windowed learns the metric from warmup \
        draws, as Stan does.
        """
    )
  )
  var adaptation = AnalysisOptions.Adaptation.automatic

  @Option(
    help: ArgumentHelp(
      "The metric of nuts: auto, diagonal or dense.",
      discussion: """
        auto is dense after a start from an approximation and for up to 20 coefficients with \
        light-tailed priors.
        """
    )
  )
  var metric = AnalysisOptions.MetricShape.automatic

  @Option(
    help: ArgumentHelp(
      "The instruction set of the inner loop (default: the best this processor has).",
      discussion: "Changes the speed and no bit of the results."
    )
  )
  var kernel: KernelVersion?

  @Flag(help: "The same bits on every processor: no OpenBLAS beyond 128 coefficients.")
  var portable = false

  @Option(
    help:
      "The acceptance rate that warmup aims at (default: 0.8; 0.99 where a prior has no variance)."
  )
  var adaptDelta: Double?

  @Option(help: "The largest number of doublings of a trajectory.")
  var maxTreedepth = 10

  func validate() throws {
    if let kernel, !kernel.isAvailable {
      let available = KernelVersion.available.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--kernel \(kernel.rawValue): this processor has \(available).")
    }
    for (name, value, least) in [
      ("--chains", chains, 1), ("--warmup", warmup, 0), ("--draws", draws, 1),
      ("--threads", threads ?? 1, 1),
    ] where value < least {
      throw ValidationError("\(name) must be at least \(least), not \(value).")
    }
    for (name, value) in [("--chains", chains), ("--threads", threads ?? 1)] where value > 10_000 {
      throw ValidationError("\(name) must be at most 10000, not \(value).")
    }
    for (name, value) in [("--warmup", warmup), ("--draws", draws)] where value > 100_000_000 {
      throw ValidationError("\(name) must be at most 100000000, not \(value).")
    }
    if let adaptDelta, !(adaptDelta > 0 && adaptDelta < 1) {
      throw ValidationError("--adapt-delta must lie between 0 and 1, not \(adaptDelta).")
    }
    guard (1...20).contains(maxTreedepth) else {
      throw ValidationError("--max-treedepth must be 1 to 20, not \(maxTreedepth).")
    }
  }

  /// The settings; `validate` has refused what these would refuse.
  func settings(processors: Int) throws -> (run: RunSettings, noUTurn: NoUTurnSettings) {
    guard
      let run = RunSettings(
        chains: chains,
        warmup: warmup,
        draws: draws,
        seed: seed,
        threads: min(threads ?? processors, chains)
      ),
      let noUTurn = NoUTurnSettings(adaptDelta: adaptDelta, maximumTreeDepth: maxTreedepth)
    else { throw ValidationError("The sampler's settings are out of range.") }
    return (run, noUTurn)
  }
}
