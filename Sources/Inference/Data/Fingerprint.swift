import Crypto

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
