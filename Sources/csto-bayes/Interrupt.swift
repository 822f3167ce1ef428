import Dispatch
import Foundation

/// Turns the first Ctrl-C (or termination request) into an orderly end; a second one kills as usual.
final class InterruptHandler {
  private let sources: [any DispatchSourceSignal]

  /// Calls `action` once, from a thread of its own: the chains may hold all others.
  init(_ action: @escaping @Sendable () -> Void) {
    let queue = DispatchQueue(label: "csto-bayes.interrupt")
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        signal(number, SIG_DFL)
        action()
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
