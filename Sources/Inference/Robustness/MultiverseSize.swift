extension Multiverse {
  /// The number of universes above which a plan is not made without being asked for twice.
  public static let sizeLimit = 1_000_000

  /// The number of universes of a plan, before it is made: exact up to rounding of a `Double`, infinite
  /// beyond its range.
  ///
  /// O(codings x formulas x contested cells).
  ///
  /// - Throws: as making the plan does.
  public static func size(
    of declaration: MultiverseDeclaration,
    study: Study
  ) throws -> Double {
    var total = 0.0
    for coding in declaration.codings {
      let table = try study.table(coding: coding)
      for formula in declaration.formulas {
        let cells = try contestedCells(of: study, table, coding: coding, formula, declaration)
        let cases = declaration.drop == .each ? Double(table.rowCount) : 0
        var options: [String: Double] = [:]
        for cell in cells {
          let alternatives = Double(cell.alternatives[coding]?.count ?? 0)
          switch declaration.contested {
          case .none: break
          case .each: options["", default: 0] += alternatives
          case .all: options[cell.caseName, default: 1] *= 1 + alternatives
          }
        }
        let others = Double(
          declaration.priors.count * declaration.links.count * declaration.samplers.count
        )
        switch declaration.contested {
        case .none: total += others * (1 + cases)
        case .each:
          // A case that is recoded is not left out.
          total += others * (1 + cases + (options[""] ?? 0) * (cases == 0 ? 1 : cases))
        case .all:
          let combinations = options.values.reduce(1, *)
          // Of each case the share of the combinations that leave its codes as they are.
          let unchanged = options.values.reduce(cases - Double(options.count)) { $0 + 1 / $1 }
          total += others * combinations * (1 + (cases == 0 ? 0 : unchanged))
        }
      }
    }
    return total
  }
}
