import RealModule
import Testing

@testable import InferenceCore

/// A random number generator whose leading bits follow a script: the directions of tree doubling.
private struct ScriptedDirections: RandomNumberGenerator {
  var directions: [Bool]
  private var next_ = 0

  init(_ directions: [Bool]) { self.directions = directions }

  mutating func next() -> UInt64 {
    defer { next_ += 1 }
    return directions[next_] ? UInt64.max : 0
  }
}

/// A trajectory over the integers whose proposals are whole probability distributions, so that what
/// tree doubling would draw is known exactly.
private struct IntegerTrajectory: Trajectory, ~Copyable {
  typealias Point = Int
  /// The first and last integer of a stretch.
  typealias Turn = ClosedRange<Int>
  typealias Proposal = [Int: Double]

  var logWeight: (Int) -> Double
  /// Whether a joined stretch turns back.
  var isTurning: (ClosedRange<Int>) -> Bool
  /// Whether the trajectory diverges at a point.
  var isDivergent: (Int) -> Bool = { _ in false }
  /// Makes the choice between two proposals wrong, to show that the test would notice.
  var sabotage = false

  func start(at point: Int) -> Leaf<Turn, Proposal> {
    Leaf(logWeight: logWeight(point), turn: point...point, proposal: [point: 1])
  }

  mutating func move(from point: Int, toward direction: Direction) -> Int {
    direction == .forward ? point + 1 : point - 1
  }

  mutating func leaf(at point: Int) -> Leaf<Turn, Proposal>? {
    isDivergent(point) ? nil : start(at: point)
  }

  mutating func join(_ earlier: Turn, _ later: Turn) -> Turn? {
    precondition(earlier.upperBound + 1 == later.lowerBound, "stretches are not adjacent in time")
    let joined = earlier.lowerBound...later.upperBound
    return isTurning(joined) ? nil : joined
  }

  mutating func choose(
    _ current: Proposal,
    _ candidate: Proposal,
    logProbability: Double,
    using random: inout some RandomNumberGenerator
  ) -> Proposal {
    let probability = sabotage ? 0.5 : Double.exp(logProbability)
    return current.mapValues { $0 * (1 - probability) }
      .merging(candidate.mapValues { $0 * probability }, uniquingKeysWith: +)
  }
}

/// Exact checks of tree doubling: no randomness, no tolerance but rounding.
///
/// The idea of enumerating all directions over an integer trajectory: tpapp/DynamicHMC.jl.
@Suite struct TreeDoublingTests {
  static let maximumDepth = 5

  /// A rough but fixed log weight of an integer.
  static func logWeight(_ point: Int) -> Double {
    let x = Double(point)
    return -0.03 * x * x + Double.sin(1.7 * x) + (point % 3 == 0 ? 0.4 : -0.2)
  }

  /// A turn rule that depends on the stretch alone, with some of every length turning.
  static func isTurning(_ stretch: ClosedRange<Int>) -> Bool {
    let length = stretch.upperBound - stretch.lowerBound + 1
    return length >= 4 && (abs(stretch.lowerBound * 7 + stretch.upperBound * 3) % 5 == 0)
  }

  /// The exact transition probabilities from a point, over all sequences of directions.
  private static func transitions(
    from point: Int,
    depth: Int = maximumDepth,
    isDivergent: @escaping (Int) -> Bool = { _ in false },
    sabotage: Bool = false
  ) -> [Int: Double] {
    var total: [Int: Double] = [:]
    let sequences = 1 << depth
    for code in 0..<sequences {
      var trajectory = IntegerTrajectory(
        logWeight: logWeight,
        isTurning: isTurning,
        isDivergent: isDivergent,
        sabotage: sabotage
      )
      var directions = ScriptedDirections((0..<depth).map { code >> $0 & 1 == 1 })
      let outcome = trajectory.sample(
        from: point,
        leaf: trajectory.start(at: point),
        maximumDepth: depth,
        using: &directions
      )
      total.merge(
        outcome.proposal.mapValues { $0 / Double(sequences) },
        uniquingKeysWith: +
      )
    }
    return total
  }

  /// The largest violation of detailed balance among pairs of points.
  private static func imbalance(isDivergent: @escaping (Int) -> Bool, sabotage: Bool) -> Double {
    let points = Array(-40...40)
    var kernel: [Int: [Int: Double]] = [:]
    for point in points where !isDivergent(point) {
      kernel[point] = transitions(from: point, isDivergent: isDivergent, sabotage: sabotage)
    }
    var worst = 0.0
    for a in points {
      for b in points where a < b {
        guard let forth = kernel[a], let back = kernel[b] else { continue }
        let flow = Double.exp(logWeight(a)) * (forth[b] ?? 0)
        let counterflow = Double.exp(logWeight(b)) * (back[a] ?? 0)
        let size = max(flow, counterflow)
        if size > 0 { worst = max(worst, abs(flow - counterflow) / size) }
      }
    }
    return worst
  }

  @Test func transitionProbabilitiesAddUpToOne() {
    for point in [-9, 0, 4, 17] {
      let sum = Self.transitions(from: point).values.reduce(0, +)
      #expect(abs(sum - 1) < 1e-13)
    }
  }

  @Test func detailedBalanceHoldsToRounding() {
    #expect(Self.imbalance(isDivergent: { _ in false }, sabotage: false) < 1e-12)
  }

  @Test func detailedBalanceHoldsBesideDivergences() {
    #expect(
      Self.imbalance(isDivergent: { $0 == 6 || $0 == -11 }, sabotage: false) < 1e-12
    )
  }

  @Test func aWrongChoiceBreaksDetailedBalance() {
    #expect(Self.imbalance(isDivergent: { _ in false }, sabotage: true) > 0.1)
  }

  @Test func depthAndDivergenceAreReported() {
    var trajectory = IntegerTrajectory(
      logWeight: { _ in 0 },
      isTurning: { _ in false },
      isDivergent: { $0 == 3 }
    )
    var forward = ScriptedDirections([true, true, true])
    // 1; 2, 3: the second doubling meets the divergence.
    let outcome = trajectory.sample(
      from: 0,
      leaf: trajectory.start(at: 0),
      maximumDepth: 3,
      using: &forward
    )
    #expect(outcome.depth == 1)
    #expect(outcome.isDivergent)

    var backward = ScriptedDirections([false, false, false])
    let saturated = trajectory.sample(
      from: 0,
      leaf: trajectory.start(at: 0),
      maximumDepth: 3,
      using: &backward
    )
    #expect(saturated.depth == 3)
    #expect(!saturated.isDivergent)
    #expect(saturated.proposal.keys.allSatisfy { (-7...0).contains($0) })
  }
}
