/// What leaving out a case does to a quantity: in one universe, and over all that differ in nothing else.
///
/// A universe that leaves a case out is compared with the one that keeps it and makes every other choice
/// alike. Pairs of which one lacks the quantity are left out.
public struct DroppedCaseInfluence: Sendable, Equatable {
  /// A quantity with and without the case.
  public struct Change: Sendable, Equatable {
    /// With the case.
    public let with: UniverseQuantity
    /// Without it.
    public let without: UniverseQuantity

    /// How much the median grows.
    public var median: Double { without.median - with.median }
    /// How much the probability that the quantity is above 0 grows.
    public var probability: Double {
      without.probabilityPositive - with.probabilityPositive
    }

    /// Whether the change carries the probability across a line.
    public func crosses(_ threshold: EvidenceThreshold) -> Bool {
      threshold.holds(with.probabilityPositive) != threshold.holds(without.probabilityPositive)
    }
  }

  /// The mean and the largest of some changes; NaN where there are none.
  public struct Sizes: Sendable, Equatable {
    /// The mean.
    public let mean: Double
    /// The mean of the absolute changes.
    public let meanAbsolute: Double
    /// The change that is largest in absolute value, with its sign.
    public let largest: Double

    init(_ changes: [Double]) {
      let count = Double(changes.count)
      mean = changes.reduce(0, +) / count
      meanAbsolute = changes.reduce(0) { $0 + abs($1) } / count
      largest = changes.max { abs($0) < abs($1) } ?? .nan
    }
  }

  /// What the quantity is.
  public let key: QuantityKey
  /// The case.
  public let caseName: String
  /// The change in the base universe; nil where that or its twin lacks the quantity.
  public let base: Change?
  /// The number of pairs of universes that have the quantity.
  public let pairCount: Int
  /// How many of them have one class of outcomes without the case, and both with it.
  public let oneClassCount: Int
  /// The changes of the median.
  public let median: Sizes
  /// The changes of the probability that the quantity is above 0.
  public let probability: Sizes
  /// For each of ``EvidenceThreshold/evidence`` the number of pairs that lie on both sides of it.
  public let crossings: [Int]

  /// Compares all pairs.
  ///
  /// By quantity in the order of the results, then by case in the order of the plan. O(universes x
  /// quantities).
  ///
  /// - Parameters:
  ///   - results: The universes.
  ///   - base: The universe that is shown by itself; what it leaves out does not matter. Nil for none.
  /// - Returns: An entry for each quantity and case that has a pair.
  public static func all(
    in results: MultiverseResults,
    base: Universe? = nil
  ) -> [DroppedCaseInfluence] {
    var kept: [Universe: Int] = [:]
    var cases: [String] = []
    for (place, entry) in results.entries.enumerated() {
      guard let name = entry.universe.droppedCase else {
        kept[entry.universe] = place
        continue
      }
      if !cases.contains(name) { cases.append(name) }
    }
    let twins = results.entries.map { kept[$0.universe.leavingOut(nil)] }
    let basePlace = base.flatMap { kept[$0.leavingOut(nil)] }
    return results.keys.flatMap { key in
      var quantities = [UniverseQuantity?](repeating: nil, count: results.entries.count)
      for estimate in results.estimates(of: key) where estimate.quantity.isDefined {
        quantities[estimate.place] = estimate.quantity
      }
      var pairs: [String: [Pair]] = [:]
      for (place, entry) in results.entries.enumerated() {
        guard let name = entry.universe.droppedCase, let twin = twins[place],
          let without = quantities[place], let with = quantities[twin]
        else { continue }
        pairs[name, default: []].append(
          Pair(
            change: Change(with: with, without: without),
            becomesOneClass: entry.result.isOneClass && !results.entries[twin].result.isOneClass,
            isBase: twin == basePlace
          )
        )
      }
      return cases.compactMap { name in
        pairs[name].map { DroppedCaseInfluence(key, name, $0) }
      }
    }
  }

  /// A universe that leaves the case out, and its twin.
  private struct Pair {
    let change: Change
    /// Whether it has one class of outcomes, and the twin both.
    let becomesOneClass: Bool
    /// Whether the twin is the base.
    let isBase: Bool
  }

  private init(_ key: QuantityKey, _ name: String, _ pairs: [Pair]) {
    let changes = pairs.map(\.change)
    self.key = key
    caseName = name
    base = pairs.first(where: \.isBase)?.change
    pairCount = changes.count
    oneClassCount = pairs.count(where: \.becomesOneClass)
    median = Sizes(changes.map(\.median))
    probability = Sizes(changes.map(\.probability))
    crossings = EvidenceThreshold.evidence.map { threshold in
      changes.count { $0.crosses(threshold) }
    }
  }
}

extension Universe {
  /// The universe that leaves out this case, or none, and makes every other choice alike.
  func leavingOut(_ caseName: String?) -> Universe {
    changing { $0.droppedCase = caseName }
  }

  /// The universe with these cells recoded, and no others, and every other choice alike.
  func recoding(_ recodes: [Recode]) -> Universe {
    changing { $0.recodes = recodes.sorted() }
  }
}
