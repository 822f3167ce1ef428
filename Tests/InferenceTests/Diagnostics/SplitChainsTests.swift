import Testing

@testable import InferenceCore

@Suite("SplitChains") struct SplitChainsTests {
  @Test func halves() {
    #expect(
      SplitChains.split([[1, 2, 3, 4], [5, 6, 7, 8]]) == [[1, 2], [5, 6], [3, 4], [7, 8]]
    )
    #expect(SplitChains.split([[1, 2, 3, 4, 5]]) == [[1, 2], [4, 5]])
    #expect(SplitChains.split([[1], [2]]) == [[1], [2]])
    #expect(SplitChains.split([[1, 2], [3, 4, 9]]) == [[1], [3], [2], [4]])
    #expect(SplitChains.split([]) == [])
  }

  @Test func contiguous() {
    let chains = [[1.0, 2, 3, 4, 5], [6, 7, 8, 9, 10]]
    #expect(ChainValues(chains).split.values == SplitChains.split(chains).flatMap { $0 })
  }
}
