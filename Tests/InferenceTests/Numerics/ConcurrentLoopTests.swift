import Synchronization
import Testing

@testable import InferenceCore

/// The loop that chains, refits, universes and replications go through.
struct ConcurrentLoopTests {
  private struct Failed: Error, Equatable { let piece: Int }

  /// Counts how many pieces run at a time.
  private final class Gauge: Sendable {
    private let state = Mutex((now: 0, most: 0, begun: 0))

    func enter() {
      state.withLock {
        $0.now += 1
        $0.begun += 1
        $0.most = max($0.most, $0.now)
      }
    }

    func leave() { state.withLock { $0.now -= 1 } }
    var most: Int { state.withLock { $0.most } }
    var begun: Int { state.withLock { $0.begun } }
  }

  @Test(arguments: [1, 2, 3, 64])
  func resultsComeInTheOrderOfThePiecesWhicheverEndsFirst(width: Int) async {
    let squares = await ConcurrentLoop(width: width).map(20) { piece in
      for _ in 0..<(20 - piece) { await Task.yield() }
      return piece * piece
    }
    #expect(squares == (0..<20).map { $0 * $0 })
  }

  @Test(arguments: [1, 2, 5])
  func neverMorePiecesThanTheWidthRunAtATime(width: Int) async {
    let gauge = Gauge()
    _ = await ConcurrentLoop(width: width).map(40) { _ in
      gauge.enter()
      for _ in 0..<20 { await Task.yield() }
      gauge.leave()
    }
    #expect(gauge.most <= width)
    #expect(gauge.begun == 40)
  }

  @Test func nothingIsMadeOfNoPieces() async {
    let values = await ConcurrentLoop(width: 3).map(0) { $0 }
    #expect(values.isEmpty)
  }

  @Test func aValueThatIsNilKeepsItsPlace() async {
    let values: [Int?] = await ConcurrentLoop(width: 2).map(4) { $0.isMultiple(of: 2) ? $0 : nil }
    #expect(values == [0, nil, 2, nil])
  }

  @Test func afterAFailureNoPieceIsBegun() async {
    let gauge = Gauge()
    await #expect(throws: Failed(piece: 2)) {
      try await ConcurrentLoop(width: 1).map(100, finished: { _ in }) { piece in
        gauge.enter()
        defer { gauge.leave() }
        if piece == 2 { throw Failed(piece: piece) }
      }
    }
    #expect(gauge.begun == 3)
  }

  @Test func aFailureCancelsThePiecesUnderWay() async {
    let wasCancelled = Mutex(false)
    await #expect(throws: Failed(piece: 1)) {
      try await ConcurrentLoop(width: 2).map(2, finished: { _ in }) { piece in
        if piece == 1 { throw Failed(piece: 1) }
        while !Task.isCancelled { await Task.yield() }
        wasCancelled.withLock { $0 = true }
      }
    }
    #expect(wasCancelled.withLock { $0 })
  }

  @Test func itSaysAfterEachPieceHowManyAreDone() async throws {
    var counts: [Int] = []
    try await ConcurrentLoop(width: 3).map(7, finished: { counts.append($0) }) { _ in }
    #expect(counts == Array(1...7))
  }
}
