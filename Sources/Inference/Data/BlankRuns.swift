/// Turns a table that is aligned with spaces into one between tabs, while it is read.
///
/// A run of spaces and tabs outside quotes becomes one tab; at either end of a line it goes. What stands
/// in quotes stays as it is.
struct BlankRuns {
  private var isQuoted = false
  private var hasJustClosed = false
  private var isAtStart = true
  private var hasBlank = false

  /// A text converted as a whole.
  static func converted(_ text: [UInt8]) -> [UInt8] {
    var runs = BlankRuns()
    var result: [UInt8] = []
    runs.convert(text, into: &result)
    return result
  }

  /// Appends the bytes to those converted before.
  mutating func convert(_ bytes: some Sequence<UInt8>, into text: inout [UInt8]) {
    for byte in bytes {
      if isQuoted || hasJustClosed && byte == CSVScanner.quote {
        // A quote that follows a closing one was doubled.
        hasJustClosed = isQuoted && byte == CSVScanner.quote
        isQuoted = !hasJustClosed
        text.append(byte)
        continue
      }
      hasJustClosed = false
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): hasBlank = true
      case CSVScanner.lineFeed, CSVScanner.carriageReturn:
        text.append(byte)
        isAtStart = true
        hasBlank = false
      default:
        if hasBlank, !isAtStart { text.append(UInt8(ascii: "\t")) }
        text.append(byte)
        isQuoted = byte == CSVScanner.quote && (hasBlank || isAtStart)
        isAtStart = false
        hasBlank = false
      }
    }
  }
}
