/// Why a replication package cannot be made, or a folder not be taken for one.
public struct PackageError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Kind: Sendable, Equatable {
    /// There is no such folder.
    case noSuchFolder
    /// The path is a file; a package is a folder.
    case notFolder
    /// The folder lacks a file that makes it a package.
    case notPackage(missing: String)
    /// These entries are symbolic links, or no files at all.
    case notRegular([String])
    /// A path in a file of the package does not stay inside the package.
    case outside(file: String, line: Int?, path: String)
    /// A file of the package is not as it is written.
    case malformed(file: String, line: Int?, reason: String)
    /// The package has another format: by which version of the program.
    case otherFormat(version: String)
    /// A command that is not run for a package, and why.
    case refusedCommand(arguments: [String], reason: String)
    /// The study names a file outside its folder.
    case studyFileOutside(String)
    /// Two prior sets of the same name.
    case twoPriorSets(String)
    /// A command ended with a status that leaves no results.
    case commandFailed(arguments: [String], status: Int32)
    /// A file or the number of files is beyond what a zip can hold.
    case tooLargeForZip(String)
    /// It was stopped.
    case interrupted
  }

  /// What is wrong.
  public let kind: Kind
  /// The package, the study or the file.
  public let path: String

  /// Describes one thing that is wrong.
  public init(_ kind: Kind, path: String) {
    self.kind = kind
    self.path = path
  }
}

extension PackageError: CustomStringConvertible {
  /// What is wrong, in a sentence.
  public var description: String {
    switch kind {
    case .outside(let file, let line, let found):
      Phrase.place("\(path)/\(file)", line)
        + "the path \(Phrase.quoted(found)) leads out of the package"
    case .malformed(let file, let line, let reason):
      Phrase.place("\(path)/\(file)", line) + Phrase.sentence(reason)
    case .commandFailed(let arguments, let status):
      "`csto-bayes \(Phrase.sentence(arguments.joined(separator: " ")))` ended with exit code \(status), "
        + "and no package was made"
        + (path.isEmpty ? "" : "; it said: \(Phrase.sentence(path))")
    case .interrupted: "stopped; nothing is left"
    default: Phrase.place(path) + sentence
    }
  }

  private var sentence: String {
    switch kind {
    case .noSuchFolder: "there is no such folder"
    case .notFolder: "this is no folder; a zip has to be unpacked first"
    case .notPackage(let name): "this is no replication package: it has no \(name)"
    case .notRegular(let paths):
      "a package holds regular files only; symbolic links or devices: \(Phrase.list(paths))"
    case .otherFormat(let version):
      "the package was made by version \(Phrase.oneLine(version)) in another format; this is "
        + Program.version
    case .refusedCommand(let arguments, let reason):
      "a package cannot run \(Phrase.quoted(arguments.joined(separator: " "))): "
        + Phrase.sentence(reason)
    case .studyFileOutside(let file):
      "the study names \(Phrase.quoted(file)), which is outside its folder; a package needs all files "
        + "of the study in it"
    case .twoPriorSets(let name):
      "two prior sets are called \(Phrase.quoted(name)); rename one of the files"
    case .tooLargeForZip(let file):
      "\(Phrase.quoted(file)) is too large for a zip of the plain format"
    case .outside, .malformed, .commandFailed, .interrupted: ""
    }
  }
}
