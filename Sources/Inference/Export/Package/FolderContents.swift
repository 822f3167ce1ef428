/// What a folder holds, links not followed.
struct FolderContents: Sendable, Equatable {
  /// The paths of the regular files from the folder, sorted by their bytes.
  private(set) var files: [String] = []
  /// The paths of symbolic links, devices, pipes and sockets, sorted.
  private(set) var others: [String] = []

  /// Lists a folder with all that is below it.
  ///
  /// - Throws: ``ExportError`` `cannotRead` where a folder in it cannot be listed.
  init(of folder: String) throws(ExportError) {
    try collect(folder, prefix: "")
    files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    others.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether a path is one of those files that operating systems and cloud folders leave everywhere.
  static func isLitter(_ path: String) -> Bool {
    let parts = path.split(separator: "/").map { $0.lowercased() }
    guard let name = parts.last else { return false }
    let folders = ["__macosx", ".spotlight-v100", ".trashes", ".fseventsd", ".appledouble"]
    let names = [
      ".ds_store", "thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", ".directory",
      ".localized", "icon\r",
    ]
    return names.contains(name) || name.hasPrefix("._") || name.hasPrefix(".~lock.")
      || parts.dropLast().contains(where: folders.contains)
  }

  private mutating func collect(_ folder: String, prefix: String) throws(ExportError) {
    guard let names = FileSystem.names(in: folder) else {
      throw ExportError(kind: .cannotRead, path: folder)
    }
    for name in names {
      let path = prefix + name
      switch FileSystem.unfollowedEntry(at: "\(folder)/\(name)") {
      case .file: files.append(path)
      case .folder: try collect("\(folder)/\(name)", prefix: path + "/")
      case .other: others.append(path)
      case .nothing: break
      }
    }
  }
}

/// A file of bytes that were made already.
struct PlainBytes: ExportedFile {
  let bytes: [UInt8]

  /// Writes the bytes as they are.
  func write(to text: inout TextBuffer) throws(ExportError) {
    text.append(contentsOf: bytes)
  }
}
