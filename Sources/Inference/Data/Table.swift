/// A rectangular data set: named columns of equal length, with the name and the place of every case.
///
/// Each row is a case, or stands for several cases that are equal in all columns; see `counts`.
public struct Table: Sendable, Equatable {
  /// Up to how many cases are told apart by name; among more, equal ones may be merged.
  public static let namedCaseLimit = 1000

  /// Where the table came from, for messages: a path or the name of a built-in file.
  public let source: String
  /// The columns, in the order of the file.
  public private(set) var columns: [Column]
  /// The name of each row's case.
  ///
  /// A case that has no name is called by its row number, from 1. Where rows stand for several
  /// cases it is the name of the first of them.
  public let caseNames: [String]
  /// The line of the file on which each row, or the first case that it stands for, starts, from 1.
  public let lines: [Int]
  /// How many equal cases each row stands for; nil where every row is one case.
  public let counts: [Int]?
  /// The names of all columns of the source, of which `columns` may be a part.
  public let columnNames: [String]
  /// The column that would have named the cases, had it given every case a name of its own.
  public var rejectedCaseColumn: String?
  /// What was done with the file, or seen in it, that its user must know, in the order of the file.
  public var notices: [TableNotice] = []
  /// The columns that only number the rows.
  var rowNumberColumns: [String] = []
  /// The one of them that only its content tells.
  var countingColumn: String?
  private let indexOfName: [String: Int]

  /// The number of rows.
  public var rowCount: Int { caseNames.count }

  /// The number of cases.
  ///
  /// O(rows).
  public var caseCount: Int { counts?.reduce(0, +) ?? rowCount }

  /// Makes a table from its parts.
  ///
  /// `columnNames` are those of the source where the table does not have all its columns.
  ///
  /// - Precondition: column names are distinct; every column, `caseNames`, `lines` and `counts` have
  ///   one entry for each row.
  public init(
    source: String,
    columns: [Column],
    caseNames: [String],
    lines: [Int]? = nil,
    counts: [Int]? = nil,
    columnNames: [String]? = nil
  ) {
    let lines = lines ?? Array(2..<(caseNames.count + 2))
    precondition(columns.allSatisfy { $0.values.count == caseNames.count }, "ragged columns")
    precondition(lines.count == caseNames.count, "every row needs its line")
    precondition(counts.map { $0.count == lines.count } ?? true, "every row needs its count")
    self.source = source
    self.columns = columns
    self.caseNames = caseNames
    self.lines = lines
    self.counts = counts
    self.columnNames = columnNames ?? columns.map(\.name)
    indexOfName = Dictionary(
      uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) }
    )
  }

  /// The row of each case, by its name; the first where two have the same.
  ///
  /// O(rows), allocates: to be asked for once where many cases are looked up.
  var rowOfCase: [String: Int] {
    Dictionary(zip(caseNames, caseNames.indices)) { first, _ in first }
  }

  /// The column with a name, or nil.
  ///
  /// O(1). Names are compared exactly.
  public subscript(name: String) -> Column? {
    indexOfName[name].map { columns[$0] }
  }

  /// Puts a column in place of one of the same name.
  mutating func replaceColumn(_ index: Int, by column: Column) {
    precondition(columns[index].name == column.name, "another column")
    columns[index] = column
  }

  /// Lets go of the numbers of the rows before one, as far as nobody else has them; to read them
  /// again is a mistake.
  mutating func discardNumbers(before row: Int) {
    for index in columns.indices {
      guard case .numeric(var numbers) = columns[index].values else { continue }
      // Held once only while it is changed, or the change would be made to a copy.
      columns[index].values = .coded([])
      numbers.discard(before: row)
      columns[index].values = .numeric(numbers)
    }
  }

  /// Puts other columns of the same names and lengths in the place of some.
  mutating func replaceColumns(_ names: [String], by change: (Column) -> Column) {
    for name in names {
      guard let index = indexOfName[name] else { continue }
      columns[index] = change(columns[index])
    }
  }

  /// The table with some of its rows, in the order given.
  ///
  /// O(rows times columns), allocates.
  ///
  /// - Precondition: the rows are in range.
  public func selecting(rows: [Int]) -> Table {
    var table = Table(
      source: source,
      columns: columns.map { $0.selecting(rows: rows) },
      caseNames: rows.map { caseNames[$0] },
      lines: rows.map { lines[$0] },
      counts: counts.map { counts in rows.map { counts[$0] } },
      columnNames: columnNames
    )
    table.takeRemarks(of: self)
    return table
  }

  /// Takes over what was said of the table that this one was made of.
  mutating func takeRemarks(of other: Table) {
    notices = other.notices
    rowNumberColumns = other.rowNumberColumns
    countingColumn = other.countingColumn
  }
}
