#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A folder that results are added to by one run after another.
///
/// Unlike an ``OutputFolder`` it is there from the beginning, because work in it goes on where an earlier run
/// was stopped; each file in it is found complete or not at all.
public struct WorkingFolder: Sendable {
  /// Where the folder is.
  public let path: String

  /// Makes the folder, or takes one that is empty or holds what such runs leave.
  ///
  /// - Parameters:
  ///   - path: Where.
  ///   - marks: Names of which the folder holds one, unless it is empty.
  /// - Throws: ``ExportError`` where the folder cannot be made or holds something else; nothing in it was
  ///   changed.
  public init(at path: String, markedBy marks: [String]) throws(ExportError) {
    guard !path.isEmpty else { throw ExportError(kind: .emptyPath, path: path) }
    switch FileSystem.entry(at: path) {
    case .other: throw ExportError(kind: .notFolder, path: path)
    case .nothing:
      let code = FileSystem.makeFolder(path)
      guard code == 0 || code == FileSystem.existsCode else {
        throw ExportError(kind: .cannotCreate, path: path, systemCode: code)
      }
    case .folder:
      let names = FileSystem.names(in: path) ?? []
      guard names.isEmpty || names.contains(where: marks.contains) else {
        throw ExportError(kind: .holdsSomethingElse, path: path)
      }
      // What a process left that was killed while it wrote a file.
      for name in names
      where FileSystem.isLeftover(name) && FileSystem.isRegularFile("\(path)/\(name)") {
        _ = FileSystem.removeOne("\(path)/\(name)")
      }
    }
    self.path = path
  }

  /// Makes a folder inside, where it is missing.
  ///
  /// - Throws: ``ExportError`` `cannotCreate`.
  public func makeFolder(_ name: String) throws(ExportError) {
    let code = FileSystem.makeFolder("\(path)/\(name)")
    guard code == 0 || code == FileSystem.existsCode else {
      throw ExportError(kind: .cannotCreate, path: "\(path)/\(name)", systemCode: code)
    }
  }

  /// Writes files that belong together, in the place of earlier ones of the same kind: all or none.
  ///
  /// - Returns: What was in the way and has another name now; see ``AnswerFolder``.
  /// - Throws: `cannotCreate`, `cannotWrite` or `cannotReplace`; what was there before is there then.
  @discardableResult
  public func write(
    _ group: FileGroup,
    answering question: AnswerFolder.Question
  ) throws(ExportError) -> FolderNotes {
    try AnswerFolder(at: path).write(group, answering: question)
  }

  /// The names of the files in a folder inside, sorted; none where there is no such folder.
  public func names(in folder: String) -> [String] {
    (FileSystem.names(in: "\(path)/\(folder)") ?? []).sorted()
  }

  /// A new folder for files that nobody keeps; the caller removes it.
  ///
  /// - Throws: ``ExportError`` `cannotCreate`.
  public static func temporary() throws(ExportError) -> WorkingFolder {
    let base = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/csto-bayes-XXXXXX".utf8CString)
    let path = unsafe template.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress.flatMap { unsafe mkdtemp($0) }.map { unsafe String(cString: $0) }
    }
    guard let path else {
      throw ExportError(kind: .cannotCreate, path: base, systemCode: errno)
    }
    return try WorkingFolder(at: path, markedBy: [])
  }

  /// Removes the folder with all that it holds.
  public func remove() { FileSystem.removeTree(path) }
}
