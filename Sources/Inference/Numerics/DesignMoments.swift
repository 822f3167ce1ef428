import CKernels

/// A binomial likelihood with its first two derivatives; or their expectations where the
/// coefficients are normal.
///
/// Expectations of one row by the Gauss-Hermite rule with twenty nodes in its linear predictor: errors
/// below 1e-4 for standard deviations up to 3. In portable arithmetic the same bits on every CPU.
public struct DesignMoments: Sendable {
  /// The log likelihood, without binomial coefficients.
  public let logLikelihood: Double
  /// Its gradient.
  public let gradient: [Double]
  /// Minus its second derivative, X' W X, symmetric to the last bit.
  public let information: Matrix

  /// The moments of a design at a coefficient vector.
  ///
  /// O(m p^2), allocates p^2 and 256 p numbers. NaN in, NaN out.
  ///
  /// - Parameters:
  ///   - design: The design, m x p.
  ///   - beta: The coefficients.
  ///   - factor: The lower triangular L of the coefficients' covariance L L'; nil for a point.
  ///   - arithmetic: Who multiplies matrices; the two agree to rounding errors.
  /// - Precondition: `beta` has p elements, the factor is p x p.
  public init(
    of design: PanelDesign,
    at beta: [Double],
    covarianceFactor factor: Matrix? = nil,
    using arithmetic: Arithmetic = .portable
  ) {
    let size = design.columnCount
    precondition(beta.count == size, "a coefficient for each column")
    precondition((factor?.rowCount ?? size) == size, "a row of the factor for each column")
    precondition((factor?.columnCount ?? size) == size, "a column of the factor for each column")
    guard arithmetic == .portable else {
      (logLikelihood, gradient, information) =
        design.momentsByPanels(at: beta, covarianceFactor: factor)
      return
    }
    var gradient = [Double](repeating: 0, count: size)
    var information = Matrix(rowCount: size, columnCount: size)
    var workspace = [Double](repeating: 0, count: size * Int(ck_panel))
    func evaluate(_ factor: UnsafePointer<Double>?) -> Double {
      unsafe beta.withUnsafeBufferPointer { input in
        unsafe workspace.withUnsafeMutableBufferPointer { scaled in
          unsafe gradient.withUnsafeMutableBufferPointer { score in
            unsafe information.elements.withUnsafeMutableBufferPointer { second in
              unsafe design.withDesign {
                unsafe ck_moments(
                  $0,
                  input.baseAddress,
                  factor,
                  scaled.baseAddress,
                  score.baseAddress,
                  second.baseAddress
                )
              }
            }
          }
        }
      }
    }
    logLikelihood =
      if let factor {
        unsafe factor.elements.withUnsafeBufferPointer { unsafe evaluate($0.baseAddress) }
      } else {
        evaluate(nil)
      }
    self.gradient = gradient
    self.information = information
  }
}
