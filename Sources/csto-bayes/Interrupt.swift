import Dispatch
import Foundation
import Synchronization

/// Turns the first Ctrl-C (or termination request, or end of the terminal) into an orderly end; a second
/// one ends at once, after a last chance to clean up.
final class InterruptHandler {
  private let sources: [any DispatchSourceSignal]
  private let numbers: [Int32]

  /// How many signals came; touched on the handler's own queue only.
  private final class Count: @unchecked Sendable {
    var value = 0
  }

  /// Watches for the signals.
  ///
  /// - Parameters:
  ///   - first: Called at the first, from a thread of its own: the chains may hold all others.
  ///   - second: Called at the second, before the process dies of it.
  init(first: @escaping @Sendable () -> Void, second: @escaping @Sendable () -> Void) {
    let queue = DispatchQueue(label: "csto-bayes.interrupt")
    let count = Count()
    numbers = Self.watched
    sources = numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        count.value += 1
        guard count.value > 1 else { return first() }
        second()
        signal(number, SIG_DFL)
        raise(number)
      }
      source.resume()
      return source
    }
  }

  /// Gives the signals back to the system.
  func cancel() {
    for source in sources { source.cancel() }
    for number in numbers { signal(number, SIG_DFL) }
  }

  /// Lets a short step end, such as putting files in place, before a signal that comes meanwhile ends
  /// the program.
  static func deferring<Result, Failure: Error>(
    _ step: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let handler = SignalMask(watched)
    defer { handler.restore() }
    return try step()
  }

  /// The signals that end a run; the end of the terminal where nobody asked to outlive it (`nohup`).
  private static var watched: [Int32] {
    let hangUp = signal(SIGHUP, SIG_DFL)
    let isIgnored = unsafeBitCast(hangUp, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    guard isIgnored else { return [SIGINT, SIGTERM, SIGHUP] }
    signal(SIGHUP, SIG_IGN)
    return [SIGINT, SIGTERM]
  }
}

/// Signals that wait until a step is done.
private final class SignalMask {
  private let sources: [any DispatchSourceSignal]
  private let numbers: [Int32]
  private let came = Arrived()

  /// The first signal that came; touched on the queue of the sources only.
  private final class Arrived: @unchecked Sendable {
    var number: Int32?
  }

  private let queue = DispatchQueue(label: "csto-bayes.deferred-signals")

  init(_ numbers: [Int32]) {
    self.numbers = numbers
    let came = came
    let queue = queue
    sources = numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { if came.number == nil { came.number = number } }
      source.resume()
      return source
    }
  }

  /// Gives the signals back, and dies of the one that came.
  func restore() {
    // What the kernel has delivered is on the queue before this.
    let number = queue.sync { came.number }
    for source in sources { source.cancel() }
    for number in numbers { signal(number, SIG_DFL) }
    if let number { raise(number) }
  }
}
