/// Averages of several comparisons over one population, from one pass over its rows.
struct AverageComparer {
  let encoder: DesignEncoder
  let population: CasePopulation

  /// What a comparison does to some rows.
  private struct Shift {
    /// The columns of the design that change.
    var columns: [Int] = []
    /// By how much each of them changes (for a slope its derivative), row after row.
    var amounts: [[Double]] = []
    /// The same for the offset; empty where it stays.
    var offset: [Double] = []

    var isNone: Bool { columns.isEmpty && offset.isEmpty }
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
      var shifts: [(before: Shift, after: Shift)] = []
      for comparison in comparisons { shifts.append(try self.shifts(comparison, panel, base)) }
      for start in stride(from: panel.lowerBound, to: panel.upperBound, by: blockRows) {
        let rows = start..<min(start + blockRows, panel.upperBound)
        add(rows, from: panel.lowerBound, shifts, draws, to: &tasks)
      }
    }
    return tasks.map { ComparedAverages(before: $0.before, after: $0.after) }
  }

  // MARK: What changes

  private func shifts(
    _ comparison: Comparison,
    _ rows: Range<Int>,
    _ base: [Double]
  ) throws(FormulaError) -> (before: Shift, after: Shift) {
    switch comparison.change {
    case .between(let from, let to):
      (
        try shift(comparison.condition, .set(from), rows, base),
        try shift(comparison.condition, .set(to), rows, base)
      )
    case .increase(let step):
      (Shift(), try shift(comparison.condition, .increase(step), rows, base))
    case .slope: (Shift(), try slope(comparison.condition, rows))
    }
  }

  private func shift(
    _ name: String,
    _ change: ConditionChange,
    _ rows: Range<Int>,
    _ base: [Double]
  ) throws(FormulaError) -> Shift {
    let columns = encoder.columns(dependingOn: name)
    let hasOffset = encoder.hasOffset(dependingOn: name)
    let frame = population.frame(
      of: encoder.tableColumns(of: columns, withOffset: hasOffset),
      rows: rows,
      changing: (name, change)
    )
    let elements = try encoder.elements(of: columns, on: frame)
    var result = Shift()
    for (place, column) in columns.enumerated() {
      let amounts = rows.indices.map { row in
        let local = row - rows.lowerBound
        return elements[place * rows.count + local] - base[column * rows.count + local]
      }
      guard amounts.contains(where: { $0 != 0 }) else { continue }
      result.columns.append(column)
      result.amounts.append(amounts)
    }
    if hasOffset {
      let offset = try encoder.offset(frame)
      result.offset = offset.indices.map { offset[$0] - population.offset[rows.lowerBound + $0] }
    }
    return result
  }

  private func slope(_ name: String, _ rows: Range<Int>) throws(FormulaError) -> Shift {
    let columns = encoder.columns(dependingOn: name)
    let hasOffset = encoder.hasOffset(dependingOn: name)
    let frame = population.frame(
      of: encoder.tableColumns(of: columns, withOffset: hasOffset),
      rows: rows
    )
    let elements = try encoder.derivatives(of: columns, by: name, on: frame)
    return Shift(
      columns: columns,
      amounts: columns.indices.map {
        Array(elements[($0 * rows.count)..<(($0 + 1) * rows.count)])
      },
      offset: hasOffset ? try encoder.offsetDerivative(by: name, on: frame) : []
    )
  }

  // MARK: Sums

  /// Adds some rows to the averages of all draws.
  private func add(
    _ rows: Range<Int>,
    from panelStart: Int,
    _ shifts: [(before: Shift, after: Shift)],
    _ draws: Draws,
    to tasks: inout [Task]
  ) {
    let place = (rows.lowerBound - panelStart)..<(rows.upperBound - panelStart)
    let isWhole = rows.count == population.rowCount
    let block = ProbabilityDraws(
      rows: isWhole ? population.matrix : population.matrix.selecting(rows: Array(rows)),
      offset: isWhole ? population.offset : Array(population.offset[rows])
    )
    let weights = Array(population.weights[rows])
    block.forEachBlock(of: draws) { chain, drawn, etas in
      let base = LogisticSums(etas, weights: weights)
      for index in tasks.indices {
        let shift = shifts[index]
        if tasks[index].comparison.change == .slope {
          let slopes = predictorChanges(shift.after, place, draws.chains[chain], drawn)
          base.addSlopes(slopes, weights, to: &tasks[index].after, chain, drawn)
          continue
        }
        tasks[index].before?.add(
          sums(shift.before, base, etas, place, weights, draws.chains[chain], drawn),
          chain,
          drawn
        )
        tasks[index].after.add(
          sums(shift.after, base, etas, place, weights, draws.chains[chain], drawn),
          chain,
          drawn
        )
      }
    }
  }

  private func sums(
    _ shift: Shift,
    _ base: LogisticSums,
    _ etas: [Double],
    _ place: Range<Int>,
    _ weights: [Double],
    _ chain: ChainDraws,
    _ drawn: Range<Int>
  ) -> LogisticSums {
    guard !shift.isNone else { return base }
    var shifted = predictorChanges(shift, place, chain, drawn)
    for index in shifted.indices { shifted[index] += etas[index] }
    return LogisticSums(shifted, weights: weights)
  }

  /// What a shift adds to the predictors of some rows, draw after draw.
  private func predictorChanges(
    _ shift: Shift,
    _ place: Range<Int>,
    _ chain: ChainDraws,
    _ drawn: Range<Int>
  ) -> [Double] {
    var result = [Double](repeating: 0, count: place.count * drawn.count)
    var target = result.mutableSpan
    for (number, draw) in drawn.enumerated() {
      let start = number * place.count
      if !shift.offset.isEmpty {
        for row in 0..<place.count { target[start + row] = shift.offset[place.lowerBound + row] }
      }
      for (column, amounts) in zip(shift.columns, shift.amounts) {
        let coefficient = chain.values[draw * chain.dimension + column]
        let amounts = amounts.span
        for row in 0..<place.count {
          target[start + row] += coefficient * amounts[place.lowerBound + row]
        }
      }
    }
    return result
  }
}

/// Weighted sums of probabilities and of their complements over rows, for each of some draws.
private struct LogisticSums {
  private(set) var probability: [Double]
  private(set) var complement: [Double]
  /// exp(-|eta|) of every row of every draw.
  private let decay: [Double]

  /// Sums over rows: `etas` has the rows of one draw after those of another.
  init(_ etas: [Double], weights: [Double]) {
    let rowCount = weights.count
    let drawCount = rowCount == 0 ? 0 : etas.count / rowCount
    var decay = etas.map { -abs($0) }
    var span = decay.mutableSpan
    Portable.exp(inPlace: &span)
    probability = []
    complement = []
    let (etas, weights) = (etas.span, weights.span)
    for draw in 0..<drawCount {
      var (p, q) = (0.0, 0.0)
      for row in 0..<rowCount {
        let index = draw * rowCount + row
        let share = weights[row] / (1 + span[index])
        let rest = span[index] * share
        let isNegative = etas[index] < 0
        p += isNegative ? rest : share
        q += isNegative ? share : rest
      }
      probability.append(p)
      complement.append(q)
    }
    self.decay = decay
  }

  /// Adds the weighted sums of p (1 - p) times the slope of the predictor.
  func addSlopes(
    _ slopes: [Double],
    _ weights: [Double],
    to average: inout ComparedAverages.Average,
    _ chain: Int,
    _ drawn: Range<Int>
  ) {
    for (place, draw) in drawn.enumerated() {
      var sum = 0.0
      for row in weights.indices {
        let index = place * weights.count + row
        let likely = 1 / (1 + decay[index])
        sum += weights[row] * likely * (decay[index] * likely) * slopes[index]
      }
      average.probability[chain][draw] += sum
    }
  }
}

extension ComparedAverages.Average {
  fileprivate mutating func add(_ sums: LogisticSums, _ chain: Int, _ drawn: Range<Int>) {
    for (place, draw) in drawn.enumerated() {
      probability[chain][draw] += sums.probability[place]
      complement[chain][draw] += sums.complement[place]
    }
  }
}
