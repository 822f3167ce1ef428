import Synchronization
import Testing

@testable import Inference

/// What is stored of a universe is a function of the plan, whatever happens to the run.
@Suite struct RobustnessRunTests {
  /// As text: not a number is itself there.
  private static func texts(_ store: UniverseStore) throws -> [String: String] {
    Dictionary(uniqueKeysWithValues: try store.results().map { ($0.identifier, "\($0)") })
  }

  private static func run(
    _ plan: RobustnessPlan,
    _ universes: [Universe],
    _ store: UniverseStore,
    jobs: Int
  ) async throws -> RobustnessRun.Progress {
    let last = Mutex(RobustnessRun.Progress(total: 0))
    let run = RobustnessRun(
      try plan.analysis(),
      store: store,
      jobs: jobs,
      isReweighting: plan.isReweighting
    )
    let isFinished = try await run(universes) { progress in
      last.withLock { $0 = progress.done >= $0.done ? progress : $0 }
    }
    #expect(isFinished)
    return last.withLock { $0 }
  }

  private static func reference(
    _ plan: RobustnessPlan,
    in folder: String
  ) async throws -> [String: String] {
    let store = try UniverseStore(path: folder + "/reference.sqlite", identity: plan.identity())
    let progress = try await run(plan, plan.chosen.universes, store, jobs: 2)
    #expect(progress.done == plan.chosen.universes.count && progress.own == progress.done)
    return try texts(store)
  }

  /// A step of a number is the same in every universe, stays in [0, 1] where its values do, and says where it
  /// leaves the data.
  @Test func stepsOfNumbersStayInTheDataOrSaySo() async throws {
    var files = SmallStudy.files(
      "study.yaml",
      "multiverse:\n  contested: each\n  formulas: {plain: intervention ~ protest, "
        + "size: intervention ~ protest + log(size)}",
      "multiverse:\n  contested: each\n  formulas: {plain: intervention ~ protest + fuzzy, "
        + "size: intervention ~ size}"
    )
    files["first.csv"] = """
      case_id,protest,size,fuzzy,intervention
      A,yes,2,0.1,no
      B,no,3.5,0.9,yes
      C,yes,1,0.4,yes
      D,no,2.5,0.3,no
      E,yes,4,0.8,no

      """
    files["second.csv"] = files["first.csv"]
    files["codebook.yaml"] = files["codebook.yaml"]?.replacing(
      "  intervention:\n",
      with: "  fuzzy: {label: F, question: How much?, kind: numeric, role: condition, source: S}\n"
        + "  intervention:\n",
      maxReplacements: 1
    )
    try await withFolder(files) { folder in
      let plan = try SmallStudy.plan(folder)
      let store = try UniverseStore(path: folder + "/s.sqlite", identity: plan.identity())
      _ = try await Self.run(plan, plan.chosen.universes, store, jobs: 2)
      let answer = try await RobustnessAnswer.collect(
        plan,
        store,
        try plan.analysis(),
        fragility: nil
      )
      let names = answer.reading.results.effectKeys.map(\.name)
      #expect(Set(names) == ["protest", "fuzzy: 0 -> 1", "size: +1"])
      // B and E have sizes from which one more is beyond the largest; 0 and 1 are beyond 0.1 and 0.9.
      let caveats = answer.reading.caveats.mapValues { $0.map(\.message) }
      #expect(
        caveats == [
          QuantityKey(.effect, "size: +1"): [
            "the step leads outside the values of the cases (1 to 4) for 40 % of those averaged over"
          ],
          QuantityKey(.effect, "fuzzy: 0 -> 1"): [
            "the change reaches beyond the values of the cases (0.1 to 0.9)"
          ],
        ]
      )
      let export = RobustnessExport(answer.reading)
      let lines = export.summaryTable.text().split(separator: "\n")
      #expect(lines[0].hasSuffix(",caveat"))
      for line in lines.dropFirst() {
        let isStep = line.hasPrefix("effect,size: +1,") || line.hasPrefix("effect,fuzzy: 0 -> 1,")
        #expect(line.contains("step-leaves-data") == isStep, "\(line)")
      }
    }
  }

  /// A logarithm of 0 in one coding: its universes say so, all others have numbers.
  @Test func failuresAreRecordedAndStopNothing() async throws {
    try await withFolder(SmallStudy.files) { folder in
      let plan = try SmallStudy.plan(folder)
      let store = try UniverseStore(path: folder + "/s.sqlite", identity: plan.identity())
      let progress = try await Self.run(plan, plan.chosen.universes, store, jobs: 2)
      let results = try store.results(of: plan.chosen.universes)
      #expect(results.count == plan.chosen.universes.count)
      var failures = 0
      var oneClass = 0
      for (universe, result) in results {
        let hasSize = universe.formula.name == "size"
        let isFilled = universe.recodes.contains { $0.variable == "size" }
        let fails =
          universe.coding == "second" && hasSize && universe.droppedCase != "B" && !isFilled
        if case .failed(let message) = result.outcome {
          #expect(fails && message.contains("log of 0 in 'size'"), "\(universe)")
          #expect(result.quantities.isEmpty && !result.isOneClass)
          failures += 1
        } else {
          #expect(!fails, "\(universe)")
          #expect(result.quantities.count == (hasSize ? 6 : 4))
          let table = try universe.table(of: plan.study)
          let outcomes = Set(table.caseNames.indices.map { table["intervention"]?.levelText($0) })
          #expect(result.isOneClass == (outcomes.count == 1), "\(universe)")
          #expect(result.caseCount == table.caseNames.count)
          if result.isOneClass { oneClass += 1 }
        }
      }
      #expect(failures == 14 && progress.failed == failures)
      // C alone has the outcome in the second coding; B and C have it in the first.
      #expect(oneClass > 0)
      #expect(progress.reweighted > 0 && progress.reweighted < results.count - failures)
    }
  }

  /// A flat prior where the data separate: no universe of it has numbers, all others do.
  @Test func separatedUniversesUnderAFlatPriorFail() async throws {
    var files = SmallStudy.files
    files["study.yaml"]?.replace("  links:", with: "  priors: [sceptical, FLAT]\n  links:")
    try await withFolder(files) { folder in
      try #require(files["study.yaml"]).replacing("FLAT", with: folder + "/flat.yaml")
        .write(toFile: folder + "/study.yaml", atomically: true, encoding: .utf8)
      let plan = try SmallStudy.plan(folder)
      let store = try UniverseStore(path: folder + "/s.sqlite", identity: plan.identity())
      let wanted = plan.chosen.universes.filter { $0.formula.name == "plain" }
      _ = try await Self.run(plan, wanted, store, jobs: 2)
      var counts = (failed: 0, estimated: 0)
      for (universe, result) in try store.results(of: wanted) {
        guard case .failed(let message) = result.outcome else {
          #expect(universe.prior == "sceptical" || result.separation == "none")
          counts.estimated += 1
          continue
        }
        #expect(universe.prior != "sceptical" && message.contains("a flat prior on"))
        counts.failed += 1
      }
      #expect(counts.failed + counts.estimated == wanted.count)
      #expect(counts.failed > 10 && counts.estimated > wanted.count / 2)
    }
  }

  @Test func resultsDoNotDependOnJobsOrderOrParts() async throws {
    try await withFolder(SmallStudy.files) { folder in
      let plan = try SmallStudy.plan(folder)
      let expected = try await Self.reference(plan, in: folder)
      #expect(expected.count == plan.chosen.universes.count)
      let universes = plan.chosen.universes
      for (name, parts, jobs) in [
        ("serial", [Array(universes.reversed())], 1), ("five", [universes.shuffled()], 5),
        ("single", universes.map { [$0] }, 1),
        (
          "shards",
          (1...7).compactMap { Shard(number: $0, count: 7) }.map(plan.chosen.universes(of:)), 2
        ), ("twice", [Array(universes[..<20]), universes, universes], 2),
      ] {
        let store = try UniverseStore(path: folder + "/\(name).sqlite", identity: plan.identity())
        for part in parts { _ = try await Self.run(plan, part, store, jobs: jobs) }
        #expect(try Self.texts(store) == expected, "\(name)")
      }
      // Another seed is another answer.
      let other = try SmallStudy.plan(folder, seed: 2)
      let store = try UniverseStore(path: folder + "/other.sqlite", identity: other.identity())
      _ = try await Self.run(other, [universes[0]], store, jobs: 1)
      #expect(try Self.texts(store)[universes[0].identifier] != expected[universes[0].identifier])
    }
  }

  /// Two runs on one store at a time do not wait for each other and store nothing twice.
  @Test func severalRunsShareAStore() async throws {
    try await withFolder(SmallStudy.files) { folder in
      let plan = try SmallStudy.plan(folder)
      let expected = try await Self.reference(plan, in: folder)
      let path = folder + "/shared.sqlite"
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<3 {
          group.addTask {
            let store = try UniverseStore(path: path, identity: plan.identity())
            let last = try await Self.run(plan, plan.chosen.universes, store, jobs: 1)
            #expect(last.done == plan.chosen.universes.count)
          }
        }
        try await group.waitForAll()
      }
      #expect(try Self.texts(UniverseStore(reading: path)) == expected)
    }
  }

  /// Stopped again and again: what is stored is what an uninterrupted run stores.
  @Test func cancellingLosesNothing() async throws {
    try await withFolder(SmallStudy.files) { folder in
      let plan = try SmallStudy.plan(folder)
      let expected = try await Self.reference(plan, in: folder)
      let path = folder + "/stopped.sqlite"
      let store = try UniverseStore(path: path, identity: plan.identity())
      var stored = 0
      for round in 1...100 {
        let run = RobustnessRun(
          try plan.analysis(),
          store: store,
          jobs: 1 + round % 3,
          isReweighting: true
        )
        let count = Mutex(0)
        let stop = Mutex<Task<Bool, any Error>?>(nil)
        let task = Task {
          try await run(plan.chosen.universes) { progress in
            // Some time after the third result, in the middle of others.
            if count.withLock({
              $0 += 1; return $0 > 3
            }) {
              stop.withLock { $0?.cancel() }
            }
          }
        }
        stop.withLock { $0 = task }
        if round % 4 == 0 {
          try await Task.sleep(for: .milliseconds(round))
          task.cancel()
        }
        let isFinished = try await task.value
        let now = try Self.texts(store)
        #expect(now.count >= stored)
        for (identifier, text) in now { #expect(text == expected[identifier]) }
        stored = now.count
        if isFinished { break }
      }
      #expect(stored == expected.count)
      #expect(try Self.texts(store) == expected)
    }
  }

  @Test func everyUniverseHasASeedOfItsOwn() throws {
    let study = try Study.load("csto")
    let plan = try Multiverse(study.multiverse, of: study)
    let seeds = [1, 2].flatMap { seed in plan.universes.map { $0.seed(under: seed) } }
    #expect(Set(seeds).count == 2 * plan.universes.count)
  }
}
