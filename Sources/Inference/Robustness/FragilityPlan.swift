/// The universes that differ from one of them by recoded cells, to find the smallest set of recodes that
/// overturns a conclusion.
///
/// All sets of one and of two cells are planned. A set of three or more extends the set of one less
/// that comes nearest to overturning a conclusion which nothing has overturned yet (greedy search), so
/// what is found there need not be the smallest.
public struct FragilityPlan: Sendable, Equatable {
  /// The largest number of cells that are recoded together.
  public static let largestSize = 5

  /// The universe whose conclusions are put to the test.
  public let base: Universe
  /// The cells that can be recoded, by case and then by variable, the outcome last.
  public let cells: [RecodableCell]
  /// The variables of the formula that are numbers and no codes: nothing else could be written there.
  public let numericVariables: [String]
  /// The values of the coding before any recode, by case and variable.
  private let codes: [Place: String]

  private struct Place: Hashable {
    let caseName: String
    let variable: String
  }

  /// Finds the cells of a universe.
  ///
  /// Cells of cases that the universe leaves out, or that have a gap in a column of its formula, are not
  /// among them. O(cells).
  ///
  /// - Throws: ``DataError`` and ``FormulaError`` for a universe that cannot be analysed.
  public init(base: Universe, of study: Study) throws {
    let table = try base.table(of: study)
    let formula = try Formula(base.formula.text, allColumns: table.columns.map(\.name))
    let coding = try study.table(coding: base.coding)
    var codes: [Place: String] = [:]
    for column in formula.usedColumns.compactMap({ coding[$0] }) {
      for (row, name) in coding.caseNames.enumerated() {
        codes[Place(caseName: name, variable: column.name)] = column.codeText(row)
      }
    }
    self.base = base
    self.codes = codes
    (cells, numericVariables) = RecodableCell.all(in: table, of: formula)
  }

  /// The number of sets of so many different cells, each with one of its other values; exact while it
  /// fits a `Double`.
  ///
  /// O(cells x size).
  public func setCount(ofSize size: Int, withOutcomes: Bool = true) -> Double {
    var counts = [1.0] + [Double](repeating: 0, count: size)
    for cell in cells where withOutcomes || !cell.isOutcome {
      for chosen in stride(from: size, to: 0, by: -1) {
        counts[chosen] += counts[chosen - 1] * Double(cell.alternatives.count)
      }
    }
    return counts[size]
  }

  /// The sets of so many cells that are looked at next.
  ///
  /// All of them for one and two cells; greedy extensions up to ``largestSize``, for which the results
  /// of the base and of all smaller sets are needed. Empty where every conclusion is overturned
  /// already, or there is nothing left to recode. To be called with 1, 2, ... and the results so far.
  ///
  /// - Precondition: the size is positive.
  public func universes(
    ofSize size: Int,
    given results: [(universe: Universe, result: UniverseResult)] = []
  ) -> [Universe] {
    precondition(size > 0, "a set has a cell")
    let sets: [[CellChange]]
    switch size {
    case 1: sets = changes.map { [$0] }
    case 2: sets = changes.flatMap { first in following(first).map { [first, $0] } }
    case 3...Self.largestSize:
      let bases = FragilitySearch(self, results).unfinished(ofSize: size - 1)
      var seen: Set<[CellChange]> = []
      sets = bases.flatMap { extensions(of: $0.changes, withOutcomes: $0.withOutcomes) }
        .filter { seen.insert($0).inserted }
    default: sets = []
    }
    return sets.map(universe)
  }

  /// The universe with these cells changed; a cell that gets the value of its coding back is no recode.
  ///
  /// - Precondition: the changes are of different cells.
  func universe(changing changes: [CellChange]) -> Universe {
    var values: [Place: String] = [:]
    for recode in base.recodes {
      values[Place(caseName: recode.caseName, variable: recode.variable)] = recode.value
    }
    for change in changes {
      let place = Place(caseName: change.caseName, variable: change.variable)
      values[place] = change.to == codes[place] ? nil : change.to
    }
    return base.recoding(
      values.map { Recode(caseName: $0.caseName, variable: $0.variable, value: $1) }
    )
  }

  /// The cells in which a universe differs from the base, in the order of ``cells``; nil where it
  /// differs in anything else.
  ///
  /// O(recodes x cells).
  func changes(of universe: Universe) -> [CellChange]? {
    guard universe.recoding([]) == base.recoding([]) else { return nil }
    let recodes = universe.recodes + base.recodes
    let touched = Set(recodes.map { Place(caseName: $0.caseName, variable: $0.variable) })
    var changes: [CellChange] = []
    var known = 0
    for cell in cells {
      let place = Place(caseName: cell.caseName, variable: cell.variable)
      guard touched.contains(place) else { continue }
      known += 1
      let recode = universe.recodes.first {
        $0.caseName == cell.caseName && $0.variable == cell.variable
      }
      if let recode, base.recodes.contains(recode) { continue }
      guard let value = recode?.value ?? codes[place], value != cell.value else { continue }
      guard cell.alternatives.contains(value) else { return nil }
      changes.append(cell.change(to: value))
    }
    // Recodes of the base that the formula does not use have to be the same.
    let others = touched.count - known
    let shared = Set(universe.recodes).intersection(base.recodes).count { recode in
      !cells.contains { $0.caseName == recode.caseName && $0.variable == recode.variable }
    }
    return others == shared ? changes : nil
  }

  private var changes: [CellChange] { cells.flatMap(\.changes) }

  /// The changes of all later cells.
  private func following(_ change: CellChange) -> [CellChange] {
    guard let place = place(of: change) else { return [] }
    return cells[(place + 1)...].flatMap(\.changes)
  }

  /// A set with each change of each further cell, in the order of the cells.
  private func extensions(of set: [CellChange], withOutcomes: Bool) -> [[CellChange]] {
    let taken = set.compactMap(place)
    return cells.indices.filter {
      !taken.contains($0) && (withOutcomes || !cells[$0].isOutcome)
    }.flatMap { added in
      let before = zip(set, taken).filter { $1 < added }.map(\.0)
      return cells[added].changes.map { before + [$0] + set.dropFirst(before.count) }
    }
  }

  private func place(of change: CellChange) -> Int? {
    cells.firstIndex { $0.caseName == change.caseName && $0.variable == change.variable }
  }
}

extension RecodableCell {
  fileprivate func change(to value: String) -> CellChange {
    CellChange(
      caseName: caseName,
      variable: variable,
      from: self.value,
      to: value,
      isOutcome: isOutcome
    )
  }

  /// The cell with each of its other values.
  fileprivate var changes: [CellChange] { alternatives.map(change) }
}
