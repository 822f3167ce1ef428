import Testing

@testable import Inference

@Suite struct ZipArchiveTests {
  // python3 -c "import zlib; print(hex(zlib.crc32(b'123456789')), hex(zlib.crc32(bytes(range(256)))))"
  @Test func checksums() {
    #expect(Checksum.crc32([]) == 0)
    #expect(Checksum.crc32(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(Checksum.crc32((0..<256).map { UInt8($0) }) == 0x2905_8C73)
  }

  // The bytes of Python's zipfile for the same entries:
  //
  //     import io, zipfile
  //     b = io.BytesIO(); z = zipfile.ZipFile(b, "w")
  //     for n, d, m in [("a.txt", b"abc", 0o100644), ("ä/run.sh", b"", 0o100755)]:
  //         i = zipfile.ZipInfo(n, (1980, 1, 1, 0, 0, 0)); i.create_system = 3; i.flag_bits = 0x800
  //         i.external_attr = m << 16; z.writestr(i, d)
  //     z.close(); print(b.getvalue().hex())
  //
  // with bit 11 of the flags set for the first entry too, which Python clears for ASCII names.
  @Test func bytesAreThoseOfPython() throws {
    let folder = ExportExamples.temporaryPath()
    try #require(FileSystem.makeFolder(folder) == 0)
    defer { FileSystem.removeTree(folder) }
    try #require(FileSystem.makeFolder(folder + "/ä") == 0)
    try PlainText("abc").write(toFile: folder + "/a.txt")
    try PlainText("").write(toFile: folder + "/ä/run.sh")
    let archive = ZipArchive(
      files: ["a.txt", "ä/run.sh"],
      folder: folder,
      executables: ["ä/run.sh"]
    )
    try archive.write(toFile: folder + "/x.zip")
    let found = try ByteSource.contents(of: folder + "/x.zip")
    // Then the comment, which Python would write for `z.comment`: a seal.
    let comment = found.suffix(FileSeal.mark.utf8.count + 64)
    #expect(Self.hexadecimal(found.dropLast(comment.count)) == Self.expected)
    #expect(String(decoding: comment, as: UTF8.self).hasPrefix(FileSeal.mark))
    #expect(ZipArchive.state(ofFile: folder + "/x.zip") == .intact)
    // One byte of the first file, not of the seal's own words.
    var edited = found
    let index = try #require(found.firstIndex(of: UInt8(ascii: "b")))
    edited[index] = UInt8(ascii: "B")
    try PlainBytes(bytes: edited).write(toFile: folder + "/x.zip")
    #expect(ZipArchive.state(ofFile: folder + "/x.zip") == .broken)
    #expect(ZipArchive.state(ofFile: folder + "/a.txt") == FileSeal.State.none)
  }

  @Test func nothingIsLeftWhereTheDiskIsFull() throws {
    let folder = ExportExamples.temporaryPath()
    try #require(FileSystem.makeFolder(folder) == 0)
    defer { FileSystem.removeTree(folder) }
    try PlainText("abc").write(toFile: folder + "/a.txt")
    let archive = ZipArchive(files: ["a.txt", "gone"], folder: folder, executables: [])
    #expect(throws: DataError.self) { try archive.write(toFile: folder + "/x.zip") }
    #expect(FileSystem.entry(at: folder + "/x.zip") == .nothing)
  }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
  }

  private static let expected = """
    504b030414000008000000002100c2412435030000000300000005000000612e747874616263504b03041400\
    000800000000210000000000000000000000000009000000c3a42f72756e2e7368504b010214031400000800\
    0000002100c24124350300000003000000050000000000000000000000a48100000000612e747874504b0102\
    140314000008000000002100000000000000000000000000090000000000000000000000ed8126000000c3a4\
    2f72756e2e7368504b050600000000020002006a0000004d0000005000
    """
}
