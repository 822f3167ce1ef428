/// A comma-separated table that is filled row by row: `summary.csv`, `probabilities.csv`.
///
/// Fields are quoted where RFC 4180 asks for it. Numbers have the fewest digits that read back
/// exactly; those that are not finite are spelled `NaN`, `Inf` and `-Inf`.
public struct DelimitedWriter: ExportedFile, Sendable {
  /// One field.
  public enum Field: Sendable, Equatable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByNilLiteral
  {
    /// Text.
    case text(String)
    /// A number.
    case number(Double)
    /// A whole number.
    case integer(Int)
    /// Nothing between the commas.
    case missing

    /// Makes text.
    public init(stringLiteral value: String) { self = .text(value) }
    /// Makes a whole number.
    public init(integerLiteral value: Int) { self = .integer(value) }
    /// Makes a number.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// Makes an empty field.
    public init(nilLiteral: ()) { self = .missing }
  }

  /// The names of the columns.
  public let columns: [String]
  private var rows: [[Field]] = []

  /// Makes a table without rows.
  public init(columns: [String]) {
    self.columns = columns
  }

  /// Adds a row.
  ///
  /// - Precondition: there is a field for each column.
  public mutating func append(_ row: [Field]) {
    precondition(row.count == columns.count, "a field for each column")
    rows.append(row)
  }

  /// Writes the header and the rows, each ended by a line feed.
  ///
  /// O(fields).
  public func write(to text: inout TextBuffer) throws(ExportError) {
    for (index, column) in columns.enumerated() {
      if index > 0 { text.appendComma() }
      text.appendField(column)
    }
    text.endLine()
    for row in rows {
      for (index, field) in row.enumerated() {
        if index > 0 { text.appendComma() }
        switch field {
        case .text(let value): text.appendField(value)
        case .number(let value): text.append(value)
        case .integer(let value): text.append(value)
        case .missing: break
        }
      }
      text.endLine()
      try text.flushIfFull()
    }
  }
}
