/// Tables as comma-separated text: the rows, then the title and the notes in the first column.
///
/// Fields are quoted where RFC 4180 asks for it and are otherwise as they are, as in every table that this
/// program writes: a name that begins with `=`, `+`, `-` or `@` is a formula to a spreadsheet that is told to
/// read it so. There is no place for a seal: such a file is never replaced.
struct SheetTable: PaperTableFormat {
  let name = "csv"
  let suffixes = ["csv"]
  let hasSeal = false

  func bytes(of table: PaperTable, sealed: Bool) -> [UInt8] {
    var sheet = DelimitedWriter(columns: ["name"] + table.header.dropFirst())
    for row in table.rows { sheet.append(row.cells.map { .text($0.text + $0.marks) }) }
    let rest = [DelimitedWriter.Field](repeating: .missing, count: table.header.count - 1)
    for note in [table.title] + table.notes {
      sheet.append([.text(TableTypography.line(note))] + rest)
    }
    return sheet.bytes()
  }
}
