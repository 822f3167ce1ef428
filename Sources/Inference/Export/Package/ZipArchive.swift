/// Writes a zip of files of a folder, stored as they are (``StoredZip``).
///
/// Its comment is a seal (``FileSeal``) of all that is before the digits. What the format has no room for is
/// refused.
struct ZipArchive {
  /// The files to put in, as paths from `folder`.
  let files: [String]
  /// The folder they are in.
  let folder: String
  /// The paths that may be executed.
  let executables: Set<String>

  /// Writes the archive at a path, replacing what is there; nothing is left there after a failure.
  ///
  /// O(bytes); the largest file is held in memory.
  func write(toFile path: String) throws {
    let descriptor = try FileSystem.openForWriting(path)
    do {
      try write(to: descriptor, path)
    } catch {
      _ = FileSystem.closeFile(descriptor)
      FileSystem.removeTree(path)
      throw error
    }
    let code = FileSystem.closeFile(descriptor)
    guard code == 0 else {
      FileSystem.removeTree(path)
      throw ExportError(kind: .cannotWrite, path: path, systemCode: code)
    }
  }

  private func write(to descriptor: Int32, _ path: String) throws {
    var fingerprint = Fingerprint.Running()
    func put(_ bytes: [UInt8]) throws(ExportError) {
      fingerprint.append(bytes)
      let code = FileSystem.write(bytes, to: descriptor)
      guard code == 0 else { throw ExportError(kind: .cannotWrite, path: path, systemCode: code) }
    }
    var zip = StoredZip()
    for file in files {
      let contents = try ByteSource.contents(of: "\(folder)/\(file)")
      let mode = executables.contains(file) ? StoredZip.Mode.executable : .plain
      guard let header = zip.add(contents, named: file, mode: mode) else {
        throw PackageError(.tooLargeForZip(file), path: path)
      }
      try put(header)
      try put(contents)
    }
    guard let end = zip.end(commentCount: FileSeal.mark.utf8.count + FileSeal.digitCount) else {
      throw PackageError(.tooLargeForZip(folder), path: path)
    }
    try put(end)
    try put(Array(FileSeal.mark.utf8))
    try put(Array(fingerprint.value.utf8))
  }

  /// Whether this program wrote the archive at a path, and whether it is as it was written.
  ///
  /// O(bytes), the archive in memory; nil where there is no regular file.
  static func state(ofFile path: String) -> FileSeal.State? {
    guard FileSystem.isRegularFile(path), let bytes = try? ByteSource.contents(of: path) else {
      return nil
    }
    let mark = Array(FileSeal.mark.utf8)
    let end = bytes.count - FileSeal.digitCount
    guard end >= mark.count, bytes[..<end].suffix(mark.count).elementsEqual(mark) else {
      return FileSeal.State.none
    }
    let digest = Fingerprint.sha256(of: Array(bytes[..<end]))
    return bytes[end...].elementsEqual(digest.utf8) ? .intact : .broken
  }
}
