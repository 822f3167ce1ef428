import Testing

@testable import Inference
@testable import InferenceCore

struct DrawsReaderTests {
  @Test func filesAreNamedInErrors() {
    let none = #expect(throws: DrawsError.self) { try DrawsReader.read(files: []) }
    #expect(none?.kind == .noFiles)
    let missing = #expect(throws: DrawsError.self) {
      try DrawsReader.read(files: ["/nowhere/chain-1.csv"])
    }
    #expect(missing?.kind == .file(.noSuchFile))
    #expect(missing?.file == "/nowhere/chain-1.csv")
  }

  @Test func filesOnDiskAreRead() throws {
    let path = ExportExamples.temporaryPath() + ".csv"
    defer { FileSystem.removeTree(path) }
    try DrawsCSV(draws: ExportExamples.draws).write(toFile: path)
    let read = try DrawsReader.read(files: [path])
    #expect(read.draws.chains.map(\.values) == ExportExamples.draws.chains.map(\.values))
  }

  /// The numbers of chains and draws as other programs call them are no parameters.
  @Test func namesOfIndices() {
    for names in [
      ["Chain", "iter", "b"], ["chain_id", "Iteration", "b"], ["CHAIN", "draw", "b"],
    ] {
      let columns = DrawsColumns(table: names)
      #expect(columns.parameterNames == ["b"])
      #expect(columns.index.chain == 0)
    }
    // Beside names with a point others are parameters.
    #expect(DrawsColumns(table: [".chain", ".draw", "iter"]).parameterNames == ["iter"])
    #expect(DrawsColumns(table: ["chain", "Chain", "b"]).parameterNames == ["Chain", "b"])
  }
}
