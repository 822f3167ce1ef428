import Foundation

@testable import Inference

/// The reference answers that lie beside the checkout, and those that travel with the tests.
public enum References {
  /// The root of the package.
  public static let packageRoot = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of all references.
  ///
  /// It is not part of the package: tests that need it are skipped where it is absent.
  public static let sharedFolder = packageRoot.deletingLastPathComponent()
    .appending(path: "shared/refs")

  /// The folder of the references that may be copied.
  public static let ownFolder = packageRoot.appending(path: "Tests/InferenceTests/References")

  /// Whether the shared references are there.
  public static var areShared: Bool {
    FileManager.default.fileExists(atPath: sharedFolder.appending(path: "INDEX.md").path)
  }

  /// The path of a reference file: the copy in the tests, else the shared one; nil where neither is.
  public static func path(_ name: String) -> String? {
    [ownFolder, sharedFolder].map { $0.appending(path: name).path }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  /// A reference posterior: for each parameter, in order, the numbers and their own errors.
  public struct Posterior {
    /// One parameter.
    public struct Parameter {
      /// The name in the reference.
      public let name: String
      /// `mean`, `sd`, `q5` … ; absent where the reference has none.
      public let values: [String: Double]
      /// The reference's own error of each.
      public let errors: [String: Double]
    }
    /// The parameters in the order of the file.
    public let parameters: [Parameter]
    /// Predicted probabilities: for each, the predictors, the numbers and their errors.
    public let predictions: [(row: [String: Double], values: [String: Double])]
  }

  /// Reads a reference posterior; `order` lists its parameters.
  public static func posterior(_ id: String, order: [String]) throws -> Posterior? {
    guard let path = path(id + ".json") else { return nil }
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    guard
      let root = try JSONSerialization.jsonObject(with: data) as? [String: Any],
      let expected = root["expected"] as? [String: Any],
      let parameters = expected["parameters"] as? [String: [String: Any]]
    else { return nil }
    let predictive = expected["predictive"] as? [[String: Any]] ?? []
    let fields = ["mean", "sd", "q5", "q25", "q50", "q75", "q95"]
    return Posterior(
      parameters: order.compactMap { name in
        parameters[name].map { entry in
          let errors = (entry["numerical_error"] ?? entry["mcse"]) as? [String: Any] ?? [:]
          return Posterior.Parameter(
            name: name,
            values: fields.reduce(into: [:]) { $0[$1] = entry[$1] as? Double },
            errors: fields.reduce(into: [:]) { $0[$1] = errors[$1] as? Double }
          )
        }
      },
      predictions: predictive.map { entry in
        let numbers = entry.compactMapValues { $0 as? Double }
        return (numbers.filter { !fields.contains($0.key) }, numbers)
      }
    )
  }
}
