import Inference
import RealModule

/// A normal target with a known mean and covariance.
public struct NormalTarget: DifferentiableLogDensity {
  /// The mean.
  public let mean: [Double]
  /// The covariance.
  public let covariance: Matrix
  private let precision: Matrix

  /// Makes a target; the precision must be the inverse of the covariance.
  public init(mean: [Double], covariance: Matrix, precision: Matrix) {
    self.mean = mean
    self.covariance = covariance
    self.precision = precision
  }

  /// Three correlated parameters of very different scales.
  ///
  /// The inverse is exact by construction: with D = diag(scales) and R = (1 - r) I + r 11', R^-1 =
  /// (I - r / (1 + 2 r) 11') / (1 - r).
  public static var correlatedTriple: NormalTarget {
    let scales = [0.1, 1, 20]
    let r = 0.7
    var covariance = Matrix(rowCount: 3, columnCount: 3)
    var precision = covariance
    for row in 0..<3 {
      for column in 0..<3 {
        let same = row == column ? 1.0 : 0
        covariance[row, column] = scales[row] * scales[column] * ((1 - r) * same + r)
        precision[row, column] =
          (same - r / (1 + 2 * r)) / (1 - r) / (scales[row] * scales[column])
      }
    }
    return NormalTarget(mean: [1, -2, 30], covariance: covariance, precision: precision)
  }

  /// The number of parameters.
  public var dimension: Int { mean.count }
  /// There is nothing to keep.
  public func makeWorkspace() {}

  /// The log density, up to a constant.
  public func logDensity(at position: Span<Double>, using workspace: inout Void) -> Double {
    var sum = 0.0
    for row in 0..<dimension {
      for column in 0..<dimension {
        sum +=
          (position[row] - mean[row]) * precision[row, column] * (position[column] - mean[column])
      }
    }
    return -0.5 * sum
  }

  /// The log density and its gradient.
  public func logDensity(
    at position: Span<Double>,
    gradient: inout MutableSpan<Double>,
    using workspace: inout Void
  ) -> Double {
    for row in 0..<dimension {
      var sum = 0.0
      for column in 0..<dimension {
        sum += precision[row, column] * (position[column] - mean[column])
      }
      gradient[row] = -sum
    }
    return logDensity(at: position, using: &workspace)
  }
}

/// A target that is given by two functions of one parameter, for odd shapes.
public struct FunctionTarget: DifferentiableLogDensity {
  private let value: @Sendable (Double) -> Double
  private let score: @Sendable (Double) -> Double

  /// Makes a target from a log density and its derivative.
  public init(
    value: @escaping @Sendable (Double) -> Double,
    score: @escaping @Sendable (Double) -> Double
  ) {
    self.value = value
    self.score = score
  }

  /// The number of parameters.
  public var dimension: Int { 1 }
  /// There is nothing to keep.
  public func makeWorkspace() {}
  /// The log density, up to a constant.
  public func logDensity(at position: Span<Double>, using workspace: inout Void) -> Double {
    value(position[0])
  }
  /// The log density and its gradient.
  public func logDensity(
    at position: Span<Double>,
    gradient: inout MutableSpan<Double>,
    using workspace: inout Void
  ) -> Double {
    gradient[0] = score(position[0])
    return value(position[0])
  }
}
