/// The cases of a run as its folder keeps them, `cases.csv`: what was read, before any formula.
///
/// So a run folder stands alone: whatever is asked of it later needs no other file. Only tables that are
/// cheap to copy are kept: all columns of up to a thousand cases, or the distinct rows of merged ones. For
/// others the run says where they were read, and with which fingerprint.
package struct SavedCases: Sendable {
  /// The name of the file.
  package static let fileName = "cases.csv"
  /// The most cells that are copied.
  static let cellLimit = 1_000_000

  package let table: Table

  /// Keeps a table; nil where it is too large.
  init?(of table: borrowing Table) {
    let cells = table.rowCount * table.columns.count
    guard table.counts != nil || table.rowCount <= Table.namedCaseLimit, cells <= Self.cellLimit
    else { return nil }
    self.table = copy table
  }

  /// What the cells of each column are, in the order of the file.
  package var kinds: [ColumnKind] {
    table.columns.map { ColumnKind(name: $0.name, type: .init($0)) }
  }

  /// What the cells of a column are; read again from its text alone, a column might become another.
  package struct ColumnKind: Sendable, Equatable, Codable {
    package enum Sort: String, Sendable, Codable {
      case coded, numeric, text
      /// Cells of several sorts, of which rows that are left out may hold the odd ones.
      case mixed

      init(_ column: Column) {
        switch column.values {
        case .coded: self = .coded
        case .numeric: self = .numeric
        case .text: self = column.cells == nil ? .text : .mixed
        }
      }
    }

    package let name: String
    package let type: Sort
  }
}
