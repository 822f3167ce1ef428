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
    case studentT(location: Double, scale: Double, QuantileTable)
    indirect case tables(location: Double, lower: QuantileTable, upper: QuantileTable)
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
  /// One table for each number of degrees of freedom among Student t priors, and two for each different prior
  /// without a closed form: about a millisecond.
  public init(for prior: PriorSet) {
    var tables: [Double: QuantileTable] = [:]
    let priors = prior.used.map(\.prior)
    var maps: [Map] = []
    for prior in priors {
      let family = prior.family
      let (location, scale) = (family.location, family.scale)
      switch family.quantileMap {
      case .identity: maps.append(.identity)
      case .affine: maps.append(.affine(location: location, scale: scale))
      case .laplace: maps.append(.laplace(location: location, scale: scale))
      case .logistic: maps.append(.logistic(location: location, scale: scale))
      case .cauchy: maps.append(.cauchy(location: location, scale: scale))
      case .studentT(let degreesOfFreedom):
        let table =
          tables[degreesOfFreedom] ?? QuantileTable(degreesOfFreedom: degreesOfFreedom)
        tables[degreesOfFreedom] = table
        maps.append(.studentT(location: location, scale: scale, table))
      case .table:
        if let twin = maps.indices.first(where: { priors[$0] == prior }) {
          maps.append(maps[twin])
        } else {
          maps.append(
            .tables(
              location: location,
              lower: QuantileTable(of: family, isUpper: false),
              upper: QuantileTable(of: family, isUpper: true)
            )
          )
        }
      }
    }
    (self.priors, self.maps) = (priors, maps)
    isAffine = priors.allSatisfy(\.isAffine)
    isProper = priors.map(\.isProper)
    logNormalization = -StandardNormal.logNormalization * Double(isProper.count { $0 })
  }

  /// One coefficient and its derivative at a coordinate.
  ///
  /// Relative error of the distance from the prior's location below 1e-13 for closed forms and about
  /// 1e-10 for tables, for |z| up to 12; increasing everywhere. NaN for NaN. No allocation.
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
    case .tables(let location, let lower, let upper):
      let standard = (z < 0 ? lower : upper).value(at: abs(z))
      return Value(
        coefficient: z < 0 ? location - standard.coefficient : location + standard.coefficient,
        derivative: standard.derivative
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
    case .tables(let location, _, _):
      let family = priors[index].family
      return coefficient < location
        ? StandardNormal.quantile(family.cumulative(coefficient))
        : -StandardNormal.quantile(family.upperTail(coefficient))
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
    case .tables:
      return -z - priors[index].logDensity(at: value.coefficient).score * value.derivative
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
