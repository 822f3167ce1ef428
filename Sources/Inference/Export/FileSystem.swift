#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The few calls of the operating system that writing needs.
///
/// Paths are UTF-8.
enum FileSystem {
  /// What a path names.
  enum Entry: Equatable {
    case nothing
    case folder
    case other
  }

  /// What a path names, after following symbolic links.
  ///
  /// A dangling link is `other`.
  static func entry(at path: String) -> Entry {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      return unsafe lstat(path, &status) == 0 ? .other : .nothing
    }
    return status.st_mode & S_IFMT == S_IFDIR ? .folder : .other
  }

  /// What a path names, links not followed.
  enum UnfollowedEntry: Equatable {
    case nothing
    case file
    case folder
    case other
  }

  /// What a path names, without following a symbolic link at its end.
  static func unfollowedEntry(at path: String) -> UnfollowedEntry {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return .nothing }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// The size of a file in bytes; nil where there is none.
  static func size(of path: String) -> Int? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// Lets a file be executed by whoever may read it.
  ///
  /// Returns 0 or `errno`.
  static func makeExecutable(_ path: String) -> Int32 {
    unsafe chmod(path, 0o755) == 0 ? 0 : errno
  }

  /// Whether a path names a regular file, and not through a link.
  static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The path without symbolic links, `.` and `..`; nil where nothing is there.
  static func resolved(_ path: String) -> String? {
    guard let buffer = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(buffer) }
    return unsafe String(cString: buffer)
  }

  /// The `errno` of making what is there already.
  static let existsCode = EEXIST

  /// The `errno` of what may not be read.
  static let unreadableCode = EACCES

  /// The `errno` of what is not there.
  static let missingCode = ENOENT

  /// Makes a folder.
  ///
  /// Returns 0 or `errno`.
  static func makeFolder(_ path: String) -> Int32 {
    unsafe mkdir(path, 0o777) == 0 ? 0 : errno
  }

  /// Renames.
  ///
  /// Returns 0 or `errno`.
  static func move(_ path: String, to destination: String) -> Int32 {
    unsafe rename(path, destination) == 0 ? 0 : errno
  }

  /// The names in a folder, without `.` and `..`, in no order; nil where it cannot be read.
  static func names(in path: String) -> [String]? {
    guard let stream = unsafe opendir(path) else { return nil }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let item = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &item.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// Removes a file, a link (not what it points to), or a folder with all that it holds.
  ///
  /// What cannot be removed stays.
  static func removeTree(_ path: String) {
    guard unsafe unlink(path) != 0, errno != ENOENT else { return }
    for name in names(in: path) ?? [] { removeTree(path + "/" + name) }
    unsafe rmdir(path)
  }

  /// Opens a file for writing, empty.
  ///
  /// Returns the descriptor or throws `cannotCreate`.
  static func openForWriting(_ path: String) throws(ExportError) -> Int32 {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw ExportError(kind: .cannotCreate, path: path, systemCode: errno)
    }
    return descriptor
  }

  /// Closes a descriptor.
  ///
  /// Returns 0 or `errno`: some file systems report a full disk only here.
  static func closeFile(_ descriptor: Int32) -> Int32 {
    close(descriptor) == 0 ? 0 : errno
  }

  /// Writes all bytes, however many calls it takes.
  ///
  /// Returns 0 or `errno`.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return 0 }
      var written = 0
      while written < buffer.count {
        #if canImport(Darwin)
          let count = unsafe Darwin.write(descriptor, start + written, buffer.count - written)
        #elseif canImport(Glibc)
          let count = unsafe Glibc.write(descriptor, start + written, buffer.count - written)
        #else
          let count = unsafe Musl.write(descriptor, start + written, buffer.count - written)
        #endif
        if count > 0 {
          written += count
        } else if count == 0 || errno != EINTR {
          return count == 0 ? EIO : errno
        }
      }
      return 0
    }
  }

  /// This process's number.
  static var processNumber: Int { Int(getpid()) }

  /// Whether there is a process of this number.
  static func isRunning(_ process: Int32) -> Bool { kill(process, 0) == 0 || errno == EPERM }

  /// The operating system's words for an error number.
  static func reason(_ code: Int32) -> String {
    unsafe String(cString: strerror(code))
  }
}
