/// What a reader of a document does at one place of it.
enum DocumentPart: Equatable {
  /// Runs a command, in words without quotes; the document promises its exit status.
  case command([String], status: Int32)
  /// Saves a file: a block after `Save this as ...`.
  case file(String, String)
  /// Reads the message of the command before: a block that begins with the program's name.
  case message(String)

  /// The parts of a document, in order: of blocks marked `sh`, each command.
  static func all(in text: String) -> [DocumentPart] {
    var parts: [DocumentPart] = []
    var introduction: Substring = ""
    var block: (language: Substring, lines: [Substring])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isFence = line.hasPrefix("```")
      if isFence, let ended = block {
        parts += self.parts(of: ended.lines, ended.language, after: introduction)
        block = nil
        introduction = ""
      } else if isFence {
        block = (line.dropFirst(3), [])
      } else if block != nil {
        block?.lines.append(line)
      } else if !line.isEmpty {
        introduction = line
      }
    }
    return parts
  }

  private static func parts(
    of lines: [Substring],
    _ language: Substring,
    after introduction: Substring
  ) -> [DocumentPart] {
    if language == "sh" { return commands(in: lines) }
    let text = lines.joined(separator: "\n") + "\n"
    if let name = introduction.firstMatch(of: /[Ss]ave this as `([^`]+)`/)?.1 {
      return [.file(String(name), text)]
    }
    return text.hasPrefix("csto-bayes: ") ? [.message(text)] : []
  }

  private static func commands(in lines: [Substring]) -> [DocumentPart] {
    var commands: [DocumentPart] = []
    var continued = ""
    for line in lines {
      if line.hasSuffix("\\") {
        continued += line.dropLast()
        continue
      }
      let (words, comment) = split(continued + line)
      continued = ""
      let status = comment.firstMatch(of: /exit (\d+)/).flatMap { Int32($0.1) }
      if !words.isEmpty {
        commands.append(.command(words, status: status ?? 0))
      } else if let status, case .command(let words, _)? = commands.popLast() {
        commands.append(.command(words, status: status))
      }
    }
    return commands
  }

  /// The words of a line as a shell splits them, and the comment after them.
  private static func split(_ line: String) -> (words: [String], comment: Substring) {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for index in line.indices {
      let character = line[index]
      if let open = quote {
        if character == open { quote = nil } else { word?.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let word { words.append(word) }
        word = nil
      } else if character == "#", word == nil {
        return (words, line[index...])
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return (words, "")
  }
}
