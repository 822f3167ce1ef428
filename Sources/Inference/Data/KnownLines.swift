/// The lines of a file that were read before, with the distinct row that each of them is.
///
/// A line without quotes says the same wherever it stands, so that one seen before need not be taken
/// apart again: a file of coded cases has few distinct lines. Columns at either end that do not
/// matter, such as a number for every case, are passed over. Where lines do not repeat even so, it gives up
/// looking.
struct KnownLines {
  /// Longer lines, without their line feed, are not kept.
  static let longestLine = 512
  /// How many lines are kept at most.
  static let capacity = 1 << 16

  private let delimiter: UInt8
  /// How many fields at the beginning of a line do not matter.
  private let passedOver: Int
  /// The fields that are looked up; nil: all to the end of the line.
  private let keyFields: Int?
  /// How many fields at the end of a line do not matter.
  private let trailing: Int
  private var lines = ByteDictionary()
  private var rows: [Int] = []
  /// How often each line was met again.
  private var counts: [Int] = []
  private var hits = 0
  private var misses = 0
  private var isUseful: Bool

  /// Knows no line yet; columns before the first one that matters, and behind the last one, are
  /// passed over.
  init(_ reader: borrowing CSVReader, columns: [Int]) {
    delimiter = reader.delimiter
    // A comment is told by its first byte.
    let first = reader.allowsComments ? 0 : columns.first ?? 0
    let last = columns.last ?? 0
    passedOver = first
    // Fields that are no columns must be looked at: they have to be empty.
    isUseful = reader.hasPlainColumns
    trailing = max(reader.columnNames.count - 1 - last, 0)
    keyFields = trailing > 0 ? last - first + 1 : nil
  }

  /// Takes the known lines that follow, up to the first that is not known or not wholly read.
  ///
  /// Returns how many they are.
  mutating func take(from reader: inout CSVReader) -> Int {
    guard isUseful else { return 0 }
    let before = hits
    reader.consumeLines { bytes in
      var position = 0
      while let start = firstField(bytes, from: position),
        let (index, end) = known(bytes, from: start)
      {
        counts[index] += 1
        hits += 1
        position = end + 1
      }
      return (position, hits - before)
    }
    misses += 1
    isUseful = misses < 4096 || misses < hits
    return hits - before
  }

  /// The known line whose fields begin at a position, and where the line ends.
  private func known(_ bytes: Span<UInt8>, from start: Int) -> (index: Int, end: Int)? {
    guard keyFields != nil else {
      guard let line = ByteHash.line(bytes, from: start, limit: Self.longestLine),
        let index = lines.index(
          of: bytes.extracting(start..<(start + line.count)),
          hash: line.hash
        )
      else { return nil }
      return (index, start + line.count)
    }
    guard let end = keyEnd(bytes, from: start) else { return nil }
    let key = bytes.extracting(start..<end)
    guard let index = lines.index(of: key, hash: ByteHash.of(key)),
      let last = LineScan.end(
        having: trailing - 1,
        delimiters: delimiter,
        in: bytes,
        from: end + 1
      )
    else { return nil }
    return (index, last)
  }

  /// Where the delimiter behind the fields that matter is.
  private func keyEnd(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    LineScan.position(behind: keyFields ?? 0, delimiters: delimiter, in: bytes, from: start)
      .map { $0 - 1 }
  }

  /// Remembers that the line just read is a certain distinct row, if it may be remembered.
  mutating func insert(_ reader: borrowing CSVReader, row: Int) {
    guard isUseful, lines.count < Self.capacity else { return }
    reader.withPlainLine { line in
      guard let start = firstField(line, from: 0),
        let end = keyFields == nil ? line.count : keyEnd(line, from: start),
        end - start <= Self.longestLine, !isBlank(line, start..<end)
      else { return }
      if lines.insert(line.extracting(start..<end)) == rows.count {
        rows.append(row)
        counts.append(0)
      }
    }
  }

  /// Whether there are only delimiters and blanks; a line of nothing else is no row.
  private func isBlank(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.allSatisfy { line[$0] == delimiter || line[$0] <= 0x20 }
  }

  /// Adds the lines met again to the counts of their rows.
  func add(to totals: inout [Int]) {
    for (row, count) in zip(rows, counts) { totals[row] += count }
  }

  /// Where the first field that matters begins in a line; nil where those before it are not plain
  /// ASCII or not wholly there.
  private func firstField(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    guard passedOver > 0 else { return start }
    return LineScan.position(
      behind: passedOver,
      delimiters: delimiter,
      in: bytes,
      from: start
    )
  }
}
