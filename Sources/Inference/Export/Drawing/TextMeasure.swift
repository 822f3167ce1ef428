/// How much room a text takes in Helvetica, Arial or a font of the same widths.
///
/// Without a font: from a table of widths. Characters that are not in it are taken to be as wide as their kind mostly
/// is, so that a text in another script may be a little narrower or wider.
enum TextMeasure {
  /// The height of a line, in sizes of the font.
  static let lineHeight = 1.22
  /// How far letters go above and below the line they stand on, in sizes of the font.
  static let ascent = 0.74
  static let descent = 0.22

  /// The width of a text in the unit of its size.
  ///
  /// O(length).
  static func width(_ text: String, size: Double, isBold: Bool = false) -> Double {
    text.unicodeScalars.reduce(0) { $0 + thousandths(of: $1, isBold: isBold) } * size / 1000
  }

  private static func thousandths(of scalar: Unicode.Scalar, isBold: Bool) -> Double {
    let value = Int(scalar.value)
    var found: UInt16 = 0
    switch value {
    case 0x20..<0x180:
      found = (isBold ? FontWidths.boldLatin : FontWidths.latin)[value - 0x20]
    case 0x370..<0x460:
      found = FontWidths.greekAndCyrillic[value - 0x370]
    case 0x2013, 0x2026, 0x2192, 0x2014: return value == 0x2013 ? 556 : 1000
    case 0x2018, 0x2019: return isBold ? 278 : 222
    case 0x201C, 0x201D: return isBold ? 500 : 333
    case 0x2212: return 584
    case 0x2264, 0x2265: return 549
    default: break
    }
    if found > 0 { return Double(found) }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return isWide(value) ? 1000 : isBold ? 640 : 600
    }
  }

  /// Whether a character is as wide as it is high: those of East Asia, and pictures.
  private static func isWide(_ value: Int) -> Bool {
    switch value {
    case 0x1100..<0x1160, 0x2E80..<0xA4D0, 0xAC00..<0xD7A4, 0xF900..<0xFB00, 0xFE30..<0xFE70,
      0xFF00..<0xFF61, 0xFFE0..<0xFFE7, 0x1F000..<0x20000, 0x20000..<0x40000:
      true
    default: false
    }
  }

  /// A text cut into lines that are no wider than a width: between words, and within those that are too long by
  /// themselves, there after an underscore, a hyphen or a slash where that helps.
  ///
  /// O(length).
  static func lines(
    _ text: String,
    within width: Double,
    size: Double,
    isBold: Bool = false
  ) -> [String] {
    func fits(_ text: String) -> Bool {
      Self.width(text, size: size, isBold: isBold) <= width
    }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if fits(longer) {
        line = longer
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = String(word)
      while !fits(line), line.count > 1 {
        let head = prefix(of: line, fits)
        lines.append(head)
        line = String(line.dropFirst(head.count))
      }
    }
    return lines + (line.isEmpty ? [] : [line])
  }

  /// The beginning of a long word that fits, at least one character of it.
  private static func prefix(of word: String, _ fits: (String) -> Bool) -> String {
    var head = ""
    var good = ""
    for character in word {
      guard head.isEmpty || fits(head + String(character)) else { break }
      head.append(character)
      if "_-/.".contains(character) { good = head }
    }
    return 3 * good.count > head.count ? good : head
  }

  /// At most so many lines; the last ends in an ellipsis where there is more.
  static func lines(
    _ text: String,
    atMost count: Int,
    within width: Double,
    size: Double
  ) -> [String] {
    let all = lines(text, within: width, size: size)
    guard all.count > count, count > 0 else { return all }
    var last = all[count - 1] + "\u{2026}"
    while Self.width(last, size: size) > width, last.count > 2 {
      last = String(last.dropLast(2)) + "\u{2026}"
    }
    return all.prefix(count - 1) + [last]
  }
}
