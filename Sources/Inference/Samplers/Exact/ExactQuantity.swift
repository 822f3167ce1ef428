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
    case probability(center: Double, spread: Double, isCompressed: Bool)
  }

  /// The name of the coefficient, or empty.
  public let name: String
  /// The posterior mean; not a number where it does not exist.
  public let mean: ExactEstimate
  /// The posterior standard deviation; not a number where it does not exist.
  public let standardDeviation: ExactEstimate
  /// Its distribution; nil where only moments were asked for.
  let marginal: SmoothedMarginal?
  let map: Map

  /// How much larger than the differences between answers an error is said to be.
  static let caution = 1.5

  /// The quantile at a level, in the quantity's units; not a number where only moments were asked for.
  public func quantile(_ level: Double) -> ExactEstimate {
    guard let marginal else { return ExactEstimate(.nan, error: .nan) }
    let (value, shifts, smoother) = marginal.quantiles(level)
    return estimate(value, shifts, smoother, quantity(at:))
  }

  /// The posterior probability that the quantity is above a value.
  public func probability(above value: Double) -> ExactEstimate {
    guard let marginal else { return ExactEstimate(.nan, error: .nan) }
    let (below, shifts, smoother) = marginal.probabilities(upTo: variable(at: value))
    return estimate(1 - below, shifts.map { 1 - $0 }, 1 - smoother) { $0 }
  }

  /// The density of the quantity at values of it, free of sampling noise.
  ///
  /// Within `extent` standard deviations of the marginal variable; `every` nodes apart, of which there
  /// are 57 a standard deviation. Zero at most where rounding has made it negative.
  public func density(every: Int = 4, extent: Double = 5) -> [(value: Double, density: Double)] {
    guard let marginal else { return [] }
    return stride(from: 0, to: MarginalGrid.count, by: every).compactMap { node in
      let place = Double(node) * MarginalGrid.step - MarginalGrid.extent
      guard abs(place) <= extent else { return nil }
      let variable = marginal.node(node)
      return (
        quantity(at: variable),
        max(marginal.density[node], 0) / marginal.scale.deviation / slope(at: variable)
      )
    }
  }

  private func estimate(
    _ value: Double,
    _ shifts: [Double],
    _ smoother: Double,
    _ transform: (Double) -> Double
  ) -> ExactEstimate {
    let ends = shifts.map(transform)
    let center = transform(value)
    let shift = 0.5 * abs(ends[0] - ends[1])
    return ExactEstimate(
      center,
      error: Self.caution * max(shift, abs(center - transform(smoother)))
    )
  }

  private func quantity(at variable: Double) -> Double {
    switch map {
    case .coefficient(let tables, let index): tables.coefficient(index, at: variable)
    case .probability(let center, let spread, let isCompressed):
      LogitLink.probability(
        at: isCompressed ? center + spread * Portable.sinh(variable) : variable
      )
    }
  }

  private func variable(at quantity: Double) -> Double {
    switch map {
    case .coefficient(let tables, let index): return tables.coordinate(index, of: quantity)
    case .probability(let center, let spread, let isCompressed):
      let eta = Portable.log(quantity) - Portable.log(onePlus: -quantity)
      return isCompressed ? Portable.asinh((eta - center) / spread) : eta
    }
  }

  /// The derivative of the quantity in the variable.
  private func slope(at variable: Double) -> Double {
    switch map {
    case .coefficient(let tables, let index): return tables.derivative(index, at: variable)
    case .probability(_, let spread, let isCompressed):
      let p = quantity(at: variable)
      return p * (1 - p) * (isCompressed ? spread * Portable.cosh(variable) : 1)
    }
  }
}
