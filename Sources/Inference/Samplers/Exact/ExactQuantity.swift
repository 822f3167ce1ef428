/// A number with a bound on its error.
public struct ExactEstimate: Sendable, Equatable {
  /// The number.
  public let value: Double
  /// How far it may be from the truth; tested to cover the true error of every reference.
  public let error: Double

  /// Makes an estimate.
  public init(_ value: Double, error: Double) {
    self.value = value
    self.error = error
  }
}

/// The posterior distribution of one coefficient (log-odds) or of one probability.
public struct ExactQuantity: Sendable {
  /// How the variable of the marginal becomes the quantity; increasing.
  enum Map: Sendable {
    /// A prior coordinate and the coefficient there.
    case coefficient(CoordinateTables, index: Int)
    /// A linear predictor, possibly compressed, and the probability there.
    case probability(Link, center: Double, spread: Double, isCompressed: Bool)
  }

  /// The name of the coefficient, or empty.
  public let name: String
  /// The posterior mean; not a number where it does not exist.
  public internal(set) var mean: ExactEstimate
  /// The posterior standard deviation; not a number where it does not exist.
  public internal(set) var standardDeviation: ExactEstimate
  /// Its distribution; nil where only moments were asked for.
  let marginal: ExactMarginal?
  let map: Map

  let caution: Caution

  /// How errors follow from the differences between answers.
  struct Caution: Sendable, Equatable {
    /// How much larger than a difference an error is said to be.
    let factor: Double
    /// What lies beyond the lattice, in standard deviations.
    let truncation: Double

    /// Measured on the references and on simulated data against far finer lattices.
    ///
    /// - Parameters:
    ///   - dimension: The number of coefficients.
    ///   - tables: The maps of the priors: a density with a kink is one that no lattice sees coming.
    ///   - isPrediction: Whether it is about a probability: the marginal of a linear predictor has
    ///     sharper edges than that of a coefficient, and more so under curved maps.
    ///   - reachesFar: Whether the steps of the lattice grow outwards.
    init(
      dimension: Int,
      _ tables: CoordinateTables,
      isPrediction: Bool = false,
      reachesFar: Bool = false
    ) {
      let ofPrediction = tables.isAffine ? 1.33 : 2.33
      factor =
        (tables.hasKinks ? 3 : 1.5) * (isPrediction ? ofPrediction : 1) * (reachesFar ? 2 : 1)
      truncation = dimension < 5 ? 2e-5 : 5e-5
    }

    func error(_ difference: Double, deviation: Double) -> Double {
      factor * difference + truncation * deviation
    }
  }

  /// The quantile at a level, in the quantity's units; not a number where only moments were asked for.
  public func quantile(_ level: Double) -> ExactEstimate {
    guard let marginal else { return ExactEstimate(.nan, error: .nan) }
    let (variable, low, high) = marginal.quantile(level, caution)
    let value = quantity(at: variable)
    return ExactEstimate(
      value,
      error: max(quantity(at: high) - value, value - quantity(at: low))
    )
  }

  /// The posterior probability that the quantity is above a value.
  public func probability(above value: Double) -> ExactEstimate {
    guard let marginal else { return ExactEstimate(.nan, error: .nan) }
    let (below, difference) = marginal.probability(upTo: variable(at: value))
    return ExactEstimate(1 - below, error: caution.error(difference, deviation: 1))
  }

  /// The density of the quantity at values of it, free of sampling noise.
  ///
  /// Within `extent` standard deviations of the marginal variable; `every` nodes apart, of which there
  /// are 57 a standard deviation. Zero at most where rounding has made it negative.
  public func density(every: Int = 4, extent: Double = 5) -> [(value: Double, density: Double)] {
    guard let marginal else { return [] }
    return marginal.densities(every: every, extent: extent).map { variable, density in
      (quantity(at: variable), density / slope(at: variable))
    }
  }

  /// 1.4826 times the median distance from the median; not a number where only moments were asked for.
  public var medianAbsoluteDeviation: Double {
    guard let marginal else { return .nan }
    let median = quantile(0.5).value
    var (low, high) = (
      0.0, max(quantile(0.99).value - median, median - quantile(0.01).value)
    )
    for _ in 0..<50 {
      let middle = 0.5 * (low + high)
      let inside =
        marginal.probability(upTo: variable(at: median + middle)).value
        - marginal.probability(upTo: variable(at: median - middle)).value
      if inside < 0.5 { low = middle } else { high = middle }
    }
    return 1.482_602_218_505_602 * low
  }

  private func quantity(at variable: Double) -> Double {
    switch map {
    case .coefficient(let tables, let index): tables.coefficient(index, at: variable)
    case .probability(let link, let center, let spread, let isCompressed):
      link.probability(
        at: isCompressed ? center + spread * Portable.sinh(variable) : variable
      )
    }
  }

  private func variable(at quantity: Double) -> Double {
    switch map {
    case .coefficient(let tables, let index): return tables.coordinate(index, of: quantity)
    case .probability(let link, let center, let spread, let isCompressed):
      guard quantity > 0 else { return -.infinity }
      guard quantity < 1 else { return .infinity }
      let eta = link.function.predictor(ofProbability: quantity)
      return isCompressed ? Portable.asinh((eta - center) / spread) : eta
    }
  }

  /// The derivative of the quantity in the variable.
  private func slope(at variable: Double) -> Double {
    switch map {
    case .coefficient(let tables, let index): return tables.derivative(index, at: variable)
    case .probability(let link, let center, let spread, let isCompressed):
      let eta = isCompressed ? center + spread * Portable.sinh(variable) : variable
      return link.function.slope(at: eta) * (isCompressed ? spread * Portable.cosh(variable) : 1)
    }
  }
}
