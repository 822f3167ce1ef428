/// A rectangular data set: named columns of equal length, with the name and the place of every case.
public struct Table: Sendable, Equatable {
  /// Where the table came from, for messages: a path or the name of a built-in file.
  public let source: String
  /// The columns, in the order of the file.
  public let columns: [Column]
  /// The name of each row's case.
  ///
  /// A case that has no name is called by its row number, from 1.
  public let caseNames: [String]
  /// The line of the file on which each row starts, from 1.
  public let lines: [Int]
  /// The column that would have named the cases, had it given every case a name of its own.
  public var rejectedCaseColumn: String?
  private let indexOfName: [String: Int]

  /// The number of rows.
  public var rowCount: Int { caseNames.count }

  /// Makes a table from its parts.
  ///
  /// - Precondition: column names are distinct; every column, `caseNames` and `lines` have one
  ///   entry for each row.
  public init(source: String, columns: [Column], caseNames: [String], lines: [Int]? = nil) {
    let lines = lines ?? Array(2..<(caseNames.count + 2))
    precondition(columns.allSatisfy { $0.values.count == caseNames.count }, "ragged columns")
    precondition(lines.count == caseNames.count, "every row needs its line")
    self.source = source
    self.columns = columns
    self.caseNames = caseNames
    self.lines = lines
    indexOfName = Dictionary(
      uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) }
    )
  }

  /// The column with a name, or nil.
  ///
  /// O(1). Names are compared exactly.
  public subscript(name: String) -> Column? {
    indexOfName[name].map { columns[$0] }
  }

  /// The table with some of its rows, in the order given.
  ///
  /// O(rows times columns), allocates.
  ///
  /// - Precondition: the rows are in range.
  public func selecting(rows: [Int]) -> Table {
    Table(
      source: source,
      columns: columns.map { $0.selecting(rows: rows) },
      caseNames: rows.map { caseNames[$0] },
      lines: rows.map { lines[$0] }
    )
  }
}
