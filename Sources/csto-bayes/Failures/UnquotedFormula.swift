import Foundation
import Inference

/// A formula or a scenario that the shell has cut into words: `--formula intervention ~ protest`.
///
/// A tilde by itself is the home folder to a shell, and a star the files of the working folder, so that the program
/// never sees them. What it is handed is put together again, for the message.
struct UnquotedFormula {
  /// The words of the command line, without the program.
  let arguments: [String]
  /// The home folder, which stands where a tilde was.
  let home: String?
  /// The files of the working folder, which stand where a star was.
  var files: Set<String> = []

  /// The message for a command line that looks so; nil for any other.
  var message: String? { ofFormula ?? ofBareFormula ?? ofScenario }

  /// After `--formula`.
  private var ofFormula: String? {
    for (index, argument) in arguments.enumerated() {
      var words: [String] = []
      var next = index + 1
      if argument == "--formula", next < arguments.count {
        words = [arguments[next]]
        next += 1
      } else if argument.hasPrefix("--formula=") {
        words = [String(argument.dropFirst("--formula=".count))]
      }
      guard let first = words.first, next < arguments.count else { continue }
      let word = arguments[next]
      let isCut = first.contains("~") ? first.last == "~" || isOperator(word) : isTilde(word)
      guard isCut || (!first.contains("~") && isOperator(word)) else { continue }
      return advice(words + rest(from: next))
    }
    return nil
  }

  /// Without `--formula`: `fit intervention ~ protest`; a prior where that is asked for.
  private var ofBareFormula: String? {
    guard !arguments.contains(where: { $0 == "--formula" || $0.hasPrefix("--formula=") }),
      let place = arguments.indices.dropFirst(2).first(where: { isTilde(arguments[$0]) }),
      place + 1 < arguments.count, !arguments[place + 1].hasPrefix("-"),
      !arguments[place - 1].hasPrefix("-")
    else { return nil }
    let words = [arguments[place - 1]] + rest(from: place)
    let before = place > 1 ? arguments[place - 2] : ""
    guard before == "--prior" || before == "--fit-prior" else { return advice(words) }
    return "quote the prior, which the shell has cut into words: \(before) "
      + "'\(words.joined(separator: " "))'"
  }

  /// After an option that takes a scenario: `--from protest=yes, clashes=no`.
  private var ofScenario: String? {
    for (index, option) in arguments.enumerated() {
      guard ["--at", "--from", "--to", "--hold"].contains(option), index + 2 < arguments.count,
        arguments[index + 1].hasSuffix(","), !arguments[index + 2].hasPrefix("-")
      else { continue }
      let words = arguments[(index + 1)...].prefix { !$0.hasPrefix("--") }
      return "quote the scenario, which the shell has cut into words: \(option) "
        + ShellWord.quoted(words.joined(separator: " "))
    }
    return nil
  }

  private func isTilde(_ word: String) -> Bool { word.hasPrefix("~") || word == home }

  private func isOperator(_ word: String) -> Bool {
    ["+", "-", "*", ":", "|", "/", "~"].contains(word) || word.hasPrefix("+")
      || (files.count > 1 && files.contains(word))
  }

  /// The words up to the next option, with what the shell made of tildes and stars taken back.
  private func rest(from start: Int) -> [String] {
    var words: [String] = []
    var rest = arguments[start...].prefix { !$0.hasPrefix("--") }
    while let word = rest.first {
      if files.count > 1, Set(rest.prefix(files.count)) == files {
        words.append("*")
        rest = rest.dropFirst(files.count)
      } else {
        words.append(word == home ? "~" : word)
        rest = rest.dropFirst()
      }
    }
    return words
  }

  private func advice(_ words: [String]) -> String {
    "quote the formula, which the shell has cut into words: --formula "
      + "'\(words.joined(separator: " "))'"
  }

  /// Ends the program where something was not quoted.
  static func refuse(_ arguments: [String]) {
    // Nearly every command line is told from those by its words alone.
    guard arguments.count > 2 else { return }
    let home = getenv("HOME").map { String(cString: $0) }
    var line = UnquotedFormula(arguments: arguments, home: home)
    // The folder is only looked at where a word follows a formula, or one is cut.
    let isFollowed = arguments.indices.contains { index in
      arguments[index] == "--formula" && index + 2 < arguments.count
        && !arguments[index + 2].hasPrefix("-")
    }
    if isFollowed || line.message != nil {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: ".")) ?? []
      line.files = Set(names.filter { !$0.hasPrefix(".") })
    }
    guard let message = line.message else { return }
    StandardError.write("csto-bayes: \(QuotedText(message, limit: 400))\n")
    Foundation.exit(ExitStatus.usage)
  }
}
