/// Finding one's way in a line of plain fields, eight bytes at a time.
///
/// Plain means: no quote, no byte beyond ASCII, no carriage return but one before the line feed.
enum LineScan {
  /// The position behind a number of delimiters; nil where the line ends first or is not plain.
  static func position(
    behind count: Int,
    delimiters delimiter: UInt8,
    in bytes: Span<UInt8>,
    from start: Int
  ) -> Int? {
    let raw = unsafe bytes.bytes
    var missing = count
    var offset = start
    while missing > 0 {
      guard offset < bytes.count else { return nil }
      // Zeros behind the last byte are plain and no delimiters.
      let word =
        offset + 8 <= bytes.count
        ? ByteHash.word(raw, offset) : ByteHash.tail(raw, offset, bytes.count - offset)
      var marks = marks(of: delimiter, in: word)
      let found = marks.nonzeroBitCount
      // Only what lies before the delimiter looked for must be plain.
      for _ in 0..<min(missing - 1, found) { marks &= marks &- 1 }
      let end = missing <= found ? marks.trailingZeroBitCount / 8 : 8
      let before = end == 8 ? UInt64.max : (1 << UInt64(8 * end)) &- 1
      let odd =
        Self.marks(of: CSVScanner.lineFeed, in: word)
        | Self.marks(of: CSVScanner.carriageReturn, in: word)
        | Self.marks(of: CSVScanner.quote, in: word) | word & highBits
      guard odd & before == 0 else { return nil }
      if missing <= found { return offset + end + 1 }
      missing -= found
      offset += 8
    }
    return offset
  }

  /// The line feed that ends the line; nil unless that is plain up to there with so many delimiters,
  /// and at least eight bytes before the last one read.
  static func end(
    having count: Int,
    delimiters delimiter: UInt8,
    in bytes: Span<UInt8>,
    from start: Int
  ) -> Int? {
    let raw = unsafe bytes.bytes
    var missing = count
    var offset = start
    while offset + 8 <= bytes.count {
      let word = ByteHash.word(raw, offset)
      let feeds = marks(of: CSVScanner.lineFeed, in: word)
      let end = feeds == 0 ? 8 : feeds.trailingZeroBitCount / 8
      let before = end == 8 ? UInt64.max : (1 << UInt64(8 * end)) &- 1
      let returns = marks(of: CSVScanner.carriageReturn, in: word)
      let odd = marks(of: CSVScanner.quote, in: word) | word & highBits
      guard odd & before == 0 else { return nil }
      missing -= (marks(of: delimiter, in: word) & before).nonzeroBitCount
      if end < 8 {
        // The byte before the feed may be a carriage return, and no other may.
        let last = end == 0 ? 0 : UInt64(0x80) << UInt64(8 * (end - 1))
        guard missing == 0, returns & before & ~last == 0 else { return nil }
        return offset + end
      }
      // A return in the last byte must have its feed in the next word.
      if returns != 0 {
        guard returns == 0x80 << 56, offset + 8 < bytes.count,
          bytes[offset + 8] == CSVScanner.lineFeed
        else { return nil }
      }
      offset += 8
    }
    return nil
  }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The high bit of each byte that is a certain one.
  private static func marks(of byte: UInt8, in word: UInt64) -> UInt64 {
    let difference = word ^ (0x0101_0101_0101_0101 &* UInt64(byte))
    let low = (difference & ~highBits) &+ ~highBits
    return ~(low | difference) & highBits
  }
}
