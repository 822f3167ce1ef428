import Testing

@testable import Inference

/// The structure; `Scripts/test-package.sh` holds the whole against the community's validator.
@Suite struct ResearchObjectTests {
  private func graph() throws -> [JSON] {
    let files = PackageExamples.files.map { (path: $0, size: 12) }
    let text = ResearchObject(contents: try PackageExamples.contents(), files: files).text()
    #expect(text.contains("\"@context\": \"https://w3id.org/ro/crate/1.2/context\""))
    return try ResearchObject(contents: PackageExamples.contents(), files: files).graph
  }

  private func entity(_ identifier: String, in graph: [JSON]) throws -> JSON {
    try #require(graph.first { $0["@id"] == .string(identifier) }, "\(identifier)")
  }

  private func identifiers(_ json: JSON?) -> [String] {
    switch json {
    case .array(let values)?: values.flatMap { identifiers($0) }
    case .object?:
      if case .string(let text)? = json?["@id"] { [text] } else { [] }
    default: []
    }
  }

  @Test func everyFileIsAPart() throws {
    let graph = try graph()
    let root = try entity("./", in: graph)
    let parts = identifiers(root["hasPart"])
    let inner = try parts.filter { $0.hasSuffix("/") }
      .flatMap { identifiers(try entity($0, in: graph)["hasPart"]) }
    #expect(
      (parts.filter { !$0.hasSuffix("/") } + inner).sorted() == PackageExamples.files.sorted()
    )
    for path in PackageExamples.files { _ = try entity(path, in: graph) }
    #expect(root["datePublished"] == "2026-11-21")
    #expect(
      try entity("ro-crate-metadata.json", in: graph)["conformsTo"]
        == ["@id": "https://w3id.org/ro/crate/1.2"]
    )
  }

  @Test func everyCommandIsAnAction() throws {
    let graph = try graph()
    let fit = try entity("#command-1", in: graph)
    #expect(fit["@type"] == "CreateAction")
    #expect(
      identifiers(fit["object"]) == [
        "priors/weakly-informative.yaml", "study/cases.csv", "study/study.yaml",
      ]
    )
    #expect(
      identifiers(fit["result"]) == [
        "results/01-fit.txt", "results/fit/run.json", "results/fit/summary.csv",
      ]
    )
    let loo = try entity("#command-2", in: graph)
    #expect(identifiers(loo["object"]) == ["results/fit/run.json", "results/fit/summary.csv"])
    let program = try entity(try #require(identifiers(loo["instrument"]).first), in: graph)
    #expect(program["@type"] == "SoftwareApplication")
    #expect(program["version"] == "1.2.3")
  }

  @Test func pathsBecomeRelativeAddresses() {
    #expect(ResearchObject.identifier("study/a b%.csv") == "study/a%20b%25.csv")
    #expect(ResearchObject.identifier("ä\n") == "%C3%A4%0A")
  }
}
