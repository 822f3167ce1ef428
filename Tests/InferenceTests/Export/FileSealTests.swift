import Testing

@testable import Inference

@Suite struct FileSealTests {
  // printf 'a csto-bayes-seal:%064d b\n' 0 | sha256sum
  @Test func digestIsThatOfTheFileWithZeros() throws {
    let file = SealedFile(PlainText("a \(FileSeal.blank) b\n"))
    let text = file.text()
    #expect(text.hasPrefix("a csto-bayes-seal:") && text.hasSuffix(" b\n"))
    #expect(
      text.dropFirst(18).prefix(64)
        == Fingerprint.sha256(of: Array("a \(FileSeal.blank) b\n".utf8))
    )
    #expect(FileSeal.state(of: Array(text.utf8)) == .intact)
  }

  /// Any other byte at any place is found.
  @Test func everyEditIsFound() {
    let bytes = SealedFile(PlainText("first\n\(FileSeal.mark) quoted\n\(FileSeal.blank)\nlast"))
      .bytes
    #expect(FileSeal.state(of: bytes) == .intact)
    for index in bytes.indices {
      var edited = bytes
      edited[index] ^= 1
      #expect(FileSeal.state(of: edited) != .intact, "byte \(index)")
      edited = bytes
      edited.remove(at: index)
      // Of two equal bytes either may go.
      if edited != bytes { #expect(FileSeal.state(of: edited) != .intact, "byte \(index)") }
      edited = bytes
      edited.insert(UInt8(ascii: "0"), at: index)
      #expect(FileSeal.state(of: edited) != .intact, "byte \(index)")
    }
    #expect(FileSeal.state(of: Array("csto-bayes".utf8)) == .none)
    #expect(FileSeal.state(of: []) == .none)
    #expect(FileSeal.state(of: Array(FileSeal.mark.utf8)) == .none)
  }
}
