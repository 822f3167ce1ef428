/// Values of some conditions, as a person states them: `protest=yes, region=Asia, gdp=1.5`.
///
/// Settings stand between commas. A name alone (`protest`) says that a yes/no condition is present, as
/// in the labels of configurations. Names and values with a comma, an equals sign or a backtick stand
/// between backticks. What the names and values mean, ``FittedConditions`` decides.
public struct Scenario: Sendable, Hashable {
  /// One condition and its value.
  public struct Setting: Sendable, Hashable {
    /// The name of the condition.
    public let name: String
    /// The value as it was written; nil where the name stands alone.
    public let value: String?
    /// Where the name stands, in characters from the start of the text.
    public let nameRange: Range<Int>
    /// Where the value stands; that of the name where there is none.
    public let valueRange: Range<Int>
  }

  /// The text that was read.
  public let text: String
  /// The settings, in order.
  public let settings: [Setting]

  /// The names of the conditions, in order.
  public var names: [String] { settings.map(\.name) }

  /// Reads a scenario.
  ///
  /// O(characters).
  ///
  /// - Throws: a ``FormulaError`` about a scenario (its `subject`) with the place in the text: where it
  ///   is empty, a name or a value is missing, a backtick is left open, or a condition is named twice.
  public init(_ text: String) throws(FormulaError) {
    var scanner = ScenarioScanner(text)
    self.text = text
    settings = try scanner.settings()
  }
}

/// Cuts the text of a scenario into names and values.
private struct ScenarioScanner {
  private let text: String
  private let characters: [Character]
  private var position = 0

  init(_ text: String) {
    self.text = text
    characters = Array(text)
  }

  mutating func settings() throws(FormulaError) -> [Scenario.Setting] {
    if characters.allSatisfy(\.isWhitespace) { throw error(.empty, 0..<characters.count) }
    var settings: [Scenario.Setting] = []
    var names: Set<String> = []
    while true {
      let setting = try setting()
      if !names.insert(setting.name).inserted {
        throw error(.repeatedCondition, setting.nameRange).with { $0.value = setting.name }
      }
      settings.append(setting)
      guard position < characters.count else { return settings }
      position += 1
    }
  }

  /// One setting, up to the comma after it or the end.
  private mutating func setting() throws(FormulaError) -> Scenario.Setting {
    let name = try word(until: ["=", ","], "a condition")
    guard position < characters.count, characters[position] == "=" else {
      return .init(name: name.text, value: nil, nameRange: name.range, valueRange: name.range)
    }
    position += 1
    let value = try word(until: [","], "a value")
    return .init(
      name: name.text,
      value: value.text,
      nameRange: name.range,
      valueRange: value.range
    )
  }

  /// The text up to one of some characters outside backticks, without the space around it.
  private mutating func word(
    until ends: [Character],
    _ expected: String
  ) throws(FormulaError) -> (text: String, range: Range<Int>) {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
    let start = position
    var word: [Character] = []
    var (end, kept) = (start, 0)
    while position < characters.count, !ends.contains(characters[position]) {
      let character = characters[position]
      if character == "`" {
        word += try quoted()
        (end, kept) = (position, word.count)
      } else {
        word.append(character)
        position += 1
        if !character.isWhitespace { (end, kept) = (position, word.count) }
      }
    }
    let result = String(word.prefix(kept))
    guard !result.isEmpty else {
      let place = start..<min(max(position, start + 1), characters.count)
      throw error(.unexpectedToken, place).with {
        $0.value = String(characters[place])
        $0.accepted = [expected]
      }
    }
    return (result, start..<end)
  }

  /// What stands between backticks; a backslash lets a backtick or a backslash stand for itself.
  private mutating func quoted() throws(FormulaError) -> [Character] {
    let start = position
    var word: [Character] = []
    position += 1
    while position < characters.count, characters[position] != "`" {
      if characters[position] == "\\", position + 1 < characters.count,
        characters[position + 1] == "`" || characters[position + 1] == "\\"
      {
        position += 1
      }
      word.append(characters[position])
      position += 1
    }
    guard position < characters.count else {
      throw error(.unclosedBacktick, start..<characters.count)
    }
    position += 1
    return word
  }

  private func error(_ kind: FormulaError.Kind, _ range: Range<Int>) -> FormulaError {
    FormulaError(kind, text, range: range).with { $0.subject = .scenario }
  }
}

extension Scenario {
  /// A name or a value as it is written in a scenario: between backticks where its punctuation, or
  /// space at its ends, would be lost.
  static func quoted(_ word: String) -> String {
    let blurs =
      word.isEmpty || word.contains { ",=`".contains($0) || $0.isNewline }
      || word.first?.isWhitespace == true || word.last?.isWhitespace == true
    guard blurs else { return word }
    return "`" + word.map { $0 == "`" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "`"
  }
}
