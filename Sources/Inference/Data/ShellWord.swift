/// Words of a POSIX shell's command line.
public enum ShellWord {
  /// A text as one word: as it is where the shell leaves it so, else between single quotes.
  ///
  /// O(length).
  public static func quoted(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || "/._-+=:,@".unicodeScalars.contains($0)
    }
    guard text.isEmpty || !isPlain else { return text }
    // By scalars: a quote before a combining mark is a character of its own, and a quote still.
    let inside = text.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }
    return "'" + inside.joined() + "'"
  }

  /// Words as one command line; nil where one has a control character, such as a line break.
  package static func line(_ words: [String]) -> String? {
    let hasControl = words.contains { word in
      word.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
    return hasControl ? nil : words.map(quoted).joined(separator: " ")
  }
}
