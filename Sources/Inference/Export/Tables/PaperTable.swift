/// A table for a paper before it has a format: what stands where, its marks and its notes.
///
/// All text is plain: names come from data, and each format escapes them by its own rules.
public struct PaperTable: Sendable, Equatable {
  /// A cell.
  public struct Cell: Sendable, Equatable {
    /// The text.
    public var text: String
    /// What stands raised behind it, and is explained in the notes.
    public var marks: String
    /// Whether it is made of numbers, so that a hyphen before a digit is a minus.
    public var isNumber: Bool

    /// A name, as it is.
    public static func name(_ text: String) -> Cell { Cell(text: text, marks: "", isNumber: false) }

    /// A number, or an interval of numbers, with its marks.
    public static func number(_ text: String, marks: String = "") -> Cell {
      Cell(text: text, marks: marks, isNumber: true)
    }

    /// Nothing.
    public static let empty = Cell.name("")
  }

  /// A row: its name, then a cell for each column of numbers.
  public struct Row: Sendable, Equatable {
    /// The cells.
    public var cells: [Cell]
    /// Whether it begins a part of the table, with a rule above.
    public var isFirstOfPart = false

    /// Makes a row of its cells.
    public init(_ cells: [Cell], isFirstOfPart: Bool = false) {
      self.cells = cells
      self.isFirstOfPart = isFirstOfPart
    }
  }

  /// What the numbers are, with the type and the mass of their intervals.
  public var title: String
  /// The heads of the columns; that of the names is empty.
  public var header: [String]
  /// The rows.
  public private(set) var rows: [Row] = []
  /// What stands below, a paragraph each.
  public var notes: [String] = []

  /// Makes a table without rows.
  public init(title: String, header: [String]) {
    self.title = title
    self.header = header
  }

  /// Adds a row.
  ///
  /// - Precondition: there is a cell for each column.
  public mutating func append(_ row: Row) {
    precondition(row.cells.count == header.count, "a cell for each column")
    rows.append(row)
  }
}

/// A format of tables for papers: a file of its own and a line in ``PaperTableFormats``.
public protocol PaperTableFormat: Sendable {
  /// The name, as one types it.
  var name: String { get }
  /// How names of files of the format end, without the dot.
  var suffixes: [String] { get }
  /// Whether it is text that can be printed.
  var isText: Bool { get }
  /// Whether a file of it has a place for a seal (``FileSeal``), without which none is replaced.
  var hasSeal: Bool { get }
  /// The whole file; with a place for the seal where one is wanted and there can be one.
  func bytes(of table: PaperTable, sealed: Bool) -> [UInt8]
}

extension PaperTableFormat {
  /// Formats are text, unless they say otherwise.
  public var isText: Bool { true }
  /// Formats have a place for a seal, unless they say otherwise.
  public var hasSeal: Bool { true }
}

/// The formats that tables are written in.
public enum PaperTableFormats {
  /// All of them, the one for the terminal first.
  public static let all: [any PaperTableFormat] = [
    MarkdownTable(), LaTeXTable(), TypstTable(), WordTable(), HTMLTable(), SheetTable(),
  ]

  /// The format of a name.
  public static func named(_ name: String) -> (any PaperTableFormat)? {
    all.first { $0.name == name }
  }

  /// The format that the name of a file says.
  public static func of(file path: String) -> (any PaperTableFormat)? {
    guard let dot = path.lastIndex(of: "."), let name = path.split(separator: "/").last,
      name.contains(".")
    else { return nil }
    let suffix = path[path.index(after: dot)...].lowercased()
    return all.first { $0.suffixes.contains(suffix) }
  }
}

/// A table in a format, as a file.
public struct PaperTableFile: ExportedFile {
  private let table: PaperTable
  private let format: any PaperTableFormat
  private let isSealed: Bool

  /// Takes a table; with a place for the seal where it is to be sealed.
  public init(_ table: PaperTable, as format: any PaperTableFormat, sealed: Bool = false) {
    self.table = table
    self.format = format
    isSealed = sealed && format.hasSeal
  }

  /// Writes the table.
  public func write(to text: inout TextBuffer) throws(ExportError) {
    text.append(contentsOf: format.bytes(of: table, sealed: isSealed))
  }

  /// Writes the table where a file may be, sealed if the format has a place for that.
  ///
  /// - Returns: The new name of an edited file that was in the way; nil where there was none.
  /// - Throws: ``ExportError``.
  @discardableResult
  public static func write(
    _ table: PaperTable,
    as format: any PaperTableFormat,
    to place: OutputFile
  ) throws(ExportError) -> String? {
    let file = PaperTableFile(table, as: format, sealed: true)
    return format.hasSeal ? try place.write(sealed: file) : try place.write(file)
  }
}

/// Typography that several formats share.
enum TableTypography {
  /// Text on one line, nothing in it that an eye misses.
  static func line(_ text: String) -> String { QuotedText.visible(text) }

  /// A number with a minus before each digit that has a hyphen before it; other hyphens stay.
  static func number(_ text: String, minus: String = "\u{2212}") -> String {
    var result = ""
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      let isExponent = index > 0 && characters[index - 1] == "e"
      let isMinus = character == "-" && (next.isNumber || next == "∞")
      result += isMinus && !isExponent ? minus : String(character)
    }
    return result
  }

  /// A text in which some characters are replaced.
  static func replacing(_ text: String, _ substitute: (Character) -> String?) -> String {
    text.reduce(into: "") { $0 += substitute($1) ?? String($1) }
  }
}
