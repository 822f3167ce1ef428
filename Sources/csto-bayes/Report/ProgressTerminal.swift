import Foundation

/// Where progress is shown: the standard error stream, if it is a terminal that can rewrite its lines.
enum ProgressTerminal {
  /// Whether lines can be rewritten there.
  ///
  /// A terminal that calls itself dumb, or nothing, prints escape sequences as they are.
  static var canRewrite: Bool {
    isatty(FileHandle.standardError.fileDescriptor) != 0
      && canRewrite(ProcessInfo.processInfo.environment["TERM"])
  }

  /// Whether a terminal of this kind (the value of `TERM`) can.
  static func canRewrite(_ kind: String?) -> Bool {
    guard let kind, !kind.isEmpty else { return false }
    return kind != "dumb"
  }

  /// Writes a text as it is.
  static func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
