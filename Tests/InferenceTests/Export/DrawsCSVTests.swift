import Inference
import Testing

@testable import InferenceCore

struct DrawsCSVTests {
  @Test func goldenFile() {
    let file = DrawsCSV(draws: ExportExamples.draws, quantities: ExportExamples.quantities)
    #expect(
      file.text() == """
        .chain,.iteration,.draw,lp__,Intercept,a:b,lprior,log_lik[1],log_lik[2]
        1,1,1,-3.5,0.5,-1,-1,-0.25,-2
        1,2,2,-2,2,1e-07,-3,-4,-5
        2,1,3,-3.5,0.1,3.25,-6,-7,-8
        2,2,4,-2,-0,1e+20,-9,-10,-11.5

        """
    )
  }

  @Test func oddNamesAreQuotedAndNonFiniteValuesAreSpelledForR() {
    let draws = Draws(
      parameterNames: ["a,b", "say \"hi\"", "two\nlines", "Հայաստան"],
      chains: [ChainDraws(chain: 1, dimension: 4, values: [.nan, .infinity, -.infinity, 1])]
    )
    #expect(
      DrawsCSV(draws: draws).text() == """
        .chain,.iteration,.draw,"a,b","say ""hi""\","two
        lines",Հայաստան
        1,1,1,NaN,Inf,-Inf,1

        """
    )
  }

  @Test func isReadBackExactly() throws {
    let file = DrawsCSV(draws: ExportExamples.draws, quantities: ExportExamples.quantities)
    let read = try DrawsReader.read([("draws.csv", Array(file.text().utf8))])
    #expect(read.draws.parameterNames == ExportExamples.draws.parameterNames)
    #expect(read.draws.chains.map(\.values) == ExportExamples.draws.chains.map(\.values))
    #expect(read.draws.chains.map(\.chain) == [1, 2])
    #expect(read.quantities == ExportExamples.quantities)
    #expect(read.statistics == [.logDensity])
    #expect(read.draws.chains[0].statistics.map(\.logDensity) == [-3.5, -2])
  }
}
