import Testing

@testable import Inference

@Suite struct PackageManifestTests {
  private func entries(_ text: String) throws(PackageError) -> [PackageManifest.Entry] {
    try PackageManifest(bytes: Array(text.utf8), package: "p").entries
  }

  private func kind(_ text: String) -> PackageError.Kind? {
    let error = #expect(throws: PackageError.self) { try entries(text) }
    return error?.kind
  }

  // printf abc | sha256sum
  private let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

  @Test func readsWhatSha256sumReads() throws {
    let found = try entries("\(abc)  a/b c.csv\n\(abc.uppercased()) *d\n")
    #expect(found.map(\.path) == ["a/b c.csv", "d"])
    #expect(found.map(\.digest) == [abc, abc])
    #expect(try entries("").isEmpty)
  }

  @Test func writesDigestsOfFiles() throws {
    let folder = ExportExamples.temporaryPath()
    try #require(FileSystem.makeFolder(folder) == 0)
    defer { FileSystem.removeTree(folder) }
    for name in ["b", "a", PackagePart.manifest] {
      try PlainText("abc").write(toFile: folder + "/" + name)
    }
    let files = try FolderContents(of: folder).files
    let manifest = try PackageManifest(of: files, in: folder)
    #expect(manifest.text() == "\(abc)  a\n\(abc)  b\n")
    #expect(try entries(manifest.text()) == manifest.entries)
  }

  @Test func refusesWhatIsNoManifest() {
    for text in ["abc  a\n", "\(abc) a\n", "\(abc)\n", "\(abc.dropLast())g  a\n"] {
      guard case .malformed("MANIFEST.sha256", 1, _) = kind(text) else {
        Issue.record("\(text)")
        continue
      }
    }
    guard case .malformed(_, 2, _) = kind("\(abc)  a\n\(abc)  a\n") else {
      Issue.record("a path twice")
      return
    }
    for path in ["../a", "/a", "a/../b"] {
      let expected = PackageError.Kind.outside(file: "MANIFEST.sha256", line: 2, path: path)
      #expect(kind("\(abc)  a\n\(abc)  \(path)\n") == expected)
    }
    let broken = #expect(throws: PackageError.self) {
      try PackageManifest(bytes: [0xFF, 0x0A], package: "p")
    }
    #expect(broken?.path == "p")
  }
}
