/// The SQL statement that counts the equal cases of a table: the sufficient statistic of a formula.
///
/// The likelihood depends on the cases only through how many there are of each combination of values in
/// the columns of the formula. The statement groups by these columns, the outcome among them, as they
/// are before any transformation: what the formula computes, it computes from the groups, each of which
/// counts for its cases. Gaps and codes are counted as they stand, so that what is missing, and what is
/// a yes, is decided by the reader of the counts, as it would be for single cases.
public struct CountStatement: Sendable, Equatable {
  /// The statement, in lines that end with a line feed; comments say how to go on.
  public let text: String
  /// The name of the column of counts.
  public let countColumn: String

  /// Writes a statement.
  ///
  /// - Parameters:
  ///   - formula: The model.
  ///   - table: The name of the table. Dots part it, as in `schema.table`; a part between double quotes
  ///     is taken as it is, a double quote in it written twice.
  ///   - dialect: The engine.
  ///   - fitArguments: What the fit of the counts is asked for beside data and formula.
  /// - Throws: `CountStatementError` for names that the engine cannot tell apart, or cannot have.
  public init(
    formula: Formula,
    table: String,
    dialect: CountDialect,
    fitArguments: [String] = []
  ) throws(CountStatementError) {
    let columns = formula.usedColumns
    let parts = try Self.parts(of: table)
    try Self.check(columns + parts, dialect)
    try Self.checkDistinct(columns, dialect)
    countColumn = Self.countColumn(beside: columns)
    let names = columns.map { "cases." + dialect.quoted($0) }
    let selected = zip(columns, names).map { "  \(dialect.cell($1)) AS \(dialect.quoted($0)),\n" }
    let fit =
      ["fit", "--data", "counts.csv", "--count-column", countColumn, "--formula", formula.text]
      + fitArguments
    text = """
      -- Counts the equal cases of a model: all that its likelihood depends on.
      -- Gaps and codes are counted as they stand; fit reads them as it reads those of single cases.
      -- Save the result as CSV with a header, for instance
      --   \(dialect.usage)
      -- and then
      --   csto-bayes \(ShellWord.line(fit) ?? "fit --data counts.csv --count-column ...")
      SELECT
      \(selected.joined())  COUNT(*) AS \(dialect.quoted(countColumn))
      FROM \(parts.map(dialect.quoted).joined(separator: ".")) AS cases
      GROUP BY \(names.joined(separator: ", "))
      ORDER BY \(columns.indices.map { String($0 + 1) }.joined(separator: ", "));

      """
  }

  /// A name for the column of counts that is not among others, in whatever case they are written.
  static func countColumn(beside columns: [String]) -> String {
    let taken = Set(columns.map { $0.lowercased() })
    var name = "count"
    while taken.contains(name) { name = "case_" + name }
    return name
  }

  /// The parts of the name of a table.
  private static func parts(of table: String) throws(CountStatementError) -> [String] {
    var rest = table.unicodeScalars[...]
    var parts: [String] = []
    while true {
      var part: String?
      if rest.first == "\"" {
        part = quotedPart(&rest)
      } else {
        part = String(rest.prefix { $0 != "." && $0 != "\"" })
        rest = rest.drop { $0 != "." && $0 != "\"" }
      }
      guard let part, !part.isEmpty else { throw .notATableName(table) }
      parts.append(part)
      guard let next = rest.popFirst() else { return parts }
      guard next == "." else { throw .notATableName(table) }
    }
  }

  /// Takes a part between double quotes; nil where the last quote is missing.
  private static func quotedPart(_ rest: inout Substring.UnicodeScalarView) -> String? {
    var part = ""
    rest.removeFirst()
    while let end = rest.firstIndex(of: "\"") {
      part += String(rest[..<end])
      rest = rest[rest.index(after: end)...]
      guard rest.first == "\"" else { return part }
      part += "\""
      rest.removeFirst()
    }
    return nil
  }

  private static func check(
    _ names: [String],
    _ dialect: CountDialect
  ) throws(CountStatementError) {
    for name in names {
      if name.unicodeScalars.contains("\0") { throw .nameOfNoColumn(name, dialect: dialect.name) }
      if let limit = dialect.nameLimit, name.utf8.count > limit {
        throw .nameTooLong(name, limit: limit, dialect: dialect.name)
      }
    }
  }

  private static func checkDistinct(
    _ columns: [String],
    _ dialect: CountDialect
  ) throws(CountStatementError) {
    guard !dialect.distinguishesCase else { return }
    var first: [String: String] = [:]
    for column in columns {
      if let other = first.updateValue(column, forKey: column.lowercased()) {
        throw .indistinctNames(other, column, dialect: dialect.name)
      }
    }
  }
}

/// Why a statement that counts cases cannot be written.
public enum CountStatementError: Error, Sendable, Equatable {
  /// The name of the table is empty, has an empty part, or a quote that does not end.
  case notATableName(String)
  /// Two columns whose names the engine takes for the same.
  case indistinctNames(String, String, dialect: String)
  /// A name that is longer, in bytes, than the engine's names.
  case nameTooLong(String, limit: Int, dialect: String)
  /// A name that no engine's column has.
  case nameOfNoColumn(String, dialect: String)
}

extension CountStatementError: CustomStringConvertible {
  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .notATableName(let name):
      "\(Phrase.quoted(name)) is not the name of a table; accepted: names with dots between them, such "
        + "as schema.cases; a name that has dots or quotes itself goes between double quotes, those "
        + "inside it doubled"
    case .indistinctNames(let first, let second, let dialect):
      "\(dialect) takes the columns \(Phrase.quoted(first)) and \(Phrase.quoted(second)) for the same; "
        + "rename one"
    case .nameTooLong(let name, let limit, let dialect):
      "the name \(Phrase.quoted(name)) has \(name.utf8.count) bytes, and names of \(dialect) have at "
        + "most \(limit); use a shorter one"
    case .nameOfNoColumn(let name, let dialect):
      "no column of \(dialect) is called \(Phrase.quoted(name)): there is a zero byte in it"
    }
  }
}
