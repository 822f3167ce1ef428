/// A prior of all parameters at once: the density of a position.
///
/// Independent priors of single coefficients (``PriorSet``) are the special case that has more to offer.
public protocol JointPrior: Sendable {
  /// Everything that changes during an evaluation.
  associatedtype Workspace
  /// Whether the density is known with its constant and has the integral one.
  var isNormalized: Bool { get }
  /// Makes a workspace. Allocates; called once for each chain.
  func makeWorkspace() -> Workspace
  /// The log density at a position; does not allocate.
  func logDensity(at position: Span<Double>, using workspace: inout Workspace) -> Double
  /// The log density, and its gradient added to what is there, in one pass; does not allocate.
  ///
  /// Agrees with the one without a gradient.
  func logDensity(
    at position: Span<Double>,
    addingScoreTo gradient: inout MutableSpan<Double>,
    using workspace: inout Workspace
  ) -> Double
}

/// The workspace of what needs none.
public struct NoWorkspace: Sendable {
  /// Nothing.
  public init() {}
}

extension PriorSet: JointPrior {
  /// Whether every prior is proper.
  public var isNormalized: Bool { isProper }

  /// Nothing is needed.
  public func makeWorkspace() -> NoWorkspace { NoWorkspace() }

  /// The sum of the log densities.
  public func logDensity(
    at position: Span<Double>,
    using workspace: inout NoWorkspace
  ) -> Double {
    logDensity(at: position)
  }

  /// The sum of the log densities, and its gradient added to what is there.
  public func logDensity(
    at position: Span<Double>,
    addingScoreTo gradient: inout MutableSpan<Double>,
    using workspace: inout NoWorkspace
  ) -> Double {
    logDensity(at: position, addingScoreTo: &gradient)
  }
}
