/// What tree doubling keeps of a trajectory: two pools of slots, allocated once.
///
/// A proposal is a position with its gradient; a turn is a stretch's summed momentum with momentum
/// and velocity at both its ends. Both are handled by slot number.
struct TreeMemory: Sendable {
  private var turns: SlotPool
  private var proposals: SlotPool
  private var logDensities: [Double]
  private var energies: [Double]
  private let dimension: Int

  init(dimension: Int, maximumDepth: Int) {
    // While a subtree grows, one stretch of each smaller size may wait for its twin; beside them
    // stand the whole trajectory and the leaf at hand.
    let slotCount = maximumDepth + 3
    turns = SlotPool(slotCount: slotCount, width: 5 * dimension)
    proposals = SlotPool(slotCount: slotCount, width: 2 * dimension)
    logDensities = [Double](repeating: 0, count: slotCount)
    energies = logDensities
    self.dimension = dimension
  }

  /// Frees everything.
  mutating func removeAll() {
    turns.removeAll()
    proposals.removeAll()
  }

  /// Keeps a point as a stretch of its own and as a proposal.
  mutating func store(_ point: borrowing PhasePoint, logWeight: Double) -> Leaf<Int, Int> {
    let turn = turns.take()
    let proposal = proposals.take()
    let stretch = Stretch(turns.start(turn), dimension)
    let place = proposals.start(proposal)
    for index in 0..<dimension {
      let momentum = point.momentum[index]
      let velocity = point.velocity[index]
      turns.memory[stretch.summedMomentum + index] = momentum
      turns.memory[stretch.firstMomentum + index] = momentum
      turns.memory[stretch.lastMomentum + index] = momentum
      turns.memory[stretch.firstVelocity + index] = velocity
      turns.memory[stretch.lastVelocity + index] = velocity
      proposals.memory[place + index] = point.position[index]
      proposals.memory[place + dimension + index] = point.gradient[index]
    }
    logDensities[proposal] = point.logDensity
    energies[proposal] = point.energy
    return Leaf(logWeight: logWeight, turn: turn, proposal: proposal)
  }

  /// Joins two adjacent stretches in the slot of the earlier one; nil where they turn back.
  ///
  /// The generalised U-turn criterion is looked at over the joined stretch, and over each half with
  /// the nearest point of the other, which catches a turn at the seam.
  ///
  /// Source: M. Betancourt, A conceptual introduction to Hamiltonian Monte Carlo, arXiv:1701.02434,
  /// appendix A.4.2; the checks across the seam: Stan 2.21 (2019).
  mutating func join(_ earlier: Int, _ later: Int) -> Int? {
    let left = Stretch(turns.start(earlier), dimension)
    let right = Stretch(turns.start(later), dimension)
    var (wholeFirst, wholeLast) = (0.0, 0.0)
    var (leftFirst, leftLast) = (0.0, 0.0)
    var (rightFirst, rightLast) = (0.0, 0.0)
    for index in 0..<dimension {
      let leftSum = turns.memory[left.summedMomentum + index]
      let rightSum = turns.memory[right.summedMomentum + index]
      let first = turns.memory[left.firstVelocity + index]
      let last = turns.memory[right.lastVelocity + index]
      let sum = leftSum + rightSum
      wholeFirst += sum * first
      wholeLast += sum * last
      let leftAndOne = leftSum + turns.memory[right.firstMomentum + index]
      leftFirst += leftAndOne * first
      leftLast += leftAndOne * turns.memory[right.firstVelocity + index]
      let oneAndRight = turns.memory[left.lastMomentum + index] + rightSum
      rightFirst += oneAndRight * turns.memory[left.lastVelocity + index]
      rightLast += oneAndRight * last
    }
    for index in 0..<dimension {
      turns.memory[left.summedMomentum + index] += turns.memory[right.summedMomentum + index]
      turns.memory[left.lastMomentum + index] = turns.memory[right.lastMomentum + index]
      turns.memory[left.lastVelocity + index] = turns.memory[right.lastVelocity + index]
    }
    turns.give(back: later)
    let isGoingOn =
      wholeFirst > 0 && wholeLast > 0 && leftFirst > 0 && leftLast > 0 && rightFirst > 0
      && rightLast > 0
    return isGoingOn ? earlier : nil
  }

  /// Gives a proposal up.
  mutating func drop(proposal: Int) { proposals.give(back: proposal) }

  /// Copies a proposal out; gives its log density and energy.
  func read(
    _ proposal: Int,
    position: inout [Double],
    gradient: inout [Double]
  ) -> (logDensity: Double, energy: Double) {
    let place = proposals.start(proposal)
    for index in 0..<dimension {
      position[index] = proposals.memory[place + index]
      gradient[index] = proposals.memory[place + dimension + index]
    }
    return (logDensities[proposal], energies[proposal])
  }
}

/// Where the parts of a turn's slot begin.
private struct Stretch {
  let summedMomentum: Int
  let firstMomentum: Int
  let lastMomentum: Int
  let firstVelocity: Int
  let lastVelocity: Int

  init(_ start: Int, _ dimension: Int) {
    summedMomentum = start
    firstMomentum = start + dimension
    lastMomentum = start + 2 * dimension
    firstVelocity = start + 3 * dimension
    lastVelocity = start + 4 * dimension
  }
}

/// A fixed number of equally long vectors, handed out and taken back without allocating.
private struct SlotPool: Sendable {
  var memory: [Double]
  private var free: [Int]
  private var freeCount: Int
  private let width: Int

  init(slotCount: Int, width: Int) {
    memory = [Double](repeating: 0, count: slotCount * width)
    free = Array(0..<slotCount)
    freeCount = slotCount
    self.width = width
  }

  func start(_ slot: Int) -> Int { slot * width }

  mutating func take() -> Int {
    precondition(freeCount > 0, "the tree keeps more than its depth allows")
    freeCount -= 1
    return free[freeCount]
  }

  mutating func give(back slot: Int) {
    free[freeCount] = slot
    freeCount += 1
  }

  mutating func removeAll() {
    freeCount = free.count
    for index in free.indices { free[index] = index }
  }
}
