/// Averages of probabilities before and after changes, and their difference, at batches of coefficients.
///
/// Both p and 1 - p are averaged, each with full relative accuracy, so that no difference cancels. Same bits on every
/// CPU.
struct LatticeAverages: Sendable {
  /// How many numbers there are of each change: the averages before and after it and their difference.
  static let measureCount = 3

  private let design: PanelDesign
  private let link: Link
  private let changes: [AverageChange]
  /// The number of changes.
  var count: Int { changes.count }

  private static let length = LatticeTarget.batch

  private var etas: [Double]
  /// p and 1 - p of every row, a batch of points of one row after that of another.
  private var likely: [Double]
  private var unlikely: [Double]
  /// The averages p0, 1 - p0, p1 and 1 - p1 of a change, a batch after another.
  private var averages = [Double](repeating: 0, count: 4 * length)

  /// Three numbers of each change, a batch of points of one after that of another.
  private(set) var numbers: [Double]

  /// Beyond so large a predictor a probability is no longer a normal number.
  private static let limit = 700.0

  /// Takes the rows and the averages over them.
  init(_ rows: DistinctRows, _ changes: [AverageChange], link: Link) {
    design = PanelDesign(matrix: Matrix(rows: rows.rows), offset: rows.offsets)
    self.link = link
    self.changes = changes
    etas = [Double](repeating: 0, count: rows.rows.count * Self.length)
    likely = etas
    unlikely = etas
    numbers = [Double](repeating: 0, count: changes.count * Self.measureCount * Self.length)
  }

  /// Evaluates all changes at some coefficients.
  ///
  /// O(points x (rows x columns + rows of the changes)), no allocation under the logit link.
  mutating func evaluate(_ coefficients: Span<Double>, count: Int) {
    let (design, rows) = (design, design.rowCount)
    var target = etas.mutableSpan
    design.linearPredictors(at: coefficients, into: &target, count: count)
    if link == .logit {
      Self.logistic(&etas, &likely, &unlikely, rows: rows, count: count)
    } else {
      addLinked(count)
    }
    for index in changes.indices {
      for place in averages.indices { averages[place] = 0 }
      add(changes[index].before, at: 0)
      add(changes[index].after, at: 2)
      Self.compare(averages, into: &numbers, from: index * Self.measureCount * Self.length)
    }
  }

  /// p and 1 - p of predictors, whose place is taken by what is needed on the way.
  private static func logistic(
    _ etas: inout [Double],
    _ likely: inout [Double],
    _ unlikely: inout [Double],
    rows: Int,
    count: Int
  ) {
    let used = count * rows
    for index in 0..<used { etas[index] = min(limit, max(-limit, -etas[index])) }
    var span = etas.mutableSpan
    Portable.exp(inPlace: &span, count: used)
    let odds = etas.span
    var p = likely.mutableSpan
    var q = unlikely.mutableSpan
    for row in 0..<rows {
      for draw in 0..<count {
        let inverse = odds[draw * rows + row]
        let share = 1 / (1 + inverse)
        p[row * length + draw] = share
        q[row * length + draw] = inverse * share
      }
    }
  }

  private mutating func addLinked(_ count: Int) {
    let rows = design.rowCount
    for row in 0..<rows {
      for draw in 0..<count {
        let eta = etas[draw * rows + row]
        likely[row * Self.length + draw] = link.function.probability(at: eta)
        unlikely[row * Self.length + draw] = link.function.complement(at: eta)
      }
    }
  }

  /// Adds the weighted probabilities of rows to an average, and those of 1 - p to what follows it.
  private mutating func add(_ shares: [RowShare], at place: Int) {
    for share in shares {
      Self.add(share.weight, likely, share.row, to: &averages, place)
      Self.add(share.weight, unlikely, share.row, to: &averages, place + 1)
    }
  }

  private static func add(
    _ weight: Double,
    _ source: [Double],
    _ row: Int,
    to target: inout [Double],
    _ place: Int
  ) {
    precondition(source.count >= (row + 1) * length && target.count >= (place + 1) * length, "room")
    unsafe source.withUnsafeBytes { from in
      unsafe target.withUnsafeMutableBytes { to in
        for start in stride(from: 0, to: length, by: 8) {
          let (a, b) = (8 * (row * length + start), 8 * (place * length + start))
          let x = unsafe from.loadUnaligned(fromByteOffset: a, as: SIMD8<Double>.self)
          let y = unsafe to.loadUnaligned(fromByteOffset: b, as: SIMD8<Double>.self)
          unsafe to.storeBytes(of: y + weight * x, toByteOffset: b, as: SIMD8<Double>.self)
        }
      }
    }
  }

  /// The numbers of a change from its averages.
  private static func compare(
    _ averages: [Double],
    into numbers: inout [Double],
    from start: Int
  ) {
    let averages = averages.span
    var number = numbers.mutableSpan
    for draw in 0..<length {
      let (p0, q0) = (averages[draw], averages[length + draw])
      let (p1, q1) = (averages[2 * length + draw], averages[3 * length + draw])
      number[start + draw] = p0
      number[start + length + draw] = p1
      number[start + 2 * length + draw] = p0 + p1 <= 1 ? p1 - p0 : q0 - q1
    }
  }
}
