import InferenceTestSupport
import Testing

@testable import InferenceCore

@Suite struct SmoothedMarginalTests {
  /// Weights of a normal density at points a quarter of a standard deviation apart, shared out as the
  /// lattice's are, give that distribution back.
  @Test func normalDistributionsComeBack() {
    func histogram(_ offset: Double) -> [Double] {
      var nodes = [Double](repeating: 0, count: MarginalGrid.count)
      for step in -32...32 {
        let u = 0.25 * (Double(step) + offset)
        let weight = Portable.exp(StandardNormal.logDensity(u))
        let place = (u + MarginalGrid.extent) / MarginalGrid.step
        let node = Int(place + 0.5)
        let x = place - Double(node)
        nodes[node - 1] += 0.5 * weight * (0.5 - x) * (0.5 - x)
        nodes[node] += weight * (0.75 - x * x)
        nodes[node + 1] += 0.5 * weight * (0.5 + x) * (0.5 + x)
      }
      return nodes
    }
    let marginal = SmoothedMarginal(
      (histogram(0.1)[...], histogram(0.6)[...]),
      cutoff: 10,
      lowerCutoff: 8,
      scale: .init(center: 3, deviation: 2)
    )
    for level in [0.001, 0.05, 0.25, 0.5, 0.9, 0.999] {
      let z = StandardNormal.quantile(level)
      let own = marginal.quantile(level)
      #expect(abs(own.value - (3 + 2 * z)) < 1e-5, "\(level)")
      #expect(own.difference < 1e-4)
      #expect(abs(marginal.probability(upTo: 3 + 2 * z).value - level) < 1e-6)
      let density = Portable.exp(StandardNormal.logDensity(z)) / 2
      #expect(abs(marginal.density(at: 3 + 2 * z) - density) < 0.01)
    }
    #expect(marginal.probability(upTo: -100).value == 0)
    #expect(marginal.probability(upTo: 100).value == 1)
  }

  /// Shifts that disagree are an error of half their difference.
  @Test func disagreementIsAnError() {
    func histogram(_ center: Double) -> [Double] {
      (0..<MarginalGrid.count).map { node in
        let u = Double(node) * MarginalGrid.step - MarginalGrid.extent - center
        return Portable.exp(StandardNormal.logDensity(u))
      }
    }
    let marginal = SmoothedMarginal(
      (histogram(-0.1)[...], histogram(0.1)[...]),
      cutoff: 8,
      lowerCutoff: 7,
      scale: .init(center: 0, deviation: 1)
    )
    let median = marginal.quantile(0.5)
    #expect(abs(median.value) < 1e-6)
    #expect(abs(median.difference - 0.1) < 1e-4)
  }
}
