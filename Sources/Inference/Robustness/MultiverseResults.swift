/// What a number is of: the same in every universe that has it.
public struct QuantityKey: Sendable, Hashable {
  /// What it is of.
  public let kind: UniverseQuantity.Kind
  /// The condition with the change, the coefficient, or `mean over the cases`.
  public let name: String

  /// Names a quantity.
  public init(_ kind: UniverseQuantity.Kind, _ name: String) {
    self.kind = kind
    self.name = name
  }
}

extension UniverseQuantity {
  /// What it is of.
  public var key: QuantityKey { QuantityKey(kind, name) }

  /// Whether its median and the probability that it is above 0 are known.
  var isDefined: Bool { estimates.median.isFinite && probabilityPositive.isFinite }
}

/// The universes of a plan that were analysed, in its order, found by quantity and by choice.
public struct MultiverseResults: Sendable, Equatable {
  /// One universe and what became of it.
  public struct Entry: Sendable, Equatable {
    /// The universe.
    public let universe: Universe
    /// What became of it.
    public let result: UniverseResult
  }

  /// One number of one universe.
  public struct Estimate: Sendable, Equatable {
    /// The place of the universe among ``entries``.
    public let place: Int
    /// The number.
    public let quantity: UniverseQuantity
  }

  /// A fork, and which of its choices each universe made.
  public struct Fork: Sendable, Equatable {
    /// The name of the fork.
    public let name: String
    /// The choices that occur, in the order of the plan.
    public let choices: [String]
    /// For each universe the place of its choice among them.
    public let taken: [Int]
  }

  /// The universes, in the order of the plan.
  public let entries: [Entry]
  /// The number of universes of the plan, at least that of the entries.
  public let plannedCount: Int
  /// The quantities that any universe has: effects, coefficients, the mean probability; each kind in the
  /// order of first appearance.
  public let keys: [QuantityKey]
  /// The forks, those with one choice too.
  public let forks: [Fork]
  /// What the priors say by themselves, before any data.
  public let priors: PriorDirections
  private let estimates: [QuantityKey: [Estimate]]

  /// Sorts results by quantity.
  ///
  /// O(universes x quantities). A quantity that a universe has twice counts once.
  ///
  /// - Parameters:
  ///   - results: Universes with what became of them, in the order of the plan.
  ///   - planned: The number of universes of the plan; nil where all of them are given.
  ///   - priors: What the priors say by themselves; nothing where that is not known.
  /// - Precondition: no more are given than are planned.
  public init(
    _ results: [(universe: Universe, result: UniverseResult)],
    planned: Int? = nil,
    priors: PriorDirections = PriorDirections()
  ) {
    precondition(results.count <= planned ?? results.count, "no more results than universes")
    entries = results.map { Entry(universe: $0.universe, result: $0.result) }
    plannedCount = planned ?? results.count
    self.priors = priors
    var found: [QuantityKey] = []
    var estimates: [QuantityKey: [Estimate]] = [:]
    for (place, entry) in entries.enumerated() {
      for quantity in entry.result.quantities {
        let key = quantity.key
        if estimates[key] == nil { found.append(key) }
        if estimates[key]?.last?.place != place {
          estimates[key, default: []].append(Estimate(place: place, quantity: quantity))
        }
      }
    }
    keys = UniverseQuantity.Kind.allCases.flatMap { kind in found.filter { $0.kind == kind } }
    self.estimates = estimates
    forks = Self.forks(entries)
  }

  /// The numbers of a quantity, in the order of the plan, those that are not known too.
  public func estimates(of key: QuantityKey) -> [Estimate] { estimates[key] ?? [] }

  /// The prior's own probability that a number is positive; nil where it is not known.
  public func priorProbability(of estimate: Estimate) -> MonteCarloEstimate? {
    priors.probability(
      of: estimate.quantity.key,
      in: entries[estimate.place].result.identifier
    )
  }

  /// The effects among the quantities.
  public var effectKeys: [QuantityKey] { keys.filter { $0.kind == .effect } }

  /// The universes that could not be analysed.
  public var failures: [Entry] {
    entries.filter { if case .failed = $0.result.outcome { true } else { false } }
  }

  /// The number of universes with numbers whose outcomes are all alike.
  public var oneClassCount: Int { entries.count { $0.result.isOneClass && !isFailure($0) } }

  /// The number of universes with numbers from a neighbour's draws.
  public var reweightedCount: Int {
    entries.count {
      if case .estimated(.reweighted, _) = $0.result.outcome { true } else { false }
    }
  }

  /// The number of universes of the plan that have not been looked at.
  public var missingCount: Int { plannedCount - entries.count }

  private func isFailure(_ entry: Entry) -> Bool {
    if case .failed = entry.result.outcome { true } else { false }
  }

  private static func forks(_ entries: [Entry]) -> [Fork] {
    guard let first = entries.first else { return [] }
    let names = first.universe.choices.map(\.fork)
    var choices = names.map { _ in [String]() }
    var places = names.map { _ in [String: Int]() }
    var taken = names.map { _ in [Int]() }
    for entry in entries {
      for (fork, choice) in entry.universe.choices.enumerated() {
        let place = places[fork][choice.choice] ?? choices[fork].count
        if place == choices[fork].count {
          places[fork][choice.choice] = place
          choices[fork].append(choice.choice)
        }
        taken[fork].append(place)
      }
    }
    return names.indices.map {
      Fork(name: names[$0], choices: choices[$0], taken: taken[$0])
    }
  }
}
