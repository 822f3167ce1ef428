import Inference

/// The universes of a plan.
struct PlanReport {
  private let plan: Multiverse

  init(_ plan: Multiverse) { self.plan = plan }

  /// The plan in a format.
  func text(_ format: OutputFormat) -> String {
    let export = PlanExport(plan)
    switch format {
    case .json: return export.json.text()
    case .csv: return export.table.text()
    case .table:
      let forks = plan.universes.first?.choices.map(\.fork) ?? []
      var table = TextTable(
        ([("", .left)] + forks.map { ($0, .left) }) as [(String, TextTable.Alignment)]
      )
      for universe in plan.universes {
        table.append([universe.identifier] + universe.choices.map(\.choice))
      }
      return "Plan: \(plan.universes.count) analyses, \(plan.identifier.prefix(16))\n" + table.text
    }
  }
}
