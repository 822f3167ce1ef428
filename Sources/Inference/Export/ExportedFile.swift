/// Something that becomes one text file.
public protocol ExportedFile {
  /// Writes the whole file, calling `flushIfFull` now and then where it may be long.
  func write(to text: inout TextBuffer) throws(ExportError)
}

extension ExportedFile {
  /// The whole file in memory, for the terminal and for tests.
  public func text() -> String { String(decoding: bytes(), as: UTF8.self) }

  /// The bytes of the whole file, which need not be text.
  func bytes() -> [UInt8] {
    var text = TextBuffer()
    // A buffer without a file has nothing that could refuse.
    do { try write(to: &text) } catch { preconditionFailure("memory refused to be written") }
    return text.bytes
  }

  /// Writes the file at a path, replacing what is there.
  ///
  /// A file left half-written by a full disk is removed. Results of a run go through
  /// ``OutputFolder`` instead, which also survives a kill.
  ///
  /// - Throws: ``ExportError`` `cannotWrite` where the file behind the buffer cannot be written.
  public func write(toFile path: String) throws(ExportError) {
    _ = try write(toFile: path, fingerprinting: false)
  }

  /// Writes the file at a path and says what it holds.
  func stamped(toFile path: String) throws(ExportError) -> FileStamp {
    guard let found = try write(toFile: path, fingerprinting: true) else {
      preconditionFailure("a fingerprint was asked for")
    }
    return FileStamp(sha256: found.value, bytes: found.byteCount)
  }

  private func write(
    toFile path: String,
    fingerprinting: Bool
  ) throws(ExportError) -> Fingerprint.Running? {
    let descriptor = try FileSystem.openForWriting(path)
    let found: Fingerprint.Running?
    do throws(ExportError) {
      var text = TextBuffer(descriptor: descriptor, path: path, fingerprinting: fingerprinting)
      try write(to: &text)
      try text.flush()
      found = text.fingerprint
    } catch {
      _ = FileSystem.closeFile(descriptor)
      if FileSystem.isRegularFile(path) { FileSystem.removeTree(path) }
      throw error
    }
    let code = FileSystem.closeFile(descriptor)
    guard code == 0 else { throw ExportError(kind: .cannotWrite, path: path, systemCode: code) }
    return found
  }
}
