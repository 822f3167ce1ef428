/// The texts of cells that say that a value is missing.
public struct MissingTexts: Sendable, Equatable {
  /// A text that was declared to mean a missing value.
  public struct Declaration: Sendable, Equatable {
    /// The column that it is declared for; nil: all.
    public let column: String?
    /// The text, without blanks around it.
    public let text: String
    /// The number that the text is; cells that are the same number are missing however it is written.
    public let number: Double?

    /// Declares a text, for one column or for all.
    public init(_ text: String, column: String? = nil) {
      self.column = column
      self.text = text
      number = DecimalText.parse(Array(text.utf8).span).flatMap { $0.isFinite ? $0 : nil }
    }
  }

  /// Whether the usual texts mean a missing value; an empty cell always does.
  public var hasUsual: Bool
  /// The texts that were declared.
  public var declared: [Declaration]
  /// The texts that are words of their columns, whatever they mean elsewhere.
  var kept: [Declaration] = []

  /// Declares texts, beside the usual ones or in place of them.
  public init(hasUsual: Bool = true, declared: [Declaration] = []) {
    self.hasUsual = hasUsual
    self.declared = declared
  }

  /// Reads statements such as `-9,99,?`: texts between commas, each for all columns or, as
  /// `column=text`, for one; `empty` says that the usual texts do not count.
  public init(statements: [String]) {
    self.init()
    for statement in statements {
      for text in statement.split(separator: ",", omittingEmptySubsequences: false) {
        let entry = String(trimming: Array(text.utf8).span)
        if entry == "empty" {
          hasUsual = false
        } else if let equals = entry.lastIndex(of: "="), equals != entry.startIndex {
          let column = String(trimming: Array(entry[..<equals].utf8).span)
          let value = String(trimming: Array(entry[entry.index(after: equals)...].utf8).span)
          declared.append(Declaration(value, column: column))
        } else if !entry.isEmpty {
          declared.append(Declaration(entry))
        }
      }
    }
  }

  /// The statements that say the same.
  public var statements: [String] {
    (hasUsual ? [] : ["empty"])
      + declared.map { declaration in
        declaration.column.map { "\($0)=\(declaration.text)" } ?? declaration.text
      }
  }

  /// Only empty cells are missing.
  package static let emptyOnly = MissingTexts(hasUsual: false)

  /// The texts that are missing values without a word about it, beside an empty cell.
  static let plain = ["NA", "."]

  /// Whether a text, without blanks around it, is one of those that spreadsheets, R, pandas, SQL and
  /// people write for a missing value.
  static func isUsual(_ cell: Span<UInt8>) -> Bool {
    guard cell.count > 0 else { return true }
    guard cell.count <= longest, mayBegin(cell) else { return false }
    let text = String(bytes: cell)
    return texts.contains(text) || lowercased.contains(text.lowercased())
  }

  /// A look at the first bytes, which spares most numbers and words the search.
  private static func mayBegin(_ cell: Span<UInt8>) -> Bool {
    let second = cell.count > 1 ? cell[1] : 0
    switch cell[0] {
    case UInt8(ascii: "#"), UInt8(ascii: "N"), UInt8(ascii: "n"), UInt8(ascii: "?"),
      UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "\\"),
      UInt8(ascii: "k"), UInt8(ascii: "M"), UInt8(ascii: "m"), 0xE2:
      return true
    case UInt8(ascii: "-"):
      return second &- UInt8(ascii: "0") > 9 && second != UInt8(ascii: ".")
        || cell.count > 5 && cell[3] == UInt8(ascii: "#")
    case UInt8(ascii: "."): return second == 0 || second == UInt8(ascii: ".")
    case UInt8(ascii: "1"): return cell.count > 5 && cell[2] == UInt8(ascii: "#")
    default: return false
    }
  }

  // `None` counts as written, because `none` and `NONE` are names of groups.
  private static let texts: Set<String> = [
    "NA", ".", "na", "None", "?", "??", "???", "-", "--", "---", "..", "...", "\u{2026}",
    "\u{2013}",
    "\u{2014}", "\u{2212}", "\\N", "#NV", "#N/D", "#N/A N/A", "k.A.", "k. A.", "NaT",
    "NA_character_", "NA_real_", "NA_integer_",
    "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN",
  ]

  // In any case.
  static let lowercased: Set<String> = [
    "#n/a", "#na", "n/a", "n.a.", "n.a", "n. a.", "nan", "-nan", "null", "(null)", "<null>", "<na>",
    "<nan>", "missing", "(missing)", "[missing]",
  ]

  private static let longest = 15
}
