/// The prior distribution of a linear predictor: of x'b + offset under independent priors on the
/// coefficients b, on the log-odds scale.
///
/// Exact: normal and Cauchy priors add up to their own kind, a single term is its own prior scaled, and
/// any other sum is found by inversion of its characteristic function, to 1e-8 in probability.
public struct LinearPredictorPrior: Sendable {
  /// The median and centre of symmetry, log-odds.
  public let location: Double
  private let terms: [Term]
  private let distribution: Distribution

  private struct Term: Sendable {
    let column: Int
    let symmetric: SymmetricTerm
  }

  private enum Distribution: Sendable {
    case point
    case family(CoefficientPrior)
    case sum(SymmetricSum)
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
    for (column, prior) in priors.enumerated() where row[column] != 0 {
      location += row[column] * prior.location
      terms.append(Term(column: column, symmetric: prior.symmetricTerm(times: abs(row[column]))))
    }
    self.location = location
    self.terms = terms
    distribution = Self.distribution(location, terms.map(\.symmetric))
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
    }
  }

  /// The prior density; infinite where all mass lies on one point.
  public func density(_ x: Double) -> Double {
    switch distribution {
    case .point: x == location ? .infinity : 0
    case .family(let prior): Portable.exp(prior.logDensity(at: x).value)
    case .sum(let sum): sum.density(x)
    }
  }

  /// The log-odds below which a probability lies; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    switch distribution {
    case .point: location
    case .family(let prior): prior.quantile(probability)
    case .sum(let sum): sum.quantile(probability)
    }
  }

  /// The derivative of a quantile, given by its value, by the logarithm of the scale of each column's
  /// prior; 0 for columns that are 0 in the row.
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
    return 1 - SymmetricSum(location: location, terms: parts).cumulative(0)
  }
}

extension CoefficientPrior {
  /// The prior about its centre, of the coefficient times a positive number.
  fileprivate func symmetricTerm(times factor: Double) -> SymmetricTerm {
    let scale = scale * factor
    switch self {
    case .normal: return .normal(scale)
    case .studentT(let prior):
      return .studentT(degreesOfFreedom: prior.degreesOfFreedom, scale: scale)
    case .cauchy: return .cauchy(scale)
    case .laplace: return .laplace(scale)
    case .logistic: return .logistic(scale)
    case .flat, .jeffreys: preconditionFailure("\(self) has no distribution")
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
