/// Something that becomes one text file.
public protocol ExportedFile {
  /// Writes the whole file, calling `flushIfFull` now and then where it may be long.
  func write(to text: inout TextBuffer) throws(ExportError)
}

extension ExportedFile {
  /// The whole file in memory, for the terminal and for tests.
  public func text() -> String {
    var text = TextBuffer()
    // A buffer without a file has nothing that could refuse.
    do { try write(to: &text) } catch { preconditionFailure("memory refused to be written") }
    return text.text
  }

  /// Writes the file at a path, replacing what is there.
  ///
  /// A file left half-written by a full disk is removed. Results of a run go through
  /// ``OutputFolder`` instead, which also survives a kill.
  public func write(toFile path: String) throws(ExportError) {
    let descriptor = try FileSystem.openForWriting(path)
    do throws(ExportError) {
      var text = TextBuffer(descriptor: descriptor, path: path)
      try write(to: &text)
      try text.flush()
    } catch {
      _ = FileSystem.closeFile(descriptor)
      if FileSystem.isRegularFile(path) { FileSystem.removeTree(path) }
      throw error
    }
    let code = FileSystem.closeFile(descriptor)
    guard code == 0 else { throw ExportError(kind: .cannotWrite, path: path, systemCode: code) }
  }

  /// Writes the file at a path in one step: it is there complete, or the path is as it was before.
  ///
  /// - Throws: ``ExportError``; of kind `fileExists` where something is there and is not to be replaced.
  public func write(toNewFile path: String, replacing: Bool) throws(ExportError) {
    guard !path.isEmpty else { throw ExportError(kind: .emptyPath, path: path) }
    switch FileSystem.entry(at: path) {
    case .nothing: break
    case .folder: throw ExportError(kind: .isFolder, path: path)
    case .other: if !replacing { throw ExportError(kind: .fileExists, path: path) }
    }
    let temporary = "\(path).partial-\(FileSystem.processNumber)"
    do throws(ExportError) {
      try write(toFile: temporary)
    } catch {
      throw ExportError(kind: .cannotWrite, path: path, systemCode: error.systemCode)
    }
    let code = FileSystem.move(temporary, to: path)
    guard code == 0 else {
      FileSystem.removeTree(temporary)
      throw ExportError(kind: .cannotWrite, path: path, systemCode: code)
    }
  }
}
