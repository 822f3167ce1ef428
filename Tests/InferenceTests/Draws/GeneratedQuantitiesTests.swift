import Testing

@testable import Inference

struct GeneratedQuantitiesTests {
  @Test func namesOfGeneratedQuantities() {
    for name in ["lprior", "log_lik", "log_lik[1]", GeneratedQuantities.logLikelihoodName(12)] {
      #expect(GeneratedQuantities.isName(name))
    }
    for name in ["lp__", "log_likelihood", "prior", "Intercept"] {
      #expect(!GeneratedQuantities.isName(name))
    }
  }

  @Test func columnsAndFit() {
    let quantities = ExportExamples.quantities
    #expect(quantities.quantity(1) == [[-0.25, -4], [-7, -10]])
    #expect(quantities.fits(ExportExamples.draws))
    let shorter = Draws(
      parameterNames: ["Intercept", "a:b"],
      chains: ExportExamples.draws.chains.map { $0.prefix(1) }
    )
    #expect(!quantities.fits(shorter))
  }

  @Test func chainsAreCutToTheShortest() {
    let draws = Draws(
      parameterNames: ["a", "b"],
      chains: [
        ExportExamples.chain(1, values: [1, 2, 3, 4]),
        ExportExamples.chain(2, values: [5, 6, 7, 8]).prefix(1),
      ]
    )
    let cut = draws.cutToShortestChain()
    #expect(cut.chains.map(\.values) == [[1, 2], [5, 6]])
    #expect(cut.chains.map(\.statistics.count) == [1, 1])
  }
}
