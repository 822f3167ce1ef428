import Foundation

/// Small inputs that once went wrong, kept as they came; each is the input of a named test.
public enum Trials {
  /// The folder of all of them.
  public static let folder = References.packageRoot.appending(path: "Tests/Trials")

  /// The path of one, such as `pandas-floats.csv`.
  ///
  /// - Precondition: the file is there; it travels with the tests.
  public static func path(_ name: String) -> String {
    let path = folder.appending(path: name).path
    precondition(FileManager.default.fileExists(atPath: path), "no trial is called \(name)")
    return path
  }
}
