import Foundation
import Inference

/// The way of messages to the user.
///
/// Nothing that a terminal obeys goes through: names from files are in messages.
enum StandardError {
  static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(QuotedText.harmless(text).utf8))
  }
}
