/// Weights of several models whose mixture predicts best.
///
/// Stacking of predictive distributions: the weights on the simplex that maximise the sum over the cases
/// of the log of the mixture's leave-one-out predictive density.
///
/// Source: Y. Yao, A. Vehtari, D. Simpson, A. Gelman, "Using stacking to average Bayesian predictive
/// distributions", Bayesian Analysis 13 (2018), section 3.2. The maximum is found by a primal-dual
/// interior point method; the problem is concave.
public struct StackingWeights: Sendable, Equatable {
  /// The weight of each model; they add up to 1.
  public let weights: [Double]
  /// The sum over the cases of the mixture's log predictive density, in nats.
  public let logScore: Double
  /// How far below the maximum the score is at most, in nats.
  public let gap: Double

  private static let limit = 200

  /// Finds the weights.
  ///
  /// O(steps x cases x models^2).
  ///
  /// - Parameter logDensities: For each model the log predictive density of each case, finite.
  /// - Precondition: there is a model, and as many cases for each, at least one.
  public init(logDensities: [[Double]]) {
    let models = logDensities.count
    let cases = logDensities.first?.count ?? 0
    precondition(cases > 0 && logDensities.allSatisfy { $0.count == cases }, "a density a case")
    // Each case's densities over the largest of them: a factor that no weight depends on.
    let peaks = (0..<cases).map { index in
      logDensities.reduce(-Double.infinity) { max($0, $1[index]) }
    }
    let densities = logDensities.map { row in zip(row, peaks).map { Portable.exp($0 - $1) } }
    var state = State(densities: densities, cases: cases)
    if models > 1 {
      for _ in 0..<Self.limit where state.gap > 1e-10 * Double(cases) {
        guard state.advance() else { break }
      }
    }
    let total = state.weights.reduce(0, +)
    weights = state.weights.map { $0 / total }
    let mixture = State.mixture(densities, weights)
    logScore = mixture.reduce(0) { $0 + Portable.log($1) } + peaks.reduce(0, +)
    // At weights on the simplex the largest slope bounds what is left to gain: N log(largest / N).
    let largest = State.slopes(densities, mixture).reduce(0, max)
    gap = Double(cases) * max(0, Portable.log(largest / Double(cases)))
  }

  /// Primal and dual variables of: maximise sum log(mixture) - N sum w over w >= 0, whose solution adds
  /// up to 1.
  private struct State {
    let densities: [[Double]]
    let cases: Int
    var weights: [Double]
    var slacks: [Double]

    init(densities: [[Double]], cases: Int) {
      let models = densities.count
      self.densities = densities
      self.cases = cases
      weights = [Double](repeating: 1 / Double(models), count: models)
      slacks = [Double](repeating: Double(cases), count: models)
    }

    /// The sum of the products of weights and slacks.
    var gap: Double { zip(weights, slacks).reduce(0) { $0 + $1.0 * $1.1 } + residual }

    private var residual: Double {
      zip(Self.slopes(densities, Self.mixture(densities, weights)), slacks)
        .reduce(0) { $0 + abs($1.0 - Double(cases) + $1.1) }
    }

    static func mixture(_ densities: [[Double]], _ weights: [Double]) -> [Double] {
      var result = [Double](repeating: 0, count: densities[0].count)
      for (row, weight) in zip(densities, weights) {
        for index in row.indices { result[index] += weight * row[index] }
      }
      return result
    }

    /// The derivatives of the score by the weights.
    static func slopes(_ densities: [[Double]], _ mixture: [Double]) -> [Double] {
      densities.map { row in zip(row, mixture).reduce(0) { $0 + $1.0 / $1.1 } }
    }

    /// One Newton step towards a tenth of the complementarity; false where there is none.
    mutating func advance() -> Bool {
      let models = weights.count
      let mixture = Self.mixture(densities, weights)
      let slopes = Self.slopes(densities, mixture)
      let aim = 0.1 * zip(weights, slacks).reduce(0) { $0 + $1.0 * $1.1 } / Double(models)
      var matrix = Matrix(rowCount: models, columnCount: models)
      for column in 0..<models {
        for row in column..<models {
          var sum = 0.0
          for index in mixture.indices {
            sum +=
              densities[row][index] * densities[column][index]
              / (mixture[index] * mixture[index])
          }
          (matrix[row, column], matrix[column, row]) = (sum, sum)
        }
        matrix[column, column] += slacks[column] / weights[column]
      }
      guard let factor = Cholesky(matrix) else { return false }
      var step = (0..<models).map { slopes[$0] - Double(cases) + aim / weights[$0] }
      factor.solve(inPlace: &step)
      let slackStep = (0..<models).map {
        (aim - slacks[$0] * step[$0]) / weights[$0] - slacks[$0]
      }
      var length = 1.0
      for index in 0..<models {
        if step[index] < 0 { length = min(length, -0.995 * weights[index] / step[index]) }
        if slackStep[index] < 0 {
          length = min(length, -0.995 * slacks[index] / slackStep[index])
        }
      }
      for index in 0..<models {
        weights[index] += length * step[index]
        slacks[index] += length * slackStep[index]
      }
      return true
    }
  }
}

/// Weights of several models by the exponentials of their expected log predictive densities.
///
/// Source: Yao, Vehtari, Simpson and Gelman (2018), sections 3.3 and 3.4: pseudo-BMA, and pseudo-BMA+,
/// which takes the uncertainty of the densities in by the Bayesian bootstrap over the cases.
public struct PseudoBMAWeights: Sendable, Equatable {
  /// Weights proportional to exp(elpd).
  public let plain: [Double]
  /// The mean of such weights over bootstrap replications.
  public let bootstrapped: [Double]

  /// The number of replications.
  static let replications = 4000

  /// Computes both weights.
  ///
  /// O(replications x cases x models).
  ///
  /// - Parameters:
  ///   - logDensities: For each model the log predictive density of each case, finite.
  ///   - seed: The seed of the bootstrap.
  public init(logDensities: [[Double]], seed: UInt64) {
    plain = Self.softmax(logDensities.map { $0.reduce(0, +) })
    let cases = logDensities.first?.count ?? 0
    var random = RandomStream(seed: seed, purpose: .bootstrap)
    var sums = [Double](repeating: 0, count: logDensities.count)
    var shares = [Double](repeating: 0, count: cases)
    for _ in 0..<Self.replications {
      // Exponential numbers over their sum are uniform on the simplex.
      for index in 0..<cases { shares[index] = -Portable.log(random.nextUniform()) }
      let scale = Double(cases) / shares.reduce(0, +)
      let totals = logDensities.map { row in
        scale * zip(row, shares).reduce(0) { $0 + $1.0 * $1.1 }
      }
      for (index, weight) in Self.softmax(totals).enumerated() { sums[index] += weight }
    }
    bootstrapped = sums.map { $0 / Double(Self.replications) }
  }

  /// Exponentials over their sum.
  static func softmax(_ logs: [Double]) -> [Double] {
    let total = logSumExp(logs)
    return logs.map { Portable.exp($0 - total) }
  }
}
