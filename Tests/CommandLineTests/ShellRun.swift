import Foundation
import Testing

/// A line of `/bin/sh` in which `$0` is the built program, which is on the path, too.
struct ShellRun {
  let status: Int32
  let output: String
  let errors: String

  init(_ line: String, in folder: WorkFolder, environment: [String: String] = [:]) throws {
    let process = Process()
    let program = try #require(ProgramRun.executable)
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line, program.path]
    process.currentDirectoryURL = folder.url
    process.standardInput = FileHandle.nullDevice
    var variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    variables["PATH"] =
      program.deletingLastPathComponent().path + ":" + (variables["PATH"] ?? "/bin")
    process.environment = variables
    let streams = try ["output", "errors"].map { name in
      let url = folder.root.appending(path: "shell-\(name)-\(UUID().uuidString)")
      try Data().write(to: url)
      return (url: url, handle: try FileHandle(forWritingTo: url))
    }
    process.standardOutput = streams[0].handle
    process.standardError = streams[1].handle
    try process.run()
    process.waitUntilExit()
    let texts = try streams.map { stream in
      try stream.handle.close()
      return String(decoding: try Data(contentsOf: stream.url), as: UTF8.self)
    }
    output = texts[0]
    errors = texts[1]
    status = process.terminationStatus
  }
}
