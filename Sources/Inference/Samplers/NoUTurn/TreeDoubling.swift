/// What tree doubling ended with.
struct TreeOutcome<Proposal> {
  /// The point to go to.
  var proposal: Proposal
  /// The number of doublings completed.
  var depth: Int
  /// Whether a point was too improbable to go on from.
  var isDivergent: Bool
}

extension Trajectory where Self: ~Copyable {
  /// Doubles the trajectory, to one side or the other at random, until it turns back, diverges or has
  /// been doubled `maximumDepth` times, and draws one of its points.
  ///
  /// Within a subtree a point is drawn in proportion to its weight; between the old trajectory and a
  /// new one of the same length the new one is favoured (biased progressive sampling). A subtree that
  /// turns back or diverges is given up whole.
  ///
  /// Source: M. D. Hoffman, A. Gelman, The No-U-Turn Sampler, JMLR 15 (2014) 1593-1623; multinomial
  /// weights: M. Betancourt, A conceptual introduction to Hamiltonian Monte Carlo, arXiv:1701.02434,
  /// appendix A.3.
  mutating func sample(
    from initial: Point,
    leaf start: Leaf<Turn, Proposal>,
    maximumDepth: Int,
    using random: inout some RandomNumberGenerator
  ) -> TreeOutcome<Proposal> {
    var tree = start
    var first = initial
    var last = initial
    var depth = 0
    while depth < maximumDepth {
      let isForward = random.next() >> 63 == 1
      let direction: Direction = isForward ? .forward : .backward
      var end = isForward ? last : first
      var isDivergent = false
      guard
        let subtree = grow(
          depth: depth,
          from: &end,
          toward: direction,
          isDivergent: &isDivergent,
          using: &random
        )
      else {
        return TreeOutcome(proposal: tree.proposal, depth: depth, isDivergent: isDivergent)
      }
      depth += 1
      if isForward { last = end } else { first = end }
      tree.proposal = choose(
        tree.proposal,
        subtree.proposal,
        logProbability: min(0, subtree.logWeight - tree.logWeight),
        using: &random
      )
      tree.logWeight = logAddExp(tree.logWeight, subtree.logWeight)
      let joined =
        isForward ? join(tree.turn, subtree.turn) : join(subtree.turn, tree.turn)
      guard let joined else { break }
      tree.turn = joined
    }
    return TreeOutcome(proposal: tree.proposal, depth: depth, isDivergent: false)
  }

  /// Grows a subtree of 2^`depth` points beyond an end of the trajectory; nil where it is given up.
  private mutating func grow(
    depth: Int,
    from end: inout Point,
    toward direction: Direction,
    isDivergent: inout Bool,
    using random: inout some RandomNumberGenerator
  ) -> Leaf<Turn, Proposal>? {
    if depth == 0 {
      end = move(from: end, toward: direction)
      guard let leaf = leaf(at: end) else {
        isDivergent = true
        return nil
      }
      return leaf
    }
    guard
      let inner = grow(
        depth: depth - 1,
        from: &end,
        toward: direction,
        isDivergent: &isDivergent,
        using: &random
      ),
      let outer = grow(
        depth: depth - 1,
        from: &end,
        toward: direction,
        isDivergent: &isDivergent,
        using: &random
      )
    else { return nil }
    let joined =
      switch direction {
      case .forward: join(inner.turn, outer.turn)
      case .backward: join(outer.turn, inner.turn)
      }
    guard let joined else { return nil }
    let logWeight = logAddExp(inner.logWeight, outer.logWeight)
    let proposal = choose(
      inner.proposal,
      outer.proposal,
      logProbability: outer.logWeight - logWeight,
      using: &random
    )
    return Leaf(logWeight: logWeight, turn: joined, proposal: proposal)
  }
}
