import Foundation
import Testing

/// A line of `/bin/sh` in which `$0` is the built program.
struct ShellRun {
  let status: Int32
  let errors: String

  init(_ line: String, in folder: WorkFolder) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line, try #require(ProgramRun.executable).path]
    process.currentDirectoryURL = folder.url
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let errorFile = folder.root.appending(path: "errors-\(UUID().uuidString)")
    try Data().write(to: errorFile)
    let handle = try FileHandle(forWritingTo: errorFile)
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    try handle.close()
    status = process.terminationStatus
    errors = String(decoding: try Data(contentsOf: errorFile), as: UTF8.self)
  }
}
