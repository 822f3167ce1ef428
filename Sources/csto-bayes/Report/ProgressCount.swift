import Foundation
import Synchronization

/// One line on the standard error stream, rewritten in place, where that is a terminal: how many of a
/// number of things are done.
final class ProgressCount: Sendable {
  private let total: Int
  private let noun: String
  private let last = Mutex(ContinuousClock.now)

  /// Nil where the standard error stream is not a terminal.
  init?(total: Int, noun: String) {
    guard isatty(FileHandle.standardError.fileDescriptor) != 0 else { return nil }
    self.total = total
    self.noun = noun
  }

  /// Takes in how many are done; draws at most ten times a second.
  @Sendable func report(_ done: Int) {
    last.withLock { last in
      let now = ContinuousClock.now
      guard now - last > .milliseconds(100) else { return }
      last = now
      write("\r\u{1B}[2K\(done) of \(total) \(noun)")
    }
  }

  /// Takes the line away.
  func finish() { write("\r\u{1B}[2K") }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
