/// Parts of messages: places, names, lists, marks.
///
/// What comes from an input goes through ``QuotedText``: one line, cut where it is long, escapes shown.
public enum Phrase {
  /// `file:line: ` as far as both are known.
  public static func place(_ file: String?, _ line: Int? = nil) -> String {
    guard let file, !file.isEmpty else { return "" }
    // A path may be long and is wanted whole, within reason.
    let name = QuotedText(file, limit: 3 * QuotedText.limit).description
    return line.map { "\(name):\($0): " } ?? "\(name): "
  }

  /// Names between commas, at most twenty and some lines of them.
  public static func list(_ names: [String]) -> String { QuotedText.list(names) }

  /// Names between commas, with `or` before the last where all are shown.
  public static func choice(_ names: [String]) -> String {
    let all = list(names)
    guard (2...20).contains(names.count), let last = names.last, let first = names.first,
      all == (names.map { QuotedText($0).description }).joined(separator: ", ")
    else { return all }
    let others = names.count == 2 ? oneLine(first) : list(Array(names.dropLast()))
    return others + " or " + oneLine(last)
  }

  /// `; accepted: …`, or nothing.
  public static func accepted(_ names: [String]) -> String {
    names.isEmpty ? "" : "; accepted: \(choice(names))"
  }

  /// ` (did you mean 'x'?)`, or nothing.
  public static func suggestion(_ name: String?) -> String {
    name.map { " (did you mean \(quoted($0))?)" } ?? ""
  }

  /// A name or a value between quotes.
  public static func quoted(_ text: String?) -> String { QuotedText(text ?? "").quoted }

  /// A name or a value as it is.
  public static func oneLine(_ text: String) -> String { QuotedText(text).description }

  /// A command or a sentence that quotes an input, which may be longer than a name.
  public static func sentence(_ text: String) -> String {
    QuotedText(text, limit: 6 * QuotedText.limit).description
  }

  /// A text with a range of it marked below, on two more lines; of a long text only the part around.
  public static func marked(_ text: String, _ range: Range<Int>?) -> String {
    guard let range, !text.isEmpty else { return "" }
    // A blank for each character that cannot be shown: the marks stand below their characters.
    let line = text.map { QuotedText.visible(String($0)).count == 1 ? $0 : " " }
    let isLong = line.count > 100
    let start = isLong ? min(max(range.lowerBound - 60, 0), line.count) : 0
    let end = isLong ? min(range.lowerBound + 40, line.count) : line.count
    let head = start > 0 ? "…" : ""
    let shown = head + String(line[start..<end]) + (end < line.count ? "…" : "")
    let before = head + String(line[start..<min(range.lowerBound, end)])
    let marked = String(line[min(range.lowerBound, end)..<min(range.upperBound, end)])
    return "\n  \(shown)\n  " + String(repeating: " ", count: width(before))
      + String(repeating: "^", count: max(1, width(marked)))
  }

  /// The number of terminal cells that a text takes: two for wide East Asian characters.
  public static func width(_ text: String) -> Int {
    text.reduce(0) { width, character in
      guard let scalar = character.unicodeScalars.first else { return width }
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
        return width + 2
      default: return width + 1
      }
    }
  }
}

extension Phrase {
  /// A whole number with commas between thousands.
  public static func whole(_ value: Int) -> String {
    var digits = "\(value.magnitude)"
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits.removeLast(3)
    }
    return (value < 0 ? "-" : "") + ([digits[...]] + groups).joined(separator: ",")
  }

  /// A share in whole per cent; `0 %` and `100 %` only where it is exactly that, `-` where it is no number.
  public static func percentage(_ share: Double) -> String {
    guard share.isFinite else { return "-" }
    if share > 0, share < 0.005 { return "<1 %" }
    if share >= 0.995, share < 1 { return ">99 %" }
    return "\(Int((100 * share).rounded(.toNearestOrEven))) %"
  }

  /// The number of things, however many: in full, or of what order it is.
  package static func count(_ value: Double) -> String {
    guard value.isFinite else { return "more than 1e308" }
    return value < 1e15 ? "\(Int(value))" : "about 1e\(Int(Portable.log10(value).rounded()))"
  }

  /// `80 GB, and 18 GB may be used here`.
  public static func need(_ need: MemoryNeed) -> String {
    "\(size(need.bytes)), and \(size(need.limit)) may be used here"
  }

  private static func size(_ bytes: Double) -> String {
    let units: [(Double, String)] = [(1e15, "PB"), (1e12, "TB"), (1e9, "GB")]
    let (unit, name) = units.first { bytes >= $0.0 } ?? (1e6, "MB")
    let amount = bytes / unit
    let digits = amount < 10 ? (amount * 10).rounded() / 10 : amount.rounded()
    return (digits == digits.rounded() ? "\(Int(digits.rounded()))" : "\(digits)") + " " + name
  }
}
