/// How a position that a chain moves in becomes the coefficients of a likelihood.
///
/// The two may differ in number, and any coefficient may depend on any element of the position.
public protocol Parameterization: Sendable {
  /// Everything that changes during an evaluation.
  associatedtype Workspace
  /// Whether the coefficients are the position, so that nothing need be computed.
  static var isIdentity: Bool { get }
  /// What the elements of the position are.
  var layout: ParameterLayout { get }
  /// The names of the coefficients.
  var coefficientNames: [String] { get }
  /// Makes a workspace. Allocates; called once for each chain.
  func makeWorkspace() -> Workspace
  /// Writes the coefficients at a position; gives the log of the Jacobian determinant of whatever part of the map
  /// the prior is stated after. Does not allocate.
  func apply(
    _ position: Span<Double>,
    into coefficients: inout MutableSpan<Double>,
    using workspace: inout Workspace
  ) -> Double
  /// Adds to the gradient of the position what the score of the coefficients and the log Jacobian contribute.
  ///
  /// Called after ``apply(_:into:using:)`` at the same position; does not allocate.
  func pullBack(
    _ position: Span<Double>,
    score: Span<Double>,
    into gradient: inout MutableSpan<Double>,
    using workspace: inout Workspace
  )
}

extension Parameterization {
  /// The number of coefficients.
  public var coefficientCount: Int { coefficientNames.count }
}

/// The position is the coefficients.
public struct DirectCoefficients: Parameterization {
  /// Nothing need be computed.
  public static var isIdentity: Bool { true }
  /// One block of coefficients.
  public let layout: ParameterLayout
  /// Those of the parameters.
  public var coefficientNames: [String] { layout.names }

  /// Takes the names of the coefficients.
  public init(names: [String]) { layout = ParameterLayout(coefficients: names) }

  /// Nothing is needed.
  public func makeWorkspace() -> NoWorkspace { NoWorkspace() }

  /// Copies.
  public func apply(
    _ position: Span<Double>,
    into coefficients: inout MutableSpan<Double>,
    using workspace: inout NoWorkspace
  ) -> Double {
    for index in position.indices { coefficients[index] = position[index] }
    return 0
  }

  /// Adds the score.
  public func pullBack(
    _ position: Span<Double>,
    score: Span<Double>,
    into gradient: inout MutableSpan<Double>,
    using workspace: inout NoWorkspace
  ) {
    for index in score.indices { gradient[index] += score[index] }
  }
}
