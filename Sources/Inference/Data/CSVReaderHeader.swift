extension CSVReader {
  /// Whether the row is the header once more, as where files were put one below the other: every cell that is
  /// filled is called like its column, two at least, and they are not all numbers or codes, such as Y and N in
  /// columns called y and n.
  var repeatsHeader: Bool {
    var filled = 0
    var words = 0
    for (index, name) in columnNames.enumerated() {
      let length = withField(index) { $0.trimmedRange.count }
      if length == 0 { continue }
      guard length == name.utf8.count else { return false }
      let text = text(index)
      let word = text.lowercased()
      guard word == name.lowercased() else { return false }
      filled += 1
      if TableSample.cell(text) == .word, !["y", "n", "t", "f", "j"].contains(word) { words += 1 }
    }
    return filled > 1 && 2 * filled > columnNames.count && words > 0
  }
}

/// Makes the layout of a table of its first records.
extension CSVReader {
  /// The layout with the names of the header at hand.
  static func header(
    _ scanner: borrowing CSVScanner,
    _ known: TableHeader?
  ) throws(DataError) -> TableHeader {
    let line = scanner.recordLine
    if let wrong = scanner.firstInvalidField() {
      throw notUTF8(wrong.bytes, scanner.name, line)
    }
    let texts = (0..<scanner.fieldCount).map { scanner.withField($0) { String(trimming: $0) } }
    var header = known ?? TableHeader(texts)
    // A name on two lines, as spreadsheets show long ones, is written on one in a formula.
    let names = texts.map { text in
      known != nil && text.contains(where: \.isNewline)
        ? text.split(whereSeparator: \.isWhitespace).joined(separator: " ") : text
    }
    header.joinedNames = zip(texts, names).filter { $0 != $1 }.map(\.1)
    let all = header.isShort ? [""] + names : names
    header.names = header.fields.map { all[$0] }
    header.trimmedNames = (0..<scanner.fieldCount).filter { field in
      scanner.withField(field) { bytes in
        let range = bytes.trimmedRange
        return bytes.indices.contains { !range.contains($0) && bytes[$0] >= 0x80 }
      }
    }.map { texts[$0] }
    if header.fields.isEmpty { throw DataError(.emptyFile, file: scanner.name) }
    var seen: Set<String> = []
    for (field, name) in zip(header.fields, header.names) {
      if name.isEmpty, known == nil || field > 0 {
        throw DataError(.emptyColumnName(position: field + 1), file: scanner.name, line: line)
      }
      if !seen.insert(name).inserted {
        throw DataError(.duplicateColumn, file: scanner.name, line: line, place: .init(name))
      }
    }
    return header
  }

  static func dataError(
    _ problem: TableHeader.Problem,
    _ file: String,
    _ line: Int
  ) -> DataError {
    switch problem {
    case .noHeader(let cells):
      DataError(
        .noHeader,
        file: file,
        line: line,
        place: .init(value: cells.joined(separator: ","))
      )
    case .emptyColumnName(let position):
      DataError(.emptyColumnName(position: position), file: file, line: line)
    }
  }

  static func notUTF8(_ bytes: [UInt8], _ file: String, _ line: Int) -> DataError {
    let shown = bytes.map { "0x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    return DataError(
      .notUTF8,
      file: file,
      line: line,
      place: .init(value: shown.joined(separator: " ")),
      accepted: ["UTF-8"]
    )
  }
}
