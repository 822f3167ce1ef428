import Testing

@testable import InferenceCore

@Suite struct ByteDictionaryTests {
  @Test func numbersStringsAsTheyAreMet() {
    // Few letters, zero among them, so that lengths, tails and padding all matter.
    var generator = SplitMix(state: 1)
    let letters: [UInt8] = [0, 0, 0, 1, 255]
    var texts: [[UInt8]] = [[]]
    for length in 1...20 {
      for _ in 0..<200 {
        texts.append((0..<length).map { _ in letters[Int(generator.next() % 5)] })
      }
    }
    texts.shuffle(using: &generator)
    var expected: [[UInt8]: Int] = [:]
    var dictionary = ByteDictionary()
    for text in texts + texts {
      let wanted = expected[text] ?? expected.count
      expected[text] = wanted
      #expect(dictionary.insert(text.span) == wanted)
      #expect(dictionary.index(of: text.span, hash: ByteHash.of(text.span)) == wanted)
    }
    #expect(dictionary.count == expected.count)
    for (text, index) in expected {
      #expect(dictionary.withString(index) { bytes in bytes.indices.map { bytes[$0] } } == text)
    }
    let other: [UInt8] = [7]
    #expect(dictionary.index(of: other.span, hash: ByteHash.of(other.span)) == nil)
  }

  @Test func findsLinesWithTheHashOfTheirBytes() {
    var generator = SplitMix(state: 2)
    // 0x0B and 0x8A differ from a line feed by one bit.
    let letters: [UInt8] = [0x0B, 0x8A, 0x09, 0x00, 0xFF, 0x41]
    for length in 0...40 {
      for _ in 0..<20 {
        let line = (0..<length).map { _ in letters[Int(generator.next() % 6)] }
        let bytes: [UInt8] = [1, 2, 3] + line + [0x0A] + [UInt8](repeating: 0x0A, count: 8)
        let found = ByteHash.line(bytes.span, from: 3, limit: 512)
        #expect(found?.count == length)
        #expect(found?.hash == ByteHash.of(line.span))
        #expect(ByteHash.line(bytes.span, from: 3, limit: length / 8 * 8 + 7) == nil)
      }
    }
    let short: [UInt8] = [0x0A, 1, 2, 3, 4, 5, 6]
    #expect(ByteHash.line(short.span, from: 0, limit: 512) == nil)
  }
}
