/// The independent priors, one for each coefficient, whose quantiles are closest to those stated.
///
/// Least squares on the log-odds: the sum over all stated quantiles of weight times (fitted quantile -
/// stated quantile)^2 is least. The quantile q of the linear predictor x'b under normal(m, s) priors is
/// x'm + z(q) sqrt(sum of (x s)^2); under student_t priors it is that of ``LinearPredictorPrior``. What
/// the statements leave open is closest to the base: a penalty of 1e-9 on ((m - m0) / s0)^2 and on
/// log(s / s0)^2 decides there and nowhere else.
///
/// Scales are held at a quarter of the least spread stated for anything that involves the coefficient:
/// below it statements cannot tell the scale from zero, and zero would be certainty that nobody stated.
///
/// Minimised by the method of K. Levenberg, Quarterly of Applied Mathematics 2 (1944) 164-168, and
/// D. W. Marquardt, SIAM Journal on Applied Mathematics 11 (1963) 431-441, with bounds on the scales.
public struct ElicitationFit: Sendable {
  /// The family of the priors.
  public enum Family: Sendable, Equatable {
    /// Normal.
    case normal
    /// Student's t with these degrees of freedom.
    case studentT(degreesOfFreedom: Double)

    func prior(location: Double, scale: Double) -> CoefficientPrior {
      switch self {
      case .normal: .normal(NormalDistribution(mean: location, standardDeviation: scale))
      case .studentT(let degreesOfFreedom):
        .studentT(
          StudentT(degreesOfFreedom: degreesOfFreedom, location: location, scale: scale)
        )
      }
    }
  }

  /// A quantile that the fit is to meet.
  struct Target: Sendable, Equatable {
    let row: [Double]
    let offset: Double
    let probability: Double
    /// Log-odds.
    let value: Double
    let weight: Double
  }

  /// What the fit is to meet, and what decides where that leaves something open.
  struct Problem: Sendable {
    let targets: [Target]
    /// The least scale of each coefficient.
    let floors: [Double]
    let base: [CoefficientPrior]
    let family: Family
    /// Where the scales start.
    let start: Double?
  }

  /// The prior of each coefficient.
  public let priors: [CoefficientPrior]
  /// The coefficients whose scale is held at the least that is allowed.
  public let heldScales: [Int]
  /// The sum of weighted squares, without the penalty; log-odds squared.
  let cost: Double

  private static let penalty = 1e-9
  private static let iterationLimit = 300

  /// Fits.
  ///
  /// O(iterations x targets x coefficients^2) for normal priors.
  init(_ problem: Problem) {
    let count = problem.base.count
    let lowest = problem.floors.map { Portable.log($0) }
    var parameters = problem.base.map(\.location)
    for (index, prior) in problem.base.enumerated() {
      let start = problem.start.map { min($0, prior.scale) } ?? prior.scale
      parameters.append(max(Portable.log(start), lowest[index]))
    }
    var system = System(problem, parameters)
    var damping = 1e-3
    for _ in 0..<Self.iterationLimit {
      // A scale at its least that the sum of squares would push below stays there.
      let free = parameters.indices.filter { index in
        index < count || parameters[index] > lowest[index - count] || system.gradient[index] < 0
      }
      guard let step = system.step(free, damping: damping) else {
        damping *= 10
        continue
      }
      var next = parameters
      for (place, index) in free.enumerated() {
        // A scale changes by no more than a factor of e^2 at once.
        let move = index < count ? step[place] : max(-2, min(2, step[place]))
        next[index] += move
        if index >= count { next[index] = max(next[index], lowest[index - count]) }
      }
      let candidate = System(problem, next)
      guard candidate.objective <= system.objective else {
        damping *= 8
        if damping > 1e12 { break }
        continue
      }
      let largest = zip(parameters, next).reduce(0) { max($0, abs($1.1 - $1.0)) }
      (parameters, system) = (next, candidate)
      damping = max(damping / 10, 1e-14)
      if largest < 1e-11 { break }
    }
    priors = (0..<count).map {
      problem.family.prior(
        location: parameters[$0],
        scale: Portable.exp(parameters[count + $0])
      )
    }
    heldScales = (0..<count).filter { parameters[count + $0] <= lowest[$0] }
    cost = system.cost
  }

  /// The normal equations of the linearised problem at a point.
  private struct System {
    private(set) var gradient: [Double]
    private(set) var cost = 0.0
    private(set) var objective = 0.0
    private var curvature: Matrix

    init(_ problem: Problem, _ parameters: [Double]) {
      let count = problem.base.count
      gradient = [Double](repeating: 0, count: 2 * count)
      curvature = Matrix(rowCount: 2 * count, columnCount: 2 * count)
      let priors = (0..<count).map {
        problem.family.prior(
          location: parameters[$0],
          scale: Portable.exp(parameters[count + $0])
        )
      }
      var last: (row: [Double], prior: LinearPredictorPrior)?
      for target in problem.targets {
        let prior =
          last.flatMap { $0.row == target.row ? $0.prior : nil }
          ?? LinearPredictorPrior(priors, row: target.row)
        last = (target.row, prior)
        let value = prior.quantile(target.probability)
        let residual = value + target.offset - target.value
        add(
          residual,
          target.row + prior.quantileSlopes(at: value, columnCount: count),
          target.weight
        )
        cost += target.weight * residual * residual
      }
      objective = cost
      for (index, prior) in problem.base.enumerated() {
        let pulls = [
          (index, (parameters[index] - prior.location) / prior.scale, 1 / prior.scale),
          (count + index, parameters[count + index] - Portable.log(prior.scale), 1),
        ]
        for (place, residual, slope) in pulls {
          objective += ElicitationFit.penalty * residual * residual
          gradient[place] += ElicitationFit.penalty * slope * residual
          curvature[place, place] += ElicitationFit.penalty * slope * slope
        }
      }
    }

    private mutating func add(_ residual: Double, _ slopes: [Double], _ weight: Double) {
      for column in slopes.indices where slopes[column] != 0 {
        gradient[column] += weight * slopes[column] * residual
        for row in slopes.indices {
          curvature[row, column] += weight * slopes[row] * slopes[column]
        }
      }
    }

    /// The step of the free parameters.
    func step(_ free: [Int], damping: Double) -> [Double]? {
      var matrix = Matrix(rowCount: free.count, columnCount: free.count)
      for (column, second) in free.enumerated() {
        for (row, first) in free.enumerated() { matrix[row, column] = curvature[first, second] }
        matrix[column, column] *= 1 + damping
      }
      guard let factor = Cholesky(matrix) else { return nil }
      var step = free.map { -gradient[$0] }
      factor.solve(inPlace: &step)
      return step.allSatisfy(\.isFinite) ? step : nil
    }
  }
}

extension ElicitationFit {
  /// Fits the priors to some statements.
  init(_ items: [Elicitation.Item], base: [CoefficientPrior], family: Family) {
    let targets = items.flatMap { item in
      item.statement.quantiles.map {
        Target(
          row: item.row,
          offset: item.offset,
          probability: $0.probability,
          value: $0.logOdds,
          weight: item.statement.weight
        )
      }
    }
    self.init(
      Problem(
        targets: targets,
        spreads: items.compactMap { item in
          item.statement.spread.map { (row: item.row, spread: $0) }
        },
        base: base,
        family: family
      )
    )
  }
}

extension ElicitationFit.Problem {
  /// A problem with the least scales that the spreads stated allow.
  init(
    targets: [ElicitationFit.Target],
    spreads: [(row: [Double], spread: Double)],
    base: [CoefficientPrior],
    family: ElicitationFit.Family
  ) {
    self.targets = targets
    self.base = base
    self.family = family
    floors = base.enumerated().map { column, prior in
      let bounds = spreads.filter { $0.row[column] != 0 }
        .map { 0.25 * $0.spread / abs($0.row[column]) }
      return bounds.min() ?? 1e-3 * prior.scale
    }
    let sorted = spreads.map(\.spread).sorted()
    start = sorted.isEmpty ? nil : 0.7 * sorted[sorted.count / 2]
  }
}
