/// The quantile function of one side of a distribution after that of the normal one, from a table: the distance
/// from the median at z >= 0.
///
/// The function tabulated is u(z) with distance = width sinh(u), which is smooth and grows slowly; between
/// nodes the polynomial of degree five that agrees in value and two derivatives at both ends.
/// Beyond |z| = 12, a probability of 2e-33, u goes on in a straight line.
struct QuantileTable: Sendable {
  private static let limit = 12

  private let nodesPerUnit: Double
  private let width: Double
  /// The value, first and second derivative of u at each node, the derivatives in steps.
  private let nodes: [Double]

  /// Student's t distribution of scale 1: its width is the root of the degrees of freedom.
  init(degreesOfFreedom: Double) {
    nodesPerUnit = 8
    let root = degreesOfFreedom.squareRoot()
    let distribution = StudentT(degreesOfFreedom: degreesOfFreedom, location: 0, scale: 1)
    width = root
    var nodes: [Double] = []
    let step = 1 / nodesPerUnit
    for node in 0...Self.limit * Int(nodesPerUnit) {
      let z = Double(node) * step
      let t = node == 0 ? 0 : -distribution.quantile(StandardNormal.cumulative(-z))
      let density = distribution.logDensity(at: t)
      // t' = phi(z) / f(t) and t'' = t' (-z - (log f)' t'); then those of u = asinh(t / root(df)).
      let first = Portable.exp(StandardNormal.logDensity(z) - density.value)
      let second = first * (-z - density.score * first)
      let w = t / root
      let cosine = abs(w) > 1e150 ? abs(w) : (1 + w * w).squareRoot()
      let slope = first / root / cosine
      let curvature = second / root / cosine - w / cosine * slope * slope
      nodes += [Portable.asinh(w), slope * step, curvature * step * step]
    }
    self.nodes = nodes
  }

  /// One side of any prior whose log density has two continuous derivatives: its width is the distance at z = 1.
  init(of family: some PriorFamily, isUpper: Bool) {
    let location = family.location
    let unit = StandardNormal.cumulative(-1)
    let width = abs((isUpper ? family.upperQuantile(unit) : family.quantile(unit)) - location)
    self.width = width
    nodesPerUnit = 32
    var nodes: [Double] = []
    let step = 1 / nodesPerUnit
    for node in 0...Self.limit * Int(nodesPerUnit) {
      let z = Double(node) * step
      let tail = StandardNormal.cumulative(-z)
      let x = node == 0 ? location : isUpper ? family.upperQuantile(tail) : family.quantile(tail)
      let density = family.logDensity(at: x)
      let score = isUpper ? density.score : -density.score
      // As above, for u = asinh(distance / width).
      let first = Portable.exp(StandardNormal.logDensity(z) - density.value)
      let second = first * (-z - score * first)
      let w = abs(x - location) / width
      let cosine = w > 1e150 ? w : (1 + w * w).squareRoot()
      let slope = first / width / cosine
      let curvature = second / width / cosine - w / cosine * slope * slope
      nodes += [Portable.asinh(w), slope * step, curvature * step * step]
    }
    self.nodes = nodes
  }

  /// The quantile and its derivative at z >= 0.
  func value(at z: Double) -> PriorCoordinates.Value {
    let place = z * nodesPerUnit
    let end = Double(Self.limit) * nodesPerUnit
    guard place < end else {
      let last = nodes.count - 3
      let slope = nodes[last + 1]
      return stretched(nodes[last] + slope * (place - end), slope: slope)
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
      derivative: width * Portable.cosh(u) * slope * nodesPerUnit
    )
  }
}
