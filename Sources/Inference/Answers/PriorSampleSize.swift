/// How many cases the prior of a coefficient is worth.
///
/// With i minus the second derivative of the log prior density of the coefficient, and f the Fisher
/// information about it in one average case of the data, the mean over the cases of
/// trials x[j]^2 w, with w = p (1 - p) under the logit link and (dp / deta)^2 / (p (1 - p)) in general:
///
/// - Before the data, the expected local-information-ratio effective sample size E[i / f] over the prior of
///   the coefficient. In f the other coefficients, which are independent of it, are averaged over their
///   priors: f is the expected information given this coefficient alone. A prior that is wide on the log-odds
///   scale puts its mass where outcomes are certain and a case tells nothing; there it is worth very many
///   cases, and that is no mistake.
/// - Given the data, E[i] / E[f] over the posterior: so many average cases are expected to curve the log
///   likelihood as much as the prior does where the posterior lies. (The mean of the ratio would be ruled by
///   the few draws at which every outcome is certain.)
///
/// A flat prior is worth 0 cases. A prior of all coefficients at once is not divided among them.
///
/// Source: B. Neuenschwander, S. Weber, H. Schmidli, A. O'Hagan, "Predictively consistent prior effective
/// sample sizes", Biometrics 76 (2020) 578-587, section 3.
public struct PriorSampleSize: Sendable, Equatable {
  /// A number of cases.
  public enum Count: Sendable, Equatable {
    /// So many average cases; infinite where the expectation has no end.
    case cases(Double)
    /// The prior has polynomial tails, where its second derivative has the other sign and a case tells
    /// nothing: the expectation does not exist or is negative.
    case heavyTails
    /// All curvature of the prior is in the kink at its location, which draws never hit.
    case kink
    /// Another coefficient has a flat prior, over which nothing can be averaged.
    case flatNeighbour(String)
    /// The prior is one of all coefficients at once, and has no part of this one.
    case joint
    /// No case says anything of the coefficient: its column is 0 everywhere, or there are no trials.
    case noInformation

    /// The number; NaN where there is none.
    public var value: Double {
      guard case .cases(let count) = self else { return .nan }
      return count
    }
  }

  /// The name of the coefficient.
  public let coefficient: String
  /// Its prior.
  public let prior: CoefficientPrior
  /// Before the data.
  public let beforeData: Count
  /// Given the data; nil without draws.
  public let givenData: Count?

  /// Up to how many distinct rows stand for the cases; of more, evenly spaced ones.
  static let rowLimit = 256
  /// The number of draws from priors that are not normal.
  static let priorDraws = 2000

  /// Computes the numbers of every coefficient.
  ///
  /// Before the data by the trapezoidal rule, relative error below 1e-8 where all priors are normal;
  /// elsewhere the other coefficients are averaged over 2000 draws from their priors with a fixed seed.
  /// O(coefficients x rows x 1e5) in the number of distinct rows, of which at most 256 are used, and
  /// O(draws x rows x columns).
  public static func all(
    of model: BinaryRegression,
    draws: Draws?
  ) -> [PriorSampleSize] {
    let rows = InformationRows(model)
    return model.parameterNames.indices.map { index in
      PriorSampleSize(
        coefficient: model.parameterNames[index],
        prior: model.prior.used[index].prior,
        beforeData: beforeData(index, model.prior, rows),
        givenData: draws.map { givenData(index, model.prior, rows, $0) }
      )
    }
  }

  // MARK: Before the data

  private static func beforeData(
    _ index: Int,
    _ prior: PriorSet,
    _ rows: InformationRows
  ) -> Count {
    let own = prior.used[index].prior
    guard !prior.isJeffreys else { return .joint }
    guard own.isProper else { return .cases(0) }
    guard rows.contain(index) else { return .noInformation }
    if own.tailDegreesOfFreedom < .infinity { return .heavyTails }
    if let flat = rows.columns(besides: index).first(where: { !prior.isProper($0) }) {
      return .flatNeighbour(prior.used[flat].column)
    }
    let information = AverageInformation(index, prior, rows)
    if case .laplace(let laplace) = own {
      // All curvature is a point mass of 2 / scale at the location, where the density is 1 / (2 scale).
      let scale = laplace.scale
      return .cases(1 / (scale * scale * information.value(at: laplace.location)))
    }
    // In the coordinate z in which the prior is standard normal.
    let coordinates = PriorCoordinates(for: PriorSet(name: prior.name, used: [prior.used[index]]))
    let reach = 10 + min(own.scale, 25)
    let count = 8 * Int((reach * max(1, min(own.scale, 25) / 4)).rounded(.up))
    let step = reach / Double(count)
    var (sum, edge) = (0.0, 0.0)
    for node in -count...count {
      let z = step * Double(node)
      let beta = coordinates.value(0, at: z).coefficient
      let term =
        Portable.exp(StandardNormal.logDensity(z)) * own.information(at: beta)
        / information.value(at: beta)
      sum += term
      if abs(node) == count { edge += term }
    }
    // Where the ends still count, so does what lies beyond.
    return .cases(sum.isFinite && edge <= 1e-6 * sum ? step * sum : .infinity)
  }

  // MARK: Given the data

  private static func givenData(
    _ index: Int,
    _ prior: PriorSet,
    _ rows: InformationRows,
    _ draws: Draws
  ) -> Count {
    let own = prior.used[index].prior
    guard !prior.isJeffreys else { return .joint }
    guard own.isProper else { return .cases(0) }
    guard rows.contain(index) else { return .noInformation }
    if case .laplace = own { return .kink }
    var (priorSum, caseSum) = (0.0, 0.0)
    for chain in draws.chains {
      for start in stride(from: 0, to: chain.values.count, by: chain.dimension) {
        priorSum += own.information(at: chain.values[start + index])
        caseSum += rows.information(about: index, at: chain.values, from: start)
      }
    }
    return priorSum >= 0 ? .cases(priorSum / caseSum) : .heavyTails
  }
}

/// The rows whose information about a coefficient is averaged over the cases.
private struct InformationRows {
  let rows: [[Double]]
  let offsets: [Double]
  /// The trials of each row over the number of cases.
  let weights: [Double]
  let link: any LinkFunction.Type

  init(_ model: BinaryRegression) {
    link = model.link.function
    let design = model.design
    let count = design.matrix.rowCount
    let stride = max(1, (count + PriorSampleSize.rowLimit - 1) / PriorSampleSize.rowLimit)
    let chosen = Array(Swift.stride(from: 0, to: count, by: stride))
    rows = chosen.map { design.matrix.row($0) }
    offsets = chosen.map { design.offset[$0] }
    let trials = chosen.map { design.trials[$0] }
    let share = trials.reduce(0, +) / max(1, design.trials.reduce(0, +))
    let cases = Double(max(1, model.caseCount)) * share
    weights = trials.map { share > 0 ? $0 / cases : 0 }
  }

  /// Whether some case says something of a coefficient.
  func contain(_ index: Int) -> Bool {
    rows.indices.contains { weights[$0] > 0 && rows[$0][index] != 0 }
  }

  /// The other columns that matter where a column is not 0.
  func columns(besides index: Int) -> [Int] {
    (rows.first ?? []).indices.filter { column in
      column != index
        && rows.indices.contains {
          weights[$0] > 0 && rows[$0][index] != 0 && rows[$0][column] != 0
        }
    }
  }

  /// The mean over the cases of trials x^2 w at one vector among many.
  func information(about index: Int, at values: [Double], from start: Int) -> Double {
    var sum = 0.0
    for (place, row) in rows.enumerated() where row[index] != 0 {
      var eta = offsets[place]
      for column in row.indices { eta += row[column] * values[start + column] }
      sum += weights[place] * row[index] * row[index] * link.expectedInformation(at: eta)
    }
    return sum
  }
}

/// The expected information about a coefficient in an average case, the other coefficients averaged over
/// their priors.
private struct AverageInformation {
  /// Rows with the same distribution of what the other coefficients add.
  private struct Group: Hashable {
    let slope: Double
    let center: Double
    let deviation: Double
  }

  /// The linear predictor from which on w is nothing beside its values near 0, where its tails are exponential.
  private static let reach = 150.0

  private let link: any LinkFunction.Type
  /// Whether w is nothing at the reach: not so under the cauchit link.
  private let hasLightTails: Bool
  private var groups: [Group: Double] = [:]
  private var order: [Group] = []
  /// What the others add in each row, of draws from their priors; empty where these are all normal.
  private var sampled: [(slope: Double, weight: Double, shifts: [Double])] = []

  init(_ index: Int, _ prior: PriorSet, _ rows: InformationRows) {
    link = rows.link
    hasLightTails = [-Self.reach, Self.reach].allSatisfy {
      rows.link.expectedInformation(at: $0) < 1e-60
    }
    let others = rows.columns(besides: index)
    let normals = others.compactMap { column -> NormalDistribution? in
      guard case .normal(let normal) = prior.used[column].prior else { return nil }
      return normal
    }
    guard normals.count < others.count else {
      for (place, row) in rows.rows.enumerated() where row[index] != 0 && rows.weights[place] > 0 {
        var (center, variance) = (rows.offsets[place], 0.0)
        for (column, normal) in zip(others, normals) {
          center += row[column] * normal.mean
          let part = row[column] * normal.standardDeviation
          variance += part * part
        }
        let group = Group(slope: row[index], center: center, deviation: variance.squareRoot())
        if groups[group] == nil { order.append(group) }
        groups[group, default: 0] += rows.weights[place] * row[index] * row[index]
      }
      return
    }
    var random = RandomStream(seed: 0, purpose: .priorPredictive)
    let draws = (0..<PriorSampleSize.priorDraws).map { _ in
      others.map { prior.used[$0].prior.draw(using: &random) }
    }
    for (place, row) in rows.rows.enumerated() where row[index] != 0 && rows.weights[place] > 0 {
      let shifts = draws.map { draw in
        zip(others, draw).reduce(rows.offsets[place]) { $0 + row[$1.0] * $1.1 }
      }
      sampled.append((row[index], rows.weights[place] * row[index] * row[index], shifts))
    }
  }

  /// The information where the coefficient has a value.
  func value(at beta: Double) -> Double {
    var sum = 0.0
    for group in order {
      sum +=
        (groups[group] ?? 0)
        * expectation(at: group.center + group.slope * beta, deviation: group.deviation)
    }
    for row in sampled {
      let total = row.shifts.reduce(0) { $0 + link.expectedInformation(at: $1 + row.slope * beta) }
      sum += row.weight * total / Double(row.shifts.count)
    }
    return sum
  }

  /// The mean of w for a normal linear predictor, by the trapezoidal rule.
  ///
  /// Under the logit link the integrand has its poles pi / deviation off the axis, the step is a small part of that; the range
  /// covers the normal distribution also where the tail of w leans on it.
  private func expectation(at center: Double, deviation: Double) -> Double {
    guard deviation > 0 else { return link.expectedInformation(at: center) }
    let step = min(0.25, 0.6 / deviation)
    // Beyond 0 w falls again: no need to lean further than that.
    let lean = min(deviation, abs(center) / deviation)
    let middle = center > 0 ? -lean : lean
    // A wide distribution has nearly all of its nodes where w is nothing. Here the middle is where the predictor
    // is 0, and the integrand falls with its size at half the rate of w, at least.
    let isCentered = hasLightTails && 2 * abs(center) <= deviation * deviation
    let range = isCentered ? min(9, Self.reach / deviation) : 9
    let count = Int((range / step).rounded(.up))
    var sum = 0.0
    for node in -count...count {
      let u = middle + step * Double(node)
      sum +=
        Portable.exp(StandardNormal.logDensity(u))
        * link.expectedInformation(at: center + deviation * u)
    }
    return step * sum
  }
}
