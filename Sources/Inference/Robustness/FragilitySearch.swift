/// Results of universes that differ from a base by recoded cells, by the number of cells.
struct FragilitySearch {
  /// A set of recodes and what became of it.
  struct Member {
    let changes: [CellChange]
    /// Whether a recoded cell is of the outcome.
    let hasOutcome: Bool
    /// The effects that are known; none where the universe could not be analysed.
    let effects: [QuantityKey: UniverseQuantity]
    let result: UniverseResult
  }

  /// A conclusion of the base, and which cells may be recoded to overturn it.
  struct Target: Hashable {
    let key: QuantityKey
    let threshold: EvidenceThreshold
    let withOutcomes: Bool
  }

  /// A set to be extended, and whether by cells of the outcome too.
  struct Extendable {
    let changes: [CellChange]
    let withOutcomes: Bool
  }

  /// The effects of the base, in its order.
  let baseEffects: [UniverseQuantity]
  /// The sets of each size, from 0, each once.
  private let members: [[Member]]

  /// Sorts results by the number of recoded cells; other universes are passed over.
  ///
  /// O(universes x cells).
  init(_ plan: FragilityPlan, _ results: [(universe: Universe, result: UniverseResult)]) {
    var members = [[Member]](repeating: [], count: FragilityPlan.largestSize + 1)
    var seen: Set<[CellChange]> = []
    for (universe, result) in results {
      guard let changes = plan.changes(of: universe), changes.count < members.count,
        seen.insert(changes).inserted
      else { continue }
      let effects = result.quantities.filter { $0.kind == .effect && $0.isDefined }
      members[changes.count].append(
        Member(
          changes: changes,
          hasOutcome: changes.contains(where: \.isOutcome),
          effects: Dictionary(effects.map { ($0.key, $0) }) { first, _ in first },
          result: result
        )
      )
    }
    self.members = members
    baseEffects =
      members[0].first?.result.quantities.filter { $0.kind == .effect && $0.isDefined } ?? []
  }

  /// All conclusions about the effects of the base.
  var targets: [Target] {
    baseEffects.map(\.key).flatMap { key in
      EvidenceThreshold.conclusions.flatMap { threshold in
        [true, false].map { Target(key: key, threshold: threshold, withOutcomes: $0) }
      }
    }
  }

  /// The base's number of a target.
  func base(_ target: Target) -> UniverseQuantity? {
    members[0].first?.effects[target.key]
  }

  /// The sets of a size that a target may use.
  func sets(ofSize size: Int, for target: Target) -> [Member] {
    members[size].filter { target.withOutcomes || !$0.hasOutcome }
  }

  /// How far on the other side of the line a set is than the base, in probability: positive where it
  /// overturns the conclusion, or, on the line itself, 0 where it does; nil where it has no number.
  func gain(_ member: Member, for target: Target) -> (distance: Double, overturns: Bool)? {
    guard let base = base(target), let after = member.effects[target.key] else { return nil }
    let threshold = target.threshold
    let holds = threshold.holds(base.probabilityPositive)
    let wantsMore = (threshold.side == .above) != holds
    let distance = after.probabilityPositive - threshold.value
    return (
      wantsMore ? distance : -distance, threshold.holds(after.probabilityPositive) != holds
    )
  }

  /// The smallest size of which a set overturns a conclusion; nil where none is known.
  func smallestSize(for target: Target) -> Int? {
    members.indices.dropFirst().first { size in
      sets(ofSize: size, for: target).contains { gain($0, for: target)?.overturns == true }
    }
  }

  /// The set of a size that goes furthest towards overturning a conclusion, or beyond; the first of
  /// equal ones; nil where none has a number.
  func best(ofSize size: Int, for target: Target) -> Member? {
    var best: (member: Member, distance: Double)?
    for member in sets(ofSize: size, for: target) {
      guard let gain = gain(member, for: target) else { continue }
      if gain.distance > best?.distance ?? -.infinity { best = (member, gain.distance) }
    }
    return best?.member
  }

  /// The sets whose side of a line matters and is not clear, each once: the base, the sets up to the smallest
  /// size of which one clearly overturns the conclusion, and of that size those which may go furthest.
  ///
  /// Clear is what lies three Monte Carlo errors beyond the line. The smallest sets come first.
  var nearSets: [[CellChange]] {
    var sets: [[CellChange]] = []
    var seen: Set<[CellChange]> = []
    func add(_ member: Member) {
      if seen.insert(member.changes).inserted { sets.append(member.changes) }
    }
    for target in targets {
      let last = members.indices.last { !members[$0].isEmpty } ?? 0
      let clear = members.indices.dropFirst().first { size in
        self.sets(ofSize: size, for: target).contains { isClear($0, for: target) }
      }
      for size in 0...(clear ?? last) {
        for member in self.sets(ofSize: size, for: target) {
          guard let after = member.effects[target.key] else { continue }
          if target.threshold.isNear(after, errors: 3) { add(member) }
        }
      }
      if let clear { contenders(ofSize: clear, for: target).forEach(add) }
    }
    return sets.sorted { $0.count < $1.count }
  }

  /// Whether a set overturns a conclusion beyond doubt.
  private func isClear(_ member: Member, for target: Target) -> Bool {
    guard let after = member.effects[target.key], gain(member, for: target)?.overturns == true
    else { return false }
    return !target.threshold.isNear(after, errors: 3)
  }

  /// The sets that may go furthest: within three joint Monte Carlo errors of the one that does by its draws,
  /// the first ten.
  private func contenders(ofSize size: Int, for target: Target) -> [Member] {
    guard let best = best(ofSize: size, for: target), let first = best.effects[target.key] else {
      return []
    }
    let near = sets(ofSize: size, for: target).filter { member in
      guard let after = member.effects[target.key] else { return false }
      let errors = [first, after].map(\.mcseProbabilityPositive).map { $0.isFinite ? $0 : 0 }
      let joint = errors.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return abs(after.probabilityPositive - first.probabilityPositive) <= 3 * joint
    }
    return near.count > 1 ? Array(near.prefix(10)) : []
  }

  /// For each conclusion that nothing overturns yet, the best set of a size.
  func unfinished(ofSize size: Int) -> [Extendable] {
    targets.compactMap { target in
      guard smallestSize(for: target) == nil, let best = best(ofSize: size, for: target) else {
        return nil
      }
      return Extendable(changes: best.changes, withOutcomes: target.withOutcomes)
    }
  }
}
