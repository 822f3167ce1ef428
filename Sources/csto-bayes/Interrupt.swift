import Dispatch
import Foundation

/// Turns the first Ctrl-C (or termination request) into an orderly end; a second one ends at once,
/// after a last chance to clean up.
final class InterruptHandler {
  private let sources: [any DispatchSourceSignal]

  /// How many signals came; touched on the handler's own queue only.
  private final class Count: @unchecked Sendable {
    var value = 0
  }

  /// Watches for both signals.
  ///
  /// - Parameters:
  ///   - first: Called at the first, from a thread of its own: the chains may hold all others.
  ///   - second: Called at the second, before the process dies of it.
  init(first: @escaping @Sendable () -> Void, second: @escaping @Sendable () -> Void) {
    let queue = DispatchQueue(label: "csto-bayes.interrupt")
    let count = Count()
    sources = [SIGINT, SIGTERM].map { number in
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
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
  }
}
