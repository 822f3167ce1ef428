/// How few recoded cells overturn the conclusions of a universe.
///
/// A conclusion is that the posterior probability of a positive effect lies on one side of a line. For each
/// the smallest known set of recodes that carries it to the other side is named, once among all cells and
/// once among cells of conditions only, because a recoded outcome is another kind of doubt.
public struct FragilityReading: Sendable, Equatable {
  /// A set of recodes that overturns a conclusion.
  public struct Crossing: Sendable, Equatable {
    /// The recodes, of the sets of their number those that go furthest.
    public let changes: [CellChange]
    /// The effect with the recodes.
    public let after: UniverseQuantity
    /// Whether all smaller sets were looked at, so that none does it; else the size is an upper bound.
    public let isExact: Bool
    /// How many of the sets of this size that were looked at do it.
    public let setCount: Int
    /// How many of those lie more than two Monte Carlo standard errors beyond the line.
    public let clearSetCount: Int
    /// Whether all sets of this size were looked at, so that the counts are complete.
    public let isComplete: Bool
    /// Whether the base, the effect with the recodes, or that of a smaller set lies within two Monte Carlo
    /// standard errors of the line: more draws could say otherwise.
    ///
    /// Where a posterior was integrated, its bound takes their place.
    public let isDoubtful: Bool
    /// Whether all outcomes are alike with the recodes.
    public let isOneClass: Bool
  }

  /// The answer for one choice of cells.
  public struct Answer: Sendable, Equatable {
    /// The smallest set that is known to overturn the conclusion; nil where none is.
    public let crossing: Crossing?
    /// Whether none is known, but the base or a set lies within two Monte Carlo standard errors of the line.
    public let isDoubtfullyNone: Bool
    /// The largest number of cells that were recoded together.
    public let searchedSize: Int
    /// The number of sets that were looked at and lack the effect: they could not be analysed, or the
    /// condition no longer varies.
    public let unknownCount: Int
  }

  /// One conclusion.
  public struct Line: Sendable, Equatable {
    /// The effect.
    public let key: QuantityKey
    /// The line.
    public let threshold: EvidenceThreshold
    /// The effect in the base.
    public let base: UniverseQuantity
    /// Whether the base lies on the side of ``threshold``.
    public let holds: Bool
    /// Whether the base lies within two Monte Carlo standard errors of the line.
    public let isDoubtful: Bool
    /// With all cells.
    public let anyCells: Answer
    /// With cells of conditions only.
    public let conditionsOnly: Answer
  }

  /// What recoding one cell does to one effect.
  public struct CellEffect: Sendable, Equatable {
    /// The recode.
    public let change: CellChange
    /// The effect before it.
    public let before: UniverseQuantity
    /// The effect after it; nil where the universe lacks it.
    public let after: UniverseQuantity?
    /// Whether all outcomes are alike after it.
    public let isOneClass: Bool
    /// Why there are no numbers; nil where the universe could be analysed.
    public let failure: String?
  }

  /// The plan.
  public let plan: FragilityPlan
  /// The effects of the base with each line, in the order of ``EvidenceThreshold/conclusions``.
  public let lines: [Line]
  /// Every single recode with every effect of the base.
  public let cells: [CellEffect]

  /// Reads the results of the base and of the plan's universes, in any order.
  ///
  /// Universes that differ from the base in anything but recodes are passed over. Without a result for
  /// the base there are no lines. O(universes x conclusions).
  public init(
    _ plan: FragilityPlan,
    _ results: [(universe: Universe, result: UniverseResult)]
  ) {
    let search = FragilitySearch(plan, results)
    self.plan = plan
    lines = search.baseEffects.flatMap { base in
      EvidenceThreshold.conclusions.map { threshold in
        func answer(_ withOutcomes: Bool) -> Answer {
          Self.answer(
            .init(key: base.key, threshold: threshold, withOutcomes: withOutcomes),
            search,
            plan,
            base
          )
        }
        return Line(
          key: base.key,
          threshold: threshold,
          base: base,
          holds: threshold.holds(base.probabilityPositive),
          isDoubtful: threshold.isDoubtful(base),
          anyCells: answer(true),
          conditionsOnly: answer(false)
        )
      }
    }
    cells = search.baseEffects.flatMap { base in
      let target = FragilitySearch.Target(
        key: base.key,
        threshold: EvidenceThreshold(.above, 0.5),
        withOutcomes: true
      )
      return search.sets(ofSize: 1, for: target).flatMap { member in
        member.changes.map { change in
          var failure: String?
          if case .failed(let message) = member.result.outcome { failure = message }
          return CellEffect(
            change: change,
            before: base,
            after: member.effects[base.key],
            isOneClass: member.result.isOneClass,
            failure: failure
          )
        }
      }
    }
  }

  private static func answer(
    _ target: FragilitySearch.Target,
    _ search: FragilitySearch,
    _ plan: FragilityPlan,
    _ base: UniverseQuantity
  ) -> Answer {
    let sets = (0...FragilityPlan.largestSize).map { search.sets(ofSize: $0, for: target) }
    func isComplete(_ size: Int) -> Bool {
      Double(sets[size].count) == plan.setCount(ofSize: size, withOutcomes: target.withOutcomes)
    }
    /// Whether some set of these sizes, or the base, is too near to the line.
    func isNear(_ sizes: Range<Int>) -> Bool {
      target.threshold.isDoubtful(base)
        || sizes.contains { size in
          sets[size].contains {
            $0.effects[target.key].map { target.threshold.isDoubtful($0) } ?? false
          }
        }
    }
    var crossing: Crossing?
    if let size = search.smallestSize(for: target),
      let best = search.best(ofSize: size, for: target), let after = best.effects[target.key]
    {
      let crossed = sets[size].filter { search.gain($0, for: target)?.overturns == true }
      let threshold = target.threshold
      crossing = Crossing(
        changes: best.changes,
        after: after,
        isExact: (1..<size).allSatisfy(isComplete),
        setCount: crossed.count,
        clearSetCount: crossed.count {
          $0.effects[target.key].map { !threshold.isDoubtful($0) } ?? false
        },
        isComplete: isComplete(size),
        isDoubtful: isNear(1..<size) || threshold.isDoubtful(after),
        isOneClass: best.result.isOneClass
      )
    }
    return Answer(
      crossing: crossing,
      isDoubtfullyNone: crossing == nil && isNear(1..<sets.count),
      searchedSize: sets.indices.last { !sets[$0].isEmpty } ?? 0,
      unknownCount: sets.dropFirst().joined().count { $0.effects[target.key] == nil }
    )
  }
}
