/// The coordinates in which a lattice is laid: a posterior is close to a standard normal in them.
///
///     z = center + root x(y),   x_i = shift_i + slope_i y_i + turn_i (sqrt(1 + y_i^2) - 1)
///
/// Where tails are long the steps grow outwards, with sinh(growth y) / growth in the place of y.
///
/// The columns of the root are the principal axes of the posterior's correlation matrix, scaled back to
/// the variables; each axis is bent where the posterior is skewed along it. Strictly increasing in each
/// y_i for |turn| < slope.
struct LatticeFrame: Sendable {
  /// The map of one axis.
  struct Axis: Sendable {
    var shift = 0.0
    var slope = 1.0
    var turn = 0.0
    var growth = 0.0

    /// x and the derivative of x at y.
    func value(at y: Double) -> (x: Double, derivative: Double) {
      guard growth > 0 else { return bent(y) }
      let (x, slope) = bent(Self.grown(y, growth))
      return (x, slope * Portable.cosh(growth * y))
    }

    /// What takes the place of y.
    static func grown(_ y: Double, _ growth: Double) -> Double {
      growth > 0 ? Portable.sinh(growth * y) / growth : y
    }

    private func bent(_ y: Double) -> (x: Double, derivative: Double) {
      let root = (1 + y * y).squareRoot()
      return (shift + slope * y + turn * (root - 1), slope + turn * y / root)
    }

    /// y at x.
    func inverse(of x: Double) -> Double {
      let distance = x - shift + turn
      let square = slope * slope - turn * turn
      let y = (slope * distance - turn * (distance * distance + square).squareRoot()) / square
      return growth > 0 ? Portable.asinh(growth * y) / growth : y
    }
  }

  /// Where x is 0.
  let center: [Double]
  /// The principal axes, one in each column.
  let root: Matrix
  /// log |det root|.
  let logDeterminant: Double
  /// How each axis is bent.
  var axes: [Axis]
  /// The standard deviation of each coordinate.
  let deviations: [Double]
  private let inverse: Matrix

  /// The number of dimensions.
  var dimension: Int { center.count }

  /// Makes straight axes of a mean and a covariance; nil where that is not positive definite.
  init?(center: [Double], covariance: Matrix) {
    let size = center.count
    let deviations = (0..<size).map { covariance[$0, $0].squareRoot() }
    var correlation = covariance
    for column in 0..<size {
      for row in 0..<size { correlation[row, column] /= deviations[row] * deviations[column] }
    }
    guard center.allSatisfy(\.isFinite),
      let principal = SymmetricEigenvectors(correlation),
      principal.values.allSatisfy({ $0 > 1e-12 })
    else { return nil }
    var root = principal.vectors
    var inverse = principal.vectors
    var logDeterminant = 0.0
    for axis in 0..<size {
      let length = principal.values[axis].squareRoot()
      logDeterminant += Portable.log(length) + Portable.log(deviations[axis])
      for row in 0..<size {
        root[row, axis] = deviations[row] * principal.vectors[row, axis] * length
        inverse[axis, row] = principal.vectors[row, axis] / length / deviations[row]
      }
    }
    (self.center, self.root, self.inverse) = (center, root, inverse)
    (self.logDeterminant, self.deviations) = (logDeterminant, deviations)
    axes = [Axis](repeating: Axis(), count: size)
  }

  /// The straight coordinates x of a position.
  func straight(_ position: ArraySlice<Double>) -> [Double] {
    let distances = zip(position, center).map { $0 - $1 }
    return (0..<dimension).map { axis in
      var sum = 0.0
      for column in 0..<dimension { sum += inverse[axis, column] * distances[column] }
      return sum
    }
  }

  /// One straight coordinate of many positions, one after another.
  func straight(_ positions: [Double], axis: Int) -> [Double] {
    let size = dimension
    let weights = (0..<size).map { inverse[axis, $0] }
    let origin = (0..<size).reduce(0) { $0 + weights[$1] * center[$1] }
    return stride(from: 0, to: positions.count, by: size).map { start in
      var sum = -origin
      for column in 0..<size { sum += weights[column] * positions[start + column] }
      return sum
    }
  }

  /// The logarithm of the volume that the map gives a unit at y.
  func logSlope(at y: [Double]) -> Double {
    zip(axes, y).reduce(logDeterminant) {
      $0 + Portable.log($1.0.value(at: $1.1).derivative)
    }
  }

  /// The bent coordinates y of a position.
  func bent(_ position: ArraySlice<Double>) -> [Double] {
    zip(axes, straight(position)).map { $0.inverse(of: $1) }
  }
}
