import Foundation
import Testing

/// One run of the built program: what it printed and how it ended.
struct ProgramRun {
  /// The standard output stream.
  let output: String
  /// The standard error stream.
  let errors: String
  /// The exit status; that of the signal where one ended the program.
  let status: Int32

  /// The first line on the standard error stream.
  var firstError: String {
    String(errors.prefix { $0 != "\n" })
  }

  /// The standard output stream with one space where it has spaces or ends of lines.
  var words: String { output.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  /// The standard output stream as JSON.
  func json() throws -> JSONObject { try JSONObject(Data(output.utf8)) }

  /// The built program.
  ///
  /// It lies beside the tests; the build folder of the package comes second.
  static let executable: URL? = {
    let arguments = ProcessInfo.processInfo.arguments
    let bundles = Bundle.allBundles.filter { $0.bundlePath.hasSuffix(".xctest") }.map(\.bundleURL)
    let folders =
      bundles.map { $0.deletingLastPathComponent() }
      + arguments.filter { $0.contains("/") }.prefix(4).flatMap { argument in
        // The bundle of a Mac holds the test program three folders down.
        sequence(first: URL(fileURLWithPath: argument)) { $0.deletingLastPathComponent() }
          .prefix(5)
      }
      + ["release", "debug"].map { packageRoot.appending(path: ".build/\($0)") }
    return folders.map { $0.appending(path: "csto-bayes") }.first {
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: $0.path, isDirectory: &isFolder)
      return isThere && !isFolder.boolValue
        && FileManager.default.isExecutableFile(atPath: $0.path)
    }
  }()

  /// The root of the package.
  static let packageRoot = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Starts the program in a folder; its streams go to files beside that folder.
  ///
  /// `during` is called while it runs, with its process identifier.
  init(
    _ arguments: [String],
    in folder: WorkFolder,
    environment: [String: String] = [:],
    during: (Int32) throws -> Void = { _ in }
  ) throws {
    let process = Process()
    let executable: URL = try #require(Self.executable, "csto-bayes is not built")
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    process.standardInput = FileHandle.nullDevice
    // The help is as wide as COLUMNS says.
    process.environment = ProcessInfo.processInfo.environment.filter { $0.key != "COLUMNS" }
      .merging(environment) { $1 }
    // Files instead of pipes: a full pipe would stop the program.
    let streams = try ["output", "errors"].map { name in
      let url = folder.root.appending(path: "\(name)-\(UUID().uuidString)")
      try Data().write(to: url)
      return (url: url, handle: try FileHandle(forWritingTo: url))
    }
    process.standardOutput = streams[0].handle
    process.standardError = streams[1].handle
    try process.run()
    do {
      try during(process.processIdentifier)
    } catch {
      process.terminate()
      process.waitUntilExit()
      throw error
    }
    process.waitUntilExit()
    let texts = try streams.map { stream in
      try stream.handle.close()
      let data = try Data(contentsOf: stream.url)
      return try #require(String(validating: data, as: UTF8.self), "the program prints UTF-8")
    }
    output = texts[0]
    errors = texts[1]
    status = process.terminationStatus
  }
}

/// An empty folder for the runs of one test; it goes with the last reference to it.
final class WorkFolder {
  /// The folder that is removed at the end.
  let root: URL
  /// The working folder of the runs, inside.
  let url: URL

  init() throws {
    root = FileManager.default.temporaryDirectory
      .appending(path: "csto-bayes-tests-\(UUID().uuidString)")
    url = root.appending(path: "work")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// Writes files, making the folders they are in.
  ///
  /// A name that ends with a slash is a folder.
  func write(_ files: [String: Data]) throws {
    for (name, bytes) in files {
      let file = url.appending(path: name)
      let folder = name.hasSuffix("/") ? file : file.deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      if !name.hasSuffix("/") { try bytes.write(to: file) }
    }
  }

  func write(_ files: [String: String]) throws {
    try write(files.mapValues { Data($0.utf8) })
  }

  /// Everything in the folder, hidden files included, as sorted paths.
  func entries() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: url.path).sorted()
  }

  func data(_ name: String) throws -> Data { try Data(contentsOf: url.appending(path: name)) }

  func text(_ name: String) throws -> String {
    try #require(String(validating: data(name), as: UTF8.self), "\(name) is UTF-8")
  }

  func json(_ name: String) throws -> JSONObject { try JSONObject(data(name)) }

  /// Runs the program here.
  func run(
    _ arguments: [String],
    during: (Int32) throws -> Void = { _ in }
  ) throws -> ProgramRun {
    try ProgramRun(arguments, in: self, during: during)
  }
}

/// An object of a JSON file.
struct JSONObject {
  let members: [String: Any]

  init(_ data: Data) throws {
    let root = try JSONSerialization.jsonObject(with: data)
    members = try #require(root as? [String: Any], "a JSON object")
  }

  subscript(name: String) -> Any? { members[name] }

  /// The objects of a list.
  func objects(_ name: String) -> [[String: Any]] { members[name] as? [[String: Any]] ?? [] }

  /// The codes of the warnings, in order.
  var warningCodes: [String] { objects("warnings").compactMap { $0["code"] as? String } }
}
