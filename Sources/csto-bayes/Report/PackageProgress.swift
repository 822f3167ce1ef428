import Dispatch
import Foundation
import Inference
import Synchronization

/// One line on the standard error stream, rewritten in place, where that is a terminal that can do so:
/// which command of a package runs, and for how long.
final class PackageProgress {
  private let line = Line()
  private let timer: any DispatchSourceTimer

  /// The line, which the timer draws from a thread of its own.
  private final class Line: Sendable {
    struct State {
      var number = 0
      var count = 0
      var command: String?
      var started = ContinuousClock.now
      var isDrawn = false
    }

    let state = Mutex(State())

    static func show(_ text: String) {
      ProgressTerminal.write("\r\u{1B}[2K" + QuotedText.visible(text))
    }

    func draw() {
      guard ProgressTerminal.canRewrite else { return }
      state.withLock { state in
        guard let command = state.command else { return }
        let seconds = (ContinuousClock.now - state.started).components.seconds
        Self.show(
          PackageProgress.line(
            state.number,
            of: state.count,
            command: command,
            seconds: Int(seconds)
          )
        )
        state.isDrawn = true
      }
    }
  }

  init() {
    timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "csto-bayes.package"))
    let line = line
    timer.setEventHandler { line.draw() }
    timer.schedule(deadline: .now() + 1, repeating: 1)
    timer.resume()
  }

  /// Takes in that a command begins.
  func report(_ index: Int, _ command: PackagedCommand, of count: Int) {
    line.state.withLock { state in
      state.number = index + 1
      state.count = count
      state.command = command.text
      state.started = .now
    }
    line.draw()
  }

  /// Takes the line away; nothing is drawn afterwards.
  func finish() {
    timer.cancel()
    line.state.withLock { state in
      state.command = nil
      if state.isDrawn { Line.show("") }
      state.isDrawn = false
    }
  }

  /// `2 of 7  csto-bayes loo results/fit  12 s`, in a line of a terminal.
  static func line(_ number: Int, of count: Int, command: String, seconds: Int) -> String {
    let text = QuotedText(command, limit: 56).shown
    return "\(number) of \(count)  \(text)" + (seconds > 0 ? "  \(seconds) s" : "")
  }
}
