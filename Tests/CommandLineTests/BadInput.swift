import Foundation
import Testing

/// Input that the program refuses: the files, the arguments, and the one message expected.
struct BadInput: Sendable, CustomTestStringConvertible {
  /// What is wrong, for the report of the test.
  let name: String
  /// The arguments.
  var arguments: [String]
  /// The files in the working folder.
  var files: [String: Data] = [:]
  /// The exit status.
  var status: Int32
  /// The message: the whole of the standard error stream, but for the usage that follows an error of
  /// usage.
  let message: String

  var testDescription: String { name }

  /// Input in files of text.
  init(
    _ name: String,
    _ arguments: [String],
    _ files: [String: String] = [:],
    _ status: Int32,
    _ message: String
  ) {
    self.init(name, arguments, bytes: files.mapValues { Data($0.utf8) }, status, message)
  }

  /// Input in files of any bytes.
  init(
    _ name: String,
    _ arguments: [String],
    bytes: [String: Data],
    _ status: Int32,
    _ message: String
  ) {
    self.name = name
    self.arguments = arguments
    files = bytes
    self.status = status
    self.message = message
  }

  /// Runs the program: the message and nothing else is printed, nothing is left behind.
  func check() throws {
    let folder = try WorkFolder()
    try folder.write(files)
    let before = try folder.entries()
    let run = try folder.run(arguments)
    #expect(run.status == status)
    #expect(run.output.isEmpty)
    if run.errors.hasPrefix("Error: ") {
      // Errors of usage are ArgumentParser's: the message, then how to ask for help.
      #expect(run.firstError == message)
      #expect(run.errors.contains("\nUsage: csto-bayes"))
      #expect(run.errors.hasSuffix("--help' for more information.\n"))
    } else {
      #expect(run.errors == message + "\n")
    }
    #expect(try folder.entries() == before)
  }
}
