/// Effects as `effects.csv` and `effects.json`, contrasts as `contrasts.csv` and `contrasts.json`.
public struct EffectsExport: Sendable {
  /// One entry for each.
  public var effects: [EffectEstimate]
  /// Which interval `lower` and `upper` are the ends of.
  public var interval: CredibleInterval
  /// What the name and the change of an effect are called: `condition` and `change`, `from` and `to`.
  public var keys: (name: String, change: String)
  /// What the probabilities are averaged over.
  public var population: String

  /// Makes the export of some effects.
  public init(
    _ effects: [EffectEstimate],
    interval: CredibleInterval,
    keys: (name: String, change: String),
    population: String
  ) {
    self.effects = effects
    self.interval = interval
    self.keys = keys
    self.population = population
  }

  /// The measures of an effect, by the name that files use; those that it does not have are left out.
  static func measures(_ effect: EffectEstimate) -> [(name: String, estimate: QuantityEstimate)] {
    let all: [(String, QuantityEstimate?)] = [
      ("probability_before", effect.before), ("probability_after", effect.after),
      (effect.isSlope ? "slope" : "risk_difference", effect.difference),
      ("risk_ratio", effect.riskRatio), ("odds_ratio", effect.oddsRatio),
    ]
    return all.compactMap { name, estimate in estimate.map { (name, $0) } }
  }

  /// One row for each measure of each effect; the direction and the region of practical equivalence
  /// stand in the row of the difference.
  public var table: DelimitedWriter {
    var table = DelimitedWriter(
      columns: [keys.name, keys.change, "measure"] + EstimateFields.columns + [
        "interval", "mass", "p_positive", "mcse_p_positive", "evidence_ratio",
        "mcse_evidence_ratio", "draws", "rope", "p_below_rope", "p_in_rope", "p_above_rope",
        "population", "caveat",
      ]
    )
    for effect in effects {
      for (name, estimate) in Self.measures(effect) {
        var row: [DelimitedWriter.Field] = [
          .text(effect.name), .text(effect.change), .text(name),
        ]
        row += EstimateFields.fields(estimate)
        row += [.text(interval.kind.rawValue), .number(interval.mass)]
        let isDifference = name == "risk_difference" || name == "slope"
        let (direction, region) = (effect.direction, effect.equivalence)
        row +=
          isDifference
          ? [
            .number(direction.probability), .number(direction.mcse),
            .number(direction.evidenceRatio), .number(direction.mcseEvidenceRatio),
            EstimateFields.draws(direction), .number(region.halfWidth), .number(region.below),
            .number(region.within), .number(region.above),
          ] : [DelimitedWriter.Field](repeating: .missing, count: 9)
        row += [.text(population), Caveat.field(effect.caveats)]
        table.append(row)
      }
    }
    return table
  }

  /// The members of the object of all effects.
  public func members(named name: String) -> [JSON.Member] {
    let entries = effects.map { effect -> JSON in
      var members: [JSON.Member] = [
        .init(keys.name, .string(effect.name)), .init(keys.change, .string(effect.change)),
      ]
      members += Self.measures(effect).map { .init($0.name, EstimateFields.json($0.estimate)) }
      members += EstimateFields.members(effect.direction, named: "p_positive")
      members.append(
        .init(
          "rope",
          [
            "half_width": .number(effect.equivalence.halfWidth),
            "below": .number(effect.equivalence.below),
            "within": .number(effect.equivalence.within),
            "above": .number(effect.equivalence.above),
            "mcse_within": .number(effect.equivalence.mcse),
          ]
        )
      )
      members.append(.init("caveat", Caveat.json(effect.caveats)))
      return .object(members)
    }
    return [
      .init("interval", EstimateFields.json(interval)),
      .init("population", .string(population)), .init(name, .array(entries)),
    ]
  }
}

/// Hypotheses as `hypotheses.csv`, and within `effects.json`.
public struct HypothesesExport: Sendable {
  /// One entry for each.
  public var tests: [HypothesisTest]
  /// Which interval `lower` and `upper` are the ends of.
  public var interval: CredibleInterval

  /// Makes the export of some hypotheses.
  public init(_ tests: [HypothesisTest], interval: CredibleInterval) {
    self.tests = tests
    self.interval = interval
  }

  /// One row for each: the difference of the two sides, and the evidence.
  public var table: DelimitedWriter {
    var table = DelimitedWriter(
      columns: ["hypothesis"] + EstimateFields.columns + [
        "interval", "mass", "probability", "mcse_probability", "evidence_ratio",
        "mcse_evidence_ratio", "draws", "caveat",
      ]
    )
    for test in tests {
      table.append(
        [.text(test.hypothesis.text)] + EstimateFields.fields(test.difference) + [
          .text(interval.kind.rawValue), .number(interval.mass),
          .number(test.evidence.probability), .number(test.evidence.mcse),
          .number(test.evidence.evidenceRatio), .number(test.evidence.mcseEvidenceRatio),
          EstimateFields.draws(test.evidence), Caveat.field(test.caveats),
        ]
      )
    }
    return table
  }

  /// The objects of all hypotheses.
  public var json: JSON {
    .array(
      tests.map { test in
        .object(
          [.init("hypothesis", .string(test.hypothesis.text))]
            + [.init("difference", EstimateFields.json(test.difference))]
            + EstimateFields.members(test.evidence, named: "probability")
            + [.init("caveat", Caveat.json(test.caveats))]
        )
      }
    )
  }
}
