/// A replication package in the making: a folder that appears when it is complete, and its zip.
///
/// In order: the inputs are written, ``run(_:with:progress:)`` runs the commands in the folder,
/// ``finish(_:)`` writes the documents and puts everything in place. The same input gives the same bytes.
public final class ReplicationPackage: Sendable {
  /// A prior set that goes into the package.
  public struct PriorFile: Sendable, Equatable {
    /// The path in the package.
    public let path: String
    /// The bytes.
    public let bytes: [UInt8]

    /// Names a file.
    public init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  /// Where the package will be.
  public var path: String { folder.path }
  /// Where the zip will be.
  public var zipPath: String { zip.path }

  private let folder: OutputFolder
  private let zip: OutputFile
  private let study: Study
  private let inputs: [String]

  /// Writes the study and the priors into a hidden folder beside the place of the package.
  ///
  /// `nameOrFolder` is what the study was loaded by, `priors` are the prior sets that the commands
  /// name; `path.zip` is the place of the zip. What is at both places is refused, or replaced where it
  /// is an earlier package and `replacingExisting`.
  ///
  /// - Throws: ``PackageError`` `studyFileOutside`; ``ExportError``; ``DataError``. Nothing is left.
  public init(
    of study: Study,
    loadedBy nameOrFolder: String,
    priors: [PriorFile],
    at path: String,
    replacingExisting: Bool
  ) throws {
    let files = try study.files(of: nameOrFolder)
    for file in files where !PackagePath.isInside(file.path) {
      throw PackageError(.studyFileOutside(file.path), path: nameOrFolder)
    }
    self.study = study
    inputs =
      (files.map { "\(PackagePart.study)/\($0.path)" } + priors.map(\.path))
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    folder = try OutputFolder(
      at: path,
      replacingExisting: replacingExisting,
      kind: .package
    )
    do {
      zip = try OutputFile(
        at: folder.path + ".zip",
        replacingExisting: replacingExisting,
        state: ZipArchive.state(ofFile:)
      )
      for file in files {
        try folder.write(PlainBytes(bytes: file.bytes), as: "\(PackagePart.study)/\(file.path)")
      }
      for prior in priors { try folder.write(PlainBytes(bytes: prior.bytes), as: prior.path) }
      try Self.makeFolder(folder.temporaryPath + "/" + PackagePart.results)
    } catch {
      folder.abandon()
      throw error
    }
  }

  /// Runs the commands in the folder, one after the other, and notes what each of them wrote.
  ///
  /// - Returns: The record of the package, and what running took.
  /// - Throws: ``PackageError`` `commandFailed` where one ends without results; nothing is left then.
  public func run(
    _ commands: [PackagedCommand],
    with runner: some PackageRunner,
    progress: (Int, PackagedCommand) -> Void
  ) throws -> Computation {
    let clock = ContinuousClock()
    let begin = clock.now
    var record = PackageRecord(version: Program.version, platform: Program.platform)
    record.inputs = inputs
    do {
      var digests: [String: String] = [:]
      for (index, command) in commands.enumerated() {
        progress(index, command)
        let end = try runner.run(
          command.arguments,
          in: folder.temporaryPath,
          printingTo: command.standardOutput
        )
        guard end.hasResults else {
          throw PackageError(
            .commandFailed(arguments: command.arguments, status: end.status),
            path: end.message
          )
        }
        let found = try Self.results(in: folder.temporaryPath)
        let written = found.keys.filter { digests[$0] != found[$0] && $0 != command.standardOutput }
        for earlier in record.commands.indices {
          record.commands[earlier].outputs.removeAll { written.contains($0) }
        }
        var done = command
        done.status = end.status
        done.outputs = written.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        record.commands.append(done)
        digests = found
      }
    } catch {
      folder.abandon()
      throw error
    }
    let seconds = (clock.now - begin) / .seconds(1)
    return Computation(record: record, seconds: seconds, peakBytes: runner.peakBytes)
  }

  /// The commands as they were run, and what they took.
  public struct Computation: Sendable, Equatable {
    /// The record of the package.
    public let record: PackageRecord
    let seconds: Double
    let peakBytes: Int
  }

  /// Writes the documents, the manifest and the zip, and puts folder and zip in place together.
  ///
  /// - Returns: What became of other files that were there; the zip by its path.
  /// - Throws: ``ExportError``, ``PackageError`` `tooLargeForZip`; nothing is left then.
  @discardableResult
  public func finish(_ computation: Computation) throws -> FolderNotes {
    let temporary = folder.temporaryPath
    let zipTemporary = zip.temporaryPath
    do {
      try writeDocuments(computation)
      let files = try FolderContents(of: temporary).files
      try folder.write(
        try PackageManifest(of: files, in: temporary),
        as: PackagePart.manifest
      )
      try ZipArchive(
        files: try FolderContents(of: temporary).files,
        folder: temporary,
        executables: [PackagePart.script]
      ).write(toFile: zipTemporary)
      var kept: String?
      var notes = try folder.commit { () throws(ExportError) in
        kept = try zip.putInPlace(zipTemporary)
      }
      if let kept { notes.moved.append(.init(from: zip.path, to: kept)) }
      return notes
    } catch {
      FileSystem.removeTree(zipTemporary)
      folder.abandon()
      throw error
    }
  }

  /// Removes what was written so far; from any thread, at any time.
  public func abandon() {
    folder.abandon()
    _ = FileSystem.removeOne(zip.temporaryPath)
  }

  private func writeDocuments(_ computation: Computation) throws {
    let temporary = folder.temporaryPath
    try folder.write(computation.record.json, as: PackagePart.commands)
    try folder.write(PackageScript(computation.record), as: PackagePart.script)
    let made = try FolderContents(of: temporary).files
    var sizes: [String: Int] = [:]
    for path in made {
      guard let size = FileSystem.size(of: "\(temporary)/\(path)") else {
        throw ExportError(kind: .cannotRead, path: path)
      }
      sizes[path] = size
    }
    let contents = PackageContents(
      study: study,
      record: computation.record,
      requirements: PackageRequirements(
        seconds: computation.seconds,
        peakBytes: computation.peakBytes,
        storedBytes: sizes.values.reduce(0, +)
      )
    )
    let documents: [(String, any ExportedFile)] = [
      (PackagePart.readme, PackageReadme(contents: contents, files: made)),
      (PackagePart.codeLicense, PlainText(contents.codeLicense.text)),
      (PackagePart.dataLicense, PlainText(contents.dataLicense.text)),
      (PackagePart.citation, CitationFile(contents: contents)),
    ]
    for (name, document) in documents {
      try folder.write(document, as: name)
      sizes[name] = FileSystem.size(of: "\(temporary)/\(name)")
    }
    // A line of the manifest is a digest of 64 digits, two blanks, a path and its end.
    sizes[PackagePart.manifest] =
      ([PackagePart.crate] + sizes.keys).reduce(0) { $0 + 67 + $1.utf8.count }
    let described = sizes.map { (path: $0.key, size: $0.value) }
      .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    try folder.write(
      ResearchObject(contents: contents, files: described),
      as: PackagePart.crate
    )
    let code = FileSystem.makeExecutable("\(temporary)/\(PackagePart.script)")
    guard code == 0 else {
      throw ExportError(kind: .cannotWrite, path: PackagePart.script, systemCode: code)
    }
  }

  /// The digests of the files in `results`; what is only a store of work in progress is removed.
  static func results(in folder: String) throws -> [String: String] {
    let results = "\(folder)/\(PackagePart.results)"
    var digests: [String: String] = [:]
    for path in try FolderContents(of: results).files {
      if isStore(path) {
        FileSystem.removeTree("\(results)/\(path)")
      } else {
        digests["\(PackagePart.results)/\(path)"] = try Fingerprint.sha256(
          ofFile: "\(results)/\(path)"
        )
      }
    }
    return digests
  }

  /// Whether a file is a store of SQLite, whose bytes depend on the order of its writers.
  static func isStore(_ path: String) -> Bool { name(path).contains(".sqlite") }

  static func makeFolder(_ path: String) throws(ExportError) {
    let code = FileSystem.makeFolder(path)
    guard code == 0 else { throw ExportError(kind: .cannotCreate, path: path, systemCode: code) }
  }

  private static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
