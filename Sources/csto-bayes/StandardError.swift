import Foundation
import Inference

/// The way of messages to the user.
///
/// Nothing that a terminal obeys goes through: names from files are in messages. On a terminal long lines
/// are broken at spaces; in files and pipes each message stays on its line, for grep.
enum StandardError {
  static let isTerminal = isatty(STDERR_FILENO) == 1

  static func write(_ text: String) {
    let harmless = QuotedText.harmless(text)
    let shown = Screen.messageWidth.map { wrapped(harmless, columns: $0) } ?? harmless
    try? FileHandle.standardError.write(contentsOf: Data(shown.utf8))
  }

  /// A text whose lines are broken at spaces, so that they fit into some columns.
  ///
  /// Lines that begin with a blank stay as they are: marks below a formula stand where they point to. A
  /// word that is longer than a line stands alone on it.
  static func wrapped(_ text: String, columns: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      guard Phrase.width(String(line)) > columns, line.first != " " else { return String(line) }
      var lines: [String] = []
      var current = ""
      for word in line.split(separator: " ", omittingEmptySubsequences: false) {
        if !current.isEmpty, Phrase.width(current) + 1 + Phrase.width(String(word)) > columns {
          lines.append(current)
          current = "  " + word
        } else {
          current += (current.isEmpty ? "" : " ") + word
        }
      }
      return (lines + [current]).joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
