/// A text from an input as a message may show it: one line, cut where it is long, and nothing in it that a
/// terminal obeys or an eye misses.
///
/// Whatever comes from a file or an argument and is repeated in a message goes through here. A message of
/// half a megabyte hides what it says, and a name may hold an escape sequence that changes what the terminal
/// shows of everything else. O(length).
public struct QuotedText: Sendable, Equatable, CustomStringConvertible {
  /// How many characters of a text are shown.
  public static let limit = 80

  /// The text as it is shown, without quotes around it.
  public let shown: String
  /// The number of characters of the whole text where it was cut; nil where all is shown.
  public let cutLength: Int?

  /// Takes a text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - limit: How many characters are shown; a longer text keeps its beginning and its end.
  public init(_ text: String, limit: Int = QuotedText.limit) {
    if text.utf8.count <= limit {
      shown = Self.visible(text)
      cutLength = nil
      return
    }
    let count = text.count
    // A character of very many combining marks is one character and still no line.
    let isStacked = text.unicodeScalars.count > Self.scalarsPerCharacter * limit
    guard count > limit || isStacked else {
      shown = Self.visible(text)
      cutLength = nil
      return
    }
    let tail = limit / 4
    let head = limit - tail - 1
    shown =
      Self.part(text.prefix(head), atMost: head) + "…" + Self.part(text.suffix(tail), atMost: tail)
    cutLength = count
  }

  /// The text without quotes; after a cut one says how long it was.
  public var description: String { shown + lengthNote }

  /// The text between single quotes; after a cut one says how long it was.
  public var quoted: String { "'\(shown)'" + lengthNote }

  private var lengthNote: String { cutLength.map { " (\($0) characters)" } ?? "" }

  private static let scalarsPerCharacter = 8

  private static func part(_ text: Substring, atMost count: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(scalarsPerCharacter * count) { scalars.append(scalar) }
    return visible(String(scalars))
  }

  // MARK: What is not shown as it is

  /// A text whose control characters, line breaks, marks of direction and invisible characters are
  /// written as escapes: `\n`, `\t`, `\u{1B}`.
  ///
  /// O(length); a text without them is given back as it is.
  public static func visible(_ text: String) -> String {
    guard needsEscapes(text, isHidden) else { return text }
    return escaped(text, isHidden)
  }

  /// A text whose characters that a terminal obeys are written as escapes; line feeds and tabs stay.
  ///
  /// For whole pages of output, where lines are lines. O(length).
  public static func harmless(_ text: String) -> String {
    guard needsEscapes(text, isObeyed) else { return text }
    return escaped(text, isObeyed)
  }

  /// Whether a text has characters that a terminal obeys beyond line feeds and tabs.
  public static func isHarmless(_ text: String) -> Bool { !needsEscapes(text, isObeyed) }

  private static func needsEscapes(_ text: String, _ isMeant: (Unicode.Scalar) -> Bool) -> Bool {
    // Nearly all texts are printable ASCII, which bytes tell faster than scalars.
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A }
    if isPlain, !isMeant("\n") || !text.utf8.contains(0x0A) { return false }
    return text.unicodeScalars.contains(where: isMeant)
  }

  private static func escaped(_ text: String, _ isMeant: (Unicode.Scalar) -> Bool) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isMeant(scalar) {
        result.append(contentsOf: escape(of: scalar).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  private static func escape(of scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
  }

  /// Control characters (C0, DEL, C1), which begin the sequences that move the cursor, set the title or
  /// ask the terminal to answer, and the marks that turn the direction of the text after them around.
  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// What is obeyed, line feeds and tabs, and what has no width: two names that look the same are not.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: true
    case 0xAD, 0x200B, 0x200E, 0x200F, 0x061C, 0x2060, 0xFEFF, 0xE0000...0xE007F: true
    default: isObeyed(scalar)
    }
  }
}

extension QuotedText {
  /// Names between commas as a message lists them: the first twenty at most, and no more than some lines.
  ///
  /// O(names shown).
  public static func list(_ names: [String]) -> String {
    var shown: [String] = []
    var length = 0
    for name in names.prefix(20) {
      let text = QuotedText(name).description
      length += text.count
      guard shown.isEmpty || length <= 6 * limit else { break }
      shown.append(text)
    }
    let rest = names.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}
