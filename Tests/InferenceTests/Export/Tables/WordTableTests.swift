import Foundation
import Testing

@testable import Inference

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The document for Word: a zip that others read, of parts that are XML.
@Suite struct WordTableTests {
  private static let bytes = PaperTableFile(PaperTableTests.table, as: WordTable(), sealed: true)
    .bytes()

  /// The contents of the stored files, by name, found by the directory at the end.
  private static func parts(_ bytes: [UInt8]) throws -> [String: [UInt8]] {
    func number(_ at: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
    }
    let mark: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    let end = try #require((0...(bytes.count - 22)).last { Array(bytes[$0..<($0 + 4)]) == mark })
    var (place, parts) = (number(end + 16, 4), [String: [UInt8]]())
    for _ in 0..<number(end + 10, 2) {
      let length = number(place + 28, 2)
      let name = String(decoding: bytes[(place + 46)..<(place + 46 + length)], as: UTF8.self)
      let start = number(place + 42, 4)
      let first = start + 30 + number(start + 26, 2) + number(start + 28, 2)
      let contents = Array(bytes[first..<(first + number(place + 24, 4))])
      #expect(number(place + 16, 4) == Int(Checksum.crc32(contents)))
      parts[name] = contents
      place += 46 + length
    }
    return parts
  }

  @Test func partsAreThoseOfTheFormat() throws {
    let parts = try Self.parts(Self.bytes)
    #expect(
      Set(parts.keys) == [
        "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml",
        "word/document.xml",
      ]
    )
    for (name, contents) in parts {
      let parser = XMLParser(data: Data(contents))
      #expect(parser.parse(), "\(name): \(String(describing: parser.parserError))")
    }
    // The first file of a package says what the others are.
    #expect(String(decoding: Self.bytes[30..<49], as: UTF8.self) == "[Content_Types].xml")
  }

  /// The texts of the cells in order, and nothing of them read as markup.
  @Test func textIsText() throws {
    let document = try #require(try Self.parts(Self.bytes)["word/document.xml"])
    let reader = Reader()
    let parser = XMLParser(data: Data(document))
    parser.delegate = reader
    #expect(parser.parse())
    #expect(reader.rows == 5 && reader.cells == 15)
    #expect(reader.texts.first == "Effects of \(PaperTableTests.hostile)")
    #expect(reader.texts.contains(PaperTableTests.hostile))
    #expect(reader.texts.contains("\u{2212}0.5") && reader.texts.contains("†a"))
    #expect(reader.elements.isSubset(of: Reader.known))
  }

  /// What another program's reader of zips says of it, where there is one.
  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/unzip"),
      "unzip is not there"
    )
  )
  func unzipFindsNoFault() throws {
    let path = ExportExamples.temporaryPath() + ".docx"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(Self.bytes).write(to: URL(fileURLWithPath: path))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/unzip")
    process.arguments = ["-tqq", path]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  private final class Reader: NSObject, XMLParserDelegate {
    static let known: Set<String> = Set(
      ("document body p pPr pStyle jc r rPr vertAlign t tbl tblPr tblW tblCellMar left right tblGrid gridCol tr "
        + "trPr cantSplit tblHeader tc tcPr tcW tcBorders top bottom sectPr pgSz pgMar")
        .split(separator: " ").map { "w:\($0)" }
    )
    var (rows, cells) = (0, 0)
    var texts: [String] = []
    var elements: Set<String> = []
    private var current: String?

    func parser(
      _ parser: XMLParser,
      didStartElement name: String,
      namespaceURI: String?,
      qualifiedName: String?,
      attributes: [String: String]
    ) {
      elements.insert(name)
      if name == "w:tr" { rows += 1 }
      if name == "w:tc" { cells += 1 }
      if name == "w:t" { current = "" }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { current? += string }

    func parser(
      _ parser: XMLParser,
      didEndElement name: String,
      namespaceURI: String?,
      qualifiedName: String?
    ) {
      guard name == "w:t", let text = current else { return }
      texts.append(text)
      current = nil
    }
  }
}
