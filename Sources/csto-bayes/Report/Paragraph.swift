import Inference

/// Prose between tables.
enum Paragraph {
  /// A paragraph broken at spaces, to the screen and before column 100: the first line starts with `mark`, later
  /// lines are indented as far.
  static func text(_ text: String, mark: String, width: Int = Screen.proseWidth) -> String {
    var lines: [String] = []
    var line = mark
    for word in text.split(separator: " ").map(String.init) {
      let isFresh = line.isEmpty || line.hasSuffix(" ")
      if !isFresh, line.displayWidth + 1 + word.displayWidth > width {
        lines.append(line)
        line = String(repeating: " ", count: mark.count) + word
      } else {
        line += (isFresh ? "" : " ") + word
      }
    }
    return (lines + [line]).map { $0 + "\n" }.joined()
  }
}

/// Notes below a table, one a line.
enum Advice {
  static func text(_ lines: [String]) -> String {
    lines.isEmpty ? "" : "Notes\n" + lines.map { Paragraph.text($0 + ".", mark: "  - ") }.joined()
  }
}

/// What went wrong with refits, cases with the same trouble together.
enum RefitNotes {
  static func lines(_ failures: [(name: String, failure: String)], in file: String) -> [String] {
    guard failures.count > 2 else { return failures.map { "\($0.name): \($0.failure)" } }
    let bare = failures.map {
      (name: $0.name, failure: $0.failure.replacing(#/ \([^)]*\)/#, with: ""))
    }
    var kinds: [String] = []
    for entry in bare where !kinds.contains(entry.failure) { kinds.append(entry.failure) }
    return kinds.map { kind in
      let names = bare.filter { $0.failure == kind }.map(\.name)
      return "\(Phrase.list(names)): \(kind)" + (names.count > 1 ? "; details in \(file)" : "")
    }
  }
}
