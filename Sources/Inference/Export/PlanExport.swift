/// The universes of a plan as a table.
public struct PlanExport: Sendable {
  private let plan: Multiverse

  /// Takes a plan.
  public init(_ plan: Multiverse) { self.plan = plan }

  /// `plan.csv`: the identifier of each universe, and its choices.
  public var table: DelimitedWriter {
    let forks = plan.universes.first?.choices.map(\.fork) ?? []
    var table = DelimitedWriter(columns: ["universe"] + forks)
    for universe in plan.universes {
      table.append(([universe.identifier] + universe.choices.map(\.choice)).map { .text($0) })
    }
    return table
  }

  /// The same as JSON.
  public var json: JSON {
    [
      "plan": .string(plan.identifier),
      "universes": .array(
        plan.universes.map { universe in
          .object(
            [.init("universe", .string(universe.identifier))]
              + universe.choices.map { .init($0.fork, .string($0.choice)) }
          )
        }
      ),
    ]
  }
}
