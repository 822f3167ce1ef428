import Foundation
import Testing

/// What documents point to is there, and what there is has a place in the documents.
@Suite(.waitsForPrograms) struct DocumentLinksTests {
  /// A document's text without its blocks of code, and the names that its headings can be reached by.
  private struct Page {
    let links: [String]
    let anchors: Set<String>

    init(_ text: String) {
      var links: [String] = []
      var anchors: Set<String> = []
      var isCode = false
      var prose = ""
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        if line.drop(while: \.isWhitespace).hasPrefix("```") {
          isCode.toggle()
          continue
        }
        guard !isCode else { continue }
        prose += line + "\n"
        guard let title = line.wholeMatch(of: /#{1,6} (.+)/)?.1 else { continue }
        // As GitHub and Python's Markdown make them.
        let kept = title.lowercased().filter {
          $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_"
        }
        anchors.insert(kept.replacing(" ", with: "-"))
      }
      // Links may break over lines; what stands between backticks is no link.
      let text = prose.replacing(/`[^`\n]*`/, with: "x")
      for match in text.matches(of: /\]\(([^)\s]+)\)/) { links.append(String(match.1)) }
      self.links = links
      self.anchors = anchors
    }
  }

  private static func text(_ document: String) throws -> String {
    try String(contentsOf: ProgramRun.packageRoot.appending(path: document), encoding: .utf8)
  }

  /// Relative links lead to files of the repository, their anchors to headings; the manual stays within `docs/`,
  /// so that it is whole as a site.
  @Test(arguments: Documents.all) func linksLeadSomewhere(_ document: String) throws {
    for link in Page(try Self.text(document)).links where !link.contains("://") {
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let folder = document.split(separator: "/").dropLast()
      var path = folder.map(String.init)
      for step in parts[0].split(separator: "/") {
        if step == ".." {
          try #require(!path.isEmpty, "\(document): \(link) leaves the repository")
          path.removeLast()
        } else if step != "." {
          path.append(String(step))
        }
      }
      let target = parts[0].isEmpty ? document : path.joined(separator: "/")
      let file = ProgramRun.packageRoot.appending(path: target)
      #expect(FileManager.default.fileExists(atPath: file.path), "\(document): \(link)")
      if document.hasPrefix("docs/") {
        #expect(target.hasPrefix("docs/"), "\(document): \(link) leaves the manual")
      }
      guard parts.count == 2, target.hasSuffix(".md") else { continue }
      let anchors = Page(try Self.text(target)).anchors
      #expect(anchors.contains(String(parts[1])), "\(document): \(link)")
    }
  }

  @Test func headingsAreReachedByTheirNames() {
    let page = Page(
      "# `run.json` & more\n[a](b.md#c)\n```sh\n# no heading [x](y)\n```\n`[code](z)` and [two\nlines](d.md)\n"
    )
    #expect(page.anchors == ["runjson--more"])
    #expect(page.links == ["b.md#c", "d.md"])
  }

  /// The first page stays one: what is longer belongs under `docs/`.
  @Test func firstPageIsShort() throws {
    let lines = try Self.text("README.md").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 170)
  }

  @Test func everyCommandHasAPlaceInTheReference() throws {
    let headings = try Self.text("docs/reference/commands.md").split(separator: "\n")
      .filter { $0.hasPrefix("### ") }.map { String($0.dropFirst(4)) }
    #expect(ProgramFeatures.commands.count >= 19)
    for command in ProgramFeatures.commands {
      #expect(headings.contains(command), "docs/reference/commands.md has no ### \(command)")
    }
  }

  /// A command that a document shows stands where it is run: in a block marked `sh` or `console`.
  @Test(arguments: Documents.all) func commandsStandWhereTheyAreRun(_ document: String) throws {
    for block in DocumentBlock.all(in: try Self.text(document))
    where !["sh", "console"].contains(block.language) {
      for line in block.lines {
        #expect(
          !line.hasPrefix("csto-bayes ") && !line.hasPrefix("$ csto-bayes"),
          "\(document): \(line)"
        )
      }
    }
  }
}
