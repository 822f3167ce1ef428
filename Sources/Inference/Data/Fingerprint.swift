import Dispatch
import Synchronization

/// The SHA-256 of data, which says whether two runs saw the same bytes.
public enum Fingerprint {
  /// The SHA-256 of bytes in memory, as 64 lower-case hexadecimal digits.
  public static func sha256(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes.span)
    return hash.finish()
  }

  /// The SHA-256 of a file, read a chunk at a time.
  ///
  /// - Throws: `DataError` where the file cannot be read.
  public static func sha256(ofFile path: String) throws(DataError) -> String {
    var source = try ByteSource(path: path, .regular)
    var hash = SHA256()
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = try source.read(into: &chunk, at: 0, atMost: chunk.count)
      if count == 0 { return hash.finish() }
      hash.update(chunk.span.extracting(..<count))
    }
  }

  /// The SHA-256 of bytes that come one after the other.
  package struct Running: Sendable {
    private var hash = SHA256()
    package private(set) var byteCount = 0

    /// Of no bytes yet.
    package init() {}

    /// Takes more bytes.
    package mutating func append(_ bytes: [UInt8]) {
      hash.update(bytes.span)
      byteCount += bytes.count
    }

    /// The SHA-256 of all bytes so far.
    package var value: String {
      var hash = hash
      return hash.finish()
    }
  }

  /// The SHA-256 of a file, computed on another thread while the file is read for its cases.
  ///
  /// It reads the file by itself, so that whoever reads the cases knows nothing of it; both find
  /// the bytes in the system's cache.
  public final class Pending: Sendable {
    private let result = Mutex<Result<String, DataError>?>(nil)
    private let group = DispatchGroup()

    /// Begins at once.
    public init(ofFile path: String) {
      DispatchQueue.global().async(group: group) { [self] in
        let found = Result { () throws(DataError) in try sha256(ofFile: path) }
        result.withLock { $0 = found }
      }
    }

    /// Waits for the fingerprint.
    ///
    /// - Throws: `DataError` where the file cannot be read.
    public func value() throws(DataError) -> String {
      group.wait()
      guard let found = result.withLock({ $0 }) else {
        preconditionFailure("the group is left when there is a result")
      }
      return try found.get()
    }
  }
}
