/// A variable that is known by its density: one term of an ``IndependentSum``.
struct DensityTerm: Sendable {
  /// The distance from the centre of the first node, and from each node to the next; these may be negative.
  let (first, step): (Double, Double)
  /// The probability that each node stands for.
  let masses: [Double]
  /// What distances are measured in.
  let scale: Double
  /// The probability below a negative distance from the centre, or above a positive one.
  let tail: @Sendable (Double) -> Double

  /// The characteristic function, the mean of exp(i t X), by the trapezoidal rule.
  ///
  /// To rounding as far as it is not negligible. O(nodes).
  func characteristic(_ t: Double) -> (real: Double, imaginary: Double) {
    let (cosine, sine) = Self.turn(t * step)
    var (real, imaginary) = (0.0, 0.0)
    // Turned node by node, and anew every 64 of them, which keeps rounding out.
    for start in stride(from: 0, to: masses.count, by: 64) {
      var (x, y) = Self.turn(t * (first + Double(start) * step))
      for index in start..<min(start + 64, masses.count) {
        real += masses[index] * x
        imaginary += masses[index] * y
        (x, y) = (x * cosine - y * sine, x * sine + y * cosine)
      }
    }
    return (real, imaginary)
  }

  private static func turn(_ angle: Double) -> (Double, Double) {
    (Portable.cos(piTimes: angle / .pi), Portable.sin(piTimes: angle / .pi))
  }
}

/// The distribution of a sum of independent variables, of which some are symmetric and others are known by
/// their densities, by inversion of its characteristic function.
///
/// As ``SymmetricSum``, with the imaginary part: F(x) is 1/2 less (1/pi) times the integral of the imaginary part
/// of exp(-i t x) phi(t) over t, for t > 0. Probabilities have an absolute error below 1e-8 within thirty scales
/// of the centre where the tails of all terms are exponential or lighter. Beyond, tails are added up.
struct IndependentSum: Sendable {
  /// The sum of the centres.
  let center: Double
  private let symmetric: [SymmetricTerm]
  private let others: [DensityTerm]
  private let scale: Double
  /// The nodes, and the characteristic function there times the weight of the node.
  private let nodes: [Double]
  private let real: [Double]
  private let imaginary: [Double]

  private static let step = 1.0 / 128
  private static let reach = 30.0
  /// What is left of the characteristic function where the integral ends: above the noise of its sums.
  private static let least = 1e-13

  /// Tabulates the characteristic function.
  ///
  /// O(terms) times about 800 nodes, each of which costs some hundreds of products for a term known by its density.
  ///
  /// - Precondition: there is a term.
  init(center: Double, symmetric: [SymmetricTerm], others: [DensityTerm]) {
    precondition(!symmetric.isEmpty || !others.isEmpty, "a sum of nothing is no distribution")
    self.center = center
    self.symmetric = symmetric
    self.others = others
    let scale = symmetric.reduce(0) { $0 + $1.scale } + others.reduce(0) { $0 + $1.scale }
    self.scale = scale
    var (nodes, real, imaginary): ([Double], [Double], [Double]) = ([], [], [])
    // The rule of SymmetricSum.
    var u = -3.75
    while u < 30 {
      let decay = Portable.exp(-u)
      let t = Portable.exp(u - decay) / scale
      var value = (real: 1.0, imaginary: 0.0)
      for term in symmetric { value.real *= Portable.exp(term.logCharacteristic(t).value) }
      for term in others {
        let part = term.characteristic(t)
        value = (
          value.real * part.real - value.imaginary * part.imaginary,
          value.real * part.imaginary + value.imaginary * part.real
        )
      }
      if abs(value.real) + abs(value.imaginary) < Self.least { break }
      let weight = Self.step * (1 + decay)
      nodes.append(t)
      real.append(weight * value.real)
      imaginary.append(weight * value.imaginary)
      u += Self.step
    }
    self.nodes = nodes
    self.real = real
    self.imaginary = imaginary
  }

  /// The probability of a value of at most `x`.
  ///
  /// O(nodes), no allocation.
  func cumulative(_ x: Double) -> Double {
    let distance = x - center
    guard abs(distance) <= Self.reach * scale else {
      let tail = min(tail(beyond: distance), 1)
      return distance < 0 ? tail : 1 - tail
    }
    var sum = 0.0
    for index in nodes.indices {
      let angle = distance * nodes[index] / .pi
      sum +=
        real[index] * Portable.sin(piTimes: angle) - imaginary[index] * Portable.cos(piTimes: angle)
    }
    return min(max(0.5 + sum / .pi, 0), 1)
  }

  /// The density.
  ///
  /// O(nodes), no allocation. 0 beyond thirty scales.
  func density(_ x: Double) -> Double {
    let distance = x - center
    guard abs(distance) <= Self.reach * scale else { return 0 }
    var sum = 0.0
    for index in nodes.indices {
      let angle = distance * nodes[index] / .pi
      sum +=
        nodes[index]
        * (real[index] * Portable.cos(piTimes: angle)
          + imaginary[index] * Portable.sin(piTimes: angle))
    }
    return max(sum / .pi, 0)
  }

  /// The value below which a probability lies; infinite at 0 and 1, NaN outside.
  ///
  /// Newton steps within a bracket, to 1e-12 of the scale.
  func quantile(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else {
      return probability == 0 ? -.infinity : probability == 1 ? .infinity : .nan
    }
    var (lower, upper) = (-scale, scale)
    while cumulative(center + lower) > probability, lower > -1e300 { lower *= 2 }
    while cumulative(center + upper) < probability, upper < 1e300 { upper *= 2 }
    var distance = (lower + upper) / 2
    for _ in 0..<200 {
      let excess = cumulative(center + distance) - probability
      if excess > 0 { upper = distance } else { lower = distance }
      var next = distance - excess / density(center + distance)
      if !(next > lower && next < upper) { next = (lower + upper) / 2 }
      let moved = abs(next - distance)
      distance = next
      if moved <= 1e-13 * scale || upper - lower <= 1e-13 * max(abs(lower), abs(upper)) { break }
    }
    return center + distance
  }

  /// The sum of the terms' own tails: one large term makes a sum large, where tails are heavy, and there
  /// is next to nothing where none is.
  private func tail(beyond distance: Double) -> Double {
    let known = others.reduce(0) { $0 + $1.tail(distance) }
    guard !symmetric.isEmpty else { return known }
    let sum = SymmetricSum.tail(of: symmetric, beyond: abs(distance))
    return known + sum
  }
}
