/// A target: the logarithm of a density over R^d, up to a constant.
///
/// A target never changes, so all chains share one. Whatever an evaluation must write to lives in a
/// workspace, of which each chain has its own.
public protocol LogDensity: Sendable {
  /// Everything that changes during an evaluation.
  associatedtype Workspace
  /// The number of parameters, d.
  var dimension: Int { get }
  /// Makes a workspace. Allocates; called once for each chain.
  func makeWorkspace() -> Workspace
  /// The log density at a position of d values.
  ///
  /// Does not allocate. Minus infinity and NaN mean that the position is impossible: an error at the
  /// start of a chain, a rejection later.
  func logDensity(at position: Span<Double>, using workspace: inout Workspace) -> Double
}

/// A target that also knows its gradient.
public protocol DifferentiableLogDensity: LogDensity {
  /// The log density, and its gradient written over all d elements of `gradient`, in one pass.
  ///
  /// Does not allocate. Agrees with ``LogDensity/logDensity(at:using:)``.
  func logDensity(
    at position: Span<Double>,
    gradient: inout MutableSpan<Double>,
    using workspace: inout Workspace
  ) -> Double
}

/// A posterior: a target that keeps its prior and its likelihood apart.
public protocol PosteriorModel: DifferentiableLogDensity {
  /// The name of each parameter.
  var parameterNames: [String] { get }
  /// The number of cases.
  var caseCount: Int { get }
  /// The log density of the prior, normalised where the prior is proper.
  func logPrior(at position: Span<Double>, using workspace: inout Workspace) -> Double
  /// The log likelihood of each case, `caseCount` values. Does not allocate.
  func pointwiseLogLikelihood(
    at position: Span<Double>,
    into values: inout MutableSpan<Double>,
    using workspace: inout Workspace
  )
}

extension LogDensity {
  /// Evaluates at a position kept in an array.
  ///
  /// Spans of two properties of one structure cannot be lent in one expression; two arrays can.
  @inline(__always)
  func evaluate(at position: borrowing [Double], using workspace: inout Workspace) -> Double {
    logDensity(at: position.span, using: &workspace)
  }
}

extension DifferentiableLogDensity {
  /// Evaluates at a position kept in an array.
  @inline(__always)
  func evaluate(
    at position: borrowing [Double],
    gradient: inout MutableSpan<Double>,
    using workspace: inout Workspace
  ) -> Double {
    logDensity(at: position.span, gradient: &gradient, using: &workspace)
  }

  /// Evaluates at a position kept in one array, the gradient into another.
  @inline(__always)
  func evaluate(
    at position: borrowing [Double],
    gradient: inout [Double],
    using workspace: inout Workspace
  ) -> Double {
    var span = gradient.mutableSpan
    return logDensity(at: position.span, gradient: &span, using: &workspace)
  }
}
