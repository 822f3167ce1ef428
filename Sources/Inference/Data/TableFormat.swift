/// What is stated of the file of a table; nil where it is to be found.
public struct TableFormat: Sendable, Equatable {
  /// What stands between fields.
  public enum Delimiter: String, Sendable, CaseIterable {
    case comma, semicolon, tab, pipe, space

    /// The byte.
    public var byte: UInt8 {
      switch self {
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      case .tab: UInt8(ascii: "\t")
      case .pipe: UInt8(ascii: "|")
      case .space: UInt8(ascii: " ")
      }
    }
  }

  /// What stands between fields; spaces are runs of them.
  public var delimiter: Delimiter?
  /// How letters are written as bytes.
  public var encoding: TextEncoding?
  /// How cells are read.
  public var cells: CellRules

  /// States what is known.
  public init(
    delimiter: Delimiter? = nil,
    encoding: TextEncoding? = nil,
    cells: CellRules = .init()
  ) {
    self.delimiter = delimiter
    self.encoding = encoding
    self.cells = cells
  }
}
