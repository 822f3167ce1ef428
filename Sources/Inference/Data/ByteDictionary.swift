/// Numbers distinct byte strings from 0 in the order in which they are first met.
///
/// A hash table with linear probing, at most half full, over one array that holds all strings: a
/// string costs its bytes and about 32 more. Nothing is allocated to look one up.
struct ByteDictionary {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [UInt64] = []
  /// One more than the number of a string, 0 where free; the count is a power of two.
  private var slots = [UInt32](repeating: 0, count: 16)

  /// The number of distinct strings.
  var count: Int { ends.count }

  /// The bytes of all strings together.
  var byteCount: Int { bytes.count }

  /// Lends the bytes of a string.
  func withString<Result>(_ index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting(range(index)))
  }

  /// The number of a string, nil where it was never met; `hash` is that of `ByteHash`.
  func index(of string: Span<UInt8>, hash: UInt64) -> Int? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let found = Int(slots[slot]) - 1
      if found < 0 { return nil }
      if hashes[found] == hash, equals(found, string) { return found }
      slot = (slot + 1) & mask
    }
  }

  /// The number of a string, a new one where it was never met.
  ///
  /// - Precondition: there are fewer than 2^31 strings.
  mutating func insert(_ string: Span<UInt8>) -> Int {
    let hash = ByteHash.of(string)
    if let found = index(of: string, hash: hash) { return found }
    let index = count
    precondition(index < Int(Int32.max), "too many strings")
    for position in string.indices { bytes.append(string[position]) }
    ends.append(bytes.count)
    hashes.append(hash)
    if 2 * (index + 1) > slots.count {
      slots = [UInt32](repeating: 0, count: 2 * slots.count)
      for old in 0..<index { place(old) }
    }
    place(index)
    return index
  }

  /// The number of a string that is an array, a new one where it was never met.
  mutating func insert(_ string: [UInt8]) -> Int { insert(string.span) }

  private func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  private func equals(_ index: Int, _ string: Span<UInt8>) -> Bool {
    let range = range(index)
    guard range.count == string.count else { return false }
    let known = unsafe bytes.span.bytes
    let other = unsafe string.bytes
    let start = range.lowerBound
    let count = string.count
    var offset = 0
    while offset + 8 <= count {
      if ByteHash.word(known, start + offset) != ByteHash.word(other, offset) { return false }
      offset += 8
    }
    return ByteHash.tail(known, start + offset, count - offset)
      == ByteHash.tail(other, offset, count - offset)
  }

  private mutating func place(_ index: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hashes[index]) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt32(index + 1)
  }
}

/// A hash of bytes, taken eight at a time; the same on every machine and in every run.
///
/// Each word is mixed in by a multiplication and a shift. The last word is the one to seven bytes
/// that are left, or zero, padded with zeros; the length goes in at the end.
enum ByteHash {
  /// The hash of a string.
  static func of(_ string: Span<UInt8>) -> UInt64 {
    let raw = unsafe string.bytes
    let count = string.count
    var hash = seed
    var offset = 0
    while offset + 8 <= count {
      hash = mix(hash, word(raw, offset))
      offset += 8
    }
    return finish(mix(hash, tail(raw, offset, count - offset)), count)
  }

  /// The bytes up to the next line feed, which is not among them, and their hash, in one pass.
  ///
  /// Nil where the line feed is not among the next `limit` bytes, nor sooner than eight bytes
  /// before the last.
  static func line(
    _ bytes: Span<UInt8>,
    from start: Int,
    limit: Int
  ) -> (count: Int, hash: UInt64)? {
    let raw = unsafe bytes.bytes
    let last = min(bytes.count - start, limit) - 8
    var hash = seed
    var offset = 0
    while offset <= last {
      let word = word(raw, start + offset)
      // The lowest set bit marks the first byte that is a line feed; those above it may be wrong.
      let difference = word ^ 0x0A0A_0A0A_0A0A_0A0A
      let marks =
        (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
      guard marks == 0 else {
        let length = marks.trailingZeroBitCount / 8
        let tail = word & ((1 << UInt64(8 * length)) &- 1)
        let count = offset + length
        return (count, finish(mix(hash, tail), count))
      }
      hash = mix(hash, word)
      offset += 8
    }
    return nil
  }

  private static let seed: UInt64 = 0x243F_6A88_85A3_08D3

  /// Eight bytes, the first being the lowest.
  static func word(_ raw: RawSpan, _ offset: Int) -> UInt64 {
    UInt64(
      littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    )
  }

  /// Up to seven bytes, the first being the lowest, then zeros.
  static func tail(_ raw: RawSpan, _ offset: Int, _ count: Int) -> UInt64 {
    guard count < 4 else {
      // Two halves that may overlap.
      return half(raw, offset) | half(raw, offset + count - 4) << UInt64(8 * (count - 4))
    }
    var tail: UInt64 = 0
    for index in 0..<count { tail |= byte(raw, offset + index) << UInt64(8 * index) }
    return tail
  }

  private static func half(_ raw: RawSpan, _ offset: Int) -> UInt64 {
    let half = unsafe raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
    return UInt64(UInt32(littleEndian: half))
  }

  private static func byte(_ raw: RawSpan, _ offset: Int) -> UInt64 {
    UInt64(unsafe raw.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
  }

  private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product >> 32)
  }

  private static func finish(_ hash: UInt64, _ count: Int) -> UInt64 {
    mix(hash, UInt64(count))
  }
}
