import ArgumentParser
import Foundation
import Inference

/// `csto-bayes robustness collect`: puts the parts of a plan together.
struct RobustnessCollectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: "Merge the stores of a plan's parts, say what is missing, and write the tables.",
    discussion: """
      Reads DIR/shards/*.sqlite, which `robustness --shard` writes, into DIR/universes.sqlite. To be \
      called from the folder in which the parts were: a study in a folder is looked for there.

      Example:
        csto-bayes robustness collect robustness
      """
  )

  @Argument(help: "The folder that was the --output of the parts.")
  var folder: String

  @Option(help: "What is printed: table, json or csv.")
  var format = OutputFormat.table

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  func run() async throws {
    let shards = try RobustnessShards(in: folder)
    let command = try shards.request()
    let plan = try command.plan.plan(command.sampling)
    for shard in shards.stores { try shard.requireIdentity(plan.identity()) }
    let place = try RobustnessFolder(folder, store: nil, shard: nil)
    let store = try merged(shards, into: place.storePath, command, plan)
    let stored = try store.storedIdentifiers()
    let universes = plan.chosen.universes
    let missing = universes.filter { !stored.contains($0.identifier) }
    let analysis = try command.analysis(of: plan)
    let answer = try await RobustnessAnswer.collect(plan, store, analysis, fragility: nil)
    let kept = missing.isEmpty ? place.kept : nil
    try kept?.write(answer, asked: command.words)
    try StandardOutput.write(
      RobustnessReport(answer.reading, outcome: plan.study.outcome, isWritten: kept != nil)
        .text(format),
      isData: format.isData
    )
    if !missing.isEmpty {
      let parts = shards.unfinished(of: plan.chosen, stored)
      throw Failure(
        "\(missing.count) of \(universes.count) analyses are missing"
          + (parts.isEmpty ? "" : ", of parts " + Phrase.list(parts.map(\.description)))
          + "; run those parts again, then collect again",
        ExitStatus.checkFailed
      )
    }
    if !answer.reading.results.failures.isEmpty { throw ExitCode(ExitStatus.checkFailed) }
  }

  /// The store of all parts; where one of them cannot be read, no store that was not there before.
  private func merged(
    _ shards: RobustnessShards,
    into path: String,
    _ command: RobustnessRunCommand,
    _ plan: RobustnessPlan
  ) throws -> UniverseStore {
    let isNew = !FileManager.default.fileExists(atPath: path)
    do {
      let store = try UniverseStore(
        path: path,
        identity: plan.identity(),
        replacing: [StoreError.planKey]
      )
      try store.setRequest(command.words)
      for shard in shards.stores { _ = try store.merge(shard) }
      return store
    } catch {
      if isNew { try? UniverseStore.remove(at: path) }
      throw error
    }
  }
}

/// The stores of the parts of a plan.
struct RobustnessShards {
  /// The stores that are there.
  let stores: [UniverseStore]
  private let folder: String
  private let count: Int

  /// Finds the stores in a folder.
  ///
  /// - Throws: ``StoreError`` where there are none.
  init(in folder: String) throws {
    self.folder = folder
    let path = "\(folder)/\(RobustnessFolder.shardsName)"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let files = names.filter { $0.hasSuffix(".sqlite") }.sorted()
    guard !files.isEmpty else { throw StoreError(.noSuchFile, path: "\(path)/*.sqlite") }
    stores = try files.map { try UniverseStore(reading: "\(path)/\($0)") }
    let counts = files.compactMap { name in
      name.split(separator: "-").last.flatMap { $0.split(separator: ".").first }.flatMap { Int($0) }
    }
    count = counts.max() ?? 1
  }

  /// The command that the parts were asked for with.
  func request() throws -> RobustnessRunCommand {
    let words = try stores[0].request()
    guard let command = try? RobustnessRunCommand.parse(words) else {
      throw StoreError(.damaged("it does not say what it was asked for"), path: stores[0].path)
    }
    return command
  }

  /// The parts that lack universes.
  func unfinished(of plan: Multiverse, _ stored: Set<String>) -> [Shard] {
    plan.shards(count) { !stored.contains($0.identifier) }
  }
}
