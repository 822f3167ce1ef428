/// The universes and their numbers, as `universes.csv` and `quantities.csv`.
public struct MultiverseExport: Sendable {
  /// The universes.
  public var results: MultiverseResults
  /// What is to be known of quantities.
  public var caveats: [QuantityKey: [Caveat]]

  /// Makes the export.
  public init(_ results: MultiverseResults, caveats: [QuantityKey: [Caveat]] = [:]) {
    self.results = results
    self.caveats = caveats
  }

  /// The columns that say which universe a row is of.
  private var choiceColumns: [String] { ["universe"] + results.forks.map(\.name) }

  private func choices(_ place: Int) -> [DelimitedWriter.Field] {
    [.text(results.entries[place].result.identifier)]
      + results.forks.map { .text($0.choices[$0.taken[place]]) }
  }

  /// One row for each universe: its choices, its cases, where its numbers come from.
  public var universeTable: DelimitedWriter {
    var table = DelimitedWriter(
      columns: choiceColumns + [
        "cases", "successes", "trials", "status", "method", "fitted_by", "donor", "pareto_k",
        "one_class", "separation", "warnings", "message",
      ]
    )
    for (place, entry) in results.entries.enumerated() {
      let result = entry.result
      let origin = Origin(result.outcome)
      table.append(
        choices(place) + [
          .integer(result.caseCount), .number(result.successes), .number(result.trials),
          .text(origin.status), .optional(origin.method), .optional(origin.sampler),
          .optional(origin.donor), origin.paretoK.map { .number($0) } ?? .missing,
          .flag(result.isOneClass), .text(result.separation),
          .text(result.warnings.joined(separator: "; ")), .optional(origin.message),
        ]
      )
    }
    return table
  }

  /// One row for each quantity of each universe; with a column of caveats where there are any.
  public var quantityTable: DelimitedWriter {
    let caveats = QuantityCaveats(self.caveats)
    let columns = choiceColumns + ["one_class", "kind", "quantity"] + UniverseFields.columns
    var table = DelimitedWriter(columns: columns + caveats.columns)
    for (place, entry) in results.entries.enumerated() {
      let identity = choices(place) + [.flag(entry.result.isOneClass)]
      for quantity in entry.result.quantities {
        var row = identity + [.text(quantity.kind.rawValue), .text(quantity.name)]
        row += UniverseFields.values(quantity).map { .number($0) }
        table.append(row + caveats.fields(of: quantity.key))
      }
    }
    return table
  }

  /// The number of universes by what became of them, and each by its choices.
  public var members: [JSON.Member] {
    let failed = results.failures.count
    return [
      .init(
        "counts",
        [
          "planned": .integer(results.plannedCount),
          "analysed": .integer(results.entries.count - failed),
          "failed": .integer(failed),
          "missing": .integer(results.missingCount),
          "one_class": .integer(results.oneClassCount),
          "reweighted": .integer(results.reweightedCount),
        ]
      ),
      .init(
        "forks",
        .array(
          results.forks.map {
            ["fork": .string($0.name), "choices": .array($0.choices.map(JSON.string))]
          }
        )
      ),
      .init("universes", .array(results.entries.map(Self.json))),
    ]
  }

  private static func json(_ entry: MultiverseResults.Entry) -> JSON {
    let result = entry.result
    let origin = Origin(result.outcome)
    var members = [JSON.Member("universe", .string(result.identifier))]
    members += entry.universe.choices.map { .init($0.fork, .string($0.choice)) }
    members += [
      .init("cases", .integer(result.caseCount)), .init("successes", .number(result.successes)),
      .init("trials", .number(result.trials)), .init("status", .string(origin.status)),
      .init("method", .optional(origin.method)), .init("fitted_by", .optional(origin.sampler)),
      .init("donor", .optional(origin.donor)), .init("pareto_k", .optional(origin.paretoK)),
      .init("one_class", .boolean(result.isOneClass)),
      .init("separation", .string(result.separation)),
      .init("warnings", .array(result.warnings.map(JSON.string))),
      .init("message", .optional(origin.message)),
    ]
    return .object(members)
  }

  /// What became of a universe, in the words of files.
  private struct Origin {
    var status = "estimated"
    var method: String?
    var sampler: String?
    var donor: String?
    var paretoK: Double?
    var message: String?

    init(_ outcome: UniverseResult.Outcome) {
      switch outcome {
      case .estimated(.fitted(let sampler), _):
        method = "fitted"
        self.sampler = sampler
      case .estimated(.reweighted(let donor, let paretoK), _):
        method = "reweighted"
        self.donor = donor
        self.paretoK = paretoK
      case .failed(let message):
        status = "failed"
        self.message = message
      }
    }
  }
}

/// The column of what is to be known of quantities, in tables that have it only where there is anything.
struct QuantityCaveats {
  private let caveats: [QuantityKey: [Caveat]]

  init(_ caveats: [QuantityKey: [Caveat]]) { self.caveats = caveats }

  /// The column, or nothing.
  var columns: [String] { caveats.isEmpty ? [] : [DelimitedWriter.caveatColumn] }

  /// The field of a quantity, or nothing.
  func fields(of key: QuantityKey) -> [DelimitedWriter.Field] {
    caveats.isEmpty ? [] : [Caveat.field(caveats[key] ?? [])]
  }
}

/// The columns of every number of a universe.
enum UniverseFields {
  /// The names, in order.
  static let columns = [
    "mean", "sd", "q5", "q25", "median", "q75", "q95", "p_positive", "mcse_mean", "mcse_median",
    "mcse_p_positive", "ess", "rhat",
  ]

  /// The numbers, in order.
  static func values(_ quantity: UniverseQuantity) -> [Double] {
    [
      quantity.mean, quantity.sd, quantity.q5, quantity.q25, quantity.median, quantity.q75,
      quantity.q95, quantity.probabilityPositive, quantity.mcseMean, quantity.mcseMedian,
      quantity.mcseProbabilityPositive, quantity.effectiveSize, quantity.rHat,
    ]
  }
}

extension DelimitedWriter.Field {
  /// The text, or nothing.
  static func optional(_ text: String?) -> Self { text.map { .text($0) } ?? .missing }

  /// `yes` or `no`.
  static func flag(_ value: Bool) -> Self { .text(value ? "yes" : "no") }
}

extension EvidenceThreshold {
  /// `above_0.95`, `below_0.05`.
  var fileName: String { "\(side.rawValue)_\(value)" }
}
