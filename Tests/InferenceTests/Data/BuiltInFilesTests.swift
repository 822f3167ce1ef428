import Foundation
import Testing

@testable import InferenceCore

@Suite struct BuiltInFilesTests {
  @Test func haveTheBytesOfTheFiles() throws {
    var expected: [String: [UInt8]] = [:]
    for folder in ["studies", "priors"] {
      let root = packageRoot.appending(path: folder).path
      let files = try #require(FileManager.default.enumerator(atPath: root))
      while let path = files.nextObject() as? String {
        if files.fileAttributes?[.type] as? FileAttributeType != .typeRegular { continue }
        if folder == "priors", !path.hasSuffix(".yaml") { continue }
        expected["\(folder)/\(path)"] = Array(
          try Data(contentsOf: URL(filePath: root + "/" + path))
        )
      }
    }
    #expect(expected["studies/csto/study.yaml"] != nil)
    #expect(BuiltInFiles.contents.keys.sorted() == expected.keys.sorted())
    for (path, bytes) in expected {
      #expect(BuiltInFiles.contents[path].map { Array($0.utf8) } == bytes, "\(path)")
    }
  }
}
