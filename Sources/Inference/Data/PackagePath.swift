/// Paths as a package or the folder of a study may hold them.
public enum PackagePath {
  /// Whether a path stays inside the folder that it starts from.
  ///
  /// Relative, without `..`, `.`, empty parts, backslashes and control characters. O(length).
  public static func isInside(_ path: String) -> Bool {
    guard !path.isEmpty, !path.unicodeScalars.contains(where: isRefused) else { return false }
    return path.split(separator: "/", omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  /// Whether a path is below a folder of the package; the folder itself is not.
  public static func isInside(_ path: String, folder: String) -> Bool {
    isInside(path) && path.hasPrefix(folder + "/")
  }

  private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\\" || scalar.properties.generalCategory == .control
  }
}
