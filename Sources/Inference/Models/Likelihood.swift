/// What the data say of coefficients.
///
/// A unit is what can be left out: a case, with all its trials.
public protocol Likelihood: Sendable {
  /// Everything that changes during an evaluation.
  associatedtype Workspace
  /// The number of coefficients.
  var coefficientCount: Int { get }
  /// The number of units.
  var unitCount: Int { get }
  /// Makes a workspace. Allocates; called once for each chain.
  func makeWorkspace() -> Workspace
  /// The log likelihood of all units, with all constants; does not allocate.
  func logLikelihood(at coefficients: Span<Double>, using workspace: inout Workspace) -> Double
  /// The log likelihood, and its derivatives added to `score`, in one pass; does not allocate.
  ///
  /// Agrees with the one without a score.
  func logLikelihood(
    at coefficients: Span<Double>,
    addingScoreTo score: inout MutableSpan<Double>,
    using workspace: inout Workspace
  ) -> Double
  /// The log likelihood of each unit, `unitCount` values.
  func pointwise(
    at coefficients: Span<Double>,
    into values: inout MutableSpan<Double>,
    using workspace: inout Workspace
  )
  /// The same without the outcome of one unit, which stays where it is with a log likelihood of 0.
  func leavingOut(unit: Int) -> Self
}
