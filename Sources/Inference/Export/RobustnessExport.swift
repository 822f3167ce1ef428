/// What is read from a multiverse, as `robustness.csv`, `robustness-priors.csv`, `variance.csv`,
/// `influence.csv` and `robustness.json`.
public struct RobustnessExport: Sendable {
  /// The reading.
  public var reading: RobustnessReading

  /// What effects are on, as in `the probability of OUTCOME`.
  public var outcome: String

  /// Makes the export.
  public init(_ reading: RobustnessReading, outcome: String = "the outcome") {
    (self.reading, self.outcome) = (reading, outcome)
  }

  /// Two rows for each quantity: over all universes, and over those in which both outcomes occur.
  public var summaryTable: DelimitedWriter {
    let caveats = QuantityCaveats(reading.caveats)
    var columns = [
      "kind", "quantity", "over", "universes", "one_class", "absent", "undefined", "failed",
      "median_of_medians", "smallest_median", "largest_median",
    ]
    columns += Self.agreementColumns
    var table = DelimitedWriter(columns: columns + caveats.columns)
    for curve in reading.curves {
      for (name, summary) in Self.summaries(curve) {
        let isAll = name == "all"
        var row: [DelimitedWriter.Field] = [
          .text(curve.key.kind.rawValue), .text(curve.key.name), .text(name),
          .integer(summary.count), .integer(isAll ? curve.oneClassCount : 0),
          .integer(curve.absentCount), .integer(curve.undefinedCount),
          .integer(curve.failedCount), .number(summary.medianOfMedians),
          .number(summary.smallestMedian), .number(summary.largestMedian),
        ]
        row += Self.fields(summary)
        table.append(row + caveats.fields(of: curve.key))
      }
    }
    return table
  }

  /// For each line the universes across it, those set apart because their prior alone is, the share of the
  /// others, and how many of these are in doubt.
  private static let agreementColumns = EvidenceThreshold.evidence.map(\.fileName).flatMap {
    ["universes_\($0)", "prior_alone_\($0)", "share_\($0)", "doubtful_\($0)"]
  }

  private static func fields(_ summary: SpecificationCurve.Summary) -> [DelimitedWriter.Field] {
    summary.agreements.flatMap { agreement -> [DelimitedWriter.Field] in
      [
        .integer(agreement.count), .integer(agreement.priorAloneCount),
        .number(agreement.share), .integer(agreement.doubtfulCount),
      ]
    }
  }

  /// One row for each effect or coefficient and prior set: its universes, beside the prior's own probability
  /// before any data.
  public var priorTable: DelimitedWriter {
    var table = DelimitedWriter(
      columns: [
        "kind", "quantity", "prior", "universes", "prior_p_positive_smallest",
        "mcse_prior_p_positive_smallest", "prior_p_positive_largest",
        "mcse_prior_p_positive_largest", "median_of_medians", "smallest_median", "largest_median",
      ] + Self.agreementColumns
    )
    for curve in reading.curves where curve.key.kind != .meanProbability {
      for part in curve.priorParts {
        let own = [part.smallestOwn, part.largestOwn].flatMap { [$0?.value, $0?.error] }
        let row: [DelimitedWriter.Field] =
          [
            .text(curve.key.kind.rawValue), .text(curve.key.name), .text(part.prior),
            .integer(part.summary.count),
          ] + own.map { $0.map { .number($0) } ?? .missing }
          + [
            .number(part.summary.medianOfMedians), .number(part.summary.smallestMedian),
            .number(part.summary.largestMedian),
          ]
        table.append(row + Self.fields(part.summary))
      }
    }
    return table
  }

  private static func summaries(
    _ curve: SpecificationCurve
  ) -> [(name: String, summary: SpecificationCurve.Summary)] {
    [("all", curve.all), ("two_classes", curve.twoClasses)]
  }

  /// One row for each quantity and fork.
  public var varianceTable: DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "kind", "quantity", "fork", "choices", "share_alone", "share_only", "smallest_choice",
      "smallest_mean", "largest_choice", "largest_mean", "sd_of_medians", "share_additive",
      "share_interactions", "universes", "one_class", "failed",
    ])
    for variance in reading.variances {
      for share in variance.shares {
        table.append([
          .text(variance.key.kind.rawValue), .text(variance.key.name), .text(share.fork),
          .integer(share.choiceCount), .number(share.alone), .number(share.only),
          .text(share.smallest.choice), .number(share.smallest.mean),
          .text(share.largest.choice), .number(share.largest.mean),
          .number(variance.standardDeviation), .number(variance.additiveShare),
          .number(variance.interactionShare), .integer(variance.count),
          .integer(variance.oneClassCount), .integer(variance.failedCount),
        ])
      }
    }
    return table
  }

  /// One row for each quantity and case left out; the columns of the base are empty where it lacks the
  /// quantity.
  public var influenceTable: DelimitedWriter {
    var table = DelimitedWriter(
      columns: [
        "kind", "quantity", "case", "base_median", "base_median_without", "base_p_positive",
        "base_p_positive_without", "pairs", "pairs_turned_one_class", "mean_change_median",
        "mean_absolute_change_median", "largest_change_median", "mean_change_p_positive",
        "mean_absolute_change_p_positive", "largest_change_p_positive",
      ] + EvidenceThreshold.evidence.map { "crossed_\($0.value)" }
    )
    for influence in reading.influences {
      let base = [
        influence.base?.with.median, influence.base?.without.median,
        influence.base?.with.probabilityPositive, influence.base?.without.probabilityPositive,
      ]
      let sizes = [influence.median, influence.probability]
      table.append(
        [
          .text(influence.key.kind.rawValue), .text(influence.key.name),
          .text(influence.caseName),
        ]
          + base.map { $0.map { .number($0) } ?? .missing }
          + [.integer(influence.pairCount), .integer(influence.oneClassCount)]
          + sizes.flatMap { size -> [DelimitedWriter.Field] in
            [.number(size.mean), .number(size.meanAbsolute), .number(size.largest)]
          }
          + influence.crossings.map { .integer($0) }
      )
    }
    return table
  }

  // MARK: JSON

  /// Everything: universes, quantities with their curves, and the readings.
  public var json: JSON {
    var members = MultiverseExport(reading.results).members
    members.append(.init("nothing_varied", .boolean(reading.isSingle)))
    members.append(.init("quantities", .array(reading.curves.map(json))))
    if let fragility = reading.fragility {
      members.append(
        .init("fragility", FragilityExport(fragility, priors: reading.results.priors).json)
      )
    }
    if let scaling = reading.powerScaling {
      members.append(.init("power_scaling", scaling.json))
    }
    return .object(members)
  }

  private func json(_ curve: SpecificationCurve) -> JSON {
    var members: [JSON.Member] = [
      .init("kind", .string(curve.key.kind.rawValue)), .init("name", .string(curve.key.name)),
      .init("absent", .integer(curve.absentCount)),
      .init("undefined", .integer(curve.undefinedCount)),
      .init("failed", .integer(curve.failedCount)),
    ]
    let headline = reading.headline(curve, outcome: outcome)
    if !headline.isEmpty { members.append(.init("headline", .string(headline))) }
    members += Self.summaries(curve).map { .init($0.name, Self.json($0.summary)) }
    if curve.key.kind != .meanProbability {
      members.append(.init("by_prior", .array(curve.priorParts.map(Self.json))))
    }
    members.append(
      .init("variance_by_choice", .optional(reading.variance(of: curve.key).map(Self.json)))
    )
    let influences = reading.influences.filter { $0.key == curve.key }
    members.append(.init("without_case", .array(influences.map(Self.json))))
    members.append(.init("curve", self.curve(curve)))
    if let caveats = reading.caveats[curve.key] {
      members.append(.init("caveat", Caveat.json(caveats)))
    }
    return .object(members)
  }

  private static func json(_ part: SpecificationCurve.PriorPart) -> JSON {
    func own(_ estimate: MonteCarloEstimate?) -> JSON {
      estimate.map { ["estimate": .number($0.value), "mcse": .number($0.error)] } ?? .null
    }
    return [
      "prior": .string(part.prior),
      "prior_p_positive": ["smallest": own(part.smallestOwn), "largest": own(part.largestOwn)],
      "posterior": json(part.summary),
    ]
  }

  private static func json(_ summary: SpecificationCurve.Summary) -> JSON {
    [
      "universes": .integer(summary.count),
      "median_of_medians": .number(summary.medianOfMedians),
      "smallest_median": .number(summary.smallestMedian),
      "largest_median": .number(summary.largestMedian),
      "p_positive": .array(
        summary.agreements.map {
          [
            "side": .string($0.threshold.side.rawValue),
            "line": .number($0.threshold.value), "universes": .integer($0.count),
            "prior_alone": .integer($0.priorAloneCount), "share": .number($0.share),
            "doubtful": .integer($0.doubtfulCount),
          ]
        }
      ),
    ]
  }

  /// The universes by their medians, a list for each number.
  private func curve(_ curve: SpecificationCurve) -> JSON {
    let identifiers = curve.points.map {
      JSON.string(reading.results.entries[$0.place].result.identifier)
    }
    let values = curve.points.map { UniverseFields.values($0.quantity) }
    return .object(
      [.init("universe", .array(identifiers))]
        + UniverseFields.columns.enumerated().map { column, name in
          .init(name, .array(values.map { .number($0[column]) }))
        }
    )
  }

  private static func json(_ variance: ChoiceVariance) -> JSON {
    [
      "sd_of_medians": .number(variance.standardDeviation),
      "share_additive": .number(variance.additiveShare),
      "share_interactions": .number(variance.interactionShare),
      "forks": .array(
        variance.shares.map {
          [
            "fork": .string($0.fork), "choices": .integer($0.choiceCount),
            "share_alone": .number($0.alone), "share_only": .number($0.only),
            "smallest_choice": .string($0.smallest.choice),
            "smallest_mean": .number($0.smallest.mean),
            "largest_choice": .string($0.largest.choice),
            "largest_mean": .number($0.largest.mean),
          ]
        }
      ),
    ]
  }

  private static func json(_ influence: DroppedCaseInfluence) -> JSON {
    func sizes(_ sizes: DroppedCaseInfluence.Sizes) -> JSON {
      [
        "mean": .number(sizes.mean), "mean_absolute": .number(sizes.meanAbsolute),
        "largest": .number(sizes.largest),
      ]
    }
    return [
      "case": .string(influence.caseName),
      "base_change_median": .optional(influence.base?.median),
      "base_change_p_positive": .optional(influence.base?.probability),
      "pairs": .integer(influence.pairCount),
      "pairs_turned_one_class": .integer(influence.oneClassCount),
      "change_median": sizes(influence.median),
      "change_p_positive": sizes(influence.probability),
      "crossed": .array(
        zip(EvidenceThreshold.evidence, influence.crossings).map {
          ["line": .number($0.value), "pairs": .integer($1)]
        }
      ),
    ]
  }
}

extension PowerScaling {
  /// The sensitivities with their Monte Carlo standard errors, and what they say.
  public var json: JSON {
    [
      "threshold": .number(Self.threshold), "pareto_k": .number(paretoK),
      "quantities": .array(
        quantities.map {
          [
            "name": .string($0.name), "prior": .number($0.prior),
            "mcse_prior": .number($0.errorOfPrior), "likelihood": .number($0.likelihood),
            "mcse_likelihood": .number($0.errorOfLikelihood),
            "finding": .string($0.finding.rawValue),
            "within_monte_carlo_error": .boolean($0.isDoubtful),
          ]
        }
      ),
    ]
  }
}

extension JSON {
  /// The value, or null where there is none.
  static func optional(_ value: JSON?) -> JSON { value ?? .null }
}
