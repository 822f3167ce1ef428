#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Whether a replication package holds: its files are those of the manifest, and its commands, run
/// again, give its results.
public struct PackageVerification: Sendable {
  /// Something that does not hold.
  public enum Problem: Sendable, Equatable {
    /// A file that the manifest, or a command as its input, names is not there.
    case missing(String)
    /// A file is there that the manifest does not name.
    case unlisted(String)
    /// A file has another digest than in the manifest.
    case changed(String)
    /// `run.sh` is not what `commands.json` says; the first line that differs.
    case script(line: Int)
    /// A command ended otherwise than recorded.
    case status(PackagedCommand, CommandEnd)
    /// A result that the commands do not make.
    case notMade(String)
    /// A result that the commands make and the package lacks.
    case lacking(String)
    /// A result that differs.
    case different(FileDifference)
  }

  /// Why it could not be told.
  public enum Obstacle: Sendable, Equatable {
    /// A command was killed or could not write.
    case stopped(PackagedCommand, CommandEnd)
  }

  /// What does not hold, files first.
  public private(set) var problems: [Problem] = []
  /// What kept it from being told.
  public private(set) var obstacles: [Obstacle] = []
  /// The number of files that the manifest names.
  public private(set) var listedCount = 0
  /// The results that are the same to the last bit.
  public private(set) var identicalCount = 0
  /// The results that agree within Monte Carlo error.
  public private(set) var agreeingCount = 0
  /// The results that were not compared because the machine or the version is another.
  public private(set) var unjudgedCount = 0
  /// The numbers and words, in results that agree, that differ and have no Monte Carlo error.
  public private(set) var unjudgedNumberCount = 0
  /// The commands of the package, and how many of them were run.
  public private(set) var commandCount = 0
  /// How many of them were run.
  public private(set) var runCount = 0
  /// How results were compared.
  public private(set) var comparison = FileComparison.identical
  /// The version and the platform that made the package.
  public private(set) var origin = (version: "", platform: "")

  /// Files in the package that the operating system left there: no part of it, and not looked into.
  public private(set) var litter: [String] = []
  /// What the authors have left open in README.md and the licences, in the words of the marks there.
  public private(set) var openParts: [String] = []

  /// Whether nothing is wrong and everything could be told.
  public var holds: Bool { problems.isEmpty && obstacles.isEmpty }

  /// Verifies a package; nothing in it is changed or executed.
  ///
  /// - Parameters:
  ///   - package: The folder.
  ///   - workFolder: An empty folder, in which everything is run again.
  ///   - runner: Runs this program.
  ///   - check: Refuses arguments that no package may have, by throwing.
  ///   - progress: Called before each command with its index, itself, and their number.
  /// - Returns: What was found.
  /// - Throws: ``PackageError`` where the folder is no package or holds what none may; whatever
  ///   `check` throws; ``ExportError`` where the work folder cannot be written.
  public static func verify(
    _ package: String,
    in workFolder: String,
    with runner: some PackageRunner,
    check: (PackagedCommand) throws -> Void,
    progress: (Int, PackagedCommand, Int) -> Void
  ) throws -> PackageVerification {
    var verification = PackageVerification()
    try verification.verify(package, workFolder, runner, check, progress)
    return verification
  }

  private mutating func verify(
    _ package: String,
    _ workFolder: String,
    _ runner: some PackageRunner,
    _ check: (PackagedCommand) throws -> Void,
    _ progress: (Int, PackagedCommand, Int) -> Void
  ) throws {
    var files = try Self.regularFiles(of: package)
    try checkManifest(package, &files)
    openParts = Self.openParts(of: package, files)
    let record = try PackageRecord(
      bytes: ByteSource.contents(of: "\(package)/\(PackagePart.commands)", .document),
      package: package
    )
    for command in record.commands { try check(command) }
    origin = (record.version, record.platform)
    commandCount = record.commands.count
    try checkScript(package, record, files)
    for path in record.inputs where !files.contains(path) && !problems.contains(.missing(path)) {
      problems.append(.missing(path))
    }
    try Self.copy(record.inputs.filter(files.contains), from: package, to: workFolder)
    try ReplicationPackage.makeFolder("\(workFolder)/\(PackagePart.results)")
    try run(record, in: workFolder, with: runner, progress)
    try compare(record, package, files, workFolder)
  }

  // MARK: Files

  private static func regularFiles(of package: String) throws -> Set<String> {
    switch FileSystem.entry(at: package) {
    case .nothing: throw PackageError(.noSuchFolder, path: package)
    case .other: throw PackageError(.notFolder, path: package)
    case .folder: break
    }
    let contents = try FolderContents(of: package)
    guard contents.others.isEmpty else {
      throw PackageError(.notRegular(contents.others), path: package)
    }
    let files = Set(contents.files)
    for name in [PackagePart.manifest, PackagePart.commands] where !files.contains(name) {
      throw PackageError(.notPackage(missing: name), path: package)
    }
    return files
  }

  /// Holds the files against the manifest; what the system left is taken out of them.
  private mutating func checkManifest(_ package: String, _ files: inout Set<String>) throws {
    let manifest = try PackageManifest(
      bytes: ByteSource.contents(of: "\(package)/\(PackagePart.manifest)", .document),
      package: package
    )
    listedCount = manifest.entries.count
    for entry in manifest.entries {
      guard files.contains(entry.path) else {
        problems.append(.missing(entry.path))
        continue
      }
      let digest = try Fingerprint.sha256(ofFile: "\(package)/\(entry.path)")
      if digest != entry.digest { problems.append(.changed(entry.path)) }
    }
    let listed = Set(manifest.entries.map(\.path))
    litter = files.filter { !listed.contains($0) && FolderContents.isLitter($0) }.sorted()
    files.subtract(litter)
    // A package without them is none for its readers, whatever the manifest says.
    let parts = [
      PackagePart.readme, PackagePart.codeLicense, PackagePart.dataLicense, PackagePart.citation,
      PackagePart.crate,
    ]
    for path in parts where !files.contains(path) && !problems.contains(.missing(path)) {
      problems.append(.missing(path))
    }
    for path in files.sorted() where !listed.contains(path) && path != PackagePart.manifest {
      problems.append(.unlisted(path))
    }
  }

  private static func openParts(of package: String, _ files: Set<String>) -> [String] {
    var found: [String] = []
    for name in [PackagePart.readme, PackagePart.codeLicense, PackagePart.dataLicense]
    where files.contains(name) {
      guard let bytes = try? ByteSource.contents(of: "\(package)/\(name)", .document) else {
        continue
      }
      for part in PackageContents.openParts(in: String(decoding: bytes, as: UTF8.self))
      where !found.contains(part) {
        found.append(part)
      }
    }
    return found
  }

  private mutating func checkScript(
    _ package: String,
    _ record: PackageRecord,
    _ files: Set<String>
  ) throws {
    guard files.contains(PackagePart.script) else {
      if !problems.contains(.missing(PackagePart.script)) {
        problems.append(.missing(PackagePart.script))
      }
      return
    }
    let found = try ByteSource.contents(of: "\(package)/\(PackagePart.script)")
    let expected = Array(PackageScript(record).text().utf8)
    guard found != expected else { return }
    let same = zip(found, expected).prefix { $0 == $1 }
    problems.append(.script(line: 1 + same.count { $0.0 == UInt8(ascii: "\n") }))
  }

  private static func copy(_ files: [String], from package: String, to folder: String) throws {
    for path in files {
      var parent = folder
      for part in path.split(separator: "/").dropLast() {
        parent += "/" + part
        if FileSystem.entry(at: parent) == .nothing { try ReplicationPackage.makeFolder(parent) }
      }
      let bytes = try ByteSource.contents(of: "\(package)/\(path)")
      try PlainBytes(bytes: bytes).write(toFile: "\(folder)/\(path)")
    }
  }

  // MARK: Results

  private mutating func run(
    _ record: PackageRecord,
    in folder: String,
    with runner: some PackageRunner,
    _ progress: (Int, PackagedCommand, Int) -> Void
  ) throws {
    for (index, command) in record.commands.enumerated() {
      progress(index, command, record.commands.count)
      let end = try runner.run(command.arguments, in: folder, printingTo: command.standardOutput)
      // 73: it could not write, which says nothing of the package.
      if end.wasKilled || end.status == 73 {
        obstacles.append(.stopped(command, end))
        return
      }
      if end.status != command.status { problems.append(.status(command, end)) }
      guard end.hasResults else { return }
      runCount += 1
    }
  }

  private mutating func compare(
    _ record: PackageRecord,
    _ package: String,
    _ files: Set<String>,
    _ folder: String
  ) throws {
    let again = try ReplicationPackage.results(in: folder)
    let prefix = PackagePart.results + "/"
    let packaged = files.filter { $0.hasPrefix(prefix) && !ReplicationPackage.isStore($0) }
    // What the commands that did not run would have made is not held against the package.
    let unrun = Set(
      record.commands.dropFirst(runCount).flatMap { [$0.standardOutput] + $0.outputs }
    )
    let both = packaged.filter { again[$0] != nil && !unrun.contains($0) }.sorted()
    let isSame =
      try record.version == Program.version && record.platform == Program.platform
      && both.allSatisfy { path in
        try !path.hasSuffix("/run.json")
          || Processor(package, path) == Processor(folder, path)
      }
    if !isSame {
      comparison =
        Self.areSameDraws(both.filter(FileComparison.isDraws), package, folder)
        ? .withinRounding : .withinMonteCarloError
    }
    for path in packaged.union(again.keys).sorted() where !unrun.contains(path) {
      if again[path] == nil {
        problems.append(.notMade(path))
      } else if !packaged.contains(path) {
        if !problems.contains(.missing(path)) { problems.append(.lacking(path)) }
      }
    }
    for path in both.sorted(by: Self.isMoreTelling) { try compare(path, package, folder) }
  }

  private mutating func compare(_ path: String, _ package: String, _ folder: String) throws {
    let first = try ByteSource.contents(of: "\(package)/\(path)")
    let second = try ByteSource.contents(of: "\(folder)/\(path)")
    if first == second {
      identicalCount += 1
      return
    }
    if case .withinMonteCarloError = comparison, FileComparison.isDraws(path) {
      if let difference = Self.drawsDifference(path, package, folder) {
        problems.append(.different(difference))
      } else {
        agreeingCount += 1
      }
      return
    }
    let outcome = comparison.outcome(of: path, packaged: first, again: second)
    unjudgedNumberCount += outcome.unjudgedCount
    if let difference = outcome.difference {
      problems.append(.different(difference))
    } else if FileComparison.isJudged(path) || FileComparison.isDraws(path) {
      agreeingCount += 1
    } else {
      unjudgedCount += 1
    }
  }

  /// What says most of a difference comes first: what was asked for, then tables, then the rest.
  private static func isMoreTelling(_ first: String, _ second: String) -> Bool {
    func rank(_ path: String) -> Int {
      if path.hasSuffix("/cases.csv") { return 0 }
      if path.hasSuffix("/run.json") { return 1 }
      if FileComparison.isDraws(path) { return 5 }
      return path.hasSuffix(".csv") ? 2 : path.hasSuffix(".json") ? 3 : 4
    }
    return (rank(first), first) < (rank(second), second)
  }

  /// Whether draws differ by rounding at most; not where there are none.
  private static func areSameDraws(_ paths: [String], _ package: String, _ folder: String) -> Bool {
    func draws(_ folder: String, _ path: String) -> Draws? {
      try? DrawsReader.read(files: ["\(folder)/\(path)"]).draws
    }
    return !paths.isEmpty
      && paths.allSatisfy { path in
        guard let ours = draws(package, path), let theirs = draws(folder, path),
          ours.parameterNames == theirs.parameterNames,
          ours.chains.map(\.values.count) == theirs.chains.map(\.values.count)
        else { return false }
        return zip(ours.chains, theirs.chains)
          .allSatisfy { ours, theirs in
            zip(ours.values, theirs.values)
              .allSatisfy { abs($0 - $1) <= FileComparison.rounding * max(abs($0), abs($1), 1e-9) }
          }
      }
  }

  /// Draws by their means, standard deviations and quantiles, in joint Monte Carlo errors.
  private static func drawsDifference(
    _ path: String,
    _ package: String,
    _ folder: String
  ) -> FileDifference? {
    let places: [FileDifference.Place]
    do {
      let ours = try DrawsReader.read(files: ["\(package)/\(path)"]).draws
      let theirs = try DrawsReader.read(files: ["\(folder)/\(path)"]).draws
      let agreement = try Agreement(ours, with: theirs)
      let differing = agreement.differing
        .map { comparison in
          FileDifference.Place(
            place: "\(comparison.quantity.rawValue) of \(comparison.parameter)",
            packaged: "\(comparison.ours.value)",
            again: "\(comparison.theirs.value)",
            standardErrors: abs(comparison.difference)
          )
        }
      let undecided = agreement.undecided.map { item in
        FileDifference.Place(
          place: "the draws of \(item.parameter)",
          packaged: "cannot be compared",
          again: "cannot be compared",
          standardErrors: nil
        )
      }
      places = differing + undecided
    } catch {
      places = [
        .init(
          place: "the draws",
          packaged: "cannot be compared",
          again: "\(error)",
          standardErrors: nil
        )
      ]
    }
    return places.isEmpty ? nil : FileDifference(path: path, places)
  }
}

/// What of the machine `run.json` names where results depend on it.
private struct Processor: Equatable, Decodable {
  struct Library: Equatable, Decodable {
    let core: String?
  }

  let kernel: String?
  let blas: Library?

  /// Reads the record of a run; one that cannot be read names nothing.
  init(_ folder: String, _ path: String) throws {
    let bytes = try ByteSource.contents(of: "\(folder)/\(path)")
    let found = try? JSONDecoder().decode(Self.self, from: Data(bytes))
    kernel = found?.kernel
    blas = found?.blas
  }
}
