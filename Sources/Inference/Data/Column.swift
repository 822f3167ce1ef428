/// One column of a table: a name and a value, or an explicit gap, for every row.
public struct Column: Sendable, Equatable {
  /// The values of a column; `nil` is a missing value.
  public enum Values: Sendable, Equatable {
    /// Yes/no codes: every cell present is one of yes/no, true/false, present/absent, 1/0.
    case coded([Bool?])
    /// Numbers, at least one of which is neither 0 nor 1.
    ///
    /// Always finite, unless `irregularity` says where not.
    case numeric(NumericValues)
    /// Words.
    case text([String?])

    /// Numbers from an array; `nil` is a missing value.
    public static func numeric(_ values: [Double?]) -> Values { .numeric(NumericValues(values)) }

    /// The number of rows.
    public var count: Int {
      switch self {
      case .coded(let values): values.count
      case .numeric(let values): values.count
      case .text(let values): values.count
      }
    }

    /// Whether the value of a row is missing.
    ///
    /// O(1).
    public func isMissing(_ row: Int) -> Bool {
      switch self {
      case .coded(let values): values[row] == nil
      case .numeric(let values): values[row] == nil
      case .text(let values): values[row] == nil
      }
    }

    /// The rows whose value is missing, in order.
    ///
    /// O(rows), and O(1) for numbers without gaps.
    var missingRows: [Int] {
      switch self {
      case .coded(let values): values.indices.filter { values[$0] == nil }
      case .numeric(let values):
        values.missingCount == 0 ? [] : values.indices.filter { values[$0] == nil }
      case .text(let values): values.indices.filter { values[$0] == nil }
      }
    }
  }

  /// The first cell that does not fit the others: a word among numbers, a typing error among codes,
  /// a number that is not finite.
  ///
  /// A column that is never used may be irregular; a formula that names it is refused, because
  /// words are never silently turned into numbers, nor numbers into words.
  public struct Irregularity: Sendable, Equatable {
    /// What the other cells are, or what a number must be.
    public enum Expected: Sendable, Equatable {
      /// The other cells are yes/no codes.
      case codes
      /// The other cells are numbers.
      case numbers
      /// The other cells are words.
      case words
      /// The cell is a number, but NaN or infinite.
      case finiteNumber
      /// The cell may be a number in a notation that was not declared.
      case plainNumber
      /// The cell is a number with a decimal point or comma, and another cell, this text, has the other mark.
      case oneNotation(String)
      /// The cell is the error of a formula in a spreadsheet.
      case result
    }
    /// The row of the cell, from 0.
    public var row: Int
    /// The text of the cell.
    public var value: String
    /// What would have fitted.
    public var expected: Expected

    /// Describes one cell.
    public init(row: Int, value: String, expected: Expected) {
      self.row = row
      self.value = value
      self.expected = expected
    }
  }

  /// The name in the header.
  public let name: String
  /// The values.
  ///
  /// An irregular column keeps its cells as `.text`.
  public internal(set) var values: Values
  /// The first cell that does not fit the others, if any.
  public let irregularity: Irregularity?
  /// What each cell of an irregular column says by itself, where its texts are kept; see
  /// `settled(for:counts:)`.
  package let cells: [Cell]?

  /// Makes a column from its parts.
  public init(name: String, values: Values, irregularity: Irregularity? = nil) {
    self.init(name: name, values: values, irregularity: irregularity, cells: nil)
  }

  init(name: String, values: Values, irregularity: Irregularity?, cells: [Cell]?) {
    self.name = name
    self.values = values
    self.irregularity = irregularity
    self.cells = cells
  }

  /// The column whose odd cell is that of another row of the same value, where one stands in for its own.
  func movingIrregularity(_ rows: [Int: Int]) -> Column {
    guard let old = irregularity, let row = rows[old.row] else { return self }
    return Column(
      name: name,
      values: values,
      irregularity: Irregularity(row: row, value: old.value, expected: old.expected),
      cells: cells
    )
  }

  /// The column with some of its rows, in the order given.
  ///
  /// The irregularity goes where its row is not among them.
  public func selecting(rows: [Int]) -> Column {
    // All rows in order: nothing to copy.
    if rows.count == values.count, rows.enumerated().allSatisfy({ $0 == $1 }) { return self }
    let selected: Values =
      switch values {
      case .coded(let values): .coded(rows.map { values[$0] })
      case .numeric(let values): .numeric(NumericValues(rows.lazy.map { values[$0] }))
      case .text(let values): .text(rows.map { values[$0] })
      }
    let kept = irregularity.flatMap { old in
      rows.firstIndex(of: old.row).map {
        Irregularity(row: $0, value: old.value, expected: old.expected)
      }
    }
    return Column(
      name: name,
      values: selected,
      irregularity: kept,
      cells: cells.map { cells in rows.map { cells[$0] } }
    )
  }
}
