import Testing

@testable import Inference

@Suite("Summary") struct SummaryTests {
  @Test func rowsInOrder() throws {
    // numpy: mean, median, std(ddof=1), quantile(.05), quantile(.95)
    let chains = [
      ChainDraws(chain: 1, dimension: 2, values: [3.5, 1, -1, 1, 2, 1, 2, 1, 8.25, 1]),
      ChainDraws(chain: 2, dimension: 2, values: [0.1, 1, -7, 1, 4, 1, 4, 1, 11, 1]),
    ]
    let rows = Draws(parameterNames: ["x", "fixed"], chains: chains).summarized()
    #expect(rows.map(\.name) == ["x", "fixed"])
    #expect(abs(rows[0].mean - 2.685) < 1e-14)
    #expect(rows[0].median == 2.75)
    #expect(abs(rows[0].sd - 4.935475323276034) < 1e-14)
    #expect(abs(rows[0].mad - 2.8910699999999996) < 1e-14)
    #expect(abs(rows[0].q5 - -4.3) < 1e-14 && abs(rows[0].q95 - 9.7625) < 1e-14)
    #expect(rows[1].mean == 1 && rows[1].sd == 0 && rows[1].mad == 0 && rows[1].rHat.isNaN)
  }

  @Test func reportAgrees() {
    var stream = TestStream(2)
    let draws = Draws(
      parameterNames: ["x"],
      chains: (1...2).map { ChainDraws(chain: $0, dimension: 1, values: stream.normal(50)) }
    )
    #expect(DiagnosticsReport(draws).summaries == draws.summarized())
  }
}
