import Synchronization

/// One line on the standard error stream, rewritten in place, where that is a terminal: how many of a
/// number of things are done.
final class ProgressCount: Sendable {
  private let total: Int
  private let noun: String
  private let last = Mutex(ContinuousClock.now)

  /// Nil where the standard error stream is no terminal that can rewrite lines.
  init?(total: Int, noun: String) {
    guard ProgressTerminal.canRewrite else { return nil }
    self.total = total
    self.noun = noun
  }

  /// Takes in how many are done; draws at most ten times a second.
  @Sendable func report(_ done: Int) {
    last.withLock { last in
      let now = ContinuousClock.now
      guard now - last > .milliseconds(100) else { return }
      last = now
      ProgressTerminal.write("\r\u{1B}[2K\(done) of \(total) \(noun)")
    }
  }

  /// Takes the line away.
  func finish() { ProgressTerminal.write("\r\u{1B}[2K") }
}
