import Foundation
import Inference

/// The way of messages to the user.
///
/// Nothing that a terminal obeys goes through: names from files are in messages.
enum StandardError {
  /// Whether it is a terminal on which lines can be rewritten.
  static let canRewrite =
    isatty(STDERR_FILENO) == 1
    && !["", "dumb"].contains(ProcessInfo.processInfo.environment["TERM"] ?? "")

  static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(QuotedText.harmless(text).utf8))
  }

  /// Writes a text in the place of the line that is there.
  static func rewriteLine(_ text: String) {
    let line = "\r\u{1B}[2K" + QuotedText.visible(text)
    try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
  }
}
