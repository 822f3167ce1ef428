import Testing

@testable import Inference

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
}
