/// How the coordinates that a chain moves in become the coefficients of the model, one by one.
public struct Reparameterization: Sendable, Equatable {
  private let maps: [CoordinateMap]

  /// Whether every coefficient is left as it is.
  public let isIdentity: Bool

  /// Which coefficients are stretched.
  public var stretched: [Bool] { maps.map(\.isStretched) }

  init(_ maps: [CoordinateMap]) {
    self.maps = maps
    isIdentity = maps.allSatisfy(\.isIdentity)
  }

  /// Scales every coefficient to what prior and column make plausible, and stretches those whose
  /// priors have no variance, such as Cauchy ones.
  ///
  /// The unit is the scale of the prior, but no more than a coefficient with which a step over the
  /// spread of its column changes the log-odds by ten: data that overlap do not leave more. Tails
  /// lighter than without variance are explored well enough as they are, and stretching costs
  /// curvature.
  public init(for prior: PriorSet, columns: [DesignColumn]) {
    precondition(prior.used.count == columns.count, "one prior for each column")
    self.init(
      zip(prior.used, columns).map { use, column in
        let plausible = 10 / Self.spread(of: column)
        guard use.prior.isProper else {
          return CoordinateMap(location: 0, scale: plausible, isStretched: false)
        }
        let isStretched = use.prior.tailDegreesOfFreedom <= 2
        return CoordinateMap(
          location: use.prior.location,
          scale: isStretched ? use.prior.scale : min(use.prior.scale, plausible),
          isStretched: isStretched
        )
      }
    )
  }

  /// The range of a two-valued column, two standard deviations of any other; 1 for the intercept.
  private static func spread(of column: DesignColumn) -> Double {
    let spread =
      switch column.kind {
      case .intercept: 1.0
      case .constant: max(abs(column.minimum), .leastNormalMagnitude)
      case .twoValued: column.maximum - column.minimum
      case .continuous: 2 * column.standardDeviation
      }
    // Extreme columns must not turn the unit into 0 or infinity.
    return min(max(spread, 1e-150), 1e150)
  }

  /// Writes the model's coefficients; gives the logarithm of the Jacobian determinant.
  ///
  /// No allocation.
  func apply(
    at position: Span<Double>,
    into parameters: inout MutableSpan<Double>
  ) -> Double {
    var logJacobian = 0.0
    for index in position.indices {
      let value = maps[index].value(at: position[index])
      parameters[index] = value.coefficient
      logJacobian += value.logDerivative
    }
    return logJacobian
  }

  /// The position of coefficients.
  func position(of coefficients: [Double]) -> [Double] {
    zip(maps, coefficients).map { $0.inverse(of: $1) }
  }

  /// Turns the gradient by the model's parameters into that by the position, Jacobian included.
  func pullBack(at position: Span<Double>, gradient: inout MutableSpan<Double>) {
    for index in position.indices {
      let value = maps[index].value(at: position[index])
      gradient[index] = gradient[index] * value.derivative + value.logDerivativeScore
    }
  }
}

/// A target seen through a reparameterization: the density of the position, Jacobian included.
struct ReparameterizedTarget<Base: DifferentiableLogDensity>: DifferentiableLogDensity {
  struct Workspace {
    var parameters: [Double]
    var base: Base.Workspace
  }

  let base: Base
  let map: Reparameterization

  var dimension: Int { base.dimension }

  func makeWorkspace() -> Workspace {
    Workspace(
      parameters: [Double](repeating: 0, count: dimension),
      base: base.makeWorkspace()
    )
  }

  func logDensity(at position: Span<Double>, using workspace: inout Workspace) -> Double {
    let logJacobian = apply(at: position, using: &workspace)
    return base.evaluate(at: workspace.parameters, using: &workspace.base) + logJacobian
  }

  func logDensity(
    at position: Span<Double>,
    gradient: inout MutableSpan<Double>,
    using workspace: inout Workspace
  ) -> Double {
    let logJacobian = apply(at: position, using: &workspace)
    let value = base.evaluate(
      at: workspace.parameters,
      gradient: &gradient,
      using: &workspace.base
    )
    map.pullBack(at: position, gradient: &gradient)
    return value + logJacobian
  }

  private func apply(at position: Span<Double>, using workspace: inout Workspace) -> Double {
    var parameters = workspace.parameters.mutableSpan
    return map.apply(at: position, into: &parameters)
  }
}
