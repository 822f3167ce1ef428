/// The linear programme behind every question about separation: which of the columns a_1 ... a_n
/// can a direction d make positive while it makes none negative and keeps others at zero?
///
/// By the theorem of the alternative of Stiemke and Gordan each column either is positive for some
/// admissible direction, or takes part in a combination with positive weights that vanishes. The
/// simplex method on those weights meets a vanishing combination as an unbounded ray. Its members
/// then count as columns to be kept at zero, which removes a dimension; so there are at most as
/// many rays as rows, and what is left in the end is exactly the set of positive columns, with a
/// direction as the dual solution.
///
/// Neither rays nor the dual solution depend on the right-hand side. It is therefore given
/// scattered positive values, which makes every step a real step: the degenerate steps in which
/// the simplex method could cycle do not come up. Should rounding bring them back, Bland's rule
/// takes over after a while and ends them.
///
/// Columns are scaled to a largest element of 1. Elements below 1e-9 count as zero.
struct HomogeneousProgram: Sendable {
  /// A direction that makes every column of `positive` at least 1 and every other column 0.
  private(set) var direction: [Double]
  /// The columns that an admissible direction makes positive.
  private(set) var positive: [Int] = []

  /// The columns after elimination, column after column, `size` elements each.
  private var columns: [Double]
  /// The product of all row operations, row after row.
  private var operations: [Double]
  private let size: Int
  private var columnCount: Int
  /// Rows still to be decided: neither eliminated nor redundant.
  private var activeRows: [Int] = []
  /// Rows that vanish for every column: directions about which no column says anything.
  private(set) var redundantRows: [Int] = []
  /// The column that each active row has as its basis.
  private var basis: [Int]
  private var isUndecided: [Bool]
  /// The weights of the basis columns: the right-hand side.
  private var weights: [Double]

  /// The only column whose weight is to be increased; nil: all of them.
  private var soleGain: Int?

  private static let tolerance = 1e-9

  /// Solves the programme.
  ///
  /// - Parameters:
  ///   - signed: The columns a_j, each with `size` finite elements.
  ///   - zero: The columns whose product with the direction must be zero.
  ///   - size: The number of elements of a column.
  init(signed: [[Double]], zero: [[Double]], size: Int) {
    self.size = size
    columnCount = signed.count + zero.count
    columns = []
    columns.reserveCapacity(columnCount * size)
    for column in signed + zero {
      let largest = column.reduce(0) { max($0, abs($1)) }
      for element in column { columns.append(largest > 0 ? element / largest : 0) }
    }
    operations = [Double](repeating: 0, count: size * size)
    for row in 0..<size { operations[row * size + row] = 1 }
    basis = [Int](repeating: -1, count: size)
    weights = [Double](repeating: 0, count: size)
    isUndecided = [Bool](repeating: true, count: signed.count)
    direction = [Double](repeating: 0, count: size)
    eliminateZeroColumns(from: signed.count)
    makeBasis(signedCount: signed.count)
    solve()
  }

  /// A vector after the row operations, reduced to what the columns leave open.
  struct Reduced: Sendable {
    /// Whether the vector points out of the space that all columns span.
    let isOutsideSpan: Bool
    /// The elements on the undecided rows.
    let active: [Double]
    /// The vector with its sign changed.
    var negated: Reduced { Reduced(isOutsideSpan: isOutsideSpan, active: active.map { -$0 }) }
    /// Whether every admissible direction makes the vector zero.
    var isBounded: Bool { !isOutsideSpan && active.allSatisfy { abs($0) <= 1e-8 } }
  }

  /// Applies the row operations to a vector.
  ///
  /// O(size²).
  func reduced(_ vector: [Double]) -> Reduced {
    let scale = max(1e-300, vector.reduce(0) { max($0, abs($1)) })
    func product(_ row: Int) -> Double {
      var sum = 0.0
      for index in 0..<size { sum += operations[row * size + index] * vector[index] / scale }
      return sum
    }
    return Reduced(
      isOutsideSpan: redundantRows.contains { abs(product($0)) > 1e-8 },
      active: activeRows.map(product)
    )
  }

  /// Whether every admissible direction makes the reduced vector at least zero.
  ///
  /// By Farkas' lemma that is so where the vector is a combination of the positive columns with
  /// weights that are not negative: where its negative can be made to vanish together with them.
  /// Goes on from the present basis, which takes a few steps.
  func isNonnegative(_ vector: Reduced) -> Bool {
    var extended = self
    let added = isUndecided.count
    extended.columns.removeLast((columnCount - added) * size)
    extended.columns.append(contentsOf: repeatElement(0, count: size))
    for (row, element) in zip(activeRows, vector.active) {
      extended.columns[added * size + row] = -element
    }
    extended.columnCount = added + 1
    extended.isUndecided.append(true)
    extended.soleGain = added
    return extended.advance() != nil
  }

  /// Makes the zero columns unit columns, one after another, and forgets their rows.
  private mutating func eliminateZeroColumns(from first: Int) {
    var free = Array(0..<size)
    for column in first..<columnCount {
      guard let row = largestElement(of: column, in: free) else { continue }
      pivot(row: row, column: column, updating: free)
      free.removeAll { $0 == row }
    }
    activeRows = free
  }

  /// Finds a basis among the signed columns for the rows that are left.
  private mutating func makeBasis(signedCount: Int) {
    var free = activeRows
    activeRows = []
    for column in 0..<signedCount where !free.isEmpty {
      guard let row = largestElement(of: column, in: free) else { continue }
      pivot(row: row, column: column, updating: free + activeRows)
      basis[row] = column
      free.removeAll { $0 == row }
      activeRows.append(row)
    }
    redundantRows = free
    // Multiples of the golden ratio less whole numbers: values as scattered as can be.
    for (index, row) in activeRows.enumerated() {
      let multiple = Double(index + 1) * 0.618_033_988_749_894_8
      weights[row] = 1 + multiple - multiple.rounded(.down)
    }
  }

  private func largestElement(of column: Int, in rows: [Int]) -> Int? {
    var best: (row: Int, size: Double)?
    for row in rows {
      let element = abs(columns[column * size + row])
      if element > max(Self.tolerance, best?.size ?? 0) { best = (row, element) }
    }
    return best?.row
  }

  private mutating func solve() {
    settle()
    while let entering = advance() {
      // A combination that vanishes: its members are zero for every admissible direction.
      activeRows.removeAll { columns[entering * size + $0] < -Self.tolerance }
      isUndecided[entering] = false
      settle()
    }
    positive = isUndecided.indices.filter { isUndecided[$0] && !activeRows.isEmpty }
    for row in activeRows {
      for index in 0..<size { direction[index] += operations[row * size + index] }
    }
    rescaleDirection()
  }

  /// Goes from basis to basis up to a column whose weight can grow without bound, or to the end.
  ///
  /// - Returns: That column; nil where no weight can grow any more.
  private mutating func advance() -> Int? {
    var steps = 0
    while !activeRows.isEmpty {
      let cautious = steps > 1000 + 50 * size
      guard let entering = enteringColumn(cautious: cautious) else { return nil }
      guard let row = leavingRow(for: entering, cautious: cautious) else { return entering }
      pivot(row: row, column: entering, updating: activeRows)
      basis[row] = entering
      steps += 1
    }
    return nil
  }

  /// Decides the columns that vanish on all rows still active.
  private mutating func settle() {
    for column in isUndecided.indices where isUndecided[column] {
      isUndecided[column] = activeRows.contains {
        abs(columns[column * size + $0]) > Self.tolerance
      }
    }
  }

  /// The undecided column that gains most: by the largest margin not yet at least 1.
  private func enteringColumn(cautious: Bool) -> Int? {
    var best: Int?
    var largest = Self.tolerance
    let rows = activeRows.filter { soleGain == nil || basis[$0] == soleGain }
    for column in isUndecided.indices where isUndecided[column] {
      var gain = soleGain == nil || column == soleGain ? 1.0 : 0.0
      for row in rows { gain -= columns[column * size + row] }
      if gain > largest {
        best = column
        largest = gain
        if cautious { return column }
      }
    }
    return best
  }

  /// The row whose weight reaches zero first as the weight of a column grows.
  private func leavingRow(for column: Int, cautious: Bool) -> Int? {
    var best: (row: Int, ratio: Double, element: Double)?
    for row in activeRows {
      let element = columns[column * size + row]
      guard element > Self.tolerance else { continue }
      let ratio = weights[row] / element
      guard let current = best else {
        best = (row, ratio, element)
        continue
      }
      let isTie = ratio == current.ratio
      let wins = cautious ? basis[row] < basis[current.row] : element > current.element
      if ratio < current.ratio || (isTie && wins) { best = (row, ratio, element) }
    }
    return best?.row
  }

  /// Makes a column the unit column of a row, by operations on the rows still in use.
  private mutating func pivot(row: Int, column: Int, updating rows: [Int]) {
    let pivot = 1 / columns[column * size + row]
    let others = rows.filter { $0 != row && columns[column * size + $0] != 0 }
    let factors = others.map { columns[column * size + $0] }
    for target in 0..<columnCount {
      let base = target * size
      guard columns[base + row] != 0 else { continue }
      let value = columns[base + row] * pivot
      columns[base + row] = value
      for (index, other) in others.enumerated() {
        let updated = columns[base + other] - factors[index] * value
        columns[base + other] = abs(updated) < 1e-12 ? 0 : updated
      }
    }
    weights[row] *= pivot
    for (index, other) in others.enumerated() {
      weights[other] = max(0, weights[other] - factors[index] * weights[row])
    }
    for index in 0..<size {
      let value = operations[row * size + index] * pivot
      operations[row * size + index] = value
      for (position, other) in others.enumerated() {
        operations[other * size + index] -= factors[position] * value
      }
    }
  }

  private mutating func rescaleDirection() {
    let largest = direction.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return }
    for index in direction.indices {
      let element = direction[index] / largest
      direction[index] = abs(element) < 1e-12 ? 0 : element
    }
  }
}
