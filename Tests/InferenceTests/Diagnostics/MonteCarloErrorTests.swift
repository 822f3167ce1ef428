import Testing

@testable import Inference

@Suite("MonteCarloError") struct MonteCarloErrorTests {
  @Test("equals R posterior", arguments: DiagnosticsReference.all)
  func reference(id: String) throws {
    for variable in try DiagnosticsReference(id).variables {
      let chains = variable.chains
      let values = [
        "mcse_mean": MonteCarloError.mean(chains),
        "mcse_sd": MonteCarloError.standardDeviation(chains),
        "mcse_median": MonteCarloError.median(chains),
        "mcse_q5": MonteCarloError.quantile(chains, 0.05),
        "mcse_q95": MonteCarloError.quantile(chains, 0.95),
      ]
      for (key, value) in values {
        #expect(agrees(value, variable.expected[key]), "\(variable.name) \(key) \(value)")
      }
    }
  }
}
