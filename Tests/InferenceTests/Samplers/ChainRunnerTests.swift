import InferenceTestSupport
import RealModule
import Synchronization
import Testing

@testable import InferenceCore

/// The samplers on targets whose moments are known, within Monte Carlo standard errors.
@Suite struct ChainRunnerTests {
  private static func run<Kernel: TunableKernel & SendableMetatype & ~Copyable>(
    chains: Int = 4,
    warmup: Int = 1000,
    draws: Int = 1000,
    seed: UInt64 = 7,
    threads: Int = 2,
    _ makeKernel: @escaping @Sendable () -> Kernel
  ) async throws -> [ChainDraws] {
    let settings = try #require(
      RunSettings(chains: chains, warmup: warmup, draws: draws, seed: seed, threads: threads)
    )
    return try await ChainRunner(settings: settings).run(makeKernel: makeKernel)
  }

  /// Means and variances against the truth; the standard error by batch means over 50 batches a chain.
  private static func check(
    _ chains: [ChainDraws],
    against target: NormalTarget,
    errors: Double = 4.5
  ) {
    for index in target.mean.indices {
      let variance = target.covariance[index, index]
      for power in 1...2 {
        let batches = chains.flatMap { chain -> [Double] in
          let values = chain.parameter(index).map { $0 - target.mean[index] }
          let size = values.count / 50
          return (0..<50).map { batch in
            values[(batch * size)..<((batch + 1) * size)]
              .reduce(0) { $0 + (power == 1 ? $1 : $1 * $1) } / Double(size)
          }
        }
        let n = Double(batches.count)
        let mean = batches.reduce(0, +) / n
        let spread = batches.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
        let expected = power == 1 ? 0 : variance
        #expect(
          abs(mean - expected) <= errors * (spread / n).squareRoot(),
          "moment \(power) of parameter \(index)"
        )
      }
    }
  }

  static let settings = NoUTurnSettings()

  @Test func noUTurnWithDiagonalMetric() async throws {
    let target = NormalTarget.correlatedTriple
    let settings = try #require(Self.settings)
    let chains = try await Self.run {
      NoUTurnKernel<NormalTarget, DiagonalMetric>(model: target, settings: settings)
    }
    Self.check(chains, against: target)
    let rates = chains.flatMap { $0.statistics.map(\.acceptanceRate) }
    let mean = rates.reduce(0, +) / Double(rates.count)
    #expect(mean > 0.75 && mean < 0.95)
    #expect(chains.allSatisfy { $0.statistics.allSatisfy { !$0.isDivergent } })
  }

  @Test func noUTurnWithDenseMetric() async throws {
    let target = NormalTarget.correlatedTriple
    let settings = try #require(Self.settings)
    let chains = try await Self.run {
      NoUTurnKernel<NormalTarget, DenseMetric>(model: target, settings: settings)
    }
    Self.check(chains, against: target)
    // In its own metric a normal target is round: trajectories are short.
    let steps = chains.flatMap { $0.statistics.map(\.leapfrogCount) }
    #expect(Double(steps.reduce(0, +)) / Double(steps.count) < 8)
  }

  @Test func randomWalk() async throws {
    let target = NormalTarget.correlatedTriple
    let chains = try await Self.run(warmup: 4000, draws: 20000) {
      RandomWalkKernel(model: target)
    }
    Self.check(chains, against: target)
  }

  /// The energy reported belongs to the point reported: E + log density is a kinetic energy, whose
  /// mean over draws is d / 2.
  @Test func energyBelongsToTheDraw() async throws {
    let target = NormalTarget.correlatedTriple
    let settings = try #require(Self.settings)
    let chains = try await Self.run {
      NoUTurnKernel<NormalTarget, DenseMetric>(model: target, settings: settings)
    }
    let kinetic = chains.flatMap { $0.statistics.map { $0.energy + $0.logDensity } }
    #expect(kinetic.allSatisfy { $0 > 0 })
    let mean = kinetic.reduce(0, +) / Double(kinetic.count)
    #expect(abs(mean - 1.5) < 0.1)
  }

  @Test func sameSeedSameBytesForAnyNumberOfThreads() async throws {
    let target = NormalTarget.correlatedTriple
    let settings = try #require(Self.settings)
    func values(threads: Int, seed: UInt64 = 3) async throws -> [[Double]] {
      try await Self.run(chains: 5, warmup: 200, draws: 100, seed: seed, threads: threads) {
        NoUTurnKernel<NormalTarget, DiagonalMetric>(model: target, settings: settings)
      }.map(\.values)
    }
    let one = try await values(threads: 1)
    for threads in [2, 3, 5, 16] { #expect(try await values(threads: threads) == one) }
    #expect(try await values(threads: 1, seed: 4) != one)
  }

  @Test func aTargetWithoutAFiniteStartIsRefused() async throws {
    let nowhere = FunctionTarget(value: { _ in -.infinity }, score: { _ in 0 })
    let settings = try #require(Self.settings)
    await #expect(
      throws: InitializationError(kind: .noFiniteStart(attempts: 100), chain: 1)
    ) {
      _ = try await Self.run(chains: 2) {
        NoUTurnKernel<FunctionTarget, DiagonalMetric>(model: nowhere, settings: settings)
      }
    }
  }

  @Test func anImproperTargetIsRefused() async throws {
    let flat = FunctionTarget(value: { _ in 0 }, score: { _ in 0 })
    let settings = try #require(Self.settings)
    await #expect(throws: InitializationError.self) {
      _ = try await Self.run(chains: 1) {
        NoUTurnKernel<FunctionTarget, DiagonalMetric>(model: flat, settings: settings)
      }
    }
  }

  /// A half line: every trajectory that leaves it diverges and is rejected, never accepted.
  @Test func aHardWallIsNeverCrossed() async throws {
    let half = FunctionTarget(
      value: { $0 > 0 ? -$0 : -.infinity },
      score: { $0 > 0 ? -1 : .nan }
    )
    let settings = try #require(Self.settings)
    let chains = try await Self.run(chains: 2) {
      NoUTurnKernel<FunctionTarget, DiagonalMetric>(model: half, settings: settings)
    }
    #expect(chains.allSatisfy { $0.values.allSatisfy { $0 > 0 } })
    #expect(chains.contains { $0.statistics.contains { $0.isDivergent } })
  }

  @Test func cancellingKeepsWhatWasDrawn() async throws {
    let target = NormalTarget.correlatedTriple
    let settings = try #require(Self.settings)
    let total = 10_000_000
    let run = try #require(
      RunSettings(chains: 2, warmup: 100, draws: total, seed: 1, threads: 2)
    )
    // The first report comes after a hundredth of the run, from the thread of a chain.
    let task = Mutex<Task<[ChainDraws], any Error>?>(nil)
    let runner = ChainRunner(
      settings: run,
      progress: { _ in task.withLock { $0?.cancel() } }
    )
    let work = Task {
      try await runner.run {
        NoUTurnKernel<NormalTarget, DiagonalMetric>(model: target, settings: settings)
      }
    }
    task.withLock { $0 = work }
    let chains = try await work.value
    #expect(chains.count == 2)
    #expect(chains.contains { $0.count > 0 })
    #expect(chains.allSatisfy { $0.count < total })
    #expect(chains.allSatisfy { $0.values.count == 3 * $0.statistics.count })
  }
}
