/// Averages of several comparisons over one population, from one pass over its rows.
package struct AverageComparer {
  let encoder: DesignEncoder
  let population: CasePopulation
  let link: Link

  /// Keeps what it is given.
  package init(encoder: DesignEncoder, population: CasePopulation, link: Link) {
    self.encoder = encoder
    self.population = population
    self.link = link
  }

  /// What becomes of the sums of one comparison.
  private struct Task {
    var comparison: Comparison
    var before: ComparedAverages.Average?
    var after: ComparedAverages.Average
  }

  /// How many rows are changed at a time: that many numbers of all changed columns are in memory.
  private static let shiftSize = 1 << 22

  /// The averages of each comparison, in order.
  ///
  /// O(draws x rows x (columns + comparisons)); memory for the draws' averages and for a panel of rows.
  ///
  /// - Throws: a ``FormulaError`` where arithmetic of the formula has no value after a change.
  func averages(
    of comparisons: [Comparison],
    draws: Draws
  ) throws(FormulaError) -> [ComparedAverages] {
    var tasks = comparisons.map { comparison in
      Task(
        comparison: comparison,
        before: comparison.change == .slope ? nil : .init(draws),
        after: .init(draws)
      )
    }
    let changed = comparisons.reduce(0) {
      $0 + 2 * encoder.columns(dependingOn: $1.condition).count
    }
    let tile = TiledMatrix.tile
    let panelRows = min(4096, max(tile, Self.shiftSize / max(changed, 1) / tile * tile))
    let columnCount = max(population.matrix.columnCount, 1)
    let blockRows = min(panelRows, max(tile, (1 << 16) / columnCount / tile * tile))
    for first in stride(from: 0, to: population.rowCount, by: panelRows) {
      let panel = first..<min(first + panelRows, population.rowCount)
      let base = population.matrix.panel(panel)
      var shifts: [(before: PredictorShift, after: PredictorShift)] = []
      for comparison in comparisons { shifts.append(try self.shifts(comparison, panel, base)) }
      for start in stride(from: panel.lowerBound, to: panel.upperBound, by: blockRows) {
        let rows = start..<min(start + blockRows, panel.upperBound)
        add(rows, from: panel.lowerBound, shifts, draws, to: &tasks)
      }
    }
    var averages: [ComparedAverages] = []
    for task in tasks {
      var compared = ComparedAverages(before: task.before, after: task.after)
      compared.signed = try signed(compared, of: task.comparison, draws: draws)
      averages.append(compared)
    }
    return averages
  }

  // MARK: What changes

  func shifts(
    _ comparison: Comparison,
    _ rows: Range<Int>,
    _ base: [Double]
  ) throws(FormulaError) -> (before: PredictorShift, after: PredictorShift) {
    switch comparison.change {
    case .between(let from, let to):
      (
        try shift(comparison.condition, .set(from), rows, base),
        try shift(comparison.condition, .set(to), rows, base)
      )
    case .increase(let step):
      (PredictorShift(), try shift(comparison.condition, .increase(step), rows, base))
    case .slope: (PredictorShift(), try slope(comparison.condition, rows))
    }
  }

  private func shift(
    _ name: String,
    _ change: ConditionChange,
    _ rows: Range<Int>,
    _ base: [Double]
  ) throws(FormulaError) -> PredictorShift {
    let columns = encoder.columns(dependingOn: name)
    let hasOffset = encoder.hasOffset(dependingOn: name)
    let frame = population.frame(
      of: encoder.tableColumns(of: columns, withOffset: hasOffset),
      rows: rows,
      changing: (name, change)
    )
    let elements = try encoder.elements(of: columns, on: frame)
    var shift = PredictorShift()
    for (place, column) in columns.enumerated() {
      let amounts = rows.indices.map { row in
        let local = row - rows.lowerBound
        return elements[place * rows.count + local] - base[column * rows.count + local]
      }
      guard amounts.contains(where: { $0 != 0 }) else { continue }
      shift.columns.append(column)
      if case .increase(let step) = change, encoder.plainColumns[name] == column {
        // What subtraction would give but for rounding.
        shift.amounts.append([Double](repeating: step, count: rows.count))
      } else {
        shift.amounts.append(amounts)
      }
    }
    if hasOffset {
      let offset = try encoder.offset(frame)
      shift.offset = offset.indices.map { offset[$0] - population.offset[rows.lowerBound + $0] }
    }
    shift.findClasses(rowCount: rows.count)
    return shift
  }

  private func slope(_ name: String, _ rows: Range<Int>) throws(FormulaError) -> PredictorShift {
    let columns = encoder.columns(dependingOn: name)
    let hasOffset = encoder.hasOffset(dependingOn: name)
    let frame = population.frame(
      of: encoder.tableColumns(of: columns, withOffset: hasOffset),
      rows: rows
    )
    let elements = try encoder.derivatives(of: columns, by: name, on: frame)
    var shift = PredictorShift(
      columns: columns,
      amounts: columns.indices.map {
        Array(elements[($0 * rows.count)..<(($0 + 1) * rows.count)])
      },
      offset: hasOffset ? try encoder.offsetDerivative(by: name, on: frame) : []
    )
    shift.findClasses(rowCount: rows.count)
    return shift
  }

  // MARK: Sums

  /// Adds some rows to the averages of all draws.
  private func add(
    _ rows: Range<Int>,
    from panelStart: Int,
    _ shifts: [(before: PredictorShift, after: PredictorShift)],
    _ draws: Draws,
    to tasks: inout [Task]
  ) {
    let place = (rows.lowerBound - panelStart)..<(rows.upperBound - panelStart)
    let isWhole = rows.count == population.rowCount
    let block = ProbabilityDraws(
      rows: isWhole ? population.matrix : population.matrix.selecting(rows: Array(rows)),
      offset: isWhole ? population.offset : Array(population.offset[rows]),
      link: link
    )
    let weights = Array(population.weights[rows])
    block.forEachBlock(of: draws) { chain, drawn, etas in
      let base = ProbabilitySums(etas, weights: weights, link: link)
      let odds = link == .logit ? InverseOdds(etas, rowCount: rows.count) : nil
      let meanSlopes =
        tasks.contains { $0.before == nil } ? base.slopes(weights: weights) : []
      for index in tasks.indices {
        let (before, after) = shifts[index]
        if tasks[index].comparison.change == .slope {
          if let slopes = after.commonChanges(draws.chains[chain], drawn) {
            for (number, draw) in drawn.enumerated() {
              tasks[index].after.probability[chain][draw] += slopes[number] * meanSlopes[number]
            }
            continue
          }
          let slopes = after.changes(of: place, draws.chains[chain], drawn)
          base.addSlopes(slopes, weights, to: &tasks[index].after, chain, drawn)
          continue
        }
        func sums(_ shift: PredictorShift) -> ProbabilitySums {
          if shift.isNone { return base }
          if let sums = odds?.shifted(by: shift, place, weights, draws.chains[chain], drawn) {
            return sums
          }
          var shifted = shift.changes(of: place, draws.chains[chain], drawn)
          for index in shifted.indices { shifted[index] += etas[index] }
          return ProbabilitySums(shifted, weights: weights, link: link)
        }
        tasks[index].before?.add(sums(before), chain, drawn)
        tasks[index].after.add(sums(after), chain, drawn)
      }
    }
  }
}

extension ComparedAverages.Average {
  fileprivate mutating func add(_ sums: ProbabilitySums, _ chain: Int, _ drawn: Range<Int>) {
    for (place, draw) in drawn.enumerated() {
      probability[chain][draw] += sums.probability[place]
      complement[chain][draw] += sums.complement[place]
    }
  }
}
