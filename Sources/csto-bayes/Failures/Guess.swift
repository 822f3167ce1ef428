import ArgumentParser
import Inference

/// What a command line that was not understood most likely meant.
///
/// Only looked for once the parser of arguments has refused the line, so that it costs a good one nothing.
struct Guess {
  private let words: [String]
  private let path: [any ParsableCommand.Type]

  /// Looks which command the words reach.
  init(_ words: [String]) {
    self.words = words
    var path: [any ParsableCommand.Type] = [CSTOBayes.self]
    for word in words {
      guard let next = Self.subcommand(word, of: path[path.count - 1]) else { break }
      path.append(next)
    }
    if path.count > 1, let next = path[path.count - 1].configuration.defaultSubcommand {
      path.append(next)
    }
    self.path = path
  }

  /// The line in place of the parser's first one, that of the message; nil where there is nothing better to say.
  func line(inPlaceOf message: String) -> String? {
    if let unknown = unknownCommand { return unknown }
    guard let quoted = message.firstMatch(of: #/^Error: Unknown option '([^']+)'/#) else {
      return nil
    }
    let typed = String(quoted.1)
    // What else would be refused next is said at once; the parser's own guess, by spelling, comes last.
    let others = words.prefix { $0 != "--" }.map { String($0.prefix { $0 != "=" }) }
      .filter { $0.hasPrefix("--") && $0 != typed && !isKnown($0) }
    let found = ([typed] + others).map { ($0, answer(to: $0)) }
    guard found.contains(where: { $0.1 != nil }) else { return nil }
    return found.map { name, answer in
      answer.map { "Unknown option '\(name)'. \($0)" } ?? "Unknown option '\(name)'."
    }.joined(separator: "\n")
  }

  // MARK: Commands

  private var unknownCommand: String? {
    guard path.count == 1, let first = words.first, !first.hasPrefix("-"), first != "help" else {
      return nil
    }
    let word = Self.normal(first)
    let there = CSTOBayes.configuration.subcommands.compactMap { $0.configuration.commandName }
    let meant =
      command(of: word) ?? NameSuggestion.closest(to: word, among: there).flatMap(Self.described)
    guard let meant else { return "Unknown command '\(first)'." }
    let synonym = Synonym.commands.first { $0.typed.contains(word) }
    return "Unknown command '\(first)'. Did you mean \(meant)?" + Self.remark(synonym)
  }

  /// The command that a word means, and what it does; nil where it means none.
  private func command(of word: String) -> String? {
    let synonym = Synonym.commands.first { $0.typed.contains(word) }
    return ((synonym?.meant ?? []) + [word]).lazy.compactMap(Self.described).first
  }

  private static func described(_ name: String) -> String? {
    subcommand(name, of: CSTOBayes.self).map { "'\(name)' (\(phrase($0.configuration.abstract)))" }
  }

  private static func subcommand(
    _ name: String,
    of command: any ParsableCommand.Type
  ) -> (any ParsableCommand.Type)? {
    command.configuration.subcommands.first { $0.configuration.commandName == name }
  }

  // MARK: Options

  /// The options of the command and what they are, in the order of its help.
  private var options: [(name: String, help: String)] { Self.options(of: path[path.count - 1]) }

  private static func options(of command: any ParsableCommand.Type) -> [(
    name: String, help: String
  )] {
    let lines = CSTOBayes.helpMessage(for: command, columns: 10_000).split(separator: "\n")
    return lines.indices.compactMap { index in
      guard
        let match = lines[index].firstMatch(
          of: #/^ +(?:-\w, )?--([\w-]+)(?: <[^>]*>)?(?: +(.*))?$/#
        )
      else { return nil }
      // What an option with a long name is stands on the next line.
      let next = index + 1 < lines.count ? lines[index + 1].drop { $0 == " " } : ""
      return (String(match.1), String(match.2 ?? next))
    }
  }

  private func isKnown(_ word: String) -> Bool {
    options.contains { $0.name == word.dropFirst(2) }
  }

  /// What an option that is not known most likely means; nil where nothing is known.
  private func answer(to typed: String) -> String? {
    let word = Self.normal(typed)
    let options = options
    if let same = options.first(where: { $0.name == word }) { return Self.question(same) }
    guard let synonym = Synonym.options.first(where: { $0.typed.contains(word) }) else {
      if let owners = Self.owners(of: word) { return owners }
      if let command = command(of: word) { return "Did you mean the command \(command)?" }
      return NameSuggestion.closest(to: word, among: options.map(\.name))
        .flatMap { name in options.first { $0.name == name } }.map { Self.question($0) }
    }
    for name in synonym.meant {
      guard let option = options.first(where: { $0.name == name }) else { continue }
      return Self.question(option) + Self.remark(synonym)
    }
    return synonym.meant.lazy.compactMap(Self.owners).first
  }

  /// Which other commands have an option; nil where none has.
  private static func owners(of name: String) -> String? {
    let owners = CSTOBayes.configuration.subcommands.filter { command in
      options(of: command.configuration.defaultSubcommand ?? command).contains { $0.name == name }
    }.compactMap { $0.configuration.commandName }
    return owners.isEmpty ? nil : "'--\(name)' is an option of \(Phrase.list(owners))."
  }

  private static func question(_ option: (name: String, help: String)) -> String {
    let help = phrase(option.help.replacing(#/ \(default: [^)]*\)/#, with: ""))
    return "Did you mean '--\(option.name)'" + (help.isEmpty ? "?" : " (\(help))?")
  }

  // MARK: Words

  /// A word as the table of synonyms has it: without dashes before it, `-` for `_` and `.`, no capitals.
  private static func normal(_ word: String) -> String {
    var result = ""
    for character in word.drop(while: { $0 == "-" }).prefix(while: { $0 != "=" && $0 != "(" }) {
      if character.isUppercase, result.last?.isLowercase == true { result += "-" }
      result += character == "_" || character == "." ? "-" : character.lowercased()
    }
    return result
  }

  /// A sentence as it stands in brackets.
  private static func phrase(_ sentence: String) -> String {
    var first = sentence.split(separator: ". ", maxSplits: 1).first ?? ""
    while first.last == "." || first.last == " " { first.removeLast() }
    let isName = first.prefix(2).allSatisfy(\.isUppercase)
    return isName ? String(first) : first.prefix(1).lowercased() + String(first.dropFirst())
  }

  private static func remark(_ synonym: Synonym?) -> String {
    guard let note = synonym?.note else { return "" }
    return " (\(note.prefix(1).uppercased() + note.dropFirst()).)"
  }
}
