extension Study {
  /// A prior set that is a file of the study.
  public struct OwnPrior: Sendable, Equatable {
    /// The path from the folder of the study.
    public let path: String
    /// Where the file is, as one opens it.
    public let place: String
    /// The bytes.
    public let bytes: [UInt8]
  }

  /// A file of a study, by its path in the study.
  public struct File: Sendable, Equatable {
    /// The path from the folder of the study.
    public let path: String
    /// The bytes.
    public let bytes: [UInt8]
  }

  /// The files that the study was loaded from by a name or folder, and its README.md where it has one,
  /// sorted by path.
  ///
  /// - Throws: `DataError` where a file cannot be read.
  public func files(of nameOrFolder: String) throws(DataError) -> [File] {
    let folder: StudyFolder =
      Self.builtInNames.contains(nameOrFolder)
      ? .builtIn("studies/" + nameOrFolder) : .path(nameOrFolder)
    var files: [File] = []
    for path in fingerprints.keys {
      files.append(File(path: path, bytes: try folder.contents(of: path)))
    }
    let readme = "README.md"
    if fingerprints[readme] == nil, let bytes = try? folder.contents(of: readme) {
      files.append(File(path: readme, bytes: bytes))
    }
    return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}
