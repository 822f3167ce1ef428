/// The bytes of a zip of stored files, part by part; they depend on the names and contents alone.
///
/// Entries are in the order given, dated 1 January 1980, with relative paths in UTF-8; nothing is
/// compressed. The format is that of PKWARE's APPNOTE 6.3.3 without the extensions for sizes from
/// 4 GiB and more than 65,535 files. Bytes go from the start in this order: for each file ``add(_:named:mode:)``
/// and its contents, then ``end(commentCount:)`` and the comment.
struct StoredZip {
  /// The modes of plain files and of those that may be executed.
  enum Mode: UInt32 {
    case plain = 0o100644
    case executable = 0o100755
  }

  // 1 January 1980, the first day that the format knows; midnight.
  private static let day: UInt16 = 1 << 5 | 1
  private static let version: UInt16 = 20
  // Bit 11: names are UTF-8.
  private static let flags: UInt16 = 1 << 11

  private struct Member {
    let name: [UInt8]
    let checksum: UInt32
    let size: UInt32
    let offset: UInt32
    let mode: Mode
  }

  private var members: [Member] = []
  private var offset = 0

  /// Takes a file in.
  ///
  /// - Returns: The bytes before its contents; nil where the format has no room for it.
  /// - Complexity: O(bytes).
  mutating func add(_ contents: [UInt8], named name: String, mode: Mode = .plain) -> [UInt8]? {
    guard members.count < 0xFFFE, let size = UInt32(exactly: contents.count),
      let start = UInt32(exactly: offset), size < .max,
      offset + contents.count < Int(UInt32.max)
    else { return nil }
    let member = Member(
      name: Array(name.utf8),
      checksum: Checksum.crc32(contents),
      size: size,
      offset: start,
      mode: mode
    )
    let header = Self.header(of: member)
    offset += header.count + contents.count
    members.append(member)
    return header
  }

  /// The bytes after the last file, before a comment of so many bytes; nil where the format has no room for them.
  func end(commentCount: Int = 0) -> [UInt8]? {
    let directory = members.flatMap(Self.directoryEntry)
    guard let start = UInt32(exactly: offset), offset + directory.count < Int(UInt32.max),
      let comment = UInt16(exactly: commentCount)
    else { return nil }
    var bytes = LittleEndian()
    bytes.append(0x0605_4B50 as UInt32)
    bytes.append(0 as UInt16)
    bytes.append(0 as UInt16)
    bytes.append(UInt16(members.count))
    bytes.append(UInt16(members.count))
    bytes.append(UInt32(directory.count))
    bytes.append(start)
    bytes.append(comment)
    return directory + bytes.bytes
  }

  private static func header(of member: Member) -> [UInt8] {
    var bytes = LittleEndian()
    bytes.append(0x0403_4B50 as UInt32)
    bytes.append(version)
    append(member, to: &bytes)
    bytes.append(0 as UInt16)  // no extra field
    return bytes.bytes + member.name
  }

  private static func directoryEntry(of member: Member) -> [UInt8] {
    var bytes = LittleEndian()
    bytes.append(0x0201_4B50 as UInt32)
    bytes.append(3 << 8 | version)  // made on Unix: the attributes are a mode
    bytes.append(version)
    append(member, to: &bytes)
    for _ in 0..<4 { bytes.append(0 as UInt16) }  // extra field, comment, disk, kind of text
    bytes.append(member.mode.rawValue << 16)
    bytes.append(member.offset)
    return bytes.bytes + member.name
  }

  /// What both kinds of header share.
  private static func append(_ member: Member, to bytes: inout LittleEndian) {
    bytes.append(flags)
    bytes.append(0 as UInt16)  // stored
    bytes.append(0 as UInt16)
    bytes.append(day)
    bytes.append(member.checksum)
    bytes.append(member.size)
    bytes.append(member.size)
    bytes.append(UInt16(truncatingIfNeeded: member.name.count))
  }
}

/// Whole numbers as bytes, the lowest first.
private struct LittleEndian {
  var bytes: [UInt8] = []

  mutating func append(_ value: some FixedWidthInteger & UnsignedInteger) {
    for shift in stride(from: 0, to: value.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}

/// Checksums of bytes.
enum Checksum {
  private static let table: [UInt32] = (0..<256)
    .map { index in
      (0..<8)
        .reduce(UInt32(index)) { value, _ in
          value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
        }
    }

  /// The CRC-32 of bytes, as in ISO 3309, zip and PNG.
  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    let table = table
    return ~bytes.reduce(~0) { sum, byte in
      table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ sum >> 8
    }
  }
}
