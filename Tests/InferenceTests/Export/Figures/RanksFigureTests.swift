import Testing

@testable import Inference
@testable import InferenceCore

@Suite struct RanksFigureTests {
  private static func draws(_ chains: [[Double]]) -> Draws {
    Draws(
      parameterNames: ["x"],
      chains: chains.enumerated().map { ChainDraws(chain: $0 + 1, dimension: 1, values: $1) }
    )
  }

  /// Chains that take turns have even ranks: no difference anywhere.
  @Test func evenChains() {
    let values = (0..<800).map(Double.init)
    let figure = RanksFigure(
      Self.draws([0, 1].map { part in values.filter { Int($0) % 2 == part } })
    )
    #expect(figure.ranks[0].chains.joined().allSatisfy { abs($0) < 1e-12 })
  }

  /// A chain with the lower half of the draws has them all below the middle: the difference there is 1/2.
  @Test func aChainThatStaysBelow() throws {
    let figure = RanksFigure(
      Self.draws([(0..<400).map(Double.init), (400..<800).map(Double.init)])
    )
    let middle = RanksFigure.intervalCount / 2 - 1
    #expect(figure.ranks[0].chains[0][middle] == 0.5)
    #expect(figure.ranks[0].chains[1][middle] == -0.5)
    #expect(!figure.band[middle].contains(0.5))
    #expect(figure.band.allSatisfy { $0.contains(0) })
    #expect(figure.drawing(width: 84).description == "Outside the band: x.")
  }

  @Test func tracesKeepTheExtremes() {
    let values = (0..<1000).map { Double($0 == 517 ? 9 : $0 % 3) }
    let traces = TracesFigure(Self.draws([values, values]))
    let spans = traces.traces[0].chains[0]
    #expect(spans.count <= TracesFigure.spanLimit && spans.last?.last == 1000)
    #expect(spans.map(\.greatest).max() == 9)
    #expect(spans.first { $0.first <= 518 && $0.last >= 518 }?.greatest == 9)
    FigureExamples.expectTidy(traces.drawing(width: 84))
  }
}
