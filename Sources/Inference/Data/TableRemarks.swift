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
  /// The first rows that begin as comments do.
  var commentRows: [Int] = []

  /// How many of these are kept.
  static let commentLimit = 100

  /// Whether a row that begins with a byte may be a comment.
  static func beginsComment(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "#") || byte == UInt8(ascii: "%")
  }
}
