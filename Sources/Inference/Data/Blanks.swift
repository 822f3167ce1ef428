/// Spaces of every kind around a cell or a name, which do not count.
///
/// Those of ASCII, line breaks included; the spaces of Unicode, no-break and ideographic ones among
/// them; and what has no width: joiners, marks of direction, the byte-order mark, the soft hyphen.
enum Blanks {
  /// Where the bytes lie that remain without the blanks around them.
  static func trimmedRange(of bytes: Span<UInt8>) -> Range<Int> {
    var lower = 0
    var upper = bytes.count
    while lower < upper {
      let length = length(in: bytes, from: lower, limit: upper)
      if length == 0 { break }
      lower += length
    }
    while upper > lower {
      let last = bytes[upper - 1]
      if isASCII(last) {
        upper -= 1
        continue
      }
      guard last >= 0x80 else { break }
      var start = upper - 1
      while start > lower, upper - start < 3, bytes[start] & 0xC0 == 0x80 { start -= 1 }
      guard length(in: bytes, from: start, limit: upper) == upper - start else { break }
      upper = start
    }
    return lower..<upper
  }

  /// Whether a byte is a blank of ASCII.
  static func isASCII(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte &- 0x09 < 5
  }

  /// The number of bytes of the blank that begins at a position; 0 where there is none.
  private static func length(in bytes: Span<UInt8>, from start: Int, limit: Int) -> Int {
    let first = bytes[start]
    if isASCII(first) { return 1 }
    guard first >= 0xC2, start + 1 < limit else { return 0 }
    let second = bytes[start + 1]
    if first == 0xC2 { return second == 0xA0 || second == 0xAD || second == 0x85 ? 2 : 0 }
    guard first <= 0xEF, start + 2 < limit else { return 0 }
    let third = bytes[start + 2]
    let isBlank =
      switch (first, second) {
      // Ogham; the Mongolian separator; ideographic; the byte-order mark.
      case (0xE1, 0x9A): third == 0x80
      case (0xE1, 0xA0): third == 0x8E
      case (0xE3, 0x80): third == 0x80
      case (0xEF, 0xBB): third == 0xBF
      // U+2000 to 200F, 2028 to 202F, 205F to 206F.
      case (0xE2, 0x80): third <= 0x8F || third >= 0xA8 && third <= 0xAF
      case (0xE2, 0x81): third >= 0x9F && third <= 0xAF
      default: false
      }
    return isBlank ? 3 : 0
  }
}

extension Span<UInt8> {
  /// Where the bytes lie that remain without the blanks around them.
  var trimmedRange: Range<Int> {
    guard count > 0 else { return 0..<0 }
    // Most cells begin and end with something else than a blank.
    let first = self[0]
    let last = self[count - 1]
    if first > 0x20, first < 0xC2, last > 0x20, last < 0x80 { return 0..<count }
    return Blanks.trimmedRange(of: self)
  }
}
