/// All the ways to analyse a study that its declaration allows: a plan, made before anything is run.
public struct Multiverse: Sendable, Equatable {
  /// The universes, in a fixed order: that of the declaration, the last fork changing fastest.
  public let universes: [Universe]

  /// Plans every combination of the choices of a declaration.
  ///
  /// A recode of a cell that the formula does not use, or of a case that is left out, would be no other
  /// analysis and is not planned. O(universes).
  ///
  /// - Parameters:
  ///   - declaration: The choices.
  ///   - study: The study.
  /// - Throws: ``DataError`` for a coding that is not there; ``FormulaError`` for a formula that does not
  ///   parse.
  public init(_ declaration: MultiverseDeclaration, of study: Study) throws {
    var universes: [Universe] = []
    for coding in declaration.codings {
      let table = try study.table(coding: coding)
      for formula in declaration.formulas {
        let cells = try Self.contestedCells(of: study, table, coding: coding, formula, declaration)
        let recodings = Self.recodings(cells, coding: coding, declaration.contested)
        let dropped = [nil] + (declaration.drop == .each ? table.caseNames.map(Optional.some) : [])
        for recodes in recodings {
          for prior in declaration.priors {
            for link in declaration.links {
              for name in dropped where !recodes.contains(where: { $0.caseName == name }) {
                universes += declaration.samplers.map {
                  Universe(
                    coding: coding,
                    recodes: recodes,
                    prior: prior,
                    formula: formula,
                    link: link,
                    droppedCase: name,
                    sampler: $0
                  )
                }
              }
            }
          }
        }
      }
    }
    self.universes = universes
  }

  private init(universes: [Universe]) { self.universes = universes }

  /// The universes that meet all conditions, each a fork and the choices allowed for it.
  public func filtered(_ conditions: [(fork: String, choices: Set<String>)]) -> Multiverse {
    Multiverse(
      universes: universes.filter { universe in
        conditions.allSatisfy { condition in
          universe.choices.contains {
            $0.fork == condition.fork && condition.choices.contains($0.choice)
          }
        }
      }
    )
  }

  /// What tells the plan from every other: the SHA-256 of its universes' identifiers.
  public var identifier: String {
    Fingerprint.sha256(of: Array(universes.map(\.identifier).joined(separator: "\n").utf8))
  }

  /// The contested cells that matter to a formula under a coding.
  static func contestedCells(
    of study: Study,
    _ table: Table,
    coding: String,
    _ formula: MultiverseDeclaration.NamedFormula,
    _ declaration: MultiverseDeclaration
  ) throws -> [Codebook.ContestedCell] {
    // Read in any case: a formula that does not parse is no plan.
    let used = try Formula(formula.text, allColumns: table.columns.map(\.name)).usedColumns
    guard declaration.contested != .none else { return [] }
    return study.codebook.contestedCells.filter {
      used.contains($0.variable) && $0.alternatives[coding] != nil
        && table.caseNames.contains($0.caseName)
    }
  }

  /// The sets of changes of contested cells.
  private static func recodings(
    _ cells: [Codebook.ContestedCell],
    coding: String,
    _ contested: MultiverseDeclaration.Contested
  ) -> [[Recode]] {
    let alternatives = cells.map { cell in
      (cell.alternatives[coding] ?? []).map {
        Recode(caseName: cell.caseName, variable: cell.variable, value: $0)
      }
    }
    switch contested {
    case .none: return [[]]
    case .each: return [[]] + alternatives.flatMap { $0 }.map { [$0] }
    case .all:
      return alternatives.reduce([[]]) { combinations, options in
        combinations.flatMap { combination in
          [combination] + options.map { combination + [$0] }
        }
      }.map { $0.sorted() }
    }
  }
}
