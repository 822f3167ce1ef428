/// Writes a zip of stored files whose bytes depend on the names and contents alone.
///
/// Entries are in the order given, dated 1 January 1980, with relative paths in UTF-8; nothing is
/// compressed. Its comment is a seal (``FileSeal``) of all that is before the digits. The format is that of PKWARE's APPNOTE 6.3.3 without the extensions for sizes from
/// 4 GiB and more than 65,535 files, which are refused.
struct ZipArchive {
  /// The files to put in, as paths from `folder`.
  let files: [String]
  /// The folder they are in.
  let folder: String
  /// The paths that may be executed.
  let executables: Set<String>

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
    let mode: UInt32
  }

  /// Writes the archive at a path, replacing what is there; nothing is left there after a failure.
  ///
  /// O(bytes); the largest file is held in memory.
  func write(toFile path: String) throws {
    let descriptor = try FileSystem.openForWriting(path)
    do {
      try write(to: descriptor, path)
    } catch {
      _ = FileSystem.closeFile(descriptor)
      FileSystem.removeTree(path)
      throw error
    }
    let code = FileSystem.closeFile(descriptor)
    guard code == 0 else {
      FileSystem.removeTree(path)
      throw ExportError(kind: .cannotWrite, path: path, systemCode: code)
    }
  }

  private func write(to descriptor: Int32, _ path: String) throws {
    guard files.count < 0xFFFF else { throw PackageError(.tooLargeForZip(folder), path: path) }
    var fingerprint = Fingerprint.Running()
    func put(_ bytes: [UInt8]) throws(ExportError) {
      fingerprint.append(bytes)
      let code = FileSystem.write(bytes, to: descriptor)
      guard code == 0 else { throw ExportError(kind: .cannotWrite, path: path, systemCode: code) }
    }
    var members: [Member] = []
    var offset = 0
    for file in files {
      let contents = try ByteSource.contents(of: "\(folder)/\(file)")
      guard let size = UInt32(exactly: contents.count), let start = UInt32(exactly: offset),
        size < .max, offset + contents.count < Int(UInt32.max)
      else { throw PackageError(.tooLargeForZip(file), path: path) }
      let member = Member(
        name: Array(file.utf8),
        checksum: Checksum.crc32(contents),
        size: size,
        offset: start,
        mode: executables.contains(file) ? 0o100755 : 0o100644
      )
      let header = Self.header(of: member)
      try put(header)
      try put(contents)
      offset += header.count + contents.count
      members.append(member)
    }
    let directory = members.flatMap(Self.directoryEntry)
    guard let start = UInt32(exactly: offset), offset + directory.count < Int(UInt32.max) else {
      throw PackageError(.tooLargeForZip(folder), path: path)
    }
    try put(directory)
    try put(Self.end(count: UInt16(members.count), size: UInt32(directory.count), start: start))
    try put(Array(FileSeal.mark.utf8))
    try put(Array(fingerprint.value.utf8))
  }

  /// Whether this program wrote the archive at a path, and whether it is as it was written.
  ///
  /// O(bytes), the archive in memory; nil where there is no regular file.
  static func state(ofFile path: String) -> FileSeal.State? {
    guard FileSystem.isRegularFile(path), let bytes = try? ByteSource.contents(of: path) else {
      return nil
    }
    let mark = Array(FileSeal.mark.utf8)
    let end = bytes.count - FileSeal.digitCount
    guard end >= mark.count, bytes[..<end].suffix(mark.count).elementsEqual(mark) else {
      return FileSeal.State.none
    }
    let digest = Fingerprint.sha256(of: Array(bytes[..<end]))
    return bytes[end...].elementsEqual(digest.utf8) ? .intact : .broken
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
    bytes.append(member.mode << 16)
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

  private static func end(count: UInt16, size: UInt32, start: UInt32) -> [UInt8] {
    var bytes = LittleEndian()
    bytes.append(0x0605_4B50 as UInt32)
    bytes.append(0 as UInt16)
    bytes.append(0 as UInt16)
    bytes.append(count)
    bytes.append(count)
    bytes.append(size)
    bytes.append(start)
    bytes.append(UInt16(FileSeal.mark.utf8.count + FileSeal.digitCount))  // of the comment
    return bytes.bytes
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
