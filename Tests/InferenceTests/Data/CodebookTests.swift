import Testing

@testable import Inference

@Suite struct CodebookTests {
  @Test func theBuiltInCodebookIsComplete() throws {
    let codebook = try Study.load("csto").codebook
    #expect(
      codebook.variables.map(\.name) == [
        "protest", "ethnic_clashes", "foreign_intrusion", "security_uncertainty", "intervention",
        "host_request", "response_level",
      ]
    )
    for variable in codebook.variables {
      #expect(variable.question.hasSuffix("?"))
      #expect(!variable.label.isEmpty && !variable.source.isEmpty)
    }
    let response = try #require(codebook["response_level"])
    #expect(response.kind == .factor)
    #expect(response.reference == "none")
    #expect(response.levels.map(\.value) == ["none", "diplomatic", "material", "troops"])
    #expect(codebook["intervention"]?.role == .outcome)
    #expect(codebook["protest"]?.levels.map(\.value) == ["yes", "no"])
    #expect(codebook["nothing"] == nil)
  }

  @Test func keysOfTheWrongKindAreRefused() {
    let codebook = """
      variables:
        x:
          label: L
          question: Q
          kind: numeric
          role: condition
          source: S
          reference: 3
      """
    #expect(
      dataError { try Codebook(bytes: Array(codebook.utf8), source: "c") }
        == DataError(.unknownKey, file: "c", line: 8, place: .init("reference", value: "3"))
    )
  }
}
