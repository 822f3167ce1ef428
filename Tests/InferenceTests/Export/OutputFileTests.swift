import Foundation
import Testing

@testable import Inference

@Suite struct OutputFileTests {
  private static func folder() throws -> String {
    let path = ExportExamples.temporaryPath()
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  private static func refusal(_ path: String, replacing: Bool = false) -> ExportError.Kind? {
    do throws(ExportError) {
      _ = try OutputFile(at: path, replacingExisting: replacing)
      return nil
    } catch { return error.kind }
  }

  @Test func fileIsWrittenInOneStep() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = try OutputFile(at: folder + "/a.txt")
    // Nothing is made before the file is written.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    #expect(try file.write(sealed: PlainText("one \(FileSeal.blank)")) == nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.txt"])
    func text(_ name: String) throws -> String {
      try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    }
    let second = try OutputFile(at: folder + "/a.txt", replacingExisting: true)
    #expect(try second.write(sealed: PlainText("two \(FileSeal.blank)")) == nil)
    #expect(try text("a.txt").hasPrefix("two "))
    // Edited meanwhile: it gets another name.
    try PlainText("\(text("a.txt")) and mine").write(toFile: folder + "/a.txt")
    let third = try OutputFile(at: folder + "/a.txt", replacingExisting: true)
    #expect(try third.write(sealed: PlainText("three \(FileSeal.blank)")) == folder + "/a.txt.kept")
    #expect(try text("a.txt.kept").hasSuffix(" and mine"))
    #expect(try text("a.txt").hasPrefix("three "))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
  }

  @Test func placesAreRefused() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try SealedFile(PlainText(FileSeal.blank)).write(toFile: folder + "/ours")
    try PlainText("csto-bayes").write(toFile: folder + "/mention")
    try PlainText("mine").write(toFile: folder + "/mine")
    #expect(Self.refusal("") == .emptyPath)
    #expect(Self.refusal(folder + "/ours") == .fileExists)
    #expect(Self.refusal(folder + "/ours", replacing: true) == nil)
    #expect(Self.refusal(folder + "/mine", replacing: true) == .fileNotReplaceable)
    #expect(Self.refusal(folder + "/mention", replacing: true) == .fileNotReplaceable)
    #expect(Self.refusal(folder, replacing: true) == .isFolder)
    #expect(Self.refusal(folder + "/") == .isFolder)
    #expect(Self.refusal(folder + "/no/a") == .parentMissing)
    #expect(Self.refusal(folder + "/mine/a") == .parentNotFolder)
  }

  @Test func pathsAreRelative() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["a", "a/b", "c"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(name)",
        withIntermediateDirectories: true
      )
    }
    func path(_ target: String, _ from: String) -> String? {
      OutputFile.relativePath(to: "\(folder)/\(target)", from: "\(folder)/\(from)")
    }
    #expect(path("c", "a") == "../c")
    #expect(path("c/", "a/b") == "../../c")
    #expect(path("a/b", "a") == "b")
    #expect(path("a", "a/b") == "..")
    #expect(path("a", "c/../a") == ".")
    #expect(path("none", "a") == nil)
    #expect(path("a", "none") == nil)
  }
}
