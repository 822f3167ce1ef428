/// Coordinates in which the prior of a model is standard normal.
///
/// Each coefficient with a proper prior is written beta = g(z), with g the prior's quantile function
/// of the normal distribution function of z; a coefficient with a flat prior is its own coordinate.
/// The density of z is then exp(-z^2 / 2) times the likelihood, without a Jacobian: its tails are at
/// most normal whatever the prior, so that importance weights under a t proposal are bounded, and its
/// integral over z is the marginal likelihood under normalised priors.
public struct PriorCoordinates: Sendable {
  /// What is needed of a map at one z.
  public struct Value: Sendable, Equatable {
    /// The coefficient, g(z).
    public var coefficient: Double
    /// g'(z), positive.
    public var derivative: Double
  }

  private enum Map: Sendable {
    case identity
    case affine(location: Double, scale: Double)
    case laplace(location: Double, scale: Double)
    case logistic(location: Double, scale: Double)
    case cauchy(location: Double, scale: Double)
    case studentT(location: Double, scale: Double, StudentQuantileTable)
  }

  private let maps: [Map]
  private let priors: [CoefficientPrior]
  /// Whether every map is linear: all priors are normal or flat.
  public let isAffine: Bool
  /// Which coordinates have a normal prior; the others have none.
  public let isProper: [Bool]
  private let logNormalization: Double

  /// The number of coordinates.
  public var dimension: Int { maps.count }

  /// Makes the coordinates of a prior.
  ///
  /// One table for each number of degrees of freedom among Student t priors: about a millisecond.
  public init(for prior: PriorSet) {
    var tables: [Double: StudentQuantileTable] = [:]
    priors = prior.used.map(\.prior)
    maps = priors.map { prior in
      switch prior {
      case .normal(let prior):
        return .affine(location: prior.mean, scale: prior.standardDeviation)
      case .laplace(let prior): return .laplace(location: prior.location, scale: prior.scale)
      case .logistic(let prior): return .logistic(location: prior.location, scale: prior.scale)
      case .cauchy(let prior): return .cauchy(location: prior.location, scale: prior.scale)
      case .studentT(let prior):
        let table =
          tables[prior.degreesOfFreedom]
          ?? StudentQuantileTable(degreesOfFreedom: prior.degreesOfFreedom)
        tables[prior.degreesOfFreedom] = table
        return .studentT(location: prior.location, scale: prior.scale, table)
      case .flat, .jeffreys: return .identity
      }
    }
    isAffine = priors.allSatisfy { prior in
      switch prior {
      case .normal, .flat, .jeffreys: true
      default: false
      }
    }
    isProper = priors.map(\.isProper)
    logNormalization = -StandardNormal.logNormalization * Double(isProper.count { $0 })
  }

  /// One coefficient and its derivative at a coordinate.
  ///
  /// Relative error of the distance from the prior's location below 1e-13 for closed forms and about
  /// 1e-10 for Student t priors, for |z| up to 12; increasing everywhere. NaN for NaN. No allocation.
  public func value(_ index: Int, at z: Double) -> Value {
    switch maps[index] {
    case .identity: return Value(coefficient: z, derivative: 1)
    case .affine(let location, let scale):
      return Value(coefficient: location + scale * z, derivative: scale)
    case .laplace(let location, let scale):
      let tail = NormalTail(abs(z))
      let distance = scale * tail.laplaceDistance
      return Value(
        coefficient: z < 0 ? location - distance : location + distance,
        derivative: scale * tail.hazard
      )
    case .logistic(let location, let scale):
      let tail = NormalTail(abs(z))
      let distance = scale * tail.logisticDistance
      return Value(
        coefficient: z < 0 ? location - distance : location + distance,
        derivative: scale * tail.hazard / (1 - tail.probability)
      )
    case .cauchy(let location, let scale):
      let tail = NormalTail(abs(z))
      let ratio = tail.cauchyDistance
      let distance = scale * ratio
      return Value(
        coefficient: z < 0 ? location - distance : location + distance,
        derivative: scale * .pi * (tail.density + tail.density * ratio * ratio)
      )
    case .studentT(let location, let scale, let table):
      let standard = table.value(at: abs(z))
      let distance = scale * standard.coefficient
      return Value(
        coefficient: z < 0 ? location - distance : location + distance,
        derivative: scale * standard.derivative
      )
    }
  }

  /// The coordinate of a coefficient: the inverse of ``value(_:at:)``.
  ///
  /// By the prior's smaller tail, so that both ends are accurate; infinite where that tail underflows,
  /// at |z| about 38. NaN for NaN. No allocation.
  public func coordinate(_ index: Int, of coefficient: Double) -> Double {
    switch maps[index] {
    case .identity, .affine: return affineInverse(index, coefficient)
    default:
      let location = priors[index].location
      let tail = priors[index].cumulative(location - abs(coefficient - location))
      let distance = -StandardNormal.quantile(tail)
      return coefficient < location ? -distance : distance
    }
  }

  /// The second derivative of one map over its first.
  ///
  /// From log g' = log phi(z) - log f(g): the derivative is -z less the score of the prior times g'.
  /// 0 where a Laplace prior has its kink.
  func logDerivativeScore(_ index: Int, at z: Double, _ value: Value) -> Double {
    switch maps[index] {
    case .identity, .affine: return 0
    default:
      guard z != 0 else { return 0 }
      return -z - priors[index].logDensity(at: value.coefficient).score * value.derivative
    }
  }

  /// Writes the coefficients of a batch of positions, and the log density of the normal prior at each.
  ///
  /// Flat coordinates have none.
  ///
  /// O(dimension x batch), no allocation.
  ///
  /// - Parameters:
  ///   - positions: One position after another.
  ///   - coefficients: As many numbers.
  ///   - logDensities: One for each position.
  func apply(
    to positions: [Double],
    coefficients: inout [Double],
    logDensities: inout [Double]
  ) {
    precondition(
      positions.count == coefficients.count
        && positions.count == logDensities.count * maps.count,
      "sizes do not match"
    )
    for draw in logDensities.indices {
      var squares = 0.0
      for index in maps.indices {
        let z = positions[draw * maps.count + index]
        coefficients[draw * maps.count + index] = value(index, at: z).coefficient
        if isProper[index] { squares += z * z }
      }
      logDensities[draw] = logNormalization - 0.5 * squares
    }
  }

  /// The coordinate of a coefficient under a linear map; NaN where the map is curved.
  func affineInverse(_ index: Int, _ coefficient: Double) -> Double {
    switch maps[index] {
    case .identity: coefficient
    case .affine(let location, let scale): (coefficient - location) / scale
    default: .nan
    }
  }
}

/// The upper tail of the standard normal distribution beyond z >= 0.
private struct NormalTail {
  /// From where the tail is taken from its asymptotic series: `erfc` underflows at 38.
  private static let far = 25.0

  let z: Double
  let density: Double
  let probability: Double

  init(_ z: Double) {
    self.z = z
    density = Portable.exp(StandardNormal.logDensity(z))
    probability = StandardNormal.cumulative(-z)
  }

  /// 1 - 1/z^2 + 3/z^4 - 15/z^6 + 105/z^8: the tail over its leading term, to 1e-11 from `far` on.
  private var series: Double {
    let r = 1 / (z * z)
    return 1 - r * (1 - r * (3 - r * (15 - 105 * r)))
  }

  /// The density over the tail probability.
  var hazard: Double { z > Self.far ? z / series : density / probability }

  /// -log(2 tail), the quantile of a standard Laplace distribution.
  var laplaceDistance: Double {
    if z < 1 { return -Portable.log(onePlus: -Portable.erf(z * 0.5.squareRoot())) }
    return minusLogTail - Portable.log(2)
  }

  /// log((1 - tail) / tail), the quantile of a standard logistic distribution.
  var logisticDistance: Double {
    if z < 1 { return 2 * Portable.atanh(Portable.erf(z * 0.5.squareRoot())) }
    return minusLogTail + Portable.log(onePlus: -probability)
  }

  /// cot(pi tail), the quantile of a standard Cauchy distribution.
  var cauchyDistance: Double {
    if z < 0.6 { return Portable.tan(piTimes: 0.5 * Portable.erf(z * 0.5.squareRoot())) }
    return 1 / Portable.tan(piTimes: probability)
  }

  private var minusLogTail: Double {
    guard z > Self.far else { return -Portable.log(probability) }
    return 0.5 * z * z + StandardNormal.logNormalization + Portable.log(z) - Portable.log(series)
  }
}

/// The quantile function of Student's t distribution after that of the normal one, from a table.
///
/// The function tabulated is u(z) with t = root(df) sinh(u), which is smooth and grows slowly; between
/// nodes the polynomial of degree five that agrees in value and two derivatives at both ends.
/// Beyond |z| = 12, a probability of 2e-33, u goes on in a straight line.
struct StudentQuantileTable: Sendable {
  private static let step = 0.125
  private static let count = 97

  private let width: Double
  /// The value, first and second derivative of u at each node, the derivatives in steps.
  private let nodes: [Double]

  init(degreesOfFreedom: Double) {
    let root = degreesOfFreedom.squareRoot()
    let distribution = StudentT(degreesOfFreedom: degreesOfFreedom, location: 0, scale: 1)
    width = root
    var nodes: [Double] = []
    nodes.reserveCapacity(3 * Self.count)
    for node in 0..<Self.count {
      let z = Double(node) * Self.step
      let t = node == 0 ? 0 : -distribution.quantile(StandardNormal.cumulative(-z))
      let density = distribution.logDensity(at: t)
      // t' = phi(z) / f(t) and t'' = t' (-z - (log f)' t'); then those of u = asinh(t / root(df)).
      let first = Portable.exp(StandardNormal.logDensity(z) - density.value)
      let second = first * (-z - density.score * first)
      let w = t / root
      let cosine = abs(w) > 1e150 ? abs(w) : (1 + w * w).squareRoot()
      let slope = first / root / cosine
      let curvature = second / root / cosine - w / cosine * slope * slope
      nodes += [Portable.asinh(w), slope * Self.step, curvature * Self.step * Self.step]
    }
    self.nodes = nodes
  }

  /// The quantile and its derivative at z >= 0.
  func value(at z: Double) -> PriorCoordinates.Value {
    let place = z / Self.step
    guard place < Double(Self.count - 1) else {
      let last = 3 * (Self.count - 1)
      let slope = nodes[last + 1]
      return stretched(nodes[last] + slope * (place - Double(Self.count - 1)), slope: slope)
    }
    let node = Int(place)
    let x = place - Double(node)
    let (left, right) = (3 * node, 3 * node + 3)
    let (c0, c1, c2) = (nodes[left], nodes[left + 1], 0.5 * nodes[left + 2])
    let rise = nodes[right] - c0 - c1 - c2
    let turn = nodes[right + 1] - c1 - 2 * c2
    let bend = nodes[right + 2] - 2 * c2
    let c3 = 10 * rise - 4 * turn + 0.5 * bend
    let c4 = -15 * rise + 7 * turn - bend
    let c5 = 6 * rise - 3 * turn + 0.5 * bend
    return stretched(
      c0 + x * (c1 + x * (c2 + x * (c3 + x * (c4 + x * c5)))),
      slope: c1 + x * (2 * c2 + x * (3 * c3 + x * (4 * c4 + x * 5 * c5)))
    )
  }

  private func stretched(_ u: Double, slope: Double) -> PriorCoordinates.Value {
    PriorCoordinates.Value(
      coefficient: width * Portable.sinh(u),
      derivative: width * Portable.cosh(u) * slope / Self.step
    )
  }
}
