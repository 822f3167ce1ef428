import Testing

@testable import Inference
@testable import InferenceCore

@Suite struct CitationFileTests {
  // `cffconvert --validate` finds it valid: Scripts/test-package.sh.
  @Test func keysOfTheFormat() throws {
    let text = CitationFile(contents: try PackageExamples.contents()).text()
    let root = try YAMLNode(bytes: Array(text.utf8), file: "CITATION.cff").mapping()
    #expect(
      root.entries.map(\.key) == [
        "cff-version", "message", "type", "title", "authors", "abstract", "date-released",
        "license",
      ]
    )
    #expect(try root.text("cff-version") == "1.2.0")
    #expect(try root.text("type") == "dataset")
    let authors = try root.required("authors").list()
    #expect(try authors[0].mapping().text("name") == "The authors of csto-bayes")
    #expect(try root.text("abstract").contains("\"From Almaty to Minsk"))
  }
}
