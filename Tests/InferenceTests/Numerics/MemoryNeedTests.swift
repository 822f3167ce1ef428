import Testing

@testable import InferenceCore

@Suite struct MemoryNeedTests {
  @Test func isWhatExceedsTheShareOfAll() throws {
    #expect(MemoryNeed(forBytes: 75, of: 100) == nil)
    let need = try #require(MemoryNeed(forBytes: 76, of: 100))
    #expect(need.bytes == 76 && need.limit == 75)
    #expect(MemoryNeed(forBytes: .greatestFiniteMagnitude, of: .infinity) == nil)
    #expect(MemoryNeed(forBytes: .infinity, of: 100)?.bytes == .infinity)
  }

  /// No machine has an exabyte, and every one has a kilobyte.
  @Test func thisMachineHasSomeMemory() throws {
    #expect(MemoryNeed(forBytes: 1000) == nil)
    let need = try #require(MemoryNeed(forBytes: 1e18))
    #expect(need.limit > 1e8 && need.limit < 1e18)
  }

  /// Two copies of the rows and four square matrices of eight bytes a number.
  @Test func designsAreTwoCopiesAndFourSquares() throws {
    #expect(MemoryNeed.design(rows: 1000, columns: 100) == nil)
    let need = try #require(MemoryNeed.design(rows: 1_000_000_000, columns: 1e8))
    #expect(need.bytes == 8 * (2e17 + 4e16))
  }
}
