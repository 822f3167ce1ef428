import Testing

@testable import InferenceCore

struct DrawsCSVReaderTests {
  private func read(_ text: String) throws -> RecordedDraws {
    try DrawsReader.read([("draws.csv", Array(text.utf8))])
  }

  private func refusal(_ text: String) -> DrawsError? {
    #expect(throws: DrawsError.self) { try read(text) }
  }

  @Test func columnsOfPosteriorMayStandLast() throws {
    let read = try read(
      "lp__,a,\"b,c\",lprior,.chain,.iteration,.draw\n-1,2,3,-5,1,1,1\n-2,4,NA,-6,2,1,2\n"
    )
    #expect(read.draws.parameterNames == ["a", "b,c"])
    #expect(read.draws.chains.map(\.chain) == [1, 2])
    #expect(read.draws.chains[0].values == [2, 3])
    #expect(read.draws.chains[1].values[1].isNaN)
    #expect(read.quantities?.chains == [[-5], [-6]])
    #expect(read.statistics == [.logDensity])
  }

  @Test func rowsArePutIntoOrder() throws {
    let read = try read("chain;iteration;a\n2;2;22\n1;2;12\n2;1;21\n1;1;11\n")
    #expect(read.draws.parameterNames == ["a"])
    #expect(read.draws.chains.map(\.chain) == [1, 2])
    #expect(read.draws.parameter(0) == [[11, 12], [21, 22]])
  }

  @Test func withoutChainsThereIsOne() throws {
    let read = try read("a,b\n1,2\n3,4\n5,6\n")
    #expect(read.draws.chains.map(\.chain) == [1])
    #expect(read.draws.parameter(1) == [[2, 4, 6]])
    #expect(read.statistics == [])
    #expect(read.draws.chains[0].statistics == [])
  }

  @Test func plainNamesAreParametersBesideDottedOnes() throws {
    let read = try read(".chain,chain,draw\n1,5,6\n")
    #expect(read.draws.parameterNames == ["chain", "draw"])
  }

  @Test func divergencesMayBeWords() throws {
    let read = try read(".chain,a,divergent__,energy__,other__\n1,5,TRUE,2,0\n1,6,FALSE,3,0\n")
    #expect(read.draws.parameterNames == ["a"])
    #expect(read.draws.chains[0].statistics.map(\.isDivergent) == [true, false])
    #expect(read.statistics == [.divergence, .energy])
  }

  @Test func refusals() {
    #expect(refusal("")?.kind == .file(.emptyFile))
    #expect(refusal("a,b\n")?.kind == .noDraws)
    #expect(refusal("lp__,.chain\n-1,1\n")?.kind == .noParameters)
    let index = refusal(".chain,a\n1.5,1\n")
    #expect(index?.kind == .notIndex)
    #expect(index?.column == ".chain")
    #expect(index?.value == "1.5")
    let twice = refusal(".chain,.iteration,a\n1,1,2\n1,1,3\n")
    #expect(twice?.kind == .duplicateDraw)
    #expect(twice?.line == 3)
    #expect(twice?.value == "1")
    let empty = refusal("a,b\n1,\n")
    #expect(empty?.kind == .notNumber)
    #expect(empty?.value == "")
    #expect(refusal(".chain,a\n1,1\n1,2\n2,1\n")?.kind == .unequalChains(counts: [2, 1]))
  }
}
