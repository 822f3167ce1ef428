/// How the parameters that a chain moves in become those of the model: one by one, each left as it is
/// or stretched by a map.
public struct Reparameterization: Sendable, Equatable {
  private let maps: [TailMap?]

  /// Whether every parameter is left as it is.
  public let isIdentity: Bool

  /// Which parameters are stretched.
  public var stretched: [Bool] { maps.map { $0 != nil } }

  init(_ maps: [TailMap?]) {
    self.maps = maps
    isIdentity = maps.allSatisfy { $0 == nil }
  }

  /// Stretches the coefficients whose priors have no variance, such as Cauchy ones.
  ///
  /// Lighter tails are explored well enough as they are, and stretching costs curvature.
  public init(for prior: PriorSet) {
    self.init(
      prior.used.map { use in
        let degreesOfFreedom = use.prior.tailDegreesOfFreedom
        guard use.prior.isProper, degreesOfFreedom <= 2 else { return nil }
        return TailMap(location: use.prior.location, scale: use.prior.scale)
      }
    )
  }

  /// Writes the model's parameters; gives the logarithm of the Jacobian determinant.
  ///
  /// No allocation.
  func apply(
    at position: Span<Double>,
    into parameters: inout MutableSpan<Double>
  ) -> Double {
    var logJacobian = 0.0
    for index in position.indices {
      guard let map = maps[index] else {
        parameters[index] = position[index]
        continue
      }
      let value = map.value(at: position[index])
      parameters[index] = value.coefficient
      logJacobian += value.logDerivative
    }
    return logJacobian
  }

  /// Turns the gradient by the model's parameters into that by the position, Jacobian included.
  func pullBack(at position: Span<Double>, gradient: inout MutableSpan<Double>) {
    for index in position.indices {
      guard let map = maps[index] else { continue }
      let value = map.value(at: position[index])
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
