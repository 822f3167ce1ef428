import Foundation
import Testing

@testable import Inference

@Suite struct FolderContentsTests {
  @Test func filesAreSortedAndLinksAreApart() throws {
    let folder = ExportExamples.temporaryPath()
    let manager = FileManager.default
    try manager.createDirectory(atPath: folder + "/b/empty", withIntermediateDirectories: true)
    defer { FileSystem.removeTree(folder) }
    for name in ["b/c", "a", ".hidden", "b.txt"] {
      try PlainText("x").write(toFile: folder + "/" + name)
    }
    try manager.createSymbolicLink(atPath: folder + "/b/up", withDestinationPath: "..")
    try manager.createSymbolicLink(atPath: folder + "/gone", withDestinationPath: "nowhere")
    let contents = try FolderContents(of: folder)
    #expect(contents.files == [".hidden", "a", "b.txt", "b/c"])
    #expect(contents.others == ["b/up", "gone"])
  }

  @Test func whatCannotBeListedIsAnError() {
    let error = #expect(throws: ExportError.self) { try FolderContents(of: "/nowhere/at/all") }
    #expect(error?.kind == .cannotRead)
  }
}
