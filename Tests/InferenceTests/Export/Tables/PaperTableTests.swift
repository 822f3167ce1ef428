import Foundation
import Testing

@testable import Inference

/// Tables in every format: what stands where, and names that are text wherever they stand.
@Suite struct PaperTableTests {
  /// A name that is code to a browser, a spreadsheet, LaTeX, Typst and Markdown.
  static let hostile = "<script>alert(1)</script>, \"O'Neil\" & Ço =1+1 \\input{x} #x $a_b^~% |`*["

  static let table: PaperTable = {
    var table = PaperTable(title: "Effects of \(hostile)", header: ["", "weak", "100 % & #1"])
    table.append(.init([.name("protest_x"), .number("1.06", marks: "†a"), .number("-0.5")]))
    table.append(.init([.empty, .number("[-2.41, 4.63]"), .number("[<-1e308, 1.2e-05]")]))
    table.append(.init([.name(hostile), .number("-"), .empty]))
    table.append(.init([.name("[Cases]"), .number("8"), .number("12")], isFirstOfPart: true))
    table.notes = ["† sign from the data.", "Priors: \(hostile)."]
    return table
  }()

  static func text(_ name: String, sealed: Bool = false) throws -> String {
    let format = try #require(PaperTableFormats.named(name))
    return PaperTableFile(table, as: format, sealed: sealed).text()
  }

  @Test func formatsAreFoundByNameAndByFile() {
    #expect(PaperTableFormats.all.map(\.name) == ["md", "latex", "typst", "docx", "html", "csv"])
    for (file, name) in [
      ("a/b.tex", "latex"), ("x.DOCX", "docx"), ("x.htm", "html"), ("x.typ", "typst"),
      ("x.qmd", "md"), ("a.b.csv", "csv"),
    ] {
      #expect(PaperTableFormats.of(file: file)?.name == name)
    }
    for file in ["table", "a.tex/table", "x.pdf", ""] {
      #expect(PaperTableFormats.of(file: file) == nil, "\(file)")
    }
  }

  @Test func markdown() throws {
    let lines = try Self.text("md").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[2].hasPrefix("|") && lines[2].contains("| weak"))
    #expect(lines[3].hasPrefix("| :-") && lines[3].hasSuffix("-: |"))
    #expect(lines[4].hasPrefix("| protest_x") && lines[4].contains("| 1.06†a"))
    // Every row of the table has as many bars that are not escaped.
    for line in lines where line.hasPrefix("|") {
      #expect(line.replacing("\\|", with: "").count { $0 == "|" } == 4, "\(line)")
    }
    #expect(!lines.joined().contains("<script>"))
  }

  @Test func latex() throws {
    let text = try Self.text("latex")
    #expect(text.contains("\\begin{tabular}{lcc}\n\\toprule\n & weak & 100 \\% \\& \\#1 \\\\\n"))
    #expect(
      text.contains("protest\\_x & 1.06\\textsuperscript{$\\dagger$a} & $-$0.5 \\\\\n")
    )
    #expect(text.contains(" & [$-$2.41, 4.63] & [\\textless{}$-$1e308, 1.2e-05] \\\\\n"))
    // A bracket at the start of a row would be an argument of the line break before it.
    #expect(text.contains("\\midrule\n{}[Cases] & 8 & 12 \\\\\n"))
    #expect(
      text.contains(
        "\\textless{}script\\textgreater{}alert(1)\\textless{}/script\\textgreater{}, \\char34{}O\\char39{}Neil"
          + "\\char34{} \\& Ço =1+1 \\textbackslash{}input\\{x\\} \\#x \\$a\\_b\\textasciicircum{}"
          + "\\textasciitilde{}\\% \\textbar{}\\char96{}*["
      )
    )
    #expect(text.contains("\n\\bottomrule\n\\end{tabular}\n\\par\\medskip\n"))
    #expect(text.contains("$\\dagger$ sign from the data.\\par\n"))
    // Two hyphens are no dash.
    #expect(LaTeXTable.escaped("a---b") == "a-{}-{}-b")
  }

  @Test func html() throws {
    let text = try Self.text("html")
    #expect(!text.contains("<script") && text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(
      text.contains("<th scope=\"row\">protest_x</th><td>1.06<sup>†a</sup></td><td>−0.5</td>")
    )
    #expect(text.contains("<td>[&lt;−1e308, 1.2e-05]</td>"))
    #expect(text.contains("<tr class=\"part\"><th scope=\"row\">[Cases]</th>"))
    #expect(!text.contains("http"))
  }

  @Test func typst() throws {
    let text = try Self.text("typst")
    #expect(text.contains("    \"protest_x\", [#\"1.06\"#super(\"†a\")], \"−0.5\",\n"))
    #expect(TypstTable.literal("a\"b\\c") == "\"a\\\"b\\\\c\"")
    // Outside of literals nothing of a name is left.
    let bare = text.replacing("\\\\", with: "").replacing("\\\"", with: "")
      .split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 0 }.map(\.element).joined()
    #expect(!bare.contains("script") && !bare.contains("input"))
  }

  /// As in every file of this program: quoted where a comma, a quote or a line break asks for it.
  @Test func sheet() throws {
    let text = try Self.text("csv", sealed: true)
    let lines = text.split(separator: "\n")
    #expect(lines[0] == "name,weak,100 % & #1")
    #expect(lines[1] == "protest_x,1.06†a,-0.5")
    #expect(lines[2] == ",\"[-2.41, 4.63]\",\"[<-1e308, 1.2e-05]\"")
    #expect(lines[3] == "\"" + Self.hostile.replacing("\"", with: "\"\"") + "\",-,")
    #expect(!text.contains(FileSeal.mark))
  }

  /// A hyphen is a minus before a digit, and an exponent's stays.
  @Test func minus() {
    #expect(TableTypography.number("[-1, -0.5]") == "[\u{2212}1, \u{2212}0.5]")
    #expect(TableTypography.number("1e-05") == "1e-05")
    #expect(TableTypography.number("-") == "-")
  }

  /// Only what has a place for a seal has one, and what is printed has none.
  @Test func seals() throws {
    for format in PaperTableFormats.all {
      let printed = PaperTableFile(Self.table, as: format).bytes()
      let sealed = PaperTableFile(Self.table, as: format, sealed: true).bytes()
      #expect(FileSeal.state(of: printed) == FileSeal.State.none)
      #expect(format.hasSeal == (sealed != printed), "\(format.name)")
    }
  }

  @Test func filesOfOthersAndEditsAreKept() throws {
    let folder = ExportExamples.temporaryPath()
    try #require(FileSystem.makeFolder(folder) == 0)
    defer { FileSystem.removeTree(folder) }
    for format in PaperTableFormats.all {
      let path = "\(folder)/t.\(format.suffixes[0])"
      try PaperTableFile.write(Self.table, as: format, to: try OutputFile(at: path))
      #expect(throws: ExportError.self) { try OutputFile(at: path) }
      guard format.hasSeal else {
        #expect(throws: ExportError(kind: .fileNotReplaceable, path: path)) {
          try OutputFile(at: path, replacingExisting: true)
        }
        continue
      }
      #expect(FileSeal.state(ofFile: path) == .intact, "\(format.name)")
      let place = try OutputFile(at: path, replacingExisting: true)
      #expect(try PaperTableFile.write(Self.table, as: format, to: place) == nil)
      var bytes = try ByteSource.contents(of: path)
      bytes.insert(UInt8(ascii: " "), at: 0)
      try PlainBytes(bytes: bytes).write(toFile: path)
      let again = try OutputFile(at: path, replacingExisting: true)
      #expect(try PaperTableFile.write(Self.table, as: format, to: again) == path + ".kept")
      try PlainText("mine").write(toFile: path)
      #expect(throws: ExportError(kind: .fileNotReplaceable, path: path)) {
        try OutputFile(at: path, replacingExisting: true)
      }
    }
  }
}
