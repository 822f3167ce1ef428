/// The generalised Pareto distribution of exceedances over a threshold at 0.
public struct GeneralizedPareto: Sendable, Equatable {
  /// The shape k: moments of order 1/k and above do not exist.
  public let shape: Double
  /// The scale, in the units of the exceedances.
  public let scale: Double

  /// Makes a distribution from its parameters.
  public init(shape: Double, scale: Double) {
    self.shape = shape
    self.scale = scale
  }

  /// The exceedance below which a probability lies.
  ///
  /// NaN for a probability outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    guard probability >= 0, probability <= 1 else { return .nan }
    let exponential = -Portable.log(onePlus: -probability)
    guard shape != 0 else { return scale * exponential }
    return scale * Portable.expMinusOne(shape * exponential) / shape
  }

  /// Estimates the distribution from exceedances in ascending order.
  ///
  /// The profile posterior mean of Zhang and Stephens, "A new and efficient estimation method for
  /// the generalized Pareto distribution", Technometrics 51 (2009) 316-325, the shape then pulled
  /// towards 1/2 with the weight of ten observations (Vehtari et al., "Pareto smoothed importance
  /// sampling", JMLR 25 (2024), appendix G). The shape is infinite where the exceedances do not
  /// determine it. O(n√n).
  ///
  /// - Precondition: there is at least one exceedance.
  public static func fitted(toSorted exceedances: [Double]) -> GeneralizedPareto {
    let count = exceedances.count
    precondition(count > 0, "nothing to fit")
    let size = Double(count)
    let gridCount = 30 + Int(size.squareRoot())
    let quartile = exceedances[max(0, Int(size / 4 + 0.5) - 1)]
    let largest = exceedances[count - 1]

    var candidates = [Double](repeating: 0, count: gridCount)
    var logLikelihoods = [Double](repeating: 0, count: gridCount)
    for index in 0..<gridCount {
      let spread = (Double(gridCount) / (Double(index) + 0.5)).squareRoot()
      let candidate = 1 / largest + (1 - spread) / (3 * quartile)
      let shape = meanLog(onePlus: -candidate, exceedances)
      candidates[index] = candidate
      logLikelihoods[index] = size * (Portable.log(-candidate / shape) - shape - 1)
    }
    let peak = logLikelihoods.reduce(-Double.infinity) { $1 > $0 ? $1 : $0 }
    var (total, weighted) = (0.0, 0.0)
    for (candidate, value) in zip(candidates, logLikelihoods) {
      let weight = Portable.exp(value - peak)
      total += weight
      weighted += weight * candidate
    }
    let candidate = weighted / total
    let shape = meanLog(onePlus: -candidate, exceedances)
    guard shape.isFinite else { return GeneralizedPareto(shape: .infinity, scale: .nan) }
    let regularized = (shape * size + 5) / (size + 10)
    return GeneralizedPareto(shape: regularized, scale: -shape / candidate)
  }

  /// The mean of log(1 + factor * value) over ascending values.
  ///
  /// Four factors are multiplied before each logarithm. Where they are so close to 1 that this
  /// would cost digits, or so large that it could overflow, each has its own.
  private static func meanLog(onePlus factor: Double, _ values: [Double]) -> Double {
    let count = values.count
    let extreme = abs(factor * values[count - 1])
    var sum = 0.0
    var index = 0
    if extreme > 0.01, extreme < 1e70 {
      while index + 4 <= count {
        let left = (1 + factor * values[index]) * (1 + factor * values[index + 1])
        let right = (1 + factor * values[index + 2]) * (1 + factor * values[index + 3])
        sum += Portable.log(left * right)
        index += 4
      }
    }
    while index < count {
      sum += Portable.log(onePlus: factor * values[index])
      index += 1
    }
    return sum / Double(count)
  }
}
