#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One command of a package: how the program is called, and what comes of it.
public struct PackagedCommand: Sendable, Equatable {
  /// The arguments after the name of the program; no shell reads them.
  public var arguments: [String]
  /// The file, in the package, of what is printed.
  public var standardOutput: String
  /// The exit status: 0, or 1 where a check failed.
  public var status: Int32 = 0
  /// The files, in the package, that it wrote last.
  public var outputs: [String] = []

  /// Makes a command that has not run.
  public init(arguments: [String], standardOutput: String) {
    self.arguments = arguments
    self.standardOutput = standardOutput
  }

  /// The command as one types it.
  public var text: String {
    ([PackageRecord.program] + arguments).map(ShellWord.quoted).joined(separator: " ")
  }
}

/// `commands.json`: what was run, in which order, from which files, by which program.
public struct PackageRecord: Sendable, Equatable {
  /// The format that this version writes and reads.
  static let currentFormat = 1

  /// The version of the program.
  public let version: String
  /// The system and the processor family, as in `Linux x86_64`.
  public let platform: String
  /// The files that the commands read, sorted.
  public var inputs: [String] = []
  /// The commands in the order in which they run.
  public var commands: [PackagedCommand] = []

  /// What the program is called.
  static let program = "csto-bayes"

  /// A record without commands.
  init(version: String, platform: String) {
    self.version = version
    self.platform = platform
  }

  /// The record as JSON.
  var json: JSON {
    [
      "program": .string(Self.program),
      "format": .integer(Self.currentFormat),
      "version": .string(version),
      "platform": .string(platform),
      "inputs": .array(inputs.map(JSON.string)),
      "commands": .array(
        commands.map { command in
          [
            "arguments": .array(command.arguments.map(JSON.string)),
            "standard_output": .string(command.standardOutput),
            "status": .integer(Int(command.status)),
            "outputs": .array(command.outputs.map(JSON.string)),
          ]
        }
      ),
    ]
  }
}

// MARK: Reading

extension PackageRecord {
  private struct Wire: Decodable {
    struct Command: Decodable {
      let arguments: [String]
      let standardOutput: String
      let status: Int32
      let outputs: [String]
    }

    let program: String
    let format: Int
    let version: String
    let platform: String
    let inputs: [String]
    let commands: [Command]
  }

  private struct Head: Decodable {
    let program: String?
    let format: Int?
    let version: String?
  }

  /// Reads the record of a package; every path in it stays inside the package.
  ///
  /// - Throws: ``PackageError``.
  init(bytes: [UInt8], package: String) throws(PackageError) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    func malformed(_ reason: String) -> PackageError {
      PackageError(.malformed(file: PackagePart.commands, line: nil, reason: reason), path: package)
    }
    guard let head = try? decoder.decode(Head.self, from: Data(bytes)) else {
      throw malformed("it is not an object of JSON")
    }
    guard head.program == Self.program else { throw malformed("it is not of \(Self.program)") }
    guard head.format == Self.currentFormat else {
      throw PackageError(.otherFormat(version: head.version ?? "another version"), path: package)
    }
    guard let wire = try? decoder.decode(Wire.self, from: Data(bytes)) else {
      throw malformed("a key is missing, or its value is not what is needed there")
    }
    version = wire.version
    platform = wire.platform
    inputs = wire.inputs
    commands = wire.commands.map { command in
      var result = PackagedCommand(
        arguments: command.arguments,
        standardOutput: command.standardOutput
      )
      result.status = command.status
      result.outputs = command.outputs
      return result
    }
    let results = commands.flatMap { [$0.standardOutput] + $0.outputs }
    // What commands read was there before them: a record of a run among the inputs could name any file.
    for path in inputs
    where ![PackagePart.study, PackagePart.priors].contains(where: {
      PackagePath.isInside(path, folder: $0)
    }) {
      throw PackageError(.outside(file: PackagePart.commands, line: nil, path: path), path: package)
    }
    for path in results where !PackagePath.isInside(path, folder: PackagePart.results) {
      throw PackageError(.outside(file: PackagePart.commands, line: nil, path: path), path: package)
    }
  }
}
