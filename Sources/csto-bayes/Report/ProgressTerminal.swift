import Foundation

/// Where progress is shown: the standard error stream, if it is a terminal that can rewrite its lines.
enum ProgressTerminal {
  /// Whether lines can be rewritten there, and may be: not under `--quiet`.
  static var canRewrite: Bool {
    guard !Quiet.isAsked, isatty(FileHandle.standardError.fileDescriptor) != 0 else {
      return false
    }
    let environment = ProcessInfo.processInfo.environment
    return canRewrite(environment["TERM"], noColour: environment["NO_COLOR"])
  }

  /// Whether a terminal of this kind (the value of `TERM`) can, and nobody says `NO_COLOR`.
  ///
  /// A terminal that calls itself dumb, or nothing, prints escape sequences as they are. Who wants no colours
  /// reads with something that escape sequences disturb.
  static func canRewrite(_ kind: String?, noColour: String? = nil) -> Bool {
    guard let kind, !kind.isEmpty, noColour?.isEmpty ?? true else { return false }
    return kind != "dumb"
  }

  /// Writes a text as it is.
  static func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
