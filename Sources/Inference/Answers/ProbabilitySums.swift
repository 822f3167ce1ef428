/// What a change of a condition does to the linear predictors of some rows.
struct PredictorShift {
  /// The columns of the design that change.
  var columns: [Int] = []
  /// By how much each of them changes (for a slope its derivative), row after row.
  var amounts: [[Double]] = []
  /// The same for the offset; empty where it stays.
  var offset: [Double] = []
  /// Which of a few shifts each row has; empty where there are many.
  private var classOfRow: [UInt8] = []
  /// The amounts of each class, that of the offset last.
  private var classes: [[Double]] = []

  /// Up to how many different shifts rows are sorted by them.
  private static let classLimit = 16

  /// Whether nothing changes.
  var isNone: Bool { columns.isEmpty && offset.isEmpty }

  init(columns: [Int] = [], amounts: [[Double]] = [], offset: [Double] = []) {
    self.columns = columns
    self.amounts = amounts
    self.offset = offset
  }

  /// Sorts rows by their shifts, where these are few: then all rows of a class change their odds by one
  /// factor.
  mutating func findClasses(rowCount: Int) {
    classOfRow = []
    classes = []
    guard !isNone, columns.count <= Self.classLimit else { return }
    var found: [UInt8] = []
    found.reserveCapacity(rowCount)
    for row in 0..<rowCount {
      let index = classes.firstIndex { isEqual($0, row) } ?? classes.count
      if index == classes.count {
        guard index < Self.classLimit else {
          classes = []
          return
        }
        classes.append(amounts.map { $0[row] } + [offset.isEmpty ? 0 : offset[row]])
      }
      found.append(UInt8(index))
    }
    classOfRow = found
  }

  private func isEqual(_ known: [Double], _ row: Int) -> Bool {
    for column in columns.indices where amounts[column][row] != known[column] { return false }
    return offset.isEmpty || offset[row] == known[columns.count]
  }

  /// What is added to the predictors of some rows, draw after draw.
  func changes(of place: Range<Int>, _ chain: ChainDraws, _ drawn: Range<Int>) -> [Double] {
    var result = [Double](repeating: 0, count: place.count * drawn.count)
    var target = result.mutableSpan
    for (number, draw) in drawn.enumerated() {
      let start = number * place.count
      if !offset.isEmpty {
        for row in 0..<place.count { target[start + row] = offset[place.lowerBound + row] }
      }
      for (column, amounts) in zip(columns, amounts) {
        let coefficient = chain.values[draw * chain.dimension + column]
        let amounts = amounts.span
        for row in 0..<place.count {
          target[start + row] += coefficient * amounts[place.lowerBound + row]
        }
      }
    }
    return result
  }

  /// What is added to the predictor of every row alike, draw after draw; nil where rows differ.
  func commonChanges(_ chain: ChainDraws, _ drawn: Range<Int>) -> [Double]? {
    classes.count == 1 ? drawn.map { classChanges(chain, $0)[0] } : nil
  }

  /// The classes of some rows; nil where there are many.
  func classes(of place: Range<Int>) -> ArraySlice<UInt8>? {
    classOfRow.isEmpty ? nil : classOfRow[place]
  }

  /// What is added to the predictors of each class in one draw.
  func classChanges(_ chain: ChainDraws, _ draw: Int) -> [Double] {
    classes.map { amounts in
      var change = amounts[columns.count]
      for (index, column) in columns.enumerated() {
        change += chain.values[draw * chain.dimension + column] * amounts[index]
      }
      return change
    }
  }
}

/// Weighted sums of probabilities and of their complements over rows, for each of some draws.
///
/// Every sum is taken in one fixed order: the same bits on every CPU.
struct ProbabilitySums {
  /// The sum of p, for each draw.
  fileprivate(set) var probability: [Double] = []
  /// The sum of 1 - p, for each draw.
  fileprivate(set) var complement: [Double] = []
  /// exp(-|eta|) of every row of every draw under the logit link, eta itself under another; empty where it is
  /// not needed.
  private var decay: [Double] = []
  private var link = Link.logit

  fileprivate init() {}

  /// Sums over rows: `etas` has the rows of one draw after those of another.
  init(_ etas: [Double], weights: [Double], link: Link) {
    self.link = link
    let rowCount = weights.count
    let drawCount = rowCount == 0 ? 0 : etas.count / rowCount
    guard link == .logit else {
      let (ps, qs) = (link.probabilities(etas), link.complements(etas))
      for draw in 0..<drawCount {
        var (p, q) = (0.0, 0.0)
        for row in 0..<rowCount {
          p += weights[row] * ps[draw * rowCount + row]
          q += weights[row] * qs[draw * rowCount + row]
        }
        probability.append(p)
        complement.append(q)
      }
      decay = etas
      return
    }
    var decay = etas.map { -abs($0) }
    var span = decay.mutableSpan
    Portable.exp(inPlace: &span)
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

  /// The derivative of the probability of a row of a draw.
  private func slope(_ index: Int) -> Double {
    guard link == .logit else { return link.function.slope(at: decay[index]) }
    let likely = 1 / (1 + decay[index])
    return likely * (decay[index] * likely)
  }

  /// The weighted sum of dp/deta of each draw.
  func slopes(weights: [Double]) -> [Double] {
    probability.indices.map { draw in
      var sum = 0.0
      for row in weights.indices {
        sum += weights[row] * slope(draw * weights.count + row)
      }
      return sum
    }
  }

  /// Adds the weighted sums of dp/deta times the slope of the predictor.
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
        sum += weights[row] * slope(index) * slopes[index]
      }
      average.probability[chain][draw] += sum
    }
  }
}

/// exp(-eta) of every row of some draws, under the logit link: a shift multiplies it, so that a comparison needs a
/// multiplication and a division for each row and no exponential.
struct InverseOdds {
  private var values: [Double]
  /// The largest |eta| of each draw.
  private var largest: [Double] = []
  private let rowCount: Int

  /// Beyond this |eta| + |shift| the products could overflow or lose digits.
  private static let limit = 690.0

  init(_ etas: [Double], rowCount: Int) {
    self.rowCount = rowCount
    values = etas.map { -$0 }
    for start in stride(from: 0, to: etas.count, by: max(rowCount, 1)) {
      largest.append(etas[start..<(start + rowCount)].reduce(0) { max($0, abs($1)) })
    }
    var span = values.mutableSpan
    Portable.exp(inPlace: &span)
  }

  /// The sums after a shift; nil where rows have many different shifts, or predictors are extreme.
  func shifted(
    by shift: PredictorShift,
    _ place: Range<Int>,
    _ weights: [Double],
    _ chain: ChainDraws,
    _ drawn: Range<Int>
  ) -> ProbabilitySums? {
    guard let classes = shift.classes(of: place) else { return nil }
    let classOfRow = Array(classes)
    var result = ProbabilitySums()
    for (number, draw) in drawn.enumerated() {
      var factors = shift.classChanges(chain, draw)
      let furthest = factors.reduce(0) { max($0, abs($1)) }
      guard furthest + largest[number] < Self.limit else { return nil }
      for index in factors.indices { factors[index] = Portable.exp(-factors[index]) }
      let sums = Self.sums(
        values.span.extracting((number * rowCount)..<((number + 1) * rowCount)),
        weights.span,
        classOfRow.span,
        factors.span
      )
      result.probability.append(sums.probability)
      result.complement.append(sums.complement)
    }
    return result
  }

  /// Four sums side by side, so that one addition need not wait for another.
  private static func sums(
    _ odds: Span<Double>,
    _ weights: Span<Double>,
    _ classOfRow: Span<UInt8>,
    _ factors: Span<Double>
  ) -> (probability: Double, complement: Double) {
    var p = SIMD4<Double>.zero
    var q = SIMD4<Double>.zero
    let whole = odds.count & ~3
    var row = 0
    while row < whole {
      var x = SIMD4(odds[row], odds[row + 1], odds[row + 2], odds[row + 3])
      if factors.count == 1 {
        x *= factors[0]
      } else {
        x *= SIMD4(
          factors[Int(classOfRow[row])],
          factors[Int(classOfRow[row + 1])],
          factors[Int(classOfRow[row + 2])],
          factors[Int(classOfRow[row + 3])]
        )
      }
      let weight = SIMD4(weights[row], weights[row + 1], weights[row + 2], weights[row + 3])
      let share = weight / (1 + x)
      p += share
      q += x * share
      row += 4
    }
    var (probability, complement) = ((p[0] + p[1]) + (p[2] + p[3]), (q[0] + q[1]) + (q[2] + q[3]))
    while row < odds.count {
      let x = odds[row] * factors[Int(classOfRow[row])]
      let share = weights[row] / (1 + x)
      probability += share
      complement += x * share
      row += 1
    }
    return (probability, complement)
  }
}
