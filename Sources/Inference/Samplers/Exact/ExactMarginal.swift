/// The marginal distribution of one quantity: that of a hump, or of several by their shares.
struct ExactMarginal: Sendable {
  /// The distribution on one hump.
  struct Part: Sendable {
    /// The share of the hump by each shift of its lattice.
    let shares: (first: Double, second: Double)
    /// The distribution there.
    let marginal: SmoothedMarginal

    fileprivate var share: Double { 0.5 * (shares.first + shares.second) }
  }

  private let parts: [Part]
  /// The mass beyond the lattices.
  private let beyond: Double
  /// How many standard deviations the unit of the grids has.
  private let widening: Double

  /// Joins the distributions of the humps.
  ///
  /// - Parameters:
  ///   - parts: The distributions.
  ///   - beyond: The mass beyond the lattices.
  ///   - widening: How many standard deviations the unit of the grids has.
  init(_ parts: [Part], beyond: Double, widening: Double) {
    (self.parts, self.beyond, self.widening) = (parts, beyond, widening)
  }

  /// A quantile, and where it may be at worst, in the variable's units.
  ///
  /// Between humps there may be hardly any density: what is known of a quantile there follows from the error
  /// of the distribution function, which is an error of the level.
  func quantile(
    _ level: Double,
    _ caution: ExactQuantity.Caution
  ) -> (value: Double, low: Double, high: Double) {
    if parts.count == 1 {
      let marginal = parts[0].marginal
      let (variable, difference) = marginal.quantile(level)
      let reach = caution.error(difference, deviation: marginal.scale.deviation)
      return (variable, variable - reach, variable + reach)
    }
    let value = place(of: level)
    let doubt = caution.factor * probability(upTo: value).difference + beyond
    let nearest = parts.map(\.marginal).max { $0.density(at: value) < $1.density(at: value) }
    let reach = caution.truncation * (nearest?.scale.deviation ?? 0)
    return (value, place(of: level - doubt) - reach, place(of: level + doubt) + reach)
  }

  /// The probability up to a value, and how far the answers are from each other.
  func probability(upTo value: Double) -> (value: Double, difference: Double) {
    if parts.count == 1 { return parts[0].marginal.probability(upTo: value) }
    var (sum, difference, shifted) = (0.0, 0.0, 0.0)
    for part in parts {
      let own = part.marginal.probability(upTo: value)
      sum += part.share * own.value
      difference += part.share * own.difference
      shifted += 0.5 * (part.shares.first - part.shares.second) * own.value
    }
    return (sum, difference + abs(shifted))
  }

  /// Where the distribution function reaches a level.
  private func place(of level: Double) -> Double {
    let grids = parts.map(\.marginal)
    var low = grids.reduce(.infinity) { min($0, $1.node(0)) }
    var high = grids.reduce(-.infinity) { max($0, $1.node(MarginalGrid.count - 1)) }
    for _ in 0..<80 {
      let middle = 0.5 * (low + high)
      if probability(upTo: middle).value < level { low = middle } else { high = middle }
    }
    return 0.5 * (low + high)
  }

  /// The density at values of the variable, `every` nodes apart within `extent` standard deviations of each
  /// hump.
  func densities(every: Int, extent: Double) -> [(variable: Double, density: Double)] {
    let step = max(1, Int(Double(every) / widening))
    let nodes = stride(from: 0, to: MarginalGrid.count, by: step).filter {
      abs(Double($0) * MarginalGrid.step - MarginalGrid.extent) <= extent / widening
    }
    if parts.count == 1 {
      let marginal = parts[0].marginal
      return nodes.map {
        (marginal.node($0), max(marginal.density[$0], 0) / marginal.scale.deviation)
      }
    }
    let places = parts.flatMap { part in nodes.map { part.marginal.node($0) } }.sorted()
    return places.map { place in
      (place, parts.reduce(0) { $0 + $1.share * $1.marginal.interpolatedDensity(at: place) })
    }
  }
}
