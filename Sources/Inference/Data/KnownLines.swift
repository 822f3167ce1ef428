/// The lines of a file that were read before, with the distinct row that each of them is.
///
/// A line without quotes says the same wherever it stands, so that one seen before need not be taken
/// apart again: a file of coded cases has few distinct lines. Leading columns that do not matter,
/// such as a number for every case, are passed over. Where lines do not repeat even so, it gives up
/// looking.
struct KnownLines {
  /// Longer lines, without their line feed, are not kept.
  static let longestLine = 512
  /// How many lines are kept at most.
  static let capacity = 1 << 16

  private let delimiter: UInt8
  /// How many fields at the beginning of a line do not matter.
  private let passedOver: Int
  private var lines = ByteDictionary()
  private var rows: [Int] = []
  /// How often each line was met again.
  private var counts: [Int] = []
  private var hits = 0
  private var misses = 0
  private var isUseful = true

  /// Knows no line yet; columns before the first one that matters are passed over.
  init(_ reader: borrowing CSVReader, firstColumn: Int) {
    delimiter = reader.delimiter
    // A comment is told by its first byte.
    passedOver = reader.allowsComments ? 0 : firstColumn
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
        let line = ByteHash.line(bytes, from: start, limit: Self.longestLine)
      {
        let string = bytes.extracting(start..<(start + line.count))
        guard let index = lines.index(of: string, hash: line.hash) else { break }
        counts[index] += 1
        hits += 1
        position = start + line.count + 1
      }
      return (position, hits - before)
    }
    misses += 1
    isUseful = misses < 4096 || misses < hits
    return hits - before
  }

  /// Remembers that the line just read is a certain distinct row, if it may be remembered.
  mutating func insert(_ reader: borrowing CSVReader, row: Int) {
    guard isUseful, lines.count < Self.capacity else { return }
    reader.withPlainLine { line in
      guard let start = firstField(line, from: 0), line.count - start <= Self.longestLine else {
        return
      }
      if lines.insert(line.extracting(start..<line.count)) == rows.count {
        rows.append(row)
        counts.append(0)
      }
    }
  }

  /// Adds the lines met again to the counts of their rows.
  func add(to totals: inout [Int]) {
    for (row, count) in zip(rows, counts) { totals[row] += count }
  }

  /// Where the first field that matters begins in a line; nil where those before it are not plain
  /// ASCII or not wholly there.
  private func firstField(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    var position = start
    for _ in 0..<passedOver {
      while true {
        guard position < bytes.count else { return nil }
        let byte = bytes[position]
        position += 1
        if byte == delimiter { break }
        if byte == CSVScanner.quote || byte == CSVScanner.lineFeed
          || byte == CSVScanner.carriageReturn || byte >= 0x80
        {
          return nil
        }
      }
    }
    return position
  }
}
