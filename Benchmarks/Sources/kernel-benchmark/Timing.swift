/// Keeps a result from being optimised away.
@inline(never)
func keep(_ value: Double) -> Double { value.isNaN ? 0 : value }

/// The shortest time of one call of each action, in seconds.
///
/// The actions take turns, so that a change of the machine's speed meets all of them alike. Each
/// turn repeats its action for at least two milliseconds.
func shortestSeconds(of actions: [() -> Double], rounds: Int) -> [Double] {
  let clock = ContinuousClock()
  func seconds(_ action: () -> Double, repeats: Int) -> Double {
    let begin = clock.now
    for _ in 0..<repeats { _ = keep(action()) }
    return (clock.now - begin) / .seconds(1) / Double(repeats)
  }
  let repeats = actions.map { action in
    let first = min(seconds(action, repeats: 1), seconds(action, repeats: 1))
    return max(1, Int(2e-3 / max(first, 1e-8)))
  }
  var shortest = [Double](repeating: .infinity, count: actions.count)
  for _ in 0..<rounds {
    for (index, action) in actions.enumerated() {
      shortest[index] = min(shortest[index], seconds(action, repeats: repeats[index]))
    }
  }
  return shortest
}
