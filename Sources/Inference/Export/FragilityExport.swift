/// How few recodes overturn conclusions, as `fragility.csv` and `fragility-cells.csv`.
public struct FragilityExport: Sendable {
  /// The reading.
  public var fragility: FragilityReading

  /// What the priors say by themselves, before any data.
  public var priors: PriorDirections

  /// Makes the export.
  public init(_ fragility: FragilityReading, priors: PriorDirections = PriorDirections()) {
    (self.fragility, self.priors) = (fragility, priors)
  }

  /// Two rows for each effect and line: with all cells, and with cells of conditions only.
  ///
  /// The columns of the set are empty where none is known.
  public var table: DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "effect", "conclusion", "p_positive", "mcse_p_positive", "holds", "base_doubtful", "cells",
      "recodes_needed", "recodes", "outcome_recoded", "p_positive_after",
      "mcse_p_positive_after", "median", "median_after", "exact", "sets", "clear_sets",
      "sets_complete", "doubtful", "one_class", "searched_to", "sets_without_number",
      "prior_p_positive", "mcse_prior_p_positive", "prior_alone",
    ])
    for line in fragility.lines {
      for (name, answer) in Self.answers(line) {
        let identity: [DelimitedWriter.Field] = [
          .text(line.key.name), .text(line.threshold.description),
          .number(line.base.probabilityPositive), .number(line.base.mcseProbabilityPositive),
          .flag(line.holds), .flag(line.isDoubtful), .text(name),
        ]
        let set: [DelimitedWriter.Field] =
          answer.crossing.map { crossing in
            [
              .integer(crossing.changes.count), .text(Self.text(crossing.changes)),
              .flag(crossing.changes.contains(where: \.isOutcome)),
              .number(crossing.after.probabilityPositive),
              .number(crossing.after.mcseProbabilityPositive), .number(line.base.median),
              .number(crossing.after.median), .flag(crossing.isExact),
              .integer(crossing.setCount), .integer(crossing.clearSetCount),
              .flag(crossing.isComplete), .flag(crossing.isDoubtful), .flag(crossing.isOneClass),
            ]
          } ?? [.missing, .missing, .missing, .missing, .missing, .number(line.base.median)]
          + [DelimitedWriter.Field](repeating: .missing, count: 5)
          + [answer.isDoubtfullyNone ? .flag(true) : .missing, .missing]
        table.append(
          identity + set + [.integer(answer.searchedSize), .integer(answer.unknownCount)]
            + priorFields(line)
        )
      }
    }
    return table
  }

  /// The prior's own probability in the base, and whether it is across the line by itself.
  private func priorFields(_ line: FragilityReading.Line) -> [DelimitedWriter.Field] {
    guard let own = fragility.ownProbability(of: line.key, priors) else {
      return [.missing, .missing, .missing]
    }
    return [
      .number(own.value), .number(own.error), .flag(line.threshold.isPassed(byPrior: own)),
    ]
  }

  /// One row for each recode of one cell and each effect.
  public var cellTable: DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "effect", "case", "variable", "from", "to", "outcome_recoded", "status", "one_class",
      "median", "median_after", "change_median", "mcse_median", "mcse_median_after", "p_positive",
      "p_positive_after", "change_p_positive", "mcse_p_positive", "mcse_p_positive_after",
      "message",
    ])
    for cell in fragility.cells {
      let (before, after) = (cell.before, cell.after)
      let status = cell.failure != nil ? "failed" : after == nil ? "absent" : "estimated"
      func number(_ value: Double?) -> DelimitedWriter.Field {
        value.map { .number($0) } ?? .missing
      }
      table.append([
        .text(before.name), .text(cell.change.caseName), .text(cell.change.variable),
        .text(cell.change.from), .text(cell.change.to), .flag(cell.change.isOutcome),
        .text(status), .flag(cell.isOneClass), .number(before.median),
        number(after?.median), number(after.map { $0.median - before.median }),
        .number(before.mcseMedian), number(after?.mcseMedian),
        .number(before.probabilityPositive), number(after?.probabilityPositive),
        number(after.map { $0.probabilityPositive - before.probabilityPositive }),
        .number(before.mcseProbabilityPositive), number(after?.mcseProbabilityPositive),
        .optional(cell.failure),
      ])
    }
    return table
  }

  /// The base, what can be recoded, and the conclusions.
  public var json: JSON {
    let plan = fragility.plan
    return [
      "base": .string(plan.base.identifier),
      "cells": .integer(plan.cells.count),
      "variables_not_recoded": .array(plan.numericVariables.map(JSON.string)),
      "conclusions": .array(
        fragility.lines.map { line in
          .object(
            [
              .init("effect", .string(line.key.name)),
              .init("side", .string(line.threshold.side.rawValue)),
              .init("line", .number(line.threshold.value)),
              .init("p_positive", .number(line.base.probabilityPositive)),
              .init("mcse_p_positive", .number(line.base.mcseProbabilityPositive)),
              .init("holds", .boolean(line.holds)),
              .init("doubtful", .boolean(line.isDoubtful)),
              .init("prior_p_positive", ownJSON(line)),
            ] + Self.answers(line).map { .init($0.name, Self.json($0.answer)) }
          )
        }
      ),
    ]
  }

  /// The prior's own probability in the base; null where it is not known.
  private func ownJSON(_ line: FragilityReading.Line) -> JSON {
    fragility.ownProbability(of: line.key, priors).map { own in
      [
        "estimate": .number(own.value), "mcse": .number(own.error),
        "across_the_line": .boolean(line.threshold.isPassed(byPrior: own)),
      ]
    } ?? .null
  }

  private static func answers(
    _ line: FragilityReading.Line
  ) -> [(name: String, answer: FragilityReading.Answer)] {
    [("all", line.anyCells), ("conditions", line.conditionsOnly)]
  }

  private static func json(_ answer: FragilityReading.Answer) -> JSON {
    .object(
      [
        .init("searched_to", .integer(answer.searchedSize)),
        .init("sets_without_number", .integer(answer.unknownCount)),
        .init("doubtfully_none", .boolean(answer.isDoubtfullyNone)),
        .init("smallest", .optional(answer.crossing.map(json))),
      ]
    )
  }

  private static func json(_ crossing: FragilityReading.Crossing) -> JSON {
    [
      "recodes": .array(
        crossing.changes.map {
          [
            "case": .string($0.caseName), "variable": .string($0.variable),
            "from": .string($0.from), "to": .string($0.to), "outcome": .boolean($0.isOutcome),
          ]
        }
      ),
      "p_positive_after": .number(crossing.after.probabilityPositive),
      "mcse_p_positive_after": .number(crossing.after.mcseProbabilityPositive),
      "median_after": .number(crossing.after.median),
      "exact": .boolean(crossing.isExact),
      "sets": .integer(crossing.setCount),
      "clear_sets": .integer(crossing.clearSetCount),
      "sets_complete": .boolean(crossing.isComplete),
      "doubtful": .boolean(crossing.isDoubtful),
      "one_class": .boolean(crossing.isOneClass),
    ]
  }

  private static func text(_ changes: [CellChange]) -> String {
    changes.map(\.description).joined(separator: "; ")
  }
}
