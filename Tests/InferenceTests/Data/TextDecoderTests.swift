import Foundation
import Testing

@testable import Inference

@Suite struct TextDecoderTests {
  @Test func encodings() throws {
    let text = "case,a,y\nC\u{F4}te d\u{2019}Ivoire,1,0\nM\u{E9}xico,0,1\nB,0,0\n"
    let names = ["C\u{F4}te d\u{2019}Ivoire", "M\u{E9}xico", "B"]
    for (encoding, stated, notices) in [
      (String.Encoding.utf8, nil, []), (.windowsCP1252, nil, ["encoding"]),
      (.windowsCP1252, .windows1252, []),
      (.utf16LittleEndian, nil, ["encoding"]), (.utf16BigEndian, nil, ["encoding"]),
      (.utf16LittleEndian, .utf16LittleEndian, []), (.utf16, nil, ["encoding"]),
    ] as [(String.Encoding, TextEncoding?, [String])] {
      let bytes = try #require(text.data(using: encoding))
      let table = try TableReader.read(
        bytes: Array(bytes),
        source: "text",
        format: TableFormat(encoding: stated)
      )
      #expect(table.caseNames == names)
      #expect(table.notices.map(\.code) == notices)
    }
    // The bytes of Python's text.encode("mac_roman"); Foundation writes others on Linux.
    let mac = "case,a,y\nC\u{99}te d\u{D5}Ivoire,1,0\nM\u{8E}xico,0,1\nB,0,0\n".unicodeScalars
      .map { UInt8(truncatingIfNeeded: $0.value) }
    let stated = try TableReader.read(
      bytes: mac,
      source: "text",
      format: TableFormat(encoding: .macRoman)
    )
    #expect(stated.caseNames == names)
    #expect(stated.notices.isEmpty)
    // Unstated Mac Roman, Cyrillic, and a mixture are refused.
    let cyrillic = try #require("case,a\n\u{41E}\u{448},1\nx,0\n".data(using: .windowsCP1251))
    for (bytes, kind) in [
      (mac, DataError.Kind.unknownEncoding), (Array(cyrillic), .unknownEncoding),
      (Array("case,a\nC\u{F4}te,1\nM".utf8) + [0xE9] + Array("xico,0\n".utf8), .mixedEncodings),
    ] {
      #expect(dataError { try TableReader.read(bytes: bytes, source: "t") }?.kind == kind)
    }
    // Far behind the first chunk.
    let far =
      Array(("case,a\n" + (0..<40_000).map { "c\($0),1\n" }.joined()).utf8) + [0x43, 0xF4]
      + Array("te,0\n".utf8)
    let table = try TableReader.read(bytes: far, source: "t")
    #expect(table.caseNames.last == "C\u{F4}te")
    #expect(table.notices.first?.message.contains("C\u{F4}te") == true)
  }

  /// The word that is shown is one by which a reader sees that the guess is wrong.
  @Test func theWordShownTells() throws {
    // Python: "case,a\nMagyarország,1\nGyőr,0\n".encode("cp1250").
    let bytes = "case,a\nMagyarorsz\u{E1}g,1\nGy\u{F5}r,0\n".unicodeScalars
      .map { UInt8(truncatingIfNeeded: $0.value) }
    let table = try TableReader.read(bytes: bytes, source: "t")
    #expect(table.notices.map(\.code) == ["encoding"])
    #expect(table.notices.first?.message.contains("Gy\u{F5}r") == true)
    let stated = try TableReader.read(
      bytes: bytes,
      source: "t",
      format: TableFormat(encoding: .windows1250)
    )
    #expect(stated.caseNames == ["Magyarorsz\u{E1}g", "Gy\u{151}r"])
  }

  /// UTF-8 that is stated to be another encoding would come out as two letters for each.
  ///
  /// Letters of the encoding itself, even those that begin as UTF-8 does, are read.
  @Test func statedEncodingOfAFileInUTF8() throws {
    for encoding in [TextEncoding.latin1, .windows1252, .macRoman, .windows1251] {
      let error = dataError {
        try TableReader.read(
          bytes: Array("case,Gr\u{F6}\u{DF}e\nC\u{F4}te,1\nx,0\n".utf8),
          source: "t",
          format: TableFormat(encoding: encoding)
        )
      }
      #expect(error?.kind == .isUTF8 && error?.value == encoding.rawValue)
    }
    let ice = try #require("case,a\n\u{41B}\u{451}\u{434},1\nx,0\n".data(using: .windowsCP1251))
    let read = try TableReader.read(
      bytes: Array(ice),
      source: "t",
      format: TableFormat(encoding: .windows1251)
    )
    #expect(read.caseNames.first == "\u{41B}\u{451}\u{434}")
  }
}
