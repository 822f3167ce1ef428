/// The independent priors, one for each coefficient, whose quantiles are closest to those stated.
///
/// Least squares on the log-odds: the sum over all stated quantiles of weight times (fitted quantile -
/// stated quantile)^2 is least. The quantile q of the linear predictor x'b under normal(m, s) priors is
/// x'm + z(q) sqrt(sum of (x s)^2); under student_t priors it is that of ``LinearPredictorPrior``. What
/// the statements leave open is closest to the base: a penalty of 1e-9 on ((m - m0) / s0)^2 and on
/// log(s / s0)^2 decides there and nowhere else. A scale is that of the base where no statement about the
/// coefficient says how sure it is, which takes two quantiles.
///
/// Scales are held at a quarter of the least spread stated for anything that involves the coefficient:
/// below it statements cannot tell the scale from zero, and zero would be certainty that nobody stated.
///
/// Minimised by the method of K. Levenberg, Quarterly of Applied Mathematics 2 (1944) 164-168, and
/// D. W. Marquardt, SIAM Journal on Applied Mathematics 11 (1963) 431-441, with bounds on the scales, for
/// penalties from 1 down to 1e-9: each start is the minimum for the penalty before, the first the base.
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
    /// The least scale of each coefficient; nil where the scale is that of the base.
    let floors: [Double?]
    let base: [CoefficientPrior]
    let family: Family
  }

  /// The prior of each coefficient.
  public let priors: [CoefficientPrior]
  /// The coefficients whose scale is held at the least that is allowed.
  public let heldScales: [Int]
  /// The sum of weighted squares, without the penalty; log-odds squared.
  let cost: Double

  private static let iterationLimit = 100
  /// The last is the one that counts.
  private static let penalties = [1, 0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9]

  /// Fits.
  ///
  /// O(iterations x targets x coefficients^2) for normal priors.
  init(_ problem: Problem) {
    let count = problem.base.count
    var search = Search(problem)
    for penalty in Self.penalties { search.minimize(penalty: penalty, family: .normal) }
    if problem.family != .normal {
      // Normal priors are a close start, and quick.
      for penalty in Self.penalties.suffix(3) {
        search.minimize(penalty: penalty, family: problem.family)
      }
    }
    let parameters = search.parameters
    priors = (0..<count).map {
      problem.family.prior(
        location: parameters[$0],
        scale: Portable.exp(parameters[count + $0])
      )
    }
    heldScales = (0..<count).filter {
      problem.floors[$0] != nil && parameters[count + $0] <= search.lowest[$0]
    }
    cost = System(problem, problem.family, parameters, penalty: 0).cost
  }

  /// The search for the minimum.
  private struct Search {
    private let problem: Problem
    /// The logarithms of the least scales.
    let lowest: [Double]
    /// Locations, then logarithms of scales.
    private(set) var parameters: [Double]

    init(_ problem: Problem) {
      self.problem = problem
      lowest = zip(problem.floors, problem.base).map { Portable.log($0 ?? $1.scale) }
      parameters =
        problem.base.map(\.location)
        + zip(problem.base, lowest).map { max(Portable.log($0.scale), $1) }
    }

    mutating func minimize(penalty: Double, family: Family) {
      let count = problem.base.count
      // What follows starts from here, so only the last has to be exact.
      let tolerance = penalty == ElicitationFit.penalties.last ? 1e-9 : 1e-4
      var system = System(problem, family, parameters, penalty: penalty)
      var damping = 1e-14
      for _ in 0..<ElicitationFit.iterationLimit {
        let free = parameters.indices.filter { isFree($0, system) }
        guard let step = system.step(free, damping: damping) else {
          damping *= 100
          continue
        }
        var next = parameters
        for (place, index) in free.enumerated() {
          // A scale changes by no more than a factor of e at once.
          next[index] += index < count ? step[place] : max(-1, min(1, step[place]))
          if index >= count { next[index] = max(next[index], lowest[index - count]) }
        }
        let largest = zip(parameters, next).reduce(0) { max($0, abs($1.1 - $1.0)) }
        let candidate = System(problem, family, next, penalty: penalty)
        let isBetter = candidate.objective <= system.objective
        if isBetter { (parameters, system) = (next, candidate) }
        if largest < tolerance, !isBetter || damping < 1e-12 { break }
        damping = isBetter ? max(damping / 100, 1e-14) : damping * 100
      }
    }

    /// Whether a parameter may move: not a scale of the base, nor one at its least that the sum of
    /// squares would push below.
    private func isFree(_ index: Int, _ system: System) -> Bool {
      let column = index - problem.base.count
      guard column >= 0 else { return true }
      guard problem.floors[column] != nil else { return false }
      return parameters[index] > lowest[column] || system.gradient[index] < 0
    }
  }

  /// The normal equations of the linearised problem at a point.
  private struct System {
    private(set) var gradient: [Double]
    private(set) var cost = 0.0
    private(set) var objective = 0.0
    private var curvature: Matrix

    init(_ problem: Problem, _ family: Family, _ parameters: [Double], penalty: Double) {
      let count = problem.base.count
      gradient = [Double](repeating: 0, count: 2 * count)
      curvature = Matrix(rowCount: 2 * count, columnCount: 2 * count)
      let priors = (0..<count).map {
        family.prior(
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
          objective += penalty * residual * residual
          gradient[place] += penalty * slope * residual
          curvature[place, place] += penalty * slope * slope
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
  /// A problem with the least scales that the spreads stated allow; nobody spoke of the scales of the columns
  /// `unscaled`.
  init(
    targets: [ElicitationFit.Target],
    spreads: [(row: [Double], spread: Double)],
    base: [CoefficientPrior],
    family: ElicitationFit.Family,
    unscaled: [Int] = []
  ) {
    self.targets = targets
    self.base = base
    self.family = family
    floors = base.indices.map { column in
      if unscaled.contains(column) { return nil }
      let bounds = spreads.filter { $0.row[column] != 0 }
        .map { 0.25 * $0.spread / abs($0.row[column]) }
      return bounds.min()
    }
  }
}
