import Foundation

/// The documents that there are, as paths from the root of the package.
enum Documents {
  /// The manual, the first page, and what is for those who work on the code.
  static let all: [String] = ["README.md", "CONTRIBUTING.md"] + manual + articles

  /// Everything under `docs/`.
  static let manual: [String] = markdown(under: "docs")

  /// What DocC shows beside the declarations.
  static let articles: [String] = markdown(under: "Sources/Inference/Documentation.docc")

  private static func markdown(under folder: String) -> [String] {
    let path = ProgramRun.packageRoot.appending(path: folder).path
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
  }
}
