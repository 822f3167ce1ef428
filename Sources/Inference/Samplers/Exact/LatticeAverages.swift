/// Averages of probabilities before and after changes, at batches of coefficients.
///
/// Of each change come up to three numbers: the averages p0 and p1 and their difference d; and the variables of up to
/// five histograms: log-odds of both averages, log((1 + d) / (1 - d)), which has no ends, the log of their ratio and
/// of the ratio of their odds. Both p and 1 - p are averaged, each with full relative accuracy. Same bits on every
/// CPU, and whatever else is wanted.
struct LatticeAverages: Sendable {
  /// What is known of a change.
  enum Measure: Int, CaseIterable, Sendable {
    case before, after, difference, riskRatio, oddsRatio

    /// Whether its mean and standard deviation are given: few huge values make those of a ratio.
    var hasMoments: Bool { self != .riskRatio && self != .oddsRatio }
  }

  /// What is wanted of each change.
  let measures: [Measure]
  /// How many of these have a mean and a standard deviation.
  let momentCount: Int

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
  /// The averages p0, 1 - p0, p1 and 1 - p1 of a change, a batch after another; the logarithm of (1 + d) / (1 - d),
  /// and theirs where more than the difference is wanted.
  private var averages = [Double](repeating: 0, count: 4 * length)
  private var logs: [Double]

  /// The number of each measure that has moments, a batch of points of one after that of another.
  private(set) var moments: [Double]
  /// The variable of each measure, likewise.
  private(set) var variables: [Double]

  /// Beyond so large a predictor a probability is no longer a normal number.
  private static let limit = 700.0

  /// Takes the rows, the averages over them and what is wanted of each change.
  init(
    _ rows: DistinctRows,
    _ changes: [AverageChange],
    measures: [Measure] = Measure.allCases,
    link: Link
  ) {
    self.measures = measures
    momentCount = measures.count(where: \.hasMoments)
    logs = [Double](repeating: 0, count: (measures == [.difference] ? 1 : 5) * Self.length)
    design = PanelDesign(matrix: Matrix(rows: rows.rows), offset: rows.offsets)
    self.link = link
    self.changes = changes
    etas = [Double](repeating: 0, count: rows.rows.count * Self.length)
    likely = etas
    unlikely = etas
    moments = [Double](repeating: 0, count: changes.count * momentCount * Self.length)
    variables = [Double](repeating: 0, count: changes.count * measures.count * Self.length)
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
      for draw in 0..<Self.length {
        let rest = averages[draw] + averages[3 * Self.length + draw]
        logs[draw] = (averages[2 * Self.length + draw] + averages[Self.length + draw]) / rest
      }
      for place in Self.length..<max(logs.count, Self.length) {
        logs[place] = averages[place - Self.length]
      }
      var span = logs.mutableSpan
      Portable.log(inPlace: &span)
      var (moment, variable) = (index * momentCount, index * measures.count)
      for measure in measures {
        if measure.hasMoments {
          Self.numbers(measure, averages, into: &moments, moment * Self.length)
          moment += 1
        }
        Self.variables(measure, logs, into: &variables, variable * Self.length)
        variable += 1
      }
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

  /// The numbers of a measure from averages.
  private static func numbers(
    _ measure: Measure,
    _ averages: [Double],
    into numbers: inout [Double],
    _ start: Int
  ) {
    let averages = averages.span
    var number = numbers.mutableSpan
    for draw in 0..<length {
      let (p0, q0) = (averages[draw], averages[length + draw])
      let (p1, q1) = (averages[2 * length + draw], averages[3 * length + draw])
      number[start + draw] =
        switch measure {
        case .before: p0
        case .after: p1
        default: p0 + p1 <= 1 ? p1 - p0 : q0 - q1
        }
    }
  }

  /// The variables of a measure from logarithms.
  private static func variables(
    _ measure: Measure,
    _ logs: [Double],
    into variables: inout [Double],
    _ start: Int
  ) {
    let logs = logs.span
    var variable = variables.mutableSpan
    if measure == .difference {
      for draw in 0..<length { variable[start + draw] = logs[draw] }
      return
    }
    for draw in 0..<length {
      let (p0, q0) = (logs[length + draw], logs[2 * length + draw])
      let (p1, q1) = (logs[3 * length + draw], logs[4 * length + draw])
      variable[start + draw] =
        switch measure {
        case .before: p0 - q0
        case .after: p1 - q1
        case .riskRatio: p1 - p0
        default: (p1 - p0) + (q0 - q1)
        }
    }
  }
}

extension LatticeAverages {
  /// How a variable is made smooth where it is not, or lighter-tailed: asinh((x - center) / unit).
  struct Compression: Sendable {
    let center: Double
    let unit: Double

    func variable(at value: Double) -> Double { Portable.asinh((value - center) / unit) }
    func value(at variable: Double) -> Double { center + unit * Portable.sinh(variable) }
    /// The derivative of the value in the variable.
    func slope(at variable: Double) -> Double { unit * Portable.cosh(variable) }
  }
}

/// How the average of probabilities, or a comparison of two, follows from the variable of its histogram.
struct AverageMap: Sendable {
  let measure: LatticeAverages.Measure
  /// Nil where the variable is the log-odds or the logarithm itself.
  let compression: LatticeAverages.Compression?

  /// The quantity at a value of the variable.
  func quantity(at variable: Double) -> Double {
    let plain = compression?.value(at: variable) ?? variable
    return switch measure {
    case .before, .after: Link.logit.probability(at: plain)
    case .difference: 2 * Link.logit.probability(at: plain) - 1
    case .riskRatio, .oddsRatio: Portable.exp(plain)
    }
  }

  /// The variable at a value of the quantity.
  func variable(at quantity: Double) -> Double {
    let plain: Double
    switch measure {
    case .before, .after: plain = Link.logit.function.predictor(ofProbability: quantity)
    case .difference: plain = Link.logit.function.predictor(ofProbability: 0.5 * (1 + quantity))
    case .riskRatio, .oddsRatio: plain = quantity > 0 ? Portable.log(quantity) : -.infinity
    }
    return compression?.variable(at: plain) ?? plain
  }

  /// The derivative of the quantity in the variable.
  func slope(at variable: Double) -> Double {
    let plain = compression?.value(at: variable) ?? variable
    let outer = compression?.slope(at: variable) ?? 1
    return switch measure {
    case .before, .after: outer * Link.logit.function.slope(at: plain)
    case .difference: 2 * outer * Link.logit.function.slope(at: plain)
    case .riskRatio, .oddsRatio: outer * Portable.exp(plain)
    }
  }
}
