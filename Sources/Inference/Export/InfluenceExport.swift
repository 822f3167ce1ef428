/// The influence of each case, and what the priors are worth in cases, as `influence.json`,
/// `influence.csv` and `prior_cases.csv`.
public struct InfluenceExport: Sendable {
  /// The influence.
  public var influence: CaseInfluence
  /// What the prior of each coefficient is worth.
  public var priors: [PriorSampleSize]
  /// What is to be known of each quantity of all cases; empty: nothing.
  public var caveats: [[Caveat]]
  /// What is to be known of the change of each quantity, by the name of the case left out.
  public var caveatsWithout: [String: [[Caveat]]]

  /// Makes the export.
  public init(
    _ influence: CaseInfluence,
    priors: [PriorSampleSize],
    caveats: [[Caveat]] = [],
    without caveatsWithout: [String: [[Caveat]]] = [:]
  ) {
    self.influence = influence
    self.priors = priors
    self.caveats = caveats
    self.caveatsWithout = caveatsWithout
  }

  /// What is to be known of a quantity, without a case or with all of them.
  public func caveats(_ quantity: Int, without name: String? = nil) -> [Caveat] {
    let all = name.map { caveatsWithout[$0] ?? caveats } ?? caveats
    return quantity < all.count ? all[quantity] : []
  }

  /// One row for each case, quantity and statistic: `mean`, `sd`, and of coefficients `median` and
  /// `p_positive`.
  public var table: DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "case", "kind", "quantity", "statistic", "all_cases", "without_case", "change",
      "change_in_sd", "mcse_all_cases", "mcse_without_case", "caveat",
    ])
    for item in influence.cases {
      for (index, without) in item.quantities.enumerated() {
        let full = influence.full[index]
        for statistic in Statistic.all(of: full.kind) {
          let (before, after) = (statistic.value(full), statistic.value(without))
          let isMean = statistic.name == "mean"
          table.append([
            .text(item.name), .text(full.kind.rawValue), .text(full.name), .text(statistic.name),
            .number(before), .number(after), .number(after - before),
            isMean ? .number(item.shifts[index]) : .missing,
            isMean ? .number(full.mcseMean) : .missing,
            isMean ? .number(without.mcseMean) : .missing,
            Caveat.field(caveats(index, without: item.name)),
          ])
        }
      }
    }
    return table
  }

  /// What the prior of each coefficient is worth in cases.
  public var priorTable: DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "coefficient", "prior", "cases_before_data", "cases_given_data",
    ])
    for prior in priors {
      table.append([
        .text(prior.coefficient), .text(prior.prior.description),
        .number(prior.beforeData.value), .number(prior.givenData?.value ?? .nan),
      ])
    }
    return table
  }

  /// The cases, the most influential first, with their quantities; and the priors.
  public var json: JSON {
    [
      "all_cases": .array(
        influence.full.enumerated().map { Self.json($1, caveats($0)) }
      ),
      "without_case": .array(
        influence.cases.map { item in
          [
            "case": .string(item.name),
            "largest_change": .optional(item.largest.map { influence.full[$0].name }),
            "largest_change_in_sd": .optional(item.largest.map { item.shifts[$0] }),
            "changes_in_sd": .array(item.shifts.map(JSON.number)),
            "quantities": .array(
              item.quantities.enumerated().map {
                Self.json($1, caveats($0, without: item.name))
              }
            ),
            "problem": .optional(item.failure),
          ]
        }
      ),
      "prior_cases": .array(
        priors.map { prior in
          [
            "coefficient": .string(prior.coefficient),
            "prior": .string(prior.prior.description),
            "before_data": .number(prior.beforeData.value),
            "given_data": .number(prior.givenData?.value ?? .nan),
          ]
        }
      ),
    ]
  }

  private static func json(_ quantity: ReportedQuantity, _ caveats: [Caveat]) -> JSON {
    .object(
      [
        JSON.Member("kind", .string(quantity.kind.rawValue)),
        .init("name", .string(quantity.name)),
      ]
        + Statistic.all(of: quantity.kind).map { .init($0.name, .number($0.value(quantity))) }
        + [
          .init("mcse_mean", .number(quantity.mcseMean)), .init("caveat", Caveat.json(caveats)),
        ]
    )
  }

  private struct Statistic: Sendable {
    let name: String
    let value: @Sendable (ReportedQuantity) -> Double

    private static let mean = Statistic(name: "mean") { $0.mean }
    private static let deviation = Statistic(name: "sd") { $0.sd }
    private static let median = Statistic(name: "median") { $0.median }
    private static let positive = Statistic(name: "p_positive") { $0.probabilityPositive }

    static func all(of kind: ReportedQuantity.Kind) -> [Statistic] {
      kind == .coefficient ? [mean, deviation, median, positive] : [mean, deviation]
    }
  }
}
