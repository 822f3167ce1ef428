import Foundation
import GRDB
import Testing

@testable import Inference
@testable import InferenceCore

/// A store is on a disk, and disks, copies and people change files: whatever was changed is found, and
/// nothing that was not stored is read.
@Suite struct DamagedStoreTests {
  private static let identity = [(key: "data", value: "a"), (key: "plan", value: "1")]

  private static let results: [UniverseResult] = (0..<40).map { number in
    let universe = UniverseExamples.universe(dropped: "case \(number)")
    let quantities = (0..<4).map { place in
      UniverseExamples.quantity(
        "condition \(place)",
        median: Double(number) / 10 - 1,
        positive: Double(number) / 40
      )
    }
    let method: UniverseResult.Method =
      number % 3 == 0
      ? .reweighted(from: "0123", paretoK: 0.25) : .fitted(sampler: "nuts")
    return UniverseResult(
      identifier: universe.identifier,
      outcome: number % 13 == 5 ? .failed("no start") : .estimated(method, quantities),
      caseCount: 8,
      successes: 3,
      trials: 8,
      separation: "some",
      warnings: number % 7 == 0 ? ["R-hat is 1.02"] : []
    )
  }.sorted { $0.identifier < $1.identifier }

  private static func store(_ path: String) throws {
    let store = try UniverseStore(path: path, identity: identity)
    for result in results { try store.store(result) }
    try store.setRequest(["csto", "--only", "link=logit"])
  }

  private static func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(filePath: path))
  }

  /// What opening says: nil where the store is read and all that it holds is as it was stored.
  private static func refusal(_ path: String) -> StoreError.Kind? {
    do throws(StoreError) {
      let store = try UniverseStore(reading: path)
      let found = try store.results()
      let isPart = found.allSatisfy { results.contains($0) }
      #expect(isPart, "a changed value was read")
      _ = try store.request()
      return nil
    } catch {
      return error.kind
    }
  }

  /// The types of damaged-store.sh, and values in range: one edit of a cell each.
  @Test(arguments: [
    "UPDATE universe SET cases = 'abc' WHERE id = (SELECT min(id) FROM universe)",
    "UPDATE universe SET cases = 9", "UPDATE universe SET cases = 8.5",
    "UPDATE universe SET cases = x'00ff'", "UPDATE universe SET successes = 2",
    "UPDATE universe SET trials = 'many'", "UPDATE universe SET warnings = 'none'",
    "UPDATE universe SET sampler = x'6e757473'", "UPDATE universe SET donor = '0124'",
    "UPDATE universe SET pareto_k = 0.2", "UPDATE universe SET pareto_k = 'low'",
    "UPDATE universe SET separation = 7", "UPDATE universe SET message = 'x'",
    "UPDATE universe SET status = 'failed'", "UPDATE universe SET digest = ''",
    "UPDATE universe SET id = id || '0' WHERE id = (SELECT min(id) FROM universe)",
    "UPDATE quantity SET p_positive = 9e18", "UPDATE quantity SET p_positive = 0.51",
    "UPDATE quantity SET p_positive = NULL", "UPDATE quantity SET median = median + 1e-12",
    "UPDATE quantity SET mean = 'abc'", "UPDATE quantity SET sd = x'01'",
    "UPDATE quantity SET kind = 'coefficient'", "UPDATE quantity SET kind = 'colour'",
    "UPDATE quantity SET kind = 3", "UPDATE quantity SET name = 'other'",
    "UPDATE quantity SET name = x'80'",
    "UPDATE quantity SET place = place + 100",
    "UPDATE quantity SET place = 'first' WHERE place = 0",
    "DELETE FROM quantity WHERE place = 3", "DELETE FROM quantity WHERE place = 0",
    "DELETE FROM universe",
    """
    UPDATE quantity SET universe = 'another'
    WHERE universe = (SELECT min(universe) FROM quantity)
    """,
    "UPDATE identity SET value = 'b' WHERE key = 'data'",
    "UPDATE identity SET value = 'x' WHERE key = 'request'",
    "UPDATE identity SET value = x'00' WHERE key = 'plan'",
    "DELETE FROM identity WHERE key = 'digest'", "INSERT INTO identity VALUES ('sky', 'blue')",
    "DROP TABLE quantity", "CREATE TABLE more (x)",
    "CREATE TRIGGER t AFTER INSERT ON universe BEGIN DELETE FROM quantity; END",
    "ALTER TABLE quantity ADD COLUMN note TEXT", "ALTER TABLE quantity RENAME COLUMN mean TO mode",
  ])
  func editedCellsAreRefused(_ edit: String) throws {
    try withFolder([:]) { folder in
      let path = folder + "/s.sqlite"
      try Self.store(path)
      var configuration = Configuration()
      configuration.foreignKeysEnabled = false
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { try $0.execute(sql: edit) }
      try queue.close()
      let before = try Self.bytes(path)
      guard case .damaged? = Self.refusal(path) else {
        Issue.record("accepted: \(edit)")
        return
      }
      #expect {
        try UniverseStore(path: path, identity: Self.identity)
      } throws: { error in
        guard case .damaged = (error as? StoreError)?.kind else { return false }
        return true
      }
      #expect(try Self.bytes(path) == before)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["s.sqlite"])
    }
  }

  /// Bytes overwritten, inserted, cut off: 160 of them, and no trap, no changed value, no changed file.
  @Test func editedBytesAreRefusedOrHarmless() throws {
    try withFolder([:]) { folder in
      let path = folder + "/s.sqlite"
      try Self.store(path)
      let sound = try Self.bytes(path)
      var random = RandomStream(key: (11, 0))
      var refused = 0
      for number in 0..<160 {
        var bytes = sound
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch number % 4 {
        case 0: bytes[place] ^= UInt8.random(in: 1...255, using: &random)
        case 1: bytes.insert(contentsOf: [0xC3, 0xA9, 0x78], at: place)
        case 2: bytes = bytes.prefix(place)
        default:
          for offset in place..<min(place + 64, bytes.count) {
            bytes[offset] = UInt8.random(in: 0...255, using: &random)
          }
        }
        try Data(bytes).write(to: URL(filePath: path))
        if Self.refusal(path) != nil { refused += 1 }
        // A store that is read may be gone on with: a refused one stays as it is.
        do {
          _ = try UniverseStore(path: path, identity: Self.identity)
        } catch is StoreError {
          #expect(
            try Self.bytes(path) == Data(bytes),
            "edit \(number) was refused and the file changed"
          )
        }
        for ending in ["-wal", "-shm", "-journal"] {
          try? FileManager.default.removeItem(atPath: path + ending)
        }
      }
      // What hits unused bytes of a page changes nothing; what was inserted or cut off always shows.
      #expect(refused >= 80, "\(refused) of 160")
    }
  }

  @Test func whatAKilledWriterLeftIsReadAndStays() throws {
    try withFolder([:]) { folder in
      let path = folder + "/s.sqlite"
      let store = try UniverseStore(path: path, identity: Self.identity)
      try store.store(Self.results[0])
      // The files as they are while the writer runs are those of one that is killed now.
      let copy = folder + "/copy.sqlite"
      for ending in ["", "-wal"] {
        try FileManager.default.copyItem(atPath: path + ending, toPath: copy + ending)
      }
      let before = try Self.bytes(copy)
      let log = try Self.bytes(copy + "-wal")
      do {
        let read = try UniverseStore(reading: copy)
        #expect(try read.results() == [Self.results[0]])
      }
      #expect(try Self.bytes(copy) == before && Self.bytes(copy + "-wal") == log)
      let other = [(key: "data", value: "other")]
      #expect(throws: StoreError(.otherPlan("data", found: "a", expected: "other"), path: copy)) {
        try UniverseStore(path: copy, identity: other)
      }
      #expect(try Self.bytes(copy) == before && Self.bytes(copy + "-wal") == log)
      let again = try UniverseStore(path: copy, identity: Self.identity)
      #expect(try again.results() == [Self.results[0]])
    }
  }

  @Test func removingTakesOurStoresAlone() throws {
    try withFolder(["text.sqlite": "notes\n"]) { folder in
      let path = folder + "/s.sqlite"
      try Self.store(path)
      var bytes = try Self.bytes(path)
      bytes.replaceSubrange(5000..<9000, with: Data(repeating: 7, count: 4000))
      try bytes.write(to: URL(filePath: path))
      try UniverseStore.remove(at: path)
      try UniverseStore.remove(at: path)
      let text = folder + "/text.sqlite"
      #expect(throws: StoreError(.notStore, path: text)) { try UniverseStore.remove(at: text) }
      #expect(throws: StoreError(.notStore, path: folder)) { try UniverseStore.remove(at: folder) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["text.sqlite"])
    }
  }
}
