/// The two ways along a trajectory.
public enum Direction: Sendable {
  /// Later in time.
  case forward
  /// Earlier in time.
  case backward
}

/// What tree doubling needs to know of a trajectory, and all it knows.
///
/// The algorithm is written once against these four operations, so that a trajectory over the
/// integers, whose proposals are exact probability distributions, can prove its detailed balance.
///
/// Source of the split: T. Papp's DynamicHMC.jl, where trees are built over an abstract trajectory.
protocol Trajectory: ~Copyable {
  /// A place on the trajectory.
  associatedtype Point
  /// What is kept of a stretch of the trajectory in order to see whether it turns back.
  associatedtype Turn
  /// What the trajectory may return.
  associatedtype Proposal

  /// One step from an end of the trajectory. Only ends are ever moved from, each in its own direction.
  mutating func move(from point: Point, toward direction: Direction) -> Point

  /// The weight of a point as a stretch of its own; nil where the trajectory diverges there.
  mutating func leaf(at point: Point) -> Leaf<Turn, Proposal>?

  /// Joins two adjacent stretches, given in the order of time; nil where they turn back.
  mutating func join(_ earlier: Turn, _ later: Turn) -> Turn?

  /// Takes the candidate with the given log probability (at most 0), else keeps the current one.
  mutating func choose(
    _ current: Proposal,
    _ candidate: Proposal,
    logProbability: Double,
    using random: inout some RandomNumberGenerator
  ) -> Proposal
}

/// A stretch of a trajectory: the logarithm of its total weight, its turn statistics, one proposal.
struct Leaf<Turn, Proposal> {
  var logWeight: Double
  var turn: Turn
  var proposal: Proposal
}
