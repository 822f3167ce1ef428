import Foundation
import Inference

/// The way of messages to the user.
///
/// Nothing that a terminal obeys goes through: names from files are in messages.
enum StandardError {
  /// Whether it is a terminal on which lines can be rewritten.
  static let isTerminal = isatty(STDERR_FILENO) == 1

  static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(QuotedText.harmless(text).utf8))
  }
}
