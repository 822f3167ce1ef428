/// A reference posterior: for each parameter, in order, the numbers and their own errors.
public struct ReferencePosterior {
  /// One parameter.
  public struct Parameter {
    /// The name in the reference.
    public let name: String
    /// `mean`, `sd`, `q5` … ; absent where the reference has none.
    public let values: [String: Double]
    /// The reference's own error of each.
    public let errors: [String: Double]
  }

  /// A predicted probability.
  public struct Prediction {
    /// The predictors.
    public let row: [String: Double]
    /// The numbers by name, as `mean`, `sd` and `q5`.
    public let values: [String: Double]
  }

  private static let fields = ["mean", "sd", "q5", "q25", "q50", "q75", "q95"]

  /// The parameters in the order asked for.
  public let parameters: [Parameter]
  /// The predicted probabilities, none in most references.
  public let predictions: [Prediction]

  /// Reads `<id>.json`, which travels with the tests.
  ///
  /// - Parameters:
  ///   - id: The name of the file without its ending.
  ///   - order: The names of the parameters, all of which the reference must have.
  /// - Throws: `References.Unreadable` where the file lacks one of them.
  public init(_ id: String, order: [String]) throws {
    let expected = try References.expected(id)
    guard let parameters = expected["parameters"] as? [String: [String: Any]] else {
      throw References.Unreadable(description: "\(id).json has no parameters")
    }
    self.parameters = try order.map { name in
      guard let entry = parameters[name] else {
        throw References.Unreadable(description: "\(id).json has no parameter \(name)")
      }
      let errors = (entry["numerical_error"] ?? entry["mcse"]) as? [String: Any] ?? [:]
      return Parameter(
        name: name,
        values: Self.fields.reduce(into: [:]) { $0[$1] = entry[$1] as? Double },
        errors: Self.fields.reduce(into: [:]) { $0[$1] = errors[$1] as? Double }
      )
    }
    predictions = (expected["predictive"] as? [[String: Any]] ?? []).map { entry in
      let numbers = entry.compactMapValues { $0 as? Double }
      return Prediction(
        row: numbers.filter { !Self.fields.contains($0.key) },
        values: numbers
      )
    }
  }
}
