import Testing

@testable import Inference

@Suite struct FingerprintTests {
  // FIPS 180-4 examples: the empty message, "abc", and a million times "a".
  @Test func knownAnswers() {
    #expect(
      Fingerprint.sha256(of: [])
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
    #expect(
      Fingerprint.sha256(of: Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
  }

  @Test func filesAreReadByTheChunk() throws {
    try withFolder(["a": String(repeating: "a", count: 1_000_000)]) { folder in
      let found = try Fingerprint.sha256(ofFile: folder + "/a")
      #expect(
        found == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      )
      let none = folder + "/b"
      #expect(
        dataError { try Fingerprint.sha256(ofFile: none) } == DataError(.noSuchFile, file: none)
      )
    }
  }

  @Test func pendingOnesAreTheSame() throws {
    try withFolder(["a": String(repeating: "a", count: 1_000_000)]) { folder in
      let pending = (0..<4).map { _ in Fingerprint.Pending(ofFile: folder + "/a") }
      for one in pending {
        let found = try one.value()
        #expect(
          found == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        )
      }
      let none = folder + "/b"
      #expect(
        dataError { try Fingerprint.Pending(ofFile: none).value() }
          == DataError(.noSuchFile, file: none)
      )
    }
  }
}
