/// What this program is called in the files it writes.
public enum Program {
  /// The name.
  public static let name = "csto-bayes"
  /// The version, by semantic versioning.
  public static let version = "0.1.0"
  /// The system and the processor family that it was built for, as in `Linux x86_64`.
  public static let platform = "\(system) \(processor)"

  #if os(Linux)
    private static let system = "Linux"
  #elseif os(macOS)
    private static let system = "macOS"
  #else
    private static let system = "another system"
  #endif

  #if arch(x86_64)
    private static let processor = "x86_64"
  #elseif arch(arm64)
    private static let processor = "arm64"
  #else
    private static let processor = "another processor"
  #endif
}
