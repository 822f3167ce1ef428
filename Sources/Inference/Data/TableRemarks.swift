/// What a reader passed over in a table, by its lines.
struct TableRemarks: Equatable {
  /// Lines above the header.
  var linesAbove: [Int] = []
  /// Rows without a single cell filled.
  var emptyRows: [Int] = []
  /// Lines that begin with `#`.
  var comments: [Int] = []
  /// Rows with more fields than the header, which are empty.
  var longRows: [Int] = []
}
