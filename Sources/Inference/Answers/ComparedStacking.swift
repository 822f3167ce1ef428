/// Stacking weights of compared models, as far as Monte Carlo error lets them be known.
///
/// The densities that are stacked are estimates. Models whose totals lie within ``ModelComparison/errorLimit``
/// Monte Carlo errors of the best share their weight equally where the best mixture gains no more over that
/// than the same number of Monte Carlo errors of the gain,
///
///     mcse(gain)^2 = sum over cases i and models k of
///                    (w[k] p[k, i] / sum w p[i] - u[k] p[k, i] / sum u p[i])^2 mcse[k, i]^2,
///
/// with w the best weights and u the shared ones: the first-order error of a difference of two log scores.
struct ComparedStacking {
  /// The weight of each model; they add up to 1.
  let weights: [Double]
  /// How far each weight moves, root mean square, where the densities move by their Monte Carlo errors.
  let errors: [Double]
  /// Whether models that cannot be told apart share their weight.
  let isShared: Bool

  /// The work that may be spent on the errors, in products of replications, cases and models squared.
  private static let workLimit = 2_000_000

  /// Finds the weights.
  ///
  /// - Parameters:
  ///   - logDensities: For each model the log predictive density of each case, finite.
  ///   - errors: Their Monte Carlo standard errors; what is not finite counts as none.
  ///   - equals: The models that cannot be told from the best one, itself among them.
  ///   - seed: The seed of the replications.
  init(
    _ logDensities: [[Double]],
    errors: [[Double]],
    equals: [Int],
    seed: UInt64
  ) {
    let errors = errors.map { $0.map { $0.isFinite ? $0 : 0 } }
    let best = StackingWeights(logDensities: logDensities).weights
    var shared = best
    let share = equals.reduce(0) { $0 + best[$1] } / Double(max(1, equals.count))
    for index in equals { shared[index] = share }
    let (gain, error) = Self.gain(of: best, over: shared, logDensities, errors)
    isShared = equals.count > 1 && gain <= ModelComparison.errorLimit * error
    let weights = isShared ? shared : best
    self.weights = weights
    let (models, cases) = (logDensities.count, logDensities.first?.count ?? 0)
    let replications = min(100, max(20, Self.workLimit / max(1, cases * models * models)))
    guard errors.contains(where: { $0.contains { $0 > 0 } }) else {
      self.errors = [Double](repeating: 0, count: models)
      return
    }
    var random = RandomStream(seed: seed, purpose: .bootstrap, name: "stacking")
    var squares = [Double](repeating: 0, count: models)
    for _ in 0..<replications {
      let moved = zip(logDensities, errors).map { row, errors in
        zip(row, errors).map { $0 + $1 * random.nextNormal() }
      }
      for (index, weight) in StackingWeights(logDensities: moved).weights.enumerated() {
        squares[index] += (weight - weights[index]) * (weight - weights[index])
      }
    }
    self.errors = squares.map { ($0 / Double(replications)).squareRoot() }
  }

  /// How much better one mixture's log score is than another's, and the Monte Carlo error of that.
  private static func gain(
    of weights: [Double],
    over others: [Double],
    _ logDensities: [[Double]],
    _ errors: [[Double]]
  ) -> (gain: Double, error: Double) {
    var (gain, variance) = (0.0, 0.0)
    for index in logDensities[0].indices {
      let column = logDensities.map { $0[index] }
      let peak = column.reduce(-Double.infinity, max)
      let densities = column.map { Portable.exp($0 - peak) }
      let mixture = zip(weights, densities).reduce(0) { $0 + $1.0 * $1.1 }
      let other = zip(others, densities).reduce(0) { $0 + $1.0 * $1.1 }
      gain += Portable.log(mixture) - Portable.log(other)
      for model in densities.indices {
        let slope =
          densities[model] * (weights[model] / mixture - others[model] / other)
          * errors[model][index]
        variance += slope * slope
      }
    }
    return (gain, variance.squareRoot())
  }
}
