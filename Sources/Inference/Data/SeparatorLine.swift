/// The line `sep=;` that spreadsheets write for themselves above a table.
extension CSVScanner {
  /// The delimiter that a first line such as `sep=;` states, which spreadsheets write for themselves.
  ///
  /// The line is taken. Nil where there is no such line.
  mutating func takeSeparatorLine() throws(DataError) -> UInt8? {
    let text = try sample(atMost: 16)
    let first = text.first == Self.quote ? 1 : 0
    guard text.count > first + 4, text[first..<(first + 4)].map({ $0 | 0x20 }) == Array("sep=".utf8)
    else { return nil }
    let delimiter = text[first + 4]
    var rest = text.dropFirst(first + 5)
    if first == 1, rest.first == Self.quote { rest = rest.dropFirst() }
    guard rest.first == Self.lineFeed || rest.first == Self.carriageReturn,
      delimiter != Self.quote, delimiter < 0x80
    else { return nil }
    _ = try next()
    return delimiter
  }
}
