/// What this program is called in the files it writes.
public enum Program {
  /// The name.
  public static let name = "csto-bayes"
  /// The version, by semantic versioning.
  public static let version = "0.1.0"
}
