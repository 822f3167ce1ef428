/// One end of a trajectory: a point of phase space with what was computed there.
struct PhasePoint: Sendable {
  var position: [Double]
  var momentum: [Double]
  var velocity: [Double]
  var gradient: [Double]
  var logDensity = -Double.infinity

  init(dimension: Int) {
    position = [Double](repeating: 0, count: dimension)
    momentum = position
    velocity = position
    gradient = position
  }

  /// Kinetic plus potential energy; NaN where the log density or the momentum is.
  var energy: Double {
    var sum = 0.0
    for index in momentum.indices { sum += momentum[index] * velocity[index] }
    return 0.5 * sum - logDensity
  }

  /// Makes this point equal to another without giving up its memory.
  mutating func assign(_ other: borrowing PhasePoint) {
    for index in position.indices {
      position[index] = other.position[index]
      momentum[index] = other.momentum[index]
      velocity[index] = other.velocity[index]
      gradient[index] = other.gradient[index]
    }
    logDensity = other.logDensity
  }

  /// Adds a multiple of the gradient to the momentum.
  mutating func kick(_ time: Double) {
    for index in momentum.indices { momentum[index] += time * gradient[index] }
  }

  /// Adds a multiple of the velocity to the position.
  mutating func drift(_ time: Double) {
    for index in position.indices { position[index] += time * velocity[index] }
  }
}

/// Hamiltonian dynamics by leapfrog steps, as a trajectory that tree doubling can grow.
///
/// The two ends move in place and what the tree keeps lies in ``TreeMemory``, so the tree copies
/// integers and nothing is allocated on the way.
struct HamiltonianTrajectory<Model: DifferentiableLogDensity, Geometry: Metric>: ~Copyable,
  Trajectory
{
  typealias Point = Direction
  typealias Turn = Int
  typealias Proposal = Int

  /// An energy error above this is a divergence.
  ///
  /// Source: Stan reference manual.
  static var divergenceThreshold: Double { 1000 }

  let model: Model
  var metric: Geometry
  var stepSize = 1.0
  private var workspace: Model.Workspace
  private var forward: PhasePoint
  private var backward: PhasePoint
  private var memory: TreeMemory
  private var initialEnergy = 0.0

  /// The sum over visited points of min(1, exp(-energy error)).
  private(set) var acceptanceSum = 0.0
  /// The number of leapfrog steps taken.
  private(set) var leapfrogCount = 0

  init(model: Model, maximumDepth: Int) {
    self.model = model
    metric = Geometry(dimension: model.dimension)
    workspace = model.makeWorkspace()
    forward = PhasePoint(dimension: model.dimension)
    backward = forward
    memory = TreeMemory(dimension: model.dimension, maximumDepth: maximumDepth)
  }

  /// Evaluates the model at a position.
  mutating func evaluate(at position: [Double], gradient: inout [Double]) -> Double {
    model.evaluate(at: position, gradient: &gradient, using: &workspace)
  }

  /// Begins a trajectory at a point with a fresh momentum and gives its first leaf.
  mutating func begin(
    at position: [Double],
    gradient: [Double],
    logDensity: Double,
    using random: inout some RandomNumberGenerator
  ) -> Leaf<Turn, Proposal> {
    for index in position.indices {
      forward.position[index] = position[index]
      forward.gradient[index] = gradient[index]
    }
    forward.logDensity = logDensity
    metric.drawMomentum(into: &forward.momentum, using: &random)
    metric.velocity(of: forward.momentum, into: &forward.velocity)
    backward.assign(forward)
    initialEnergy = forward.energy
    acceptanceSum = 0
    leapfrogCount = 0
    memory.removeAll()
    return memory.store(forward, logWeight: 0)
  }

  /// The energy error of one leapfrog step from a point, for the search of a first step size.
  mutating func energyGain(
    at position: [Double],
    gradient: [Double],
    logDensity: Double,
    using random: inout some RandomNumberGenerator
  ) -> Double {
    _ = begin(at: position, gradient: gradient, logDensity: logDensity, using: &random)
    _ = move(from: .forward, toward: .forward)
    let gain = initialEnergy - forward.energy
    return gain.isNaN ? -.infinity : gain
  }

  mutating func move(from point: Direction, toward direction: Direction) -> Direction {
    leapfrogCount += 1
    switch direction {
    case .forward:
      Self.leapfrog(&forward, time: stepSize, model: model, metric: metric, workspace: &workspace)
    case .backward:
      Self.leapfrog(&backward, time: -stepSize, model: model, metric: metric, workspace: &workspace)
    }
    return direction
  }

  /// Half a kick, a drift, half a kick.
  ///
  /// One gradient; the velocity is left up to date.
  private static func leapfrog(
    _ point: inout PhasePoint,
    time: Double,
    model: Model,
    metric: Geometry,
    workspace: inout Model.Workspace
  ) {
    point.kick(0.5 * time)
    metric.velocity(of: point.momentum, into: &point.velocity)
    point.drift(time)
    point.logDensity = model.evaluate(
      at: point.position,
      gradient: &point.gradient,
      using: &workspace
    )
    point.kick(0.5 * time)
    metric.velocity(of: point.momentum, into: &point.velocity)
  }

  mutating func leaf(at point: Direction) -> Leaf<Turn, Proposal>? {
    let energy = point == .forward ? forward.energy : backward.energy
    let gain = energy.isNaN ? -.infinity : initialEnergy - energy
    acceptanceSum += gain > 0 ? 1 : Portable.exp(gain)
    guard -gain <= Self.divergenceThreshold else { return nil }
    switch point {
    case .forward: return memory.store(forward, logWeight: gain)
    case .backward: return memory.store(backward, logWeight: gain)
    }
  }

  mutating func join(_ earlier: Int, _ later: Int) -> Int? {
    memory.join(earlier, later)
  }

  mutating func choose(
    _ current: Int,
    _ candidate: Int,
    logProbability: Double,
    using random: inout some RandomNumberGenerator
  ) -> Int {
    // The number is drawn even where the answer is certain, so that the stream advances evenly.
    let isTaken = random.nextUniform() < Portable.exp(logProbability)
    memory.drop(proposal: isTaken ? current : candidate)
    return isTaken ? candidate : current
  }

  /// Copies a proposal out; gives its log density and energy.
  func read(
    _ proposal: Int,
    position: inout [Double],
    gradient: inout [Double]
  ) -> (logDensity: Double, energy: Double) {
    memory.read(proposal, position: &position, gradient: &gradient)
  }
}
