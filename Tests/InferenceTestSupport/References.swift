import Foundation
import Inference
import Testing

/// The numbers that tests compare with: those that travel with the tests, and those that may not.
///
/// There is no way to a reference that does not say which of the two it is. What travels is always
/// there, and its absence fails the test; other people's data may not be copied, lie in a folder beside
/// the checkout, and are read only by tests marked ``NeedsSharedReferences``, which are skipped without it.
public enum References {
  /// A reference that cannot be read, and why.
  public struct Unreadable: Error, CustomStringConvertible {
    /// The sentence that the failing test shows.
    public let description: String
  }

  /// The root of the package.
  public static let packageRoot = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of the references that travel with the tests.
  static let ownFolder = packageRoot.appending(path: "Tests/InferenceTests/References")

  /// The folder of other people's data: `CSTO_BAYES_REFERENCES`, otherwise `../shared/refs` beside the
  /// checkout.
  static let sharedFolder =
    ProcessInfo.processInfo.environment["CSTO_BAYES_REFERENCES"].map {
      URL(fileURLWithPath: $0)
    } ?? packageRoot.deletingLastPathComponent().appending(path: "shared/refs")

  /// Whether other people's data are there.
  static var areShared: Bool {
    FileManager.default.fileExists(atPath: sharedFolder.appending(path: "INDEX.md").path)
  }

  /// The path of a reference that travels with the tests: a file or a folder in `References/`.
  ///
  /// - Throws: ``Unreadable`` where it is not there, whatever lies beside the checkout.
  public static func own(_ name: String) throws -> String {
    try existing(name, in: ownFolder, "it is to travel with the tests, in")
  }

  /// The path of a reference made from data that may not be copied.
  ///
  /// - Throws: ``Unreadable`` where it is not there, and in every test without `.needsShared`: such a
  ///   test would fail on a machine that has only the checkout.
  public static func shared(_ name: String) throws -> String {
    guard Test.current?.traits.contains(where: { $0 is NeedsSharedReferences }) == true else {
      throw Unreadable(description: "\(name) does not travel: mark the test with .needsShared")
    }
    return try existing(name, in: sharedFolder, "the shared references lie in")
  }

  private static func existing(_ name: String, in folder: URL, _ place: String) throws -> String {
    let path = folder.appending(path: name).path
    guard FileManager.default.fileExists(atPath: path) else {
      throw Unreadable(description: "\(name) is not there; \(place) \(folder.path)")
    }
    return path
  }

  /// The JSON object of a reference that travels.
  public static func object(_ name: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: own(name)))
    guard let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw Unreadable(description: "\(name) is no JSON object")
    }
    return object
  }

  /// What references call the parameters of a model: the intercept has brackets there.
  public static func names(of model: some PosteriorModel) -> [String] {
    model.parameterNames.map { $0 == "Intercept" ? "(Intercept)" : $0 }
  }

  /// The expected numbers of a reference: what stands under `expected` in `<id>.json`.
  public static func expected(_ id: String) throws -> [String: Any] {
    guard let expected = try object(id + ".json")["expected"] as? [String: Any] else {
      throw Unreadable(description: "\(id).json expects nothing")
    }
    return expected
  }
}
