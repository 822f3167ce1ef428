/// A comma-separated table that is filled row by row: `summary.csv`, `probabilities.csv`.
///
/// Fields are quoted where RFC 4180 asks for it. Numbers have the fewest digits that read back
/// exactly. One that is not finite is left empty, and the row's ``caveatColumn`` says which and why:
/// `undefined: sd` or `infinite: odds_ratio`. A table without that column gets it, as its last, where a
/// row needs it.
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

  /// The name of the column that says what is to be known of a row.
  public static let caveatColumn = "caveat"

  /// The names of the columns.
  public let columns: [String]
  private(set) var rows: [[Field]] = []
  private let caveatIndex: Int?
  /// Why fields of rows are empty, by the number of the row, where no column says so.
  private(set) var reasons: [Int: String] = [:]

  /// Makes a table without rows.
  public init(columns: [String]) {
    self.columns = columns
    caveatIndex = columns.firstIndex(of: Self.caveatColumn)
  }

  /// Adds a row.
  ///
  /// - Precondition: there is a field for each column.
  public mutating func append(_ row: [Field]) {
    precondition(row.count == columns.count, "a field for each column")
    guard let reason = reason(of: row) else {
      rows.append(row)
      return
    }
    var row = row.map { field in
      if case .number(let value) = field, !value.isFinite { Field.missing } else { field }
    }
    if let index = caveatIndex {
      if case .text(let text) = row[index], !text.isEmpty {
        row[index] = .text(text + "; " + reason)
      } else {
        row[index] = .text(reason)
      }
    } else {
      reasons[rows.count] = reason
    }
    rows.append(row)
  }

  /// Which numbers of a row are not finite; nil where all are.
  private func reason(of row: [Field]) -> String? {
    var (undefined, infinite): ([String], [String]) = ([], [])
    for (column, field) in zip(columns, row) {
      guard case .number(let value) = field, !value.isFinite else { continue }
      if value.isNaN { undefined.append(column) } else { infinite.append(column) }
    }
    let parts = [("undefined", undefined), ("infinite", infinite)]
      .filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1.joined(separator: " "))" }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// Writes the header and the rows, each ended by a line feed.
  ///
  /// O(fields).
  ///
  /// - Throws: ``ExportError`` `cannotWrite` where the file behind the buffer cannot be written.
  public func write(to text: inout TextBuffer) throws(ExportError) {
    for (index, column) in columns.enumerated() {
      if index > 0 { text.appendComma() }
      text.appendField(column)
    }
    if !reasons.isEmpty {
      text.appendComma()
      text.appendField(Self.caveatColumn)
    }
    text.endLine()
    for (number, row) in rows.enumerated() {
      for (index, field) in row.enumerated() {
        if index > 0 { text.appendComma() }
        switch field {
        case .text(let value): text.appendField(value)
        case .number(let value): text.append(value)
        case .integer(let value): text.append(value)
        case .missing: break
        }
      }
      if !reasons.isEmpty {
        text.appendComma()
        text.appendField(reasons[number] ?? "")
      }
      text.endLine()
      try text.flushIfFull()
    }
  }
}

extension DelimitedWriter {
  /// The same rows as an array of objects, the columns being their members; a missing field is null.
  package var json: JSON {
    .array(
      rows.enumerated().map { number, row in
        var members = zip(columns, row).map { column, field in
          JSON.Member(column, field.json)
        }
        if let reason = reasons[number] {
          members.append(.init(Self.caveatColumn, .string(reason)))
        }
        return .object(members)
      }
    )
  }
}

extension DelimitedWriter.Field {
  fileprivate var json: JSON {
    switch self {
    case .text(let text): .string(text)
    case .number(let number): .number(number)
    case .integer(let number): .integer(number)
    case .missing: .null
    }
  }
}
