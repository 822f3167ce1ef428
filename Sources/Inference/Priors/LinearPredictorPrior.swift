/// The prior distribution of a linear predictor: of x'b + offset under independent priors on the
/// coefficients b, on the log-odds scale.
///
/// Exact: normal and Cauchy priors add up to their own kind, a single term is its own prior scaled, and
/// any other sum is found by inversion of its characteristic function, to 1e-8 in probability. That of a family
/// without a ``PriorFamily/symmetricTerm(times:)`` comes from its density, a few ms for each such column.
public struct LinearPredictorPrior: Sendable {
  /// The median, log-odds.
  public let location: Double
  private let terms: [Term]
  /// The priors that have no symmetric term.
  private let others: [DensityTerm]
  private let distribution: Distribution

  private struct Term: Sendable {
    let column: Int
    let symmetric: SymmetricTerm
  }

  private enum Distribution: Sendable {
    case point
    case family(CoefficientPrior)
    case sum(SymmetricSum)
    case general(IndependentSum)
  }

  /// Adds up the priors at a row of the design.
  ///
  /// O(columns); about 800 values of a characteristic function where it has to be inverted.
  ///
  /// - Precondition: the priors are proper, and there is one for each column.
  public init(_ priors: [CoefficientPrior], row: [Double], offset: Double = 0) {
    precondition(priors.count == row.count, "a prior for each column")
    var location = offset
    var terms: [Term] = []
    var others: [DensityTerm] = []
    for (column, prior) in priors.enumerated() where row[column] != 0 {
      let family = prior.family
      precondition(family.isProper, "\(prior) has no distribution")
      location += row[column] * family.location
      if let term = family.symmetricTerm(times: abs(row[column])) {
        terms.append(Term(column: column, symmetric: term))
      } else {
        others.append(DensityTerm(family, times: row[column]))
      }
    }
    self.terms = terms
    self.others = others
    let symmetric = terms.map(\.symmetric)
    guard others.isEmpty else {
      let sum = IndependentSum(center: location, symmetric: symmetric, others: others)
      distribution = .general(sum)
      self.location = sum.quantile(0.5)
      return
    }
    self.location = location
    distribution = Self.distribution(location, symmetric)
  }

  private static func distribution(_ location: Double, _ terms: [SymmetricTerm]) -> Distribution {
    if terms.isEmpty { return .point }
    let normals = terms.compactMap { if case .normal(let sd) = $0 { sd } else { nil } }
    if normals.count == terms.count {
      let sd = normals.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return .family(.normal(NormalDistribution(mean: location, standardDeviation: sd)))
    }
    let cauchys = terms.compactMap { if case .cauchy(let scale) = $0 { scale } else { nil } }
    if cauchys.count == terms.count {
      return .family(.cauchy(Cauchy(location: location, scale: cauchys.reduce(0, +))))
    }
    if terms.count == 1 { return .family(terms[0].prior(at: location)) }
    return .sum(SymmetricSum(location: location, terms: terms))
  }

  /// The prior probability that the linear predictor is at most `x`.
  public func cumulative(_ x: Double) -> Double {
    switch distribution {
    case .point: x < location ? 0 : 1
    case .family(let prior): prior.cumulative(x)
    case .sum(let sum): sum.cumulative(x)
    case .general(let sum): sum.cumulative(x)
    }
  }

  /// The prior density; infinite where all mass lies on one point.
  public func density(_ x: Double) -> Double {
    switch distribution {
    case .point: x == location ? .infinity : 0
    case .family(let prior): Portable.exp(prior.logDensity(at: x).value)
    case .sum(let sum): sum.density(x)
    case .general(let sum): sum.density(x)
    }
  }

  /// The log-odds below which a probability lies; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    switch distribution {
    case .point: location
    case .family(let prior): prior.quantile(probability)
    case .sum(let sum): sum.quantile(probability)
    case .general(let sum): sum.quantile(probability)
    }
  }

  /// The derivative of a quantile, given by its value, by the logarithm of the scale of each column's
  /// prior; 0 for columns that are 0 in the row.
  ///
  /// - Precondition: every prior has a symmetric term.
  func quantileSlopes(at value: Double, columnCount: Int) -> [Double] {
    var slopes = [Double](repeating: 0, count: columnCount)
    switch distribution {
    case .point: break
    case .family(.normal(let normal)):
      let z = (value - location) / normal.standardDeviation
      for term in terms {
        let scale = term.symmetric.scale
        slopes[term.column] = z * scale * scale / normal.standardDeviation
      }
    case .family(let prior):
      // A sum of Cauchy variables, or a single term: scales add up.
      for term in terms {
        slopes[term.column] = (value - location) * term.symmetric.scale / prior.scale
      }
    case .sum(let sum):
      let density = sum.density(value)
      for (term, slope) in zip(terms, sum.cumulativeSlopes(value)) {
        slopes[term.column] = density > 0 ? -slope / density : 0
      }
    case .general: preconditionFailure("slopes by a scale need symmetric terms")
    }
    return slopes
  }

  /// The prior mean of the probability 1 / (1 + exp(-predictor)).
  ///
  /// It is the probability that a standard logistic variable, independent of the predictor, is below it:
  /// a value of the distribution function of their difference.
  public var meanProbability: Double {
    var parts: [SymmetricTerm] = [.logistic(1)]
    var variance = 0.0
    for term in terms {
      // Normal variables are one in sum.
      if case .normal(let sd) = term.symmetric {
        variance += sd * sd
      } else {
        parts.append(term.symmetric)
      }
    }
    if variance > 0 { parts.append(.normal(variance.squareRoot())) }
    if case .general(let sum) = distribution {
      return 1 - IndependentSum(center: sum.center, symmetric: parts, others: others).cumulative(0)
    }
    return 1 - SymmetricSum(location: location, terms: parts).cumulative(0)
  }
}

extension DensityTerm {
  /// The most nodes; beyond, what is left of the tails is left out.
  private static let nodeLimit = 1 << 16
  /// The probability of each tail beyond the nodes.
  private static let least = 1e-15

  /// A prior about its location, of the coefficient times a number that is not 0.
  ///
  /// Steps are halved until a shift by half of one changes nothing, and once more: the characteristic function is
  /// then nothing from pi over the step on.
  fileprivate init(_ prior: some PriorFamily, times factor: Double) {
    let location = prior.location
    let (low, high) = (prior.quantile(Self.least), prior.upperQuantile(Self.least))
    var step = prior.scale / 4
    func sum(shiftedBy shift: Double) -> [Double] {
      let half = Double(Self.nodeLimit / 2)
      let first = max(((low - location) / step).rounded(.down), -half)
      let last = min(((high - location) / step).rounded(.up), half)
      return (Int(first)...Int(last)).map {
        step * Portable.exp(prior.logDensity(at: location + (Double($0) + shift) * step).value)
      }
    }
    while true {
      let (plain, shifted) = (sum(shiftedBy: 0), sum(shiftedBy: 0.5))
      let change = abs(plain.reduce(0, +) - shifted.reduce(0, +))
      if change < 1e-12 || plain.count >= Self.nodeLimit { break }
      step /= 2
    }
    step /= 2
    masses = sum(shiftedBy: 0)
    let nodes = max(((low - location) / step).rounded(.down), -Double(Self.nodeLimit / 2))
    (first, self.step) = (factor * nodes * step, factor * step)
    scale = abs(factor) * prior.scale
    tail = { distance in
      let value = location + distance / factor
      return distance / factor < 0 ? prior.cumulative(value) : prior.upperTail(value)
    }
  }
}

extension SymmetricTerm {
  /// The term as a prior about a location.
  fileprivate func prior(at location: Double) -> CoefficientPrior {
    switch self {
    case .normal(let scale):
      .normal(NormalDistribution(mean: location, standardDeviation: scale))
    case .studentT(let degreesOfFreedom, let scale):
      .studentT(
        StudentT(degreesOfFreedom: degreesOfFreedom, location: location, scale: scale)
      )
    case .cauchy(let scale): .cauchy(Cauchy(location: location, scale: scale))
    case .laplace(let scale): .laplace(Laplace(location: location, scale: scale))
    case .logistic(let scale): .logistic(Logistic(location: location, scale: scale))
    }
  }
}
