import Foundation
import Testing

/// A case whose name is markup, a quotation and a formula stands as that text in all that is written.
@Suite(.waitsForPrograms) struct HostileNameTests {
  private static let name = "<script>alert(1)</script>, \"O'Neil\" & \u{00C7}o =1+1"
  private static let escaped = "&lt;script&gt;alert(1)&lt;/script&gt;, "

  private static let runs = Result<[String: Data], any Error> {
    let folder = try WorkFolder()
    let quoted = name.replacing("\"", with: "\"\"")
    let rows = [
      "\"\(quoted)\",1,0,1", "=2+2,0,1,0", "C,1,1,1", "D,0,0,0", "E,1,0,0", "F,0,1,1",
    ]
    try folder.write(["d.csv": "case,a,b,y\n" + rows.map { $0 + "\n" }.joined()])
    let fit = ["fit", "--data", "d.csv", "--formula", "y ~ a + b", "--output", "run"]
    let run = try folder.run(fit)
    try #require(run.status == 0, "\(run.errors)")
    let names = try folder.entries().filter { $0.hasSuffix(".csv") || $0.hasSuffix(".json") }
    return Dictionary(uniqueKeysWithValues: try names.map { ($0, try folder.data($0)) })
  }

  private static func has(_ program: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
  }

  /// The first fields of a table's rows, quotes undone.
  private static func fields(of text: String) -> Set<String> {
    var (fields, field, isQuoted) = (Set<String>(), "", false)
    for character in text {
      switch character {
      case "\"": isQuoted.toggle(); field.append(character)
      case ",", "\n":
        if isQuoted {
          field.append(character)
        } else {
          fields.insert(field)
          field = ""
        }
      default: field.append(character)
      }
    }
    return Set(
      fields.map { field in
        field.hasPrefix("\"")
          ? String(field.dropFirst().dropLast()).replacing("\"\"", with: "\"") : field
      }
    )
  }

  @Test func markupShowsIt() throws {
    let folder = try RunFolders.work(Self.runs)
    #expect(try folder.run(["report", "run", "-o", "page.html"]).status == 0)
    let page = try folder.text("page.html")
    #expect(page.contains(Self.escaped) && !page.contains("<script>alert"))
    for figure in ["configurations", "influence"] {
      let run = try folder.run(["figure", figure, "run", "-o", "\(figure).svg"])
      #expect(run.status == 0, "\(run.errors)")
      let svg = try folder.text("\(figure).svg")
      #expect(!svg.contains("<script"))
      #expect(svg.contains("script&gt;"), "\(figure)")
    }
  }

  @Test func tablesKeepIt() throws {
    let folder = try RunFolders.work(Self.runs)
    for (command, file) in [("influence", "influence.csv"), ("loo", "loo.csv")] {
      #expect(try folder.run([command, "run"]).status == 0)
      let fields = try Self.fields(of: folder.text("run/\(file)"))
      // What a spreadsheet would run stays what it is: the manual says so, and how to read it as text.
      #expect(fields.contains(Self.name) && fields.contains("=2+2"), "\(file): \(fields)")
    }
    let predictions = try folder.run(["predict", "run", "--format", "json"])
    let nearest = try predictions.json().objects("predictions").compactMap {
      $0["cases"] as? [String]
    }
    #expect(nearest.joined().contains(Self.name))
    #expect(try folder.run(["predict", "run"]).output.contains("<script>"))
  }

  @Test func notebooksShowIt() throws {
    let folder = try RunFolders.work(Self.runs)
    let run = try folder.run(["notebook", "run", "-o", "n.ipynb"])
    #expect(run.status == 0, "\(run.errors)")
    let notebook = try folder.json("n.ipynb")
    #expect(notebook["cells"] != nil)
    let text = try folder.text("n.ipynb")
    #expect(!text.contains("<script>"))
  }

  @Test(.enabled(if: has("rsvg-convert") && has("pdftotext"), "no tools for PDF are installed"))
  func picturesShowIt() throws {
    let folder = try RunFolders.work(Self.runs)
    let made = try folder.run(["figure", "influence", "run", "-o", "i.pdf", "--width", "174mm"])
    #expect(made.status == 0, "\(made.errors)")
    let run = try ShellRun("pdftotext -layout i.pdf -", in: folder)
    #expect(run.output.contains("<script>alert(1)</script>"), "\(run.output)")
  }
}
