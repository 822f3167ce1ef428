import Foundation
import Inference

/// A formula that the shell has cut into words: `--formula intervention ~ protest`.
///
/// A tilde by itself is the home folder to a shell, so that the program never sees it.
enum UnquotedFormula {
  /// The message for a command line that looks so; nil for any other.
  static func message(for arguments: [String], home: String?) -> String? {
    for (index, argument) in arguments.enumerated() {
      var first: String?
      var next = index + 1
      if argument == "--formula", next < arguments.count {
        first = arguments[next]
        next += 1
      } else if argument.hasPrefix("--formula=") {
        first = String(argument.dropFirst("--formula=".count))
      }
      guard let first, !first.contains("~") || first.last == "~", next < arguments.count else {
        continue
      }
      let word = arguments[next]
      let isTilde = word.hasPrefix("~") || (home.map { word == $0 } ?? false)
      guard isTilde || first.last == "~" else { continue }
      let rest = arguments[next...].prefix { !$0.hasPrefix("--") }
      let words = [first] + rest.map { $0 == home ? "~" : $0 }
      return "quote the formula, which the shell has cut into words: --formula "
        + "'\(words.joined(separator: " "))'"
    }
    return nil
  }

  /// Ends the program where the formula was not quoted.
  static func refuse(_ arguments: [String]) {
    let home = ProcessInfo.processInfo.environment["HOME"]
    guard let message = message(for: arguments, home: home) else { return }
    StandardError.write("csto-bayes: \(QuotedText(message, limit: 400))\n")
    Foundation.exit(ExitStatus.usage)
  }
}
