/// Points that stand for a posterior by their weights rather than by their number.
///
/// It knows no sampler: the proposals of an importance sampler fit in as well as the nodes of a
/// quadrature rule. Points of weight zero stand for nothing and are left out.
public struct WeightedSample: Sendable {
  /// The names of the parameters, in the order of a point's values.
  public let parameterNames: [String]
  /// The weight of each point; they add up to 1.
  public let weights: [Double]
  /// The effective sample size of the weights, 1 / (sum of their squares): so many independent draws
  /// give the mean of a quantity unrelated to the weights as well.
  public let effectiveSize: Double
  /// All values of the first parameter, then of the second, and so on.
  private let values: [Double]

  /// The number of points.
  public var count: Int { weights.count }

  /// Makes a sample from points and the logarithms of their weights.
  ///
  /// O(points x parameters); copies the points.
  ///
  /// - Parameters:
  ///   - parameterNames: The name of each parameter.
  ///   - points: The points one after another in any number of parts, each point a value for each name.
  ///   - logWeights: The logarithm of each point's weight, up to a constant; minus infinity is a weight
  ///     of zero. A NaN makes every weight NaN.
  /// - Precondition: there is one logarithm for each point, and one of them is above minus infinity.
  public init(parameterNames: [String], points: [[Double]], logWeights: [Double]) {
    let size = parameterNames.count
    precondition(
      points.reduce(0) { $0 + $1.count } == size * logWeights.count,
      "a value for each parameter of each point"
    )
    let peak = logWeights.reduce(-Double.infinity) { $1 > $0 || $1.isNaN ? $1 : $0 }
    precondition(peak != -.infinity, "a point with a weight")
    var all = logWeights.map { $0 - peak }
    var span = all.mutableSpan
    Portable.exp(inPlace: &span)
    let total = all.reduce(0, +)
    let weights = all.filter { $0 != 0 }.map { $0 / total }
    let count = weights.count
    var values = [Double](repeating: 0, count: size * count)
    var (point, place) = (0, 0)
    for part in points {
      for start in stride(from: 0, to: part.count, by: max(size, 1)) {
        if all[point] != 0 {
          for parameter in 0..<size { values[parameter * count + place] = part[start + parameter] }
          place += 1
        }
        point += 1
      }
    }
    self.parameterNames = parameterNames
    self.weights = weights
    self.values = values
    effectiveSize = 1 / weights.reduce(0) { $0 + $1 * $1 }
  }

  /// One parameter's value at every point.
  ///
  /// O(points), allocates.
  public func parameter(_ index: Int) -> [Double] {
    Array(values[(index * count)..<((index + 1) * count)])
  }

  /// The linear predictor of a row of a design at every point.
  ///
  /// O(points x parameters), less those whose entry in the row is 0; allocates.
  ///
  /// - Precondition: the row has an entry for each parameter.
  public func linearPredictor(row: [Double], offset: Double) -> [Double] {
    precondition(row.count == parameterNames.count, "an entry for each parameter")
    var result = [Double](repeating: offset, count: count)
    var target = result.mutableSpan
    for (index, entry) in row.enumerated() where entry != 0 {
      let column = values.span.extracting((index * count)..<((index + 1) * count))
      for point in target.indices { target[point] += entry * column[point] }
    }
    return result
  }
}
