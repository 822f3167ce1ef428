import Crypto
import Dispatch
import Synchronization

/// The SHA-256 of data, which says whether two runs saw the same bytes.
public enum Fingerprint {
  /// The SHA-256 of bytes in memory, as 64 lower-case hexadecimal digits.
  public static func sha256(of bytes: [UInt8]) -> String {
    hexadecimal(SHA256.hash(data: bytes))
  }

  /// The SHA-256 of a file, read a chunk at a time.
  ///
  /// - Throws: `DataError` where the file cannot be read.
  public static func sha256(ofFile path: String) throws(DataError) -> String {
    var source = try ByteSource(path: path)
    var hasher = SHA256()
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = try source.read(into: &chunk, at: 0, atMost: chunk.count)
      if count == 0 { return hexadecimal(hasher.finalize()) }
      unsafe chunk.withUnsafeBytes { bytes in
        unsafe hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
      }
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

  private static func hexadecimal(_ digest: SHA256Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
