/// A page of HTML that needs nothing beside it: no script, no network, no file.
///
/// What it is made of is text, tables and drawings, never markup, so that whatever stands in a text is shown as it is.
/// Light or dark as the reader's device asks for, and fit to be printed.
struct HTMLPage: Sendable {
  /// A part of a page.
  enum Block: Sendable {
    case section(String)
    case heading(String)
    case paragraph(String)
    /// A sentence with its beginning set in bold.
    case statement(String, String)
    case list([String])
    case facts([Fact])
    case table(Table)
    case figure(Drawing)
    /// What one types.
    case command(String)
    /// A check and what came of it.
    case verdict(Verdict)
  }

  /// A word and what is said of it.
  struct Fact: Sendable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
  }

  /// What came of a check.
  struct Verdict: Sendable {
    enum Kind: String, Sendable { case good, doubtful, bad, none }

    let kind: Kind
    let text: String

    /// A mark that says it without colour.
    var mark: String {
      switch kind {
      case .good: "\u{2713}"
      case .doubtful: "!"
      case .bad: "\u{2717}"
      case .none: "\u{2013}"
      }
    }

    /// The mark in a word, for those who do not see it.
    var word: String {
      switch kind {
      case .good: "good"
      case .doubtful: "doubtful"
      case .bad: "failed"
      case .none: "nothing to say"
      }
    }
  }

  /// A table.
  struct Table: Sendable {
    let caption: String
    let columns: [String]
    /// The columns with numbers, which stand at the right.
    var numbers: Set<Int> = []
    var rows: [[String]] = []
  }

  /// The heading of the page.
  let title: String
  /// What it is about, in a sentence.
  let subtitle: String
  /// Its parts, in order.
  var blocks: [Block] = []
  /// What is said at its end.
  var footer = ""
}

extension HTMLPage: ExportedFile {
  /// Writes the page.
  ///
  /// O(length). The same page gives the same bytes.
  func write(to text: inout TextBuffer) throws(ExportError) {
    text.write(head)
    var (section, figure, table, isOpen) = (0, 0, 0, false)
    for block in blocks {
      switch block {
      case .section(let title):
        section += 1
        text.write(isOpen ? "</section>\n" : "")
        isOpen = true
        text.write("<section aria-labelledby=\"s\(section)\">\n")
        text.write("<h2 id=\"s\(section)\">\(Self.escaped(title))</h2>\n")
      case .figure(let drawing):
        figure += 1
        text.write("<figure>\n")
        text.write(SVGWriter.text(of: drawing, in: .page(name: "f\(figure)")))
        text.write("</figure>\n")
      case .table(let content):
        table += 1
        text.write(Self.markup(of: content, name: "t\(table)"))
      default: text.write(Self.markup(of: block))
      }
      try text.flushIfFull()
    }
    text.write(isOpen ? "</section>\n" : "")
    text.write("</main>\n<footer><p>\(Self.escaped(footer))</p></footer>\n</body>\n")
    // Last, since a text before it may quote the words.
    text.write("<!-- \(FileSeal.blank) -->\n</html>\n")
  }

  private var head: String {
    let sections = blocks.compactMap { block in
      if case .section(let title) = block { title } else { nil }
    }
    let links = sections.enumerated().map { index, title in
      "<li><a href=\"#s\(index + 1)\">\(Self.escaped(title))</a></li>"
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="\(Program.name) \(Program.version)">
      <link rel="icon" href="data:,">
      <title>\(Self.escaped(title))</title>
      <style>
      \(HTMLStyle.text)
      </style>
      </head>
      <body>
      <header>
      <h1>\(Self.escaped(title))</h1>
      <p class="lead">\(Self.escaped(subtitle))</p>
      <nav aria-label="Contents"><ul>\(links.joined())</ul></nav>
      </header>
      <main>

      """
  }

  private static func markup(of block: Block) -> String {
    switch block {
    case .section, .figure, .table: ""
    case .heading(let text): "<h3>\(escaped(text))</h3>\n"
    case .paragraph(let text): "<p>\(escaped(text))</p>\n"
    case .statement(let name, let text):
      "<p><strong>\(escaped(name))</strong> \(escaped(text))</p>\n"
    case .list(let items):
      "<ul>\n" + items.map { "<li>\(escaped($0))</li>\n" }.joined() + "</ul>\n"
    case .facts(let facts):
      "<dl>\n"
        + facts.map { "<div><dt>\(escaped($0.name))</dt><dd>\(escaped($0.value))</dd></div>\n" }
        .joined() + "</dl>\n"
    case .command(let text):
      "<pre tabindex=\"0\"><code>\(escaped(text))</code></pre>\n"
    case .verdict(let verdict):
      "<p class=\"verdict \(verdict.kind.rawValue)\"><span class=\"mark\" role=\"img\" "
        + "aria-label=\"\(verdict.word)\">\(verdict.mark)</span>\(escaped(verdict.text))</p>\n"
    }
  }

  /// The caption stands before the table, so that it is seen where the table is wider than the screen.
  private static func markup(of table: Table, name: String) -> String {
    func cells(_ row: [String], _ open: (Int) -> String, _ close: (Int) -> String) -> String {
      "<tr>"
        + row.enumerated().map { index, cell in
          let style = table.numbers.contains(index) ? " class=\"number\"" : ""
          return "<\(open(index))\(style)>\(escaped(cell))</\(close(index))>"
        }.joined() + "</tr>\n"
    }
    let head = cells(table.columns, { _ in "th scope=\"col\"" }, { _ in "th" })
    let rows = table.rows.map { row in
      cells(row, { $0 == 0 ? "th scope=\"row\"" : "td" }, { $0 == 0 ? "th" : "td" })
    }
    return """
      <p class="caption" id="\(name)">\(escaped(table.caption))</p>
      <div class="scroll" role="region" aria-labelledby="\(name)" tabindex="0">
      <table aria-labelledby="\(name)">
      <thead>\(head)</thead>
      <tbody>
      \(rows.joined())</tbody>
      </table>
      </div>

      """
  }

  /// A text in which nothing is markup and nothing is invisible.
  private static func escaped(_ text: String) -> String {
    SVGWriter.escaped(QuotedText.visible(text)).replacing("'", with: "&#39;")
  }
}
