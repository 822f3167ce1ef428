import Foundation
import Testing

@testable import InferenceCore

@Suite("What a reader takes for a file")
struct FilePolicyTests {
  private func folder() throws -> String {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url.path
  }

  @Test(
    "A pipe and a device are no documents, and opening them does not wait",
    .timeLimit(.minutes(1))
  )
  func pipesAndDevices() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let pipe = folder + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    for path in [pipe, "/dev/zero", "/dev/null"] {
      for policy in [FilePolicy.document, .table, .regular] {
        #expect(
          dataError { try ByteSource.contents(of: path, policy) }
            == DataError(.notRegularFile, file: path)
        )
      }
    }
    #expect(dataError { try ByteSource.contents(of: folder, .table) }?.kind == .isDirectory)
  }

  @Test(
    "A stream may be a pipe between programs; what may never end, or never begin, is refused",
    .timeLimit(.minutes(1))
  )
  func streams() throws {
    #expect(try ByteSource.contents(of: "/dev/null", .stream).isEmpty)
    let between = Pipe()
    try between.fileHandleForWriting.write(contentsOf: Data("a,b\n".utf8))
    try between.fileHandleForWriting.close()
    let end = "/dev/fd/\(between.fileHandleForReading.fileDescriptor)"
    #expect(try ByteSource.contents(of: end, .stream) == Array("a,b\n".utf8))
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let named = folder + "/pipe"
    #expect(mkfifo(named, 0o600) == 0)
    #expect(
      dataError { try ByteSource.contents(of: named, .stream) }
        == DataError(.notRegularFile, file: named)
    )
    #expect(
      dataError { try ByteSource.contents(of: "/dev/zero", .stream) }
        == DataError(.notRegularFile, file: "/dev/zero")
    )
  }

  @Test("A terabyte of zeros is refused by its size")
  func sparse() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/sparse.csv"
    #expect(FileManager.default.createFile(atPath: path, contents: Data("a\n".utf8)))
    #expect(truncate(path, 1 << 40) == 0)
    #expect(
      dataError { try ByteSource.contents(of: path, .table) }
        == DataError(.tooLarge(bytes: 1 << 30), file: path)
    )
  }

  @Test("A document names files of its own folder, also through links")
  func inside() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let files = FileManager.default
    try files.createDirectory(atPath: folder + "/study/parts", withIntermediateDirectories: true)
    for name in ["secret.csv", "study/cases.csv", "study/parts/a.csv"] {
      #expect(files.createFile(atPath: "\(folder)/\(name)", contents: Data("a\n".utf8)))
    }
    try files.createSymbolicLink(
      atPath: folder + "/study/out.csv",
      withDestinationPath: "../secret.csv"
    )
    try files.createSymbolicLink(atPath: folder + "/study/up", withDestinationPath: "..")
    try files.createSymbolicLink(
      atPath: folder + "/study/in.csv",
      withDestinationPath: "parts/a.csv"
    )
    let study = folder + "/study"
    for name in ["cases.csv", "parts/a.csv", "in.csv", "not-there.csv", "./cases.csv"] {
      #expect(try FilePolicy.path(of: name, in: study) == "\(study)/\(name)")
    }
    for name in [
      "../secret.csv", "/etc/passwd", "parts/../../secret.csv", "out.csv", "up/secret.csv", "", ".",
      "./../secret.csv",
    ] {
      #expect(
        dataError { try FilePolicy.path(of: name, in: study) }
          == DataError(.outsideFolder, file: study, place: .init(value: name)),
        "\(name)"
      )
    }
    // An absolute path is held to the same folder.
    for name in ["cases.csv", "parts/a.csv", "in.csv"] {
      let place = name == "in.csv" ? "parts/a.csv" : name
      #expect(FilePolicy.path(of: "\(study)/\(name)", below: study) == place, "\(name)")
      #expect(FilePolicy.path(of: name, below: study) == nil, "\(name)")
    }
    for name in ["../secret.csv", "out.csv", "up/secret.csv", "not-there.csv", "."] {
      #expect(FilePolicy.path(of: "\(study)/\(name)", below: study) == nil, "\(name)")
    }
    #expect(FilePolicy.path(of: "/etc/passwd", below: study) == nil)
    #expect(FilePolicy.path(of: study + "/cases.csv", below: folder + "/stud") == nil)
  }
}
