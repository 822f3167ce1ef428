import Foundation
import GRDB
import Testing

@testable import Inference

/// What is stored comes back as it was, and nothing else is touched.
@Suite struct UniverseStoreTests {
  private static let identity = [(key: "data", value: "a"), (key: "plan", value: "1")]

  private static func quantity(_ name: String, _ numbers: [Double]) -> UniverseQuantity {
    func number(_ place: Int) -> Double { numbers[place % numbers.count] }
    return UniverseQuantity(
      kind: UniverseQuantity.Kind.allCases[name.utf8.count % 3],
      name: name,
      estimates: Estimates(
        mean: number(0),
        sd: number(1),
        median: number(4),
        q5: number(2),
        q25: number(3),
        q75: number(5),
        q95: number(6),
        mcseMean: number(8),
        mcseMedian: number(9)
      ),
      positive: MonteCarloEstimate(value: min(max(number(7), 0), 1), error: number(10)),
      effectiveSize: number(11),
      rHat: number(12)
    )
  }

  private static func result(
    _ identifier: String,
    _ outcome: UniverseResult.Outcome,
    warnings: [String] = []
  ) -> UniverseResult {
    UniverseResult(
      identifier: identifier,
      outcome: outcome,
      caseCount: 7,
      successes: 3,
      trials: 12,
      separation: "quasi",
      warnings: warnings
    )
  }

  /// Every double with its bits, the smallest included, but for negative zero; texts with quotes, line breaks,
  /// a semicolon and letters beyond ASCII.
  private static let results: [UniverseResult] = {
    let extreme = [
      0.1, -0.0, .leastNonzeroMagnitude, -1.7976931348623157e308, 1 / 3.0, .infinity, -.infinity,
      1e-17, 4.0,
      0.30000000000000004, 2.2250738585072014e-308, 123_456_789.123_456_79, -1,
    ]
    return [
      result(
        "0000000000000000",
        .estimated(.fitted(sampler: "nuts"), [quantity("x", extreme), quantity("x:y", [1])]),
        warnings: ["R-hat is 1.02", "it's \"low\"; 3 < 4"]
      ),
      result(
        "00000000000000ff",
        .estimated(
          .reweighted(from: "0000000000000000", paretoK: -0.25),
          [quantity("region: Asia - Europe", [2.5]), quantity("m\u{e9}diane '", [0.5])]
        )
      ),
      result("0123456789abcdef", .estimated(.fitted(sampler: "random-walk"), [])),
      result("fedcba9876543210", .failed("no start;\n'); DROP TABLE universe; --\u{fc}")),
      result("ffffffffffffffff", .failed("")),
    ]
  }()

  @Test func everythingComesBack() throws {
    try withFolder([:]) { folder in
      let path = folder + "/store.sqlite"
      let store = try UniverseStore(path: path, identity: Self.identity)
      for result in Self.results.reversed() { try store.store(result) }
      #expect(try store.results() == Self.results)
      let again = try UniverseStore(reading: path)
      #expect(try again.results() == Self.results)
      #expect(try again.identity().map(\.key) == ["data", "plan"])
      let first = try #require(try again.results().first?.quantities.first)
      // SQLite has no negative zero: it comes back as zero, which it equals.
      #expect(first.sd == 0 && first.q5.bitPattern == 1)
      #expect(try store.contains("ffffffffffffffff"))
      #expect(try !store.contains("fffffffffffffffe"))
      #expect(try store.storedIdentifiers() == Set(Self.results.map(\.identifier)))
    }
  }

  @Test func noNumberIsNoNumber() throws {
    try withFolder([:]) { folder in
      let store = try UniverseStore(path: folder + "/s.sqlite", identity: [])
      try store.store(
        Self.result(
          "1",
          .estimated(.reweighted(from: "2", paretoK: .nan), [Self.quantity("x", [.nan, 1])])
        )
      )
      let result = try #require(try store.results().first)
      guard case .estimated(.reweighted("2", let paretoK), let quantities) = result.outcome else {
        Issue.record("not re-weighted")
        return
      }
      #expect(paretoK.isNaN && quantities[0].mean.isNaN && quantities[0].rHat.isNaN)
      #expect(quantities[0].sd == 1 && quantities[0].probabilityPositive == 1)
    }
  }

  /// The first result of a universe stays, whoever comes second.
  @Test func nothingIsStoredTwice() throws {
    try withFolder([:]) { folder in
      let store = try UniverseStore(path: folder + "/s.sqlite", identity: [])
      let other = try UniverseStore(path: folder + "/s.sqlite", identity: [])
      try store.store(Self.results[0])
      try other.store(
        Self.result(
          "0000000000000000",
          .estimated(.fitted(sampler: "x"), [Self.quantity("q", [9])])
        )
      )
      try other.store(Self.result("0000000000000000", .failed("late")))
      #expect(try store.results() == [Self.results[0]])
    }
  }

  @Test func failuresAreForgottenOnRequest() throws {
    try withFolder([:]) { folder in
      let store = try UniverseStore(path: folder + "/s.sqlite", identity: [])
      for result in Self.results { try store.store(result) }
      try store.removeFailures()
      #expect(try store.results() == Array(Self.results[..<3]))
    }
  }

  @Test func otherIdentitiesAreRefusedAndLeaveTheFile() throws {
    try withFolder([:]) { folder in
      let path = folder + "/s.sqlite"
      try UniverseStore(path: path, identity: Self.identity).store(Self.results[0])
      let before = try Data(contentsOf: URL(filePath: path))
      for (key, place) in [("data", 0), ("plan", 1)] {
        var other = Self.identity
        other[place].value = "other"
        #expect(
          throws: StoreError(
            .otherPlan(key, found: Self.identity[place].value, expected: "other"),
            path: path
          )
        ) { try UniverseStore(path: path, identity: other) }
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
      }
      // Only what may be replaced is.
      var other = Self.identity
      other[1].value = "2"
      let store = try UniverseStore(path: path, identity: other, replacing: ["plan"])
      #expect(try store.identity().map(\.value) == ["a", "2"])
      #expect(try store.results() == [Self.results[0]])
      try store.requireIdentity(other)
      #expect(throws: StoreError(.otherPlan("plan", found: "2", expected: "1"), path: path)) {
        try store.requireIdentity(Self.identity)
      }
      #expect(throws: StoreError(.otherPlan("sky", found: "", expected: "blue"), path: path)) {
        try store.requireIdentity([("sky", "blue")])
      }
    }
  }

  /// Another program's database stays as it is, its journal mode included.
  @Test(arguments: [true, false]) func otherFilesAreLeftAlone(_ isReading: Bool) throws {
    try withFolder(["text.sqlite": "These are no results.\n", "empty.sqlite": ""]) { folder in
      let foreign = folder + "/foreign.sqlite"
      let queue = try DatabaseQueue(path: foreign)
      try queue.write { try $0.execute(sql: "CREATE TABLE identity (key, value)") }
      try queue.close()
      let later = folder + "/later.sqlite"
      try UniverseStore(path: later, identity: Self.identity).store(Self.results[0])
      let file = try DatabaseQueue(path: later)
      try file.write { try $0.execute(sql: "PRAGMA user_version = 7") }
      try file.close()
      func open(_ path: String) throws {
        _ =
          isReading
          ? try UniverseStore(reading: path)
          : try UniverseStore(path: path, identity: Self.identity)
      }
      for (name, kind) in [
        ("text", StoreError.Kind.notStore), ("foreign", .notStore), ("later", .otherFormat(7)),
      ] {
        let path = folder + "/\(name).sqlite"
        let before = try Data(contentsOf: URL(filePath: path))
        #expect(throws: StoreError(kind, path: path)) { try open(path) }
        #expect(try Data(contentsOf: URL(filePath: path)) == before, "\(name)")
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      #expect(names == ["empty.sqlite", "foreign.sqlite", "later.sqlite", "text.sqlite"])
      // An empty file may become a store and is none to read.
      let empty = folder + "/empty.sqlite"
      if isReading {
        #expect(throws: StoreError(.notStore, path: empty)) { try open(empty) }
      } else {
        try open(empty)
        _ = try UniverseStore(reading: empty)
      }
    }
  }

  @Test func pathsThatLeadNowhere() throws {
    try withFolder([:]) { folder in
      for path in [folder + "/none.sqlite", folder] {
        #expect(throws: StoreError(.noSuchFile, path: path)) { try UniverseStore(reading: path) }
      }
      for path in [folder + "/nowhere/s.sqlite", folder] {
        #expect {
          try UniverseStore(path: path, identity: [])
        } throws: { error in
          guard case .cannotWrite = (error as? StoreError)?.kind else { return false }
          return true
        }
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(names.isEmpty)
    }
  }

  @Test func mergingTakesWhatIsMissing() throws {
    try withFolder([:]) { folder in
      let store = try UniverseStore(path: folder + "/a.sqlite", identity: Self.identity)
      let part = try UniverseStore(path: folder + "/b.sqlite", identity: Self.identity)
      try store.store(Self.results[0])
      try store.store(Self.result(Self.results[1].identifier, .failed("before")))
      try store.store(Self.results[3])
      for result in Self.results[1...] { try part.store(result) }
      // Of three that both have, one failed here and has numbers there.
      #expect(try store.merge(part) == 3)
      #expect(try store.results() == Self.results)
      #expect(try store.merge(part) == 0)
      #expect(try store.results() == Self.results)
      #expect(try part.results() == Array(Self.results[1...]))
      // Numbers are not given up for a failure.
      let other = try UniverseStore(path: folder + "/c.sqlite", identity: Self.identity)
      try other.store(Self.result(Self.results[0].identifier, .failed("there")))
      #expect(try store.merge(other) == 0)
      #expect(try store.results() == Self.results)
    }
  }

  @Test func requestsAreRemembered() throws {
    try withFolder([:]) { folder in
      let store = try UniverseStore(path: folder + "/s.sqlite", identity: Self.identity)
      #expect(try store.request() == [""])
      let words = ["a study", "--only", "recodes=a.b=c d", ""]
      try store.setRequest(["x"])
      try store.setRequest(words)
      #expect(try UniverseStore(reading: folder + "/s.sqlite").request() == words)
      try store.requireIdentity(Self.identity)
    }
  }
}
