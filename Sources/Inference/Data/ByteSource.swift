#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Bytes to be read once from the front: a file, or bytes already in memory.
///
/// It owns its file and closes it when it goes, so it cannot be copied.
struct ByteSource: ~Copyable {
  /// What the source is called in messages.
  let name: String
  private let descriptor: Int32?
  private let memory: [UInt8]
  private var consumed = 0

  /// Opens a file for reading.
  ///
  /// Pipes and devices will do.
  init(path: String) throws(DataError) {
    descriptor = try Self.opened(path)
    name = path
    memory = []
  }

  /// Reads bytes that are in memory.
  init(bytes: [UInt8], name: String) {
    self.name = name
    descriptor = nil
    memory = bytes
  }

  deinit {
    if let descriptor { close(descriptor) }
  }

  /// Reads at most `count` bytes into `buffer` from `offset`; 0 means that there are no more.
  ///
  /// - Precondition: the buffer has room for them.
  mutating func read(
    into buffer: inout [UInt8],
    at offset: Int,
    atMost count: Int
  ) throws(DataError) -> Int {
    precondition(offset + count <= buffer.count, "no room to read into")
    guard let descriptor else {
      let taken = min(count, memory.count - consumed)
      for index in 0..<taken { buffer[offset + index] = memory[consumed + index] }
      consumed += taken
      return taken
    }
    while true {
      let found = unsafe buffer.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return 0 }
        return unsafe Self.systemRead(descriptor, base + offset, count)
      }
      if found >= 0 { return found }
      if errno != EINTR { throw Self.failure(errno, name) }
    }
  }

  /// Reads everything that is left.
  mutating func readAll() throws(DataError) -> [UInt8] {
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try read(into: &chunk, at: 0, atMost: chunk.count)
      if count == 0 { return result }
      result.append(contentsOf: chunk[..<count])
    }
  }

  /// The whole content of a file, for the small ones.
  static func contents(of path: String) throws(DataError) -> [UInt8] {
    var source = try ByteSource(path: path)
    return try source.readAll()
  }

  private static func opened(_ path: String) throws(DataError) -> Int32 {
    let descriptor = unsafe open(path, O_RDONLY)
    guard descriptor >= 0 else { throw failure(errno, path) }
    var status = stat()
    if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw DataError(.isDirectory, file: path)
    }
    return descriptor
  }

  // Inside the struct the name `read` means the method above.
  private static func systemRead(
    _ descriptor: Int32,
    _ bytes: UnsafeMutableRawPointer,
    _ count: Int
  ) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.read(descriptor, bytes, count)
    #elseif canImport(Musl)
      unsafe Musl.read(descriptor, bytes, count)
    #else
      unsafe Darwin.read(descriptor, bytes, count)
    #endif
  }

  fileprivate static func failure(_ code: Int32, _ path: String) -> DataError {
    switch code {
    case ENOENT, ENOTDIR: DataError(.noSuchFile, file: path)
    case EISDIR: DataError(.isDirectory, file: path)
    default: DataError(.notReadable, file: path)
    }
  }
}

extension ByteSource {
  /// Whether a path leads to an ordinary file, which gives the same bytes twice.
  static func canBeReadAgain(_ path: String) throws(DataError) -> Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw failure(errno, path) }
    return status.st_mode & S_IFMT == S_IFREG
  }
}
