#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a reader takes for a file: a pipe that never ends, a device or a terabyte of zeros is none.
///
/// Whatever the program reads is opened here.
package struct FilePolicy: Sendable, Equatable {
  /// Whether pipes between programs, and devices that hold nothing, will do.
  let takesPipes: Bool
  /// The most bytes that are read; of a regular file, the size it may have.
  let limit: Int

  /// What is written for people or kept as a record: YAML, `run.json`, a manifest.
  package static let document = FilePolicy(takesPipes: false, limit: 1 << 24)
  /// A table or a result that is read into memory as a whole.
  static let table = FilePolicy(takesPipes: false, limit: 1 << 30)
  /// A regular file that is read a piece at a time.
  package static let regular = FilePolicy(takesPipes: false, limit: .max)
  /// What a user hands over to be read once: any file, or a pipe of so many bytes at most that another program
  /// writes to.
  static let stream = FilePolicy(takesPipes: true, limit: 1 << 30)

  /// Opens a file for reading.
  ///
  /// - Returns: The descriptor, and the most bytes to be read from it.
  /// - Throws: `DataError` of kind `noSuchFile`, `notReadable`, `isDirectory`, `notRegularFile` or `tooLarge`.
  func open(_ path: String) throws(DataError) -> (descriptor: Int32, limit: Int) {
    if takesPipes, isNamedPipe(path) { throw DataError(.notRegularFile, file: path) }
    // Where a pipe will not do, opening must not wait for its other end.
    let flags = O_RDONLY | O_CLOEXEC | (takesPipes ? 0 : O_NONBLOCK)
    let descriptor = systemOpen(path, flags)
    guard descriptor >= 0 else { throw Self.failure(errno, path) }
    do throws(DataError) {
      return (descriptor, try limit(of: descriptor, path))
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// Whether a pipe lies in a folder: somebody may write to it, or nobody ever.
  ///
  /// The pipe between two programs has no place that a path could lead to.
  private func isNamedPipe(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
      && Self.isThere(path)
  }

  private func limit(of descriptor: Int32, _ path: String) throws(DataError) -> Int {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw Self.failure(errno, path) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw DataError(.isDirectory, file: path)
    case S_IFREG:
      // What comes as a stream and is a file is read a piece at a time.
      guard !takesPipes else { return .max }
      guard status.st_size <= limit else { throw DataError(.tooLarge(bytes: limit), file: path) }
      return limit
    case S_IFCHR where takesPipes:
      // A terminal ends; other devices give nothing, as /dev/null, or never end.
      return isatty(descriptor) == 1 ? limit : 0
    case S_IFIFO where takesPipes, S_IFSOCK where takesPipes: return limit
    default: throw DataError(.notRegularFile, file: path)
    }
  }

  static func failure(_ code: Int32, _ path: String) -> DataError {
    switch code {
    case ENOENT, ENOTDIR: DataError(.noSuchFile, file: path)
    case EISDIR: DataError(.isDirectory, file: path)
    // A socket, or a device without a driver.
    case ENXIO, ENODEV: DataError(.notRegularFile, file: path)
    default: DataError(.notReadable, file: path)
    }
  }

  // Inside the struct the name `open` means the method above.
  private func systemOpen(_ path: String, _ flags: Int32) -> Int32 {
    #if canImport(Glibc)
      unsafe Glibc.open(path, flags)
    #elseif canImport(Musl)
      unsafe Musl.open(path, flags)
    #else
      unsafe Darwin.open(path, flags)
    #endif
  }
}

extension FilePolicy {
  /// The path of a file named by a stranger's document, which may be in a folder and below it only.
  ///
  /// - Throws: `DataError` of kind `outsideFolder` for an absolute path, one with `..`, or one that leaves
  ///   the folder by a symbolic link.
  static func path(of file: String, in folder: String) throws(DataError) -> String {
    let path = folder.hasSuffix("/") ? folder + file : folder + "/" + file
    guard isInside(file) else {
      throw DataError(.outsideFolder, file: folder, place: .init(value: file))
    }
    // What is not there leads nowhere; opening it says so.
    guard let place = resolved(path), let base = resolved(folder) else { return path }
    guard place.hasPrefix(base == "/" ? base : base + "/") else {
      throw DataError(.outsideFolder, file: folder, place: .init(value: file))
    }
    return path
  }

  /// Whether a path from a folder stays in it; `./cases.csv` does, as people write it.
  static func isInside(_ file: String) -> Bool { PackagePath.isInside(withoutDot(file)) }

  /// A path without the `./` that people write before it.
  static func withoutDot(_ file: String) -> String {
    file.hasPrefix("./") ? String(file.dropFirst(2)) : file
  }

  /// An absolute path as one from a folder; nil where nothing is there, or not in the folder.
  ///
  /// Links are followed first.
  static func path(of absolute: String, below folder: String) -> String? {
    guard absolute.hasPrefix("/"), let place = resolved(absolute), let base = resolved(folder)
    else {
      return nil
    }
    let prefix = base == "/" ? base : base + "/"
    return place.hasPrefix(prefix) ? String(place.dropFirst(prefix.count)) : nil
  }

  /// Whether something is at a path, links followed.
  static func isThere(_ path: String) -> Bool { resolved(path) != nil }

  private static func resolved(_ path: String) -> String? {
    guard let buffer = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(buffer) }
    return unsafe String(cString: buffer)
  }
}
