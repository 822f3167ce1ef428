import Testing

@testable import InferenceCore

@Suite struct RandomStreamTests {
  /// Known answers of the Random123 distribution (kat_vectors, philox4x64, 10 rounds).
  @Test func philoxMatchesKnownAnswers() {
    let zero = RandomStream.philox(counter: (0, 0, 0, 0), key: (0, 0))
    #expect(zero.0 == 0x1655_4D9E_CA36_314C)
    #expect(zero.1 == 0xDB20_FE9D_672D_0FDC)
    #expect(zero.2 == 0xD7E7_72CE_E186_176B)
    #expect(zero.3 == 0x7E68_B68A_EC7B_A23B)
    let ones = RandomStream.philox(
      counter: (.max, .max, .max, .max),
      key: (.max, .max)
    )
    #expect(ones.0 == 0x87B0_92C3_013F_E90B)
    #expect(ones.1 == 0x438C_3C67_BE8D_0224)
    #expect(ones.2 == 0x9CC7_D7C6_9CD7_77B6)
    #expect(ones.3 == 0xA09C_AEBF_594F_0BA0)
  }

  /// Test vectors of FNV-1a by its authors: the hash of a name is the upper half of the counter.
  @Test(
    arguments: [
      ("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8),
    ] as [(String, UInt64)]
  )
  func namedStreams(_ name: String, _ hash: UInt64) {
    let named = RandomStream(seed: 5, purpose: .simulation, name: name)
    #expect(named == RandomStream(key: (5, 4 << 32), counter: (0, hash)))
    #expect(named != RandomStream(seed: 5, purpose: .simulation))
  }

  /// numpy: `Philox(key=[7, 9], counter=[5, 0, 0, 0]).random_raw(8)`; numpy adds one to the counter
  /// before its first block, so its counter 5 is ours from 6.
  @Test func wordsFollowTheCounter() {
    var stream = RandomStream(key: (7, 9), counter: (6, 0))
    #expect((0..<8).map { _ in stream.next() } == RandomStreamTests.numpyWords)
  }

  static let numpyWords: [UInt64] = [
    0xCA3338AABC68B165,
    0xF59AC89340E9A844,
    0x31D671C919168CE1,
    0x26084F673B9C63CD,
    0x63D96C01B2976DD0,
    0xA27607E2F694D4F6,
    0xBD4169700AF5D066,
    0xC66F5B8D6B7A23EC,
  ]

  @Test func streamsOfOneSeedDiffer() {
    var seen: Set<UInt64> = []
    for chain in 0..<8 {
      for purpose in [RandomStream.Purpose.initialization, .transitions, .simulation] {
        var stream = RandomStream(seed: 1, chain: chain, purpose: purpose)
        for _ in 0..<64 { seen.insert(stream.next()) }
      }
    }
    #expect(seen.count == 8 * 3 * 64)
  }

  /// Mean, variance and fourth moment of 10^6 normal numbers, within five standard errors.
  @Test func normalNumbersHaveTheRightMoments() {
    var stream = RandomStream(seed: 20_261_121, purpose: .simulation)
    let count = 1_000_000
    var (first, second, fourth) = (0.0, 0.0, 0.0)
    for _ in 0..<count {
      let x = stream.nextNormal()
      first += x
      second += x * x
      fourth += x * x * x * x
    }
    let n = Double(count)
    #expect(abs(first / n) < 5 / n.squareRoot())
    #expect(abs(second / n - 1) < 5 * (2 / n).squareRoot())
    #expect(abs(fourth / n - 3) < 5 * (96 / n).squareRoot())
  }

  @Test func uniformNumbersStayInside() {
    struct Extreme: RandomNumberGenerator {
      var word: UInt64
      mutating func next() -> UInt64 { word }
    }
    var low = Extreme(word: 0)
    var high = Extreme(word: .max)
    #expect(low.nextUniform() > 0)
    #expect(high.nextUniform() < 1)
  }
}
