import CNettle

/// The SHA-256 of bytes that come in pieces (FIPS 180-4), by the library Nettle.
///
/// Nettle is small and uses the processor's own instructions for it where there are some. Does not
/// allocate until the digest is asked for.
struct SHA256 {
  private var state = sha256_ctx()

  /// Begins with no bytes.
  init() { unsafe nettle_sha256_init(&state) }

  /// Adds bytes.
  mutating func update(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe nettle_sha256_update(&state, buffer.count, buffer.baseAddress)
    }
  }

  /// The digest of all bytes so far, as 64 lower-case hexadecimal digits; begins anew.
  mutating func finish() -> String {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
    unsafe nettle_sha256_digest(&state, digest.count, &digest)
    let digits = Array("0123456789abcdef".utf8)
    let text = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
