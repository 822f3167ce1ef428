/// The distribution of a sum of independent symmetric variables, of one family or of several, by
/// inversion of its characteristic function.
///
/// Probabilities have an absolute error below 1e-8 within thirty scales of the centre. Beyond, the tails of
/// the terms are added up, which is within 1 % of the tail.
///
/// Source: J. Gil-Pelaez, Note on the inversion theorem, Biometrika 38 (1951) 481-482; for a symmetric
/// variable F(x) = 1/2 + (1/pi) times the integral of sin(x t) phi(t) / t over t > 0. Quadrature: the
/// double exponential rule t = exp(u - exp(-u)) of H. Takahasi and M. Mori, Double exponential formulas
/// for numerical integration, Publications RIMS 9 (1974) 721-741.
struct SymmetricSum: Sendable {
  /// The centre of symmetry.
  let location: Double
  private let terms: [SymmetricTerm]
  private let scale: Double
  /// The nodes, and the characteristic function there times the weight of the node.
  private let nodes: [Double]
  private let values: [Double]
  /// For each term the derivative of its log characteristic function by its log scale, at the nodes.
  private let slopes: [[Double]]

  private static let step = 1.0 / 128
  private static let reach = 30.0

  /// Tabulates the characteristic function.
  ///
  /// O(terms) times about 800 nodes; allocates.
  ///
  /// - Precondition: there is a term.
  init(location: Double, terms: [SymmetricTerm]) {
    precondition(!terms.isEmpty, "a sum of nothing is no distribution")
    self.location = location
    self.terms = terms
    let scale = terms.reduce(0) { $0 + $1.scale }
    self.scale = scale
    var (nodes, values): ([Double], [Double]) = ([], [])
    var slopes = terms.map { _ in [Double]() }
    // From here down t is below 1e-19; phi / t is negligible where phi is.
    var u = -3.75
    while u < 30 {
      let decay = Portable.exp(-u)
      let t = Portable.exp(u - decay) / scale
      let parts = terms.map { $0.logCharacteristic(t) }
      let log = parts.reduce(0) { $0 + $1.value }
      if log < -40 { break }
      for (index, part) in parts.enumerated() { slopes[index].append(part.slope) }
      nodes.append(t)
      values.append(Self.step * (1 + decay) * Portable.exp(log))
      u += Self.step
    }
    self.nodes = nodes
    self.values = values
    self.slopes = slopes
  }

  /// The probability of a value of at most `x`.
  ///
  /// O(nodes), no allocation.
  func cumulative(_ x: Double) -> Double {
    let distance = x - location
    let inner = abs(distance) <= Self.reach * scale
    let upper = inner ? 0.5 - integral(abs(distance)) : tail(beyond: abs(distance))
    let clipped = min(max(upper, 0), 0.5)
    return distance < 0 ? clipped : 1 - clipped
  }

  /// The density.
  ///
  /// O(nodes), no allocation. 0 beyond thirty scales.
  func density(_ x: Double) -> Double {
    let distance = abs(x - location)
    guard distance <= Self.reach * scale else { return 0 }
    var sum = 0.0
    for index in nodes.indices {
      sum +=
        values[index] * nodes[index] * Portable.cos(piTimes: distance * nodes[index] / .pi)
    }
    return max(sum / .pi, 0)
  }

  /// The derivative of the probability of at most `x` by the logarithm of each term's scale.
  ///
  /// O(nodes x terms).
  func cumulativeSlopes(_ x: Double) -> [Double] {
    let distance = x - location
    let size = abs(distance)
    var sums = [Double](repeating: 0, count: terms.count)
    for index in nodes.indices {
      let wave = values[index] * Portable.sin(piTimes: size * nodes[index] / .pi)
      for term in sums.indices { sums[term] += wave * slopes[term][index] }
    }
    return sums.map { (distance < 0 ? -$0 : $0) / .pi }
  }

  /// The value below which a probability lies; infinite at 0 and 1, NaN outside.
  ///
  /// Newton steps within a bracket, to 1e-12 of the scale.
  func quantile(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else {
      return probability == 0 ? -.infinity : probability == 1 ? .infinity : .nan
    }
    let target = max(probability, 1 - probability)
    var (lower, upper) = (0.0, scale)
    while cumulative(location + upper) < target, upper < 1e300 {
      (lower, upper) = (upper, 2 * upper)
    }
    var distance = (lower + upper) / 2
    for _ in 0..<200 {
      let excess = cumulative(location + distance) - target
      if excess > 0 { upper = distance } else { lower = distance }
      let slope = density(location + distance)
      var next = distance - excess / slope
      if !(next > lower && next < upper) { next = (lower + upper) / 2 }
      let moved = abs(next - distance)
      distance = next
      if moved <= 1e-13 * scale || upper - lower <= 1e-13 * upper { break }
    }
    return probability < 0.5 ? location - distance : location + distance
  }

  /// (1/pi) times the integral of sin(x t) phi(t) / t.
  private func integral(_ x: Double) -> Double {
    var sum = 0.0
    for index in nodes.indices {
      sum += values[index] * Portable.sin(piTimes: x * nodes[index] / .pi)
    }
    return sum / .pi
  }

  /// The sum of the terms' own tails: one large term makes a sum large, where tails are heavy, and there
  /// is next to nothing where none is.
  private func tail(beyond x: Double) -> Double { Self.tail(of: terms, beyond: x) }

  /// The sum of the probabilities with which each of some terms is above `x`.
  static func tail(of terms: [SymmetricTerm], beyond x: Double) -> Double {
    terms.reduce(0) { sum, term in
      switch term {
      case .normal(let scale): sum + StandardNormal.cumulative(-x / scale)
      case .studentT(let degreesOfFreedom, let scale):
        sum
          + StudentT(degreesOfFreedom: degreesOfFreedom, location: 0, scale: scale).cumulative(-x)
      case .cauchy(let scale): sum + Cauchy(location: 0, scale: scale).cumulative(-x)
      case .laplace(let scale): sum + Laplace(location: 0, scale: scale).cumulative(-x)
      case .logistic(let scale): sum + Logistic(location: 0, scale: scale).cumulative(-x)
      }
    }
  }
}
