import Inference
import Synchronization

/// One line for each chain on the standard error stream, rewritten in place, where that is a terminal.
final class ProgressLines: Sendable {
  private struct State {
    var chains: [ChainProgress]
    var isDrawn = false
    var last = ContinuousClock.now
  }

  private let state: Mutex<State>

  /// Nil where the standard error stream is no terminal that can rewrite lines.
  init?(settings: RunSettings) {
    guard ProgressTerminal.canRewrite else { return nil }
    state = Mutex(
      State(
        chains: (1...settings.chains).map {
          ChainProgress(
            chain: $0,
            iteration: 0,
            total: settings.warmup + settings.draws,
            isWarmup: true
          )
        }
      )
    )
  }

  /// Takes in a report of one chain; draws at most ten times a second.
  @Sendable func report(_ progress: ChainProgress) {
    state.withLock { state in
      state.chains[progress.chain - 1] = progress
      let now = ContinuousClock.now
      guard now - state.last > .milliseconds(100) else { return }
      state.last = now
      Self.draw(&state)
    }
  }

  /// Takes the lines away.
  func finish() {
    state.withLock { state in
      guard state.isDrawn else { return }
      let up = "\u{1B}[\(state.chains.count)A\u{1B}[J"
      ProgressTerminal.write(up)
    }
  }

  private static func draw(_ state: inout State) {
    var text = state.isDrawn ? "\u{1B}[\(state.chains.count)A" : ""
    for chain in state.chains {
      let share = Double(chain.iteration) / Double(max(chain.total, 1))
      let filled = Int(share * 30)
      let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
      text += "\u{1B}[2Kchain \(chain.chain) [\(bar)] \(chain.iteration)/\(chain.total) "
      text += chain.isWarmup ? "warmup\n" : "sampling\n"
    }
    state.isDrawn = true
    ProgressTerminal.write(text)
  }
}
