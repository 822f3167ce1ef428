import Inference
import Synchronization

/// One line on the standard error stream, rewritten in place, where that is a terminal: how far a check of
/// robustness has come and how long it will still take.
final class RobustnessProgress: Sendable {
  private struct State {
    var progress = RobustnessRun.Progress(total: 0)
    var isDrawn = false
    var noun = "analyses"
    var started = ContinuousClock.now
    var drawn = ContinuousClock.now
  }

  private let isTerminal = ProgressTerminal.canRewrite
  private let state = Mutex(State())

  /// The last report.
  var last: RobustnessRun.Progress { state.withLock { $0.progress } }

  /// Begins to count something else.
  func begin(_ noun: String) {
    state.withLock { state in
      state.noun = noun
      state.started = .now
      state.progress = .init(total: 0)
    }
  }

  /// Takes in a report; draws at most ten times a second.
  @Sendable func report(_ progress: RobustnessRun.Progress) {
    state.withLock { state in
      guard progress.total != state.progress.total || progress.done >= state.progress.done
      else { return }
      state.progress = progress
      let now = ContinuousClock.now
      guard isTerminal, now - state.drawn > .milliseconds(100) else { return }
      (state.drawn, state.isDrawn) = (now, true)
      ProgressTerminal.write(
        "\r\u{1B}[2K" + Self.line(progress, of: state.noun, elapsed: now - state.started)
      )
    }
  }

  /// Takes the line away.
  func finish() {
    if state.withLock({ $0.isDrawn }) { ProgressTerminal.write("\r\u{1B}[2K") }
  }

  /// `[#####.....] 612 of 1224 analyses, 1 failed, 7 s left`.
  static func line(
    _ progress: RobustnessRun.Progress,
    of noun: String,
    elapsed: Duration
  ) -> String {
    let share = Double(progress.done) / Double(max(progress.total, 1))
    let filled = Int(share * 30)
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
    var text = "[\(bar)] \(progress.done) of \(progress.total) \(noun)"
    if progress.failed > 0 { text += ", \(progress.failed) failed" }
    guard progress.own > 0, progress.done < progress.total else { return text }
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    let left = seconds / Double(progress.own) * Double(progress.total - progress.done)
    return text + ", \(duration(left)) left"
  }

  private static func duration(_ seconds: Double) -> String {
    switch seconds {
    case ..<100: "\(Int(seconds.rounded(.up))) s"
    case ..<6000: "\(Int((seconds / 60).rounded(.up))) min"
    default: "\(Int((seconds / 3600).rounded(.up))) h"
    }
  }
}
