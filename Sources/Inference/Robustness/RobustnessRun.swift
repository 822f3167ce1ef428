import Synchronization

/// Works through the universes of a plan, several at a time, and stores each as soon as it is known.
public struct RobustnessRun: Sendable {
  /// How far a run has come.
  public struct Progress: Sendable, Equatable {
    /// The universes that are stored.
    public var done = 0
    /// The universes of the plan.
    public var total: Int
    /// Those that this process analysed.
    public var own = 0
    /// Those of them that were answered from a neighbour's draws.
    public var reweighted = 0
    /// Those of them that failed.
    public var failed = 0

    /// Nothing done yet.
    public init(total: Int) { self.total = total }
  }

  let analysis: UniverseAnalysis
  let store: UniverseStore
  private let jobs: Int
  private let isReweighting: Bool

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - analysis: What analyses a universe.
  ///   - store: Where results go.
  ///   - jobs: How many universes are analysed at a time.
  ///   - isReweighting: Whether draws of a neighbour may answer a universe.
  /// - Precondition: there is a job.
  public init(_ analysis: UniverseAnalysis, store: UniverseStore, jobs: Int, isReweighting: Bool) {
    precondition(jobs >= 1, "a job")
    self.analysis = analysis
    self.store = store
    self.jobs = jobs
    self.isReweighting = isReweighting
  }

  /// Analyses those of some universes that the store lacks.
  ///
  /// Cancelling the surrounding task ends it early and loses nothing that is stored. They are taken in
  /// random order, so that several processes rarely take the same one; what is stored does not depend on
  /// the order.
  ///
  /// - Parameters:
  ///   - universes: The universes.
  ///   - progress: Called after each universe, from any thread.
  /// - Returns: Whether all are stored.
  /// - Throws: ``StoreError`` where results cannot be stored; what was stored before stays.
  public func callAsFunction(
    _ universes: [Universe],
    progress: @escaping @Sendable (Progress) -> Void
  ) async throws -> Bool {
    BLAS.useOneThread()
    FreeMemory.keep()
    let stored = try store.storedIdentifiers()
    let missing = universes.filter { !stored.contains($0.identifier) }
    let tally = Tally(
      done: universes.count - missing.count,
      of: universes.count,
      progress
    )
    var groups: [Universe: [Universe]] = [:]
    for universe in missing {
      groups[universe.donors.first ?? universe, default: []].append(universe)
    }
    let ordered = groups.values.shuffled().flatMap { $0.shuffled() }
    let neighbours = Neighbours(
      analysis,
      needed: Set(missing.flatMap(\.donors)),
      sizes: groups.mapValues(\.count)
    )
    return try await forEach(ordered) { universe in
      defer { neighbours.finish(universe) }
      guard try !store.contains(universe.identifier) else { return tally.count(nil) }
      guard let result = await answer(universe, neighbours) else { return }
      try store.store(result)
      tally.count(result)
    }
  }

  private func answer(_ universe: Universe, _ neighbours: Neighbours) async -> UniverseResult? {
    guard isReweighting else { return await analysis.fit(universe)?.result }
    do {
      let known = try await analysis.reweighted(universe) { other throws(CancellationError) in
        // A neighbour without draws because the run was stopped says nothing of the universe, nor may the
        // next one stand in for it.
        guard let fit = await neighbours.fit(other) else { throw CancellationError() }
        return fit.posterior
      }
      if let known { return known }
    } catch {
      return nil
    }
    guard !Task.isCancelled, !neighbours.isStopped else { return nil }
    // What may stand for others is fitted once.
    return neighbours.needed.contains(universe)
      ? await neighbours.fit(universe)?.result : await analysis.fit(universe)?.result
  }

  /// Does something for each universe, as many at a time as there are jobs.
  ///
  /// - Returns: false where the surrounding task was cancelled.
  func forEach(
    _ universes: [Universe],
    _ body: @escaping @Sendable (Universe) async throws -> Void
  ) async throws -> Bool {
    try await ConcurrentLoop(width: jobs).map(universes.count, finished: { _ in }) { place in
      guard !Task.isCancelled else { return }
      try await body(universes[place])
    }
    return !Task.isCancelled
  }
}

/// Fits of universes whose draws may stand for others, each made once and kept while it is needed.
private final class Neighbours: Sendable {
  typealias Fit = (result: UniverseResult, posterior: UniversePosterior?)

  private struct State {
    var fits: [Universe: Task<Fit?, Never>] = [:]
    var left: [Universe: Int]
    var isStopped = false
  }

  /// The universes whose draws may be asked for.
  let needed: Set<Universe>
  private let analysis: UniverseAnalysis
  private let state: Mutex<State>

  /// - Parameters:
  ///   - analysis: What fits a universe.
  ///   - needed: The universes whose draws may be asked for.
  ///   - sizes: For each group of universes, by its first donor, how many there are.
  init(_ analysis: UniverseAnalysis, needed: Set<Universe>, sizes: [Universe: Int]) {
    self.analysis = analysis
    self.needed = needed
    state = Mutex(State(left: sizes))
  }

  /// The fit of a universe by itself, whoever asks first.
  func fit(_ universe: Universe) async -> Fit? {
    let task = state.withLock { state in
      if let task = state.fits[universe] { return task }
      let task = Task { [analysis] in await analysis.fit(universe) }
      state.fits[universe] = task
      return task
    }
    return await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      state.withLock { $0.isStopped = true }
      task.cancel()
    }
  }

  /// Whether a fit was cancelled, which one of the waiting jobs may see before the others.
  var isStopped: Bool { state.withLock { $0.isStopped } }

  /// Forgets the fits of a group when its last universe is done.
  func finish(_ universe: Universe) {
    let group = universe.donors.first ?? universe
    state.withLock { state in
      state.left[group, default: 1] -= 1
      guard state.left[group] == 0 else { return }
      state.fits = state.fits.filter { ($0.key.donors.first ?? $0.key) != group }
    }
  }
}

/// Counts what is done and says so.
private final class Tally: Sendable {
  private let progress: Mutex<RobustnessRun.Progress>
  private let report: @Sendable (RobustnessRun.Progress) -> Void

  init(
    done: Int,
    of total: Int,
    _ report: @escaping @Sendable (RobustnessRun.Progress) -> Void
  ) {
    var start = RobustnessRun.Progress(total: total)
    start.done = done
    progress = Mutex(start)
    self.report = report
    report(start)
  }

  /// One more; nil: analysed by another process.
  func count(_ result: UniverseResult?) {
    let now = progress.withLock { progress in
      progress.done += 1
      guard let result else { return progress }
      progress.own += 1
      switch result.outcome {
      case .estimated(.reweighted, _): progress.reweighted += 1
      case .estimated: break
      case .failed: progress.failed += 1
      }
      return progress
    }
    report(now)
  }
}
