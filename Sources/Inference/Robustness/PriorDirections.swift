/// What the priors of analyses say of the sign of each quantity by themselves, before any data.
///
/// The probability that a quantity is positive under the prior, for the same cases, formula and link as in the
/// analysis: what the posterior probability is to be held against. A prior that is symmetric about 0 gives 0.5.
public struct PriorDirections: Sendable, Equatable {
  private let values: [String: [QuantityKey: MonteCarloEstimate]]

  /// Takes the probabilities of the quantities of analyses, by their identifiers.
  public init(_ values: [String: [QuantityKey: MonteCarloEstimate]] = [:]) {
    self.values = values
  }

  /// The prior probability that a quantity of an analysis is positive, with its Monte Carlo standard error: 0
  /// where no draws were needed; nil where it is not known, as under a flat prior.
  public func probability(of key: QuantityKey, in identifier: String) -> MonteCarloEstimate? {
    values[identifier]?[key]
  }
}

/// The prior probabilities of one design under one prior set.
///
/// Exact where the sign of one coefficient decides (``DecidingCoefficient``); else a share of draws from the prior.
struct PriorDirectionFinder {
  /// The number of draws.
  static let drawCount = 10_000

  private let design: DesignMatrix
  private let prior: PriorSet
  private let link: Link

  /// Takes a design, and the priors of its columns.
  init(_ design: DesignMatrix, prior: PriorSet, link: Link) {
    (self.design, self.prior, self.link) = (design, prior, link)
  }

  /// The probability that each effect and each coefficient is positive; without those that a flat prior leaves
  /// open, and those that do not exist.
  ///
  /// O(comparisons x rows x columns), and where signs of single coefficients do not decide O(draws x rows x
  /// columns) on top.
  func probabilities(of comparisons: [Comparison]) -> [QuantityKey: MonteCarloEstimate] {
    var result: [QuantityKey: MonteCarloEstimate] = [:]
    for index in prior.used.indices {
      result[QuantityKey(.coefficient, design.columns[index].name)] = exact(index)
    }
    let comparer = AverageComparer(
      encoder: design.encoder,
      population: CasePopulation(observed: design),
      link: link
    )
    var others: [Comparison] = []
    for comparison in comparisons {
      guard let deciding = try? DecidingCoefficient(comparison, comparer) else {
        others.append(comparison)
        continue
      }
      result[QuantityKey(.effect, comparison.quantityName)] = exact(
        deciding.index,
        isReversed: deciding.isReversed
      )
    }
    for (comparison, share) in drawn(others) {
      result[QuantityKey(.effect, comparison.quantityName)] = share
    }
    return result
  }

  /// The probability that a coefficient is positive, or negative; nil where its prior is flat.
  private func exact(_ index: Int, isReversed: Bool = false) -> MonteCarloEstimate? {
    let prior = prior.used[index].prior
    guard prior.isProper else { return nil }
    let probability = isReversed ? prior.cumulative(0) : prior.family.upperTail(0)
    return MonteCarloEstimate(value: probability, error: 0)
  }

  /// The shares of draws from the prior in which effects are positive; none where a prior is flat.
  ///
  /// The seed is that of ``PriorImplications``; where all draws agree the error is that of one draw otherwise.
  func drawn(_ comparisons: [Comparison]) -> [(Comparison, MonteCarloEstimate)] {
    guard !comparisons.isEmpty, prior.isProper else { return [] }
    var effects = UniverseEffects(design, link: link)
    let possible = comparisons.filter { (try? effects.add($0)) != nil }
    var random = RandomStream(seed: PriorImplications.seed, purpose: .priorPredictive)
    let dimension = prior.used.count
    let values = (0..<Self.drawCount).flatMap { _ in prior.draw(using: &random) }
    let draws = Draws(
      parameterNames: design.columns.map(\.name),
      chains: [ChainDraws(chain: 1, dimension: dimension, values: values)]
    )
    let count = Double(Self.drawCount)
    return zip(possible, effects.values(of: draws).differences).map { comparison, differences in
      let positive = Double(differences.directions.joined().count { $0 > 0 })
      // Near 0 and 1 a share of draws says little of its own error: one draw more on either side bounds it.
      let share = positive / count
      let cautious = (min(count - 1, max(1, positive))) / count
      return (
        comparison,
        MonteCarloEstimate(
          value: share,
          error: (cautious * (1 - cautious) / count).squareRoot()
        )
      )
    }
  }
}

extension UniverseAnalysis {
  /// What the priors of some analyses say by themselves; nothing of those that cannot be analysed.
  ///
  /// O(universes), and a design for each set of cases and formula.
  func priorDirections(of universes: [Universe]) -> PriorDirections {
    struct Cases: Hashable {
      let coding: String
      let recodes: [Recode]
      let dropped: String?
      let formula: String
    }
    var designs: [Cases: DesignMatrix?] = [:]
    var values: [String: [QuantityKey: MonteCarloEstimate]] = [:]
    var known: [Cases: [String: [QuantityKey: MonteCarloEstimate]]] = [:]
    for universe in universes {
      let cases = Cases(
        coding: universe.coding,
        recodes: universe.recodes,
        dropped: universe.droppedCase,
        formula: universe.formula.text
      )
      let own = universe.prior + "\u{1f}" + universe.link.rawValue
      if let found = known[cases]?[own] {
        values[universe.identifier] = found
        continue
      }
      let design = designs[cases] ?? (try? self.design(of: universe))
      designs[cases] = .some(design)
      guard let design, let prior = try? prior(of: universe, design) else { continue }
      let found = PriorDirectionFinder(design, prior: prior, link: universe.link)
        .probabilities(of: steps.comparisons(of: design))
      known[cases, default: [:]][own] = found
      values[universe.identifier] = found
    }
    return PriorDirections(values)
  }
}

extension FragilityReading {
  /// The probability that an effect is positive in the base under its prior alone; nil where it is not known.
  public func ownProbability(
    of key: QuantityKey,
    _ priors: PriorDirections
  ) -> MonteCarloEstimate? {
    priors.probability(of: key, in: plan.base.identifier)
  }
}
