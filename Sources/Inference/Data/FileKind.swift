/// Kinds of files that are no text tables, told by their first bytes, not by their names.
public enum FileKind: String, Sendable, CaseIterable {
  case excelWorkbook, openDocument, wordDocument, zip, oldExcel, stata, spss, sas, rData
  case gzip, xz, zstd, bzip2, sevenZip, rar, lz4, tar
  case parquet, feather, hdf5, sqlite, pickle, numpy, matlab
  case pdf, image, richText, html, xml, json, markdown, utf32, gitPointer, program

  /// How many bytes are enough to tell.
  static let prefixLength = 4096

  /// The kind of a file that begins with some bytes; nil where it may be a table.
  init?(_ bytes: Span<UInt8>) {
    let prefix = Prefix(bytes)
    guard let kind = Self.byMagicNumber(prefix) ?? Self.byText(prefix) else {
      return nil
    }
    self = kind
  }

  private static let magicNumbers: [(FileKind, [UInt8])] = [
    (.oldExcel, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
    (.oldExcel, [0x09, 0x08, 0x10, 0x00]), (.oldExcel, [0x09, 0x08, 0x08, 0x00]),
    (.oldExcel, [0x09, 0x04, 0x06, 0x00]), (.oldExcel, [0x09, 0x02, 0x06, 0x00]),
    (.oldExcel, [0x09, 0x00, 0x04, 0x00]), (.gzip, [0x1F, 0x8B]),
    (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]), (.zstd, [0x28, 0xB5, 0x2F, 0xFD]),
    (.lz4, [0x04, 0x22, 0x4D, 0x18]), (.sevenZip, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
    (.hdf5, [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]),
    (.image, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]), (.image, [0xFF, 0xD8, 0xFF]),
    (.numpy, [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]), (.utf32, [0xFF, 0xFE, 0x00, 0x00]),
    (.utf32, [0x00, 0x00, 0xFE, 0xFF]), (.program, [0x7F, 0x45, 0x4C, 0x46]),
  ]

  private static let signatures: [(FileKind, String)] = [
    (.rar, "Rar!\u{1A}"), (.rData, "RDX2\n"), (.rData, "RDX3\n"), (.rData, "RDA2\n"),
    (.rData, "RDA3\n"), (.stata, "<stata_dta>"), (.spss, "$FL2"), (.spss, "$FL3"),
    (.spss, "ASCII SPSS PORT FILE"), (.sas, "HEADER RECORD*******"), (.parquet, "PAR1"),
    (.feather, "FEA1"), (.feather, "ARROW1"), (.sqlite, "SQLite format 3"), (.pdf, "%PDF-"),
    (.richText, "{\\rtf"), (.matlab, "MATLAB 5.0 MAT-file"),
    (.gitPointer, "version https://git-lfs"), (.image, "GIF8"),
  ]

  private static func byMagicNumber(_ prefix: Prefix) -> FileKind? {
    for (kind, magic) in magicNumbers where prefix.has(magic, at: 0) { return kind }
    for (kind, text) in signatures where prefix.has(Array(text.utf8), at: 0) { return kind }
    if prefix.has(Array("BZh".utf8), at: 0), prefix[3] &- 0x31 < 9, prefix[4] == 0x31 {
      return .bzip2
    }
    if prefix.has([0x50, 0x4B, 0x03, 0x04], at: 0) || prefix.has([0x50, 0x4B, 0x05, 0x06], at: 0) {
      return zipKind(prefix)
    }
    // R's serialisation without compression, in XDR, in ASCII, in the bytes of the machine.
    if prefix[1] == 0x0A, [0x58, 0x41, 0x42].contains(prefix[0]),
      prefix.has([0, 0, 0], at: 2) || prefix.has([0x32, 0x0A], at: 2)
        || prefix.has([0x33, 0x0A], at: 2) || prefix.has([2, 0, 0], at: 2)
        || prefix.has([3, 0, 0], at: 2)
    {
      return .rData
    }
    // Stata up to version 12: its format, the order of bytes, 1, 0.
    if 0x69...0x73 ~= prefix[0], 1...2 ~= prefix[1], prefix[2] == 1, prefix[3] == 0 {
      return .stata
    }
    if prefix.has([0xC2, 0xEA, 0x81, 0x60, 0xB3, 0x14, 0x11, 0xCF], at: 12) { return .sas }
    if prefix[0] == 0x80, 2...5 ~= prefix[1] { return .pickle }
    if prefix.has(Array("ustar".utf8), at: 257) { return .tar }
    return nil
  }

  private static func zipKind(_ prefix: Prefix) -> FileKind {
    if prefix.contains("application/vnd.oasis.opendocument") { return .openDocument }
    if prefix.contains("word/") { return .wordDocument }
    if prefix.contains("xl/") || prefix.contains("[Content_Types].xml") { return .excelWorkbook }
    return .zip
  }

  private static func byText(_ prefix: Prefix) -> FileKind? {
    var start = prefix.has([0xEF, 0xBB, 0xBF], at: 0) ? 3 : 0
    while [0x20, 0x09, 0x0A, 0x0D].contains(prefix[start]) { start += 1 }
    var next = start + 1
    while [0x20, 0x09, 0x0A, 0x0D].contains(prefix[next]) { next += 1 }
    let first = prefix[start]
    let second = prefix[next]
    switch first {
    case UInt8(ascii: "{"):
      return second == UInt8(ascii: "\"") || second == UInt8(ascii: "}") ? .json : nil
    case UInt8(ascii: "["):
      let begins: [Character] = ["{", "[", "\"", "]"]
      return begins.contains(Character(UnicodeScalar(second))) ? .json : nil
    case UInt8(ascii: "<"):
      let word = prefix.lowercased(from: start, count: 200)
      if word.hasPrefix("<?xml") { return word.contains("<html") ? .html : .xml }
      return ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style", "<div"]
        .contains { word.hasPrefix($0) } ? .html : nil
    case UInt8(ascii: "|"):
      return isMarkdown(prefix, from: start) ? .markdown : nil
    default: return nil
    }
  }

  /// Whether the second line of a table between bars is the rule of Markdown.
  private static func isMarkdown(_ prefix: Prefix, from start: Int) -> Bool {
    var index = start
    while prefix[index] != 0, prefix[index] != 0x0A { index += 1 }
    index += 1
    var dashes = 0
    while prefix[index] != 0, prefix[index] != 0x0A {
      if !"|-: +\r\t".utf8.contains(prefix[index]) { return false }
      if prefix[index] == UInt8(ascii: "-") { dashes += 1 }
      index += 1
    }
    return dashes > 1
  }

  /// The first bytes, with zeros behind them.
  private struct Prefix {
    private let bytes: [UInt8]

    init(_ span: Span<UInt8>) {
      bytes = (0..<min(span.count, FileKind.prefixLength)).map { span[$0] }
    }

    subscript(index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    func has(_ other: [UInt8], at start: Int) -> Bool {
      bytes.count >= start + other.count
        && bytes[start..<(start + other.count)].elementsEqual(other)
    }

    func lowercased(from start: Int, count: Int) -> String {
      String(decoding: bytes.dropFirst(start).prefix(count), as: UTF8.self).lowercased()
    }

    func contains(_ text: String) -> Bool {
      let wanted = Array(text.utf8)
      return bytes.indices.contains { has(wanted, at: $0) }
    }
  }
}
