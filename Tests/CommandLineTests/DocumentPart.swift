/// What a reader of a document does at one place of it.
enum DocumentPart: Equatable {
  /// Runs a command of a block marked `sh`, in words without quotes; the document promises its exit status.
  case command([String], status: Int32)
  /// Types a line of a block marked `console` and compares what is shown below it.
  case shown(ShownCommand)
  /// Saves a file: a block after `Save this as ...`.
  case file(String, String)

  /// The parts of a document, in order.
  ///
  /// A block below a line `<!-- needs: figure, table -->` is left out where `has` says that the program does not
  /// have all of that yet, and one below `<!-- tools: pdflatex -->` where the machine has no such command.
  static func all(
    in text: String,
    has: (String) -> Bool = { _ in true },
    hasTool: (String) -> Bool = { _ in true }
  ) -> [DocumentPart] {
    DocumentBlock.all(in: text)
      .filter { $0.needs.allSatisfy(has) && $0.tools.allSatisfy(hasTool) }
      .flatMap(\.parts)
  }
}

/// A line at a prompt and the lines of output that a document shows of it.
struct ShownCommand: Equatable {
  /// The line, without the prompt and the comment.
  let line: String
  /// The exit status that the document promises.
  let status: Int32
  /// The lines of output shown; none where the document shows nothing.
  let output: [Substring]
  /// The place of these lines in the document, from 0.
  let place: Range<Int>
}

/// A fenced block of a document.
struct DocumentBlock {
  /// What stands behind the fence: `sh`, `console`, `yaml`, ...
  let language: Substring
  /// What the program must have for the block to be run.
  let needs: [String]
  /// The commands of other people that the machine must have.
  let tools: [String]
  /// The last line of text above the block.
  let introduction: Substring
  /// The lines between the fences.
  let lines: ArraySlice<Substring>

  /// The blocks of a document, in order; their lines keep their place in it.
  static func all(in text: String) -> [DocumentBlock] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var blocks: [DocumentBlock] = []
    var introduction: Substring = ""
    var needs: [String] = []
    var tools: [String] = []
    var start: Int?
    for (index, line) in lines.enumerated() {
      let isFence = line.hasPrefix("```")
      if isFence, let first = start {
        blocks.append(
          DocumentBlock(
            language: lines[first - 1].dropFirst(3),
            needs: needs,
            tools: tools,
            introduction: introduction,
            lines: lines[first..<index]
          )
        )
        start = nil
        introduction = ""
        needs = []
        tools = []
      } else if isFence {
        start = index + 1
      } else if start == nil, let words = Self.needs(of: line) {
        needs = words
      } else if start == nil, let words = line.wholeMatch(of: /<!-- tools: (.+) -->/)?.1 {
        tools = words.split(separator: " ").map(String.init)
      } else if start == nil, !line.isEmpty {
        introduction = line
      }
    }
    return blocks
  }

  /// What the comment above a block says that the program must have; nil for any other line.
  static func needs(of line: Substring) -> [String]? {
    line.wholeMatch(of: /<!-- needs: (.+) -->/)?.1.split(separator: ", ").map(String.init)
  }

  /// What a reader does with it.
  var parts: [DocumentPart] {
    if language == "sh" { return commands }
    if language == "console" { return shown }
    guard let name = introduction.firstMatch(of: /[Ss]ave this as `([^`]+)`/)?.1 else { return [] }
    return [.file(String(name), lines.joined(separator: "\n") + "\n")]
  }

  private var commands: [DocumentPart] {
    var commands: [DocumentPart] = []
    var continued = ""
    for line in lines {
      if line.hasSuffix("\\") {
        continued += line.dropLast()
        continue
      }
      let words = ShellWords(continued + line)
      continued = ""
      if !words.words.isEmpty {
        commands.append(.command(words.words, status: words.status ?? 0))
      } else if let status = words.status, case .command(let words, _)? = commands.popLast() {
        commands.append(.command(words, status: status))
      }
    }
    return commands
  }

  private var shown: [DocumentPart] {
    var parts: [DocumentPart] = []
    var command = ""
    var index = lines.startIndex
    while index < lines.endIndex {
      guard lines[index].hasPrefix("$ ") || !command.isEmpty else {
        // Lines above the first prompt belong to no command.
        index += 1
        continue
      }
      command += lines[index].hasPrefix("$ ") ? lines[index].dropFirst(2) : lines[index]
      index += 1
      if command.hasSuffix("\\") {
        command.removeLast()
        continue
      }
      let end = lines[index...].firstIndex { $0.hasPrefix("$ ") } ?? lines.endIndex
      let words = ShellWords(command)
      parts.append(
        .shown(
          ShownCommand(
            line: words.line,
            status: words.status ?? 0,
            output: Array(lines[index..<end]),
            place: index..<end
          )
        )
      )
      command = ""
      index = end
    }
    return parts
  }
}

/// A line of a shell: its words without quotes, and the exit status that the comment promises.
struct ShellWords {
  /// The words.
  private(set) var words: [String] = []
  /// What stands before the comment.
  private(set) var line: String
  /// The `N` of the comment `# exit N`.
  private(set) var status: Int32?

  init(_ text: String) {
    line = text
    var word: String?
    var quote: Character?
    for index in text.indices {
      let character = text[index]
      if let open = quote {
        if character == open { quote = nil } else { word?.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let word { words.append(word) }
        word = nil
      } else if character == "#", word == nil {
        status = text[index...].firstMatch(of: /exit (\d+)/).flatMap { Int32($0.1) }
        line = String(text[..<index])
        break
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    while line.last?.isWhitespace == true { line.removeLast() }
  }
}
