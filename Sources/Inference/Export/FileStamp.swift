/// What a file held when it was written: by this one knows whether somebody has changed it since.
public struct FileStamp: Sendable, Equatable, Decodable {
  /// The SHA-256 in lower-case hexadecimal digits.
  public let sha256: String
  /// The size.
  public let bytes: Int

  /// Makes a stamp from its parts.
  public init(sha256: String, bytes: Int) {
    self.sha256 = sha256
    self.bytes = bytes
  }

  /// Takes the stamp of a regular file; nil where there is none, or where it cannot be read.
  ///
  /// O(bytes), a chunk in memory at a time; a link is not followed.
  init?(ofFile path: String) {
    guard FileSystem.isRegularFile(path), let bytes = FileSystem.size(of: path),
      let digest = try? Fingerprint.sha256(ofFile: path)
    else { return nil }
    self.init(sha256: digest, bytes: bytes)
  }

  /// Whether a path names a regular file with just these bytes.
  ///
  /// O(bytes) where the size is the same, else O(1).
  func isOf(_ path: String) -> Bool {
    guard FileSystem.isRegularFile(path), FileSystem.size(of: path) == bytes else { return false }
    return (try? Fingerprint.sha256(ofFile: path)) == sha256
  }

  /// The stamp as JSON.
  var json: JSON { ["sha256": .string(sha256), "bytes": .integer(bytes)] }
}

extension JSON {
  /// Stamps of files by name, sorted.
  static func stamps(_ stamps: [String: FileStamp]) -> JSON {
    .object(
      stamps.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { .init($0.key, $0.value.json) }
    )
  }
}
