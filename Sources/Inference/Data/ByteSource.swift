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
package struct ByteSource: ~Copyable {
  /// What the source is called in messages.
  let name: String
  private let descriptor: Int32?
  /// The most bytes that `readAll` takes.
  private let limit: Int
  private let memory: [UInt8]
  private var consumed = 0

  /// Opens a file for reading; what will do for a file, the policy says.
  package init(path: String, _ policy: FilePolicy = .stream) throws(DataError) {
    let opened = try policy.open(path)
    descriptor = opened.descriptor
    limit = opened.limit
    name = path
    memory = []
  }

  /// Reads bytes that are in memory.
  init(bytes: [UInt8], name: String) {
    self.name = name
    descriptor = nil
    limit = .max
    memory = bytes
  }

  deinit {
    if let descriptor { close(descriptor) }
  }

  /// Reads at most `count` bytes into `buffer` from `offset`; 0 means that there are no more.
  ///
  /// - Precondition: the buffer has room for them.
  package mutating func read(
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
      if errno != EINTR { throw FilePolicy.failure(errno, name) }
    }
  }

  /// The index of the first byte of zero among some; nil where there is none.
  static func firstZero(in bytes: [UInt8], from start: Int, count: Int) -> Int? {
    guard count > 0 else { return nil }
    return unsafe bytes.withUnsafeBytes { raw in
      guard let base = raw.baseAddress else { return nil }
      guard let found = unsafe memchr(base + start, 0, count) else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// Reads everything that is left.
  ///
  /// - Throws: `DataError` of kind `tooLarge` beyond what the policy allows.
  mutating func readAll() throws(DataError) -> [UInt8] {
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try read(into: &chunk, at: 0, atMost: chunk.count)
      if count == 0 { return result }
      guard result.count + count <= limit else {
        throw DataError(limit == 0 ? .notRegularFile : .tooLarge(bytes: limit), file: name)
      }
      result.append(contentsOf: chunk[..<count])
    }
  }

  /// The whole content of a file.
  package static func contents(of path: String, _ policy: FilePolicy = .table) throws(DataError)
    -> [UInt8]
  {
    var source = try ByteSource(path: path, policy)
    return try source.readAll()
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
}

extension ByteSource {
  /// Whether a path leads to an ordinary file, which gives the same bytes twice.
  package static func canBeReadAgain(_ path: String) throws(DataError) -> Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw FilePolicy.failure(errno, path) }
    return status.st_mode & S_IFMT == S_IFREG
  }
}
