import Foundation
import Testing

@testable import Inference

/// What `run.json` says is read back as it was written: settings, source, priors.
@Suite struct RunRecordTests {
  private static func read<Record: Decodable>(_ json: JSON, as _: Record.Type) throws -> Record {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Record.self, from: Data(json.text().utf8))
  }

  /// A column with two values that are 4 apart, and one with more.
  private static let csv = "y,x,z\nyes,1,1\nno,5,2\nyes,5,4\nno,1,8\nyes,1,3\n"

  @Test(arguments: [1, UInt64(Int.max), UInt64.max])
  func settings(seed: UInt64) throws {
    var options = AnalysisOptions(
      source: .study("csto", coding: nil),
      run: try #require(RunSettings(chains: 3, warmup: 7, draws: 11, seed: seed, threads: 2)),
      noUTurn: try #require(NoUTurnSettings(adaptDelta: 0.9, maximumTreeDepth: 9))
    )
    options.sampler = .nuts
    options.metric = .dense
    options.adaptation = .windowed
    options.isPortable = true
    options.hasExactBeside = false
    options.dropsMissing = true
    options.isPointwise = true
    let record = RunRecord.Settings(options, tailMapped: ["x"], hasThreads: true)
    let again = try Self.read(record.json, as: RunRecord.Settings.self)
    #expect(again == record)
    #expect(try again.fit(threads: nil, path: "run") == options.fit)
    #expect(try again.fit(threads: 5, path: "run").run.threads == 5)
  }

  /// Without times `run.json` must not say how many threads there were.
  @Test func settingsWithoutThreads() throws {
    let input = try AnalysisInputTests.input(Self.csv, "y ~ x")
    let record = RunRecord.Settings(input.options, tailMapped: [], hasThreads: false)
    #expect(record.json["threads"] == .null)
    #expect(try Self.read(record.json, as: RunRecord.Settings.self) == record)
  }

  @Test func source() throws {
    let input = try AnalysisInputTests.input(Self.csv, "y ~ x + z")
    let text = try #require(input.problem.savedCases?.text())
    let record = RunRecord.DataRecord(input.problem, input.options.cases, copy: text)
    let again = try Self.read(record.json, as: RunRecord.DataRecord.self)
    #expect(again == record)
    #expect(again.caseSource == input.options.cases)
    #expect(again.description == input.data)
    #expect(again.cases == 5 && again.copy != nil)
  }

  /// A statement may hold what marks the parts of the record, and a rescaled prior says what it was.
  @Test func priors() throws {
    let statement = "x ~ normal(0, 1)"
    let input = try AnalysisInputTests.input(Self.csv, "y ~ x + z") {
      $0.priorSet = "gelman2008"
      $0.priorStatements = [statement]
    }
    let used = input.model.prior.used
    #expect(used.contains { $0.rescaling != nil } && used.contains { $0.rescaling == nil })
    #expect(used.contains { $0.origin == .commandLine(statement: statement) })
    for use in used {
      #expect(try Self.read(PriorRecord(use).json, as: PriorRecord.self).use() == use)
    }
    for origin in [
      PriorUse.Origin.set(name: "command line: x"), .commandLine(statement: "set a: b ~ flat()"),
    ] {
      let use = PriorUse(column: "x", prior: used[0].prior, rescaling: nil, origin: origin)
      #expect(try Self.read(PriorRecord(use).json, as: PriorRecord.self).use() == use)
    }
  }

  /// The origin is a member of its own; records without it have it in words.
  @Test func originsOfPriors() throws {
    let input = try AnalysisInputTests.input(Self.csv, "y ~ x")
    let prior = input.model.prior.used[0].prior
    func record(_ members: [JSON.Member]) throws -> PriorUse.Origin {
      let all: [JSON.Member] =
        [.init("coefficient", .string("x")), .init("prior", .string(prior.description))] + members
      return try Self.read(.object(all), as: PriorRecord.self).use().origin
    }
    let words = JSON.Member("from", .string("set weak"))
    #expect(try record([words]) == .set(name: "weak"))
    #expect(try record([.init("from", .string("weak"))]) == .set(name: "weak"))
    let old = JSON.Member("from", .string("command line: x ~ flat()"))
    #expect(try record([old]) == .commandLine(statement: "x ~ flat()"))
    let origin = JSON.Member("origin", .object([.init("set", .string("other"))]))
    #expect(try record([words, origin]) == .set(name: "other"))
    let use = PriorUse(column: "x", prior: prior, rescaling: nil, origin: .set(name: "a"))
    #expect(
      PriorRecord(use).json == [
        "coefficient": "x", "prior": .string(prior.description), "from": "set a",
        "origin": ["set": "a"],
      ]
    )
    #expect(
      use.json == ["coefficient": "x", "prior": .string(prior.description), "from": "set a"]
    )
  }
}
