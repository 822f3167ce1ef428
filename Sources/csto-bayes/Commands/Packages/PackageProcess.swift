import Foundation
import Inference
import Synchronization

/// Runs this program again as a process of its own, one at a time.
final class PackageProcess: PackageRunner {
  private struct State {
    var running: Int32?
    var isStopped = false
  }

  private let state = Mutex(State())

  func run(
    _ arguments: [String],
    in folder: String,
    printingTo file: String
  ) throws -> CommandEnd {
    guard let executable = Bundle.main.executableURL else {
      throw CocoaError(.fileNoSuchFile)
    }
    let output = URL(fileURLWithPath: "\(folder)/\(file)")
    let errors = FileManager.default.temporaryDirectory
      .appending(path: "csto-bayes-errors-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: errors) }
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    // What is printed is a result: it must not depend on the screen of whoever makes or verifies the package.
    process.environment = ProcessInfo.processInfo.environment.filter { $0.key != "COLUMNS" }
    process.standardInput = FileHandle.nullDevice
    let handles = try [output, errors].map { url in
      guard FileManager.default.createFile(atPath: url.path, contents: nil) else {
        throw ExportError(kind: .cannotCreate, path: url.path)
      }
      return try FileHandle(forWritingTo: url)
    }
    process.standardOutput = handles[0]
    process.standardError = handles[1]
    try state.withLock { state in
      if state.isStopped { throw PackageError(.interrupted, path: folder) }
      try process.run()
      state.running = process.processIdentifier
    }
    process.waitUntilExit()
    let isStopped = state.withLock { state in
      state.running = nil
      return state.isStopped
    }
    for handle in handles { try handle.close() }
    // What a command leaves that was asked to stop is no result.
    if isStopped { throw PackageError(.interrupted, path: folder) }
    let text = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
    return CommandEnd(
      status: process.terminationStatus,
      wasKilled: process.terminationReason == .uncaughtSignal,
      message: text.trimmingCharacters(in: .whitespacesAndNewlines)
    )
  }

  /// Ends the command that runs, and refuses to run another.
  func stop() {
    state.withLock { state in
      state.isStopped = true
      if let process = state.running { kill(process, SIGKILL) }
    }
  }

  var peakBytes: Int {
    var usage = rusage()
    #if os(Linux)
      getrusage(RUSAGE_CHILDREN.rawValue, &usage)
      return Int(usage.ru_maxrss) * 1024
    #else
      getrusage(RUSAGE_CHILDREN, &usage)
      return Int(usage.ru_maxrss)
    #endif
  }
}

/// What planning asks of the file system.
enum ProgramFiles {
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
