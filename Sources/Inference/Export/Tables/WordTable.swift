/// Tables as a document of Office Open XML (ISO/IEC 29500), which Word and LibreOffice open.
///
/// Three parts that the format asks for and one of styles, in a zip without compression (``StoredZip``); no clock,
/// so that the same table has the same bytes.
struct WordTable: PaperTableFormat {
  let name = "docx"
  let suffixes = ["docx"]
  let isText = false

  func bytes(of table: PaperTable, sealed: Bool) -> [UInt8] {
    var zip = StoredZip()
    var bytes: [UInt8] = []
    for (name, text) in [
      ("[Content_Types].xml", Self.types), ("_rels/.rels", Self.relations),
      ("word/_rels/document.xml.rels", Self.documentRelations), ("word/styles.xml", Self.styles),
      ("word/document.xml", Self.document(table)),
    ] {
      let contents = Array((Self.declaration + text).utf8)
      guard let header = zip.add(contents, named: name) else {
        preconditionFailure("a table is smaller than 4 GiB")
      }
      bytes += header + contents
    }
    let comment = sealed ? Array(FileSeal.blank.utf8) : []
    guard let end = zip.end(commentCount: comment.count) else {
      preconditionFailure("a table is smaller than 4 GiB")
    }
    return bytes + end + comment
  }

  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let type =
    "application/vnd.openxmlformats-officedocument.wordprocessingml"

  private static let types = """
    <Types xmlns="\(package)/content-types">\
    <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
    <Default Extension="xml" ContentType="application/xml"/>\
    <Override PartName="/word/document.xml" ContentType="\(type).document.main+xml"/>\
    <Override PartName="/word/styles.xml" ContentType="\(type).styles+xml"/></Types>
    """

  private static let relations = relationships("officeDocument", "word/document.xml")
  private static let documentRelations = relationships("styles", "styles.xml")

  private static func relationships(_ kind: String, _ target: String) -> String {
    "<Relationships xmlns=\"\(package)/relationships\">"
      + "<Relationship Id=\"rId1\" Type=\"\(office)/\(kind)\" Target=\"\(target)\"/></Relationships>"
  }

  private static let styles = """
    <w:styles xmlns:w="\(main)"><w:docDefaults><w:rPrDefault><w:rPr>\
    <w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>\
    <w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>\
    <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>\
    <w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/>\
    <w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:after="80"/></w:pPr></w:style>\
    <w:style w:type="paragraph" w:customStyle="1" w:styleId="TableNote"><w:name w:val="Table Note"/>\
    <w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="40"/></w:pPr>\
    <w:rPr><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr></w:style></w:styles>
    """

  // MARK: The document

  private static func document(_ table: PaperTable) -> String {
    let count = table.header.count
    let lastRow = table.rows.count - 1
    var rows = row(table.header.map(PaperTable.Cell.name), top: 12, bottom: 6, isHeader: true)
    for (index, entry) in table.rows.enumerated() {
      rows += row(
        entry.cells,
        top: entry.isFirstOfPart ? 6 : 0,
        bottom: index == lastRow ? 12 : 0,
        isHeader: false
      )
    }
    let grid = String(repeating: "<w:gridCol/>", count: count)
    let margins =
      "<w:tblCellMar><w:left w:w=\"80\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar>"
    return "<w:document xmlns:w=\"\(main)\"><w:body>"
      + paragraph(run(table.title), style: "Caption")
      + "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/>\(margins)</w:tblPr>"
      + "<w:tblGrid>\(grid)</w:tblGrid>\(rows)</w:tbl>"
      + (table.notes.isEmpty
        ? paragraph("") : table.notes.map { paragraph(run($0), style: "TableNote") }.joined())
      + "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1304\" "
      + "w:bottom=\"1440\" w:left=\"1304\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/></w:sectPr>"
      + "</w:body></w:document>"
  }

  /// A row with rules above and below, in eighths of a point.
  private static func row(
    _ cells: [PaperTable.Cell],
    top: Int,
    bottom: Int,
    isHeader: Bool
  ) -> String {
    func rule(_ name: String, _ width: Int) -> String {
      width == 0
        ? "" : "<w:\(name) w:val=\"single\" w:sz=\"\(width)\" w:space=\"0\" w:color=\"auto\"/>"
    }
    let rules = rule("top", top) + rule("bottom", bottom)
    let borders = rules.isEmpty ? "" : "<w:tcBorders>\(rules)</w:tcBorders>"
    let head =
      "<w:trPr><w:cantSplit/>" + (isHeader ? "<w:tblHeader/>" : "") + "</w:trPr>"
    return "<w:tr>\(head)"
      + cells.enumerated().map { column, cell in
        "<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/>\(borders)</w:tcPr>"
          + paragraph(runs(cell), alignment: column == 0 ? "left" : "center") + "</w:tc>"
      }.joined() + "</w:tr>"
  }

  private static func runs(_ cell: PaperTable.Cell) -> String {
    let text = run(cell.isNumber ? TableTypography.number(cell.text) : cell.text)
    return cell.marks.isEmpty ? text : text + run(cell.marks, isRaised: true)
  }

  private static func run(_ text: String, isRaised: Bool = false) -> String {
    guard !text.isEmpty else { return "" }
    let raised = isRaised ? "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>" : ""
    return "<w:r>\(raised)<w:t xml:space=\"preserve\">"
      + SVGWriter.escaped(TableTypography.line(text)) + "</w:t></w:r>"
  }

  private static func paragraph(
    _ runs: String,
    style: String? = nil,
    alignment: String? = nil
  ) -> String {
    let properties =
      (style.map { "<w:pStyle w:val=\"\($0)\"/>" } ?? "")
      + (alignment.map { "<w:jc w:val=\"\($0)\"/>" } ?? "")
    return "<w:p>" + (properties.isEmpty ? "" : "<w:pPr>\(properties)</w:pPr>") + runs + "</w:p>"
  }
}
