/// A mixture of multivariate t distributions with eight degrees of freedom, and of the prior itself.
///
/// In the coordinates of the prior, where the prior is standard normal: its share, however small, bounds the
/// importance weights by the greatest likelihood over the marginal one. Densities are computed by products
/// and roots alone, as the exponent of a t with eight degrees of freedom is a multiple of one half.
struct MixtureProposal: Sendable {
  /// The degrees of freedom of every component: even, so that a draw is made of products of uniforms.
  static let degreesOfFreedom = 8

  /// One component.
  struct Component: Sendable {
    /// Its share among the components.
    var weight: Double
    /// Its centre.
    var center: [Double]
    /// Its scale matrix.
    var covariance: Matrix
  }

  /// The components; their weights add up to 1.
  let components: [Component]
  /// The share of the prior.
  let priorShare: Double
  private let kernels: [Kernel]
  private let priorScale: Double

  /// The number of dimensions.
  var dimension: Int { components.first?.center.count ?? 0 }

  /// What the density of a component needs.
  private struct Kernel: Sendable {
    let root: Matrix
    /// The rows of the inverse root up to the diagonal, one after another.
    let inverse: [Double]
    /// The density at the centre, times the share of all.
    let scale: Double
  }

  /// Makes a mixture; nil where there is no component, or a covariance is not positive definite.
  ///
  /// - Parameters:
  ///   - components: The components, with positive weights that need not add up to 1.
  ///   - priorShare: The share of the prior: 0 where a prior is flat.
  init?(_ components: [Component], priorShare: Double) {
    guard let first = components.first else { return nil }
    let size = first.center.count
    let total = components.reduce(0) { $0 + $1.weight }
    let df = Double(Self.degreesOfFreedom)
    let logScale =
      Portable.logGamma(0.5 * (df + Double(size))) - Portable.logGamma(0.5 * df)
      - 0.5 * Double(size) * Portable.log(df * .pi)
    var kernels: [Kernel] = []
    for component in components {
      guard component.weight > 0, let factor = Cholesky(component.covariance) else { return nil }
      var columns: [[Double]] = []
      for column in 0..<size {
        var unit = [Double](repeating: 0, count: size)
        unit[column] = 1
        factor.factor.solveLower(inPlace: &unit)
        columns.append(unit)
      }
      let scale =
        (1 - priorShare) * component.weight / total
        * Portable.exp(logScale - factor.logDeterminant)
      guard scale.isFinite else { return nil }
      kernels.append(
        Kernel(
          root: factor.factor,
          inverse: (0..<size).flatMap { row in (0...row).map { columns[$0][row] } },
          scale: scale
        )
      )
    }
    self.components = components.map {
      Component(weight: $0.weight / total, center: $0.center, covariance: $0.covariance)
    }
    self.priorShare = priorShare
    self.kernels = kernels
    priorScale = priorShare * Portable.exp(-Double(size) * StandardNormal.logNormalization)
  }

  /// The density at a position.
  ///
  /// O(components x dimension^2), no allocation.
  ///
  /// - Parameters:
  ///   - position: The position.
  ///   - parts: Where the share of each component in the density is written.
  ///   - distances: Where the squared distance from each, in its scale, is written.
  /// - Returns: The density, normalised.
  func density(
    at position: Span<Double>,
    parts: inout [Double],
    distances: inout [Double]
  ) -> Double {
    let size = position.count
    var total = 0.0
    for index in kernels.indices {
      let center = components[index].center
      let inverse = kernels[index].inverse
      var (squares, place) = (0.0, 0)
      for row in 0..<size {
        var y = 0.0
        for column in 0...row {
          y += inverse[place] * (position[column] - center[column])
          place += 1
        }
        squares += y * y
      }
      distances[index] = squares
      let part = kernels[index].scale * Self.power(of: squares, size)
      parts[index] = part
      total += part
    }
    guard priorShare > 0 else { return total }
    var squares = 0.0
    for axis in 0..<size { squares += position[axis] * position[axis] }
    return total + priorScale * Portable.exp(-0.5 * squares)
  }

  /// (1 + squares / df) to the power -(df + size) / 2.
  private static func power(of squares: Double, _ size: Int) -> Double {
    let base = 1 / (1 + squares / Double(degreesOfFreedom))
    let square = base * base
    var result = square * square
    for _ in 0..<(size / 2) { result *= base }
    return size.isMultiple(of: 2) ? result : result * base.squareRoot()
  }

  /// Draws a batch.
  ///
  /// Each draw uses as many numbers of the stream as any other, and after them one uniform for whoever
  /// decides about it, so that draw i is a function of the stream and i alone.
  func draw(into batch: inout ProposalBatch, using random: inout RandomStream) {
    let size = dimension
    var normals = [Double](repeating: 0, count: size)
    var position = normals
    var parts = [Double](repeating: 0, count: components.count)
    var distances = parts
    for draw in 0..<batch.count {
      var choice = random.nextUniform() - priorShare
      for axis in 0..<size { normals[axis] = random.nextNormal() }
      var product = 1.0
      for _ in 0..<(Self.degreesOfFreedom / 2) { product *= random.nextUniform() }
      let uniform = random.nextUniform()
      if choice < 0 {
        position = normals
      } else {
        choice /= 1 - priorShare
        var index = 0
        while index + 1 < components.count, choice >= components[index].weight {
          choice -= components[index].weight
          index += 1
        }
        let stretch =
          (Double(Self.degreesOfFreedom) / (-2 * Portable.log(product))).squareRoot()
        kernels[index].root.multiply(normals, into: &position)
        for axis in 0..<size {
          position[axis] = components[index].center[axis] + stretch * position[axis]
        }
      }
      let density = density(at: position.span, parts: &parts, distances: &distances)
      batch.set(draw, position: position, logDensity: Portable.log(density), uniform: uniform)
    }
  }
}
