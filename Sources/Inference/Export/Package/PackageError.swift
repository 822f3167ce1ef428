/// Why a replication package cannot be made, or a folder not be taken for one.
///
/// The facts are here, the sentence is the caller's.
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
