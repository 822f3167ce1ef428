import RealModule
import Testing

@testable import Inference

@Suite struct IndependenceCertificateTests {
  /// Independent normal draws, four chains: every clause about them holds.
  static let variables: [VariableDiagnostics] = {
    var random = RandomStream(seed: 1, purpose: .simulation)
    return [
      VariableDiagnostics((0..<4).map { _ in (0..<500).map { _ in random.nextNormal() } })
    ]
  }()

  /// Log ratios spread evenly over a hundredth, in no order.
  static let even = (0..<4000).map { 1e-2 * Double($0 * 1237 % 4000) / 4000 }

  @Test func nearlyEqualWeightsAreAccepted() {
    let certificate = IndependenceCertificate(
      logRatios: Self.even.map { $0 - 7 },
      longestRun: 50,
      variables: Self.variables
    )
    #expect(certificate.isAccepted)
    #expect(certificate.importanceEfficiency > 0.9999)
    #expect(abs(certificate.logMeanRatio + 6.995) < 1e-5)
    #expect(abs(certificate.logWeights.reduce(0) { $0 + .exp($1) } - 1) < 1e-12)
  }

  /// Each clause fails for its own reason.
  @Test func clausesFailOneByOne() {
    func failures(
      _ ratios: [Double],
      run: Int = 1,
      _ variables: [VariableDiagnostics] = Self.variables
    ) -> [IndependenceCertificate.Clause] {
      IndependenceCertificate(logRatios: ratios, longestRun: run, variables: variables).failures
    }
    #expect(failures(Self.even, run: 51) == [.longestRun])
    // Weights 1 and 0 alternate: half of the draws, in light tails.
    let half = (0..<4000).map { $0.isMultiple(of: 2) ? -800 : 1e-3 * Double($0 % 101) }
    #expect(failures(half).contains(.importanceEfficiency))
    // Weights of shape 1: Pareto variates by inversion.
    let heavy = (0..<4000).map { -Double.log((Double($0) + 0.5) / 4000) }
    #expect(failures(heavy) == [.paretoK, .importanceEfficiency])
    var random = RandomStream(seed: 2, purpose: .simulation)
    let shifted = VariableDiagnostics(
      (0..<4).map { chain in (0..<500).map { _ in random.nextNormal() + (chain == 0 ? 1 : 0) } }
    )
    #expect(failures(Self.even, [shifted]).contains(.rHat))
    let short = VariableDiagnostics(
      (0..<4).map { _ in (0..<50).map { _ in random.nextNormal() } }
    )
    let few = failures(Self.even, [short])
    #expect(few.contains(.bulkSampleSize) && few.contains(.tailSampleSize))
    #expect(
      failures(Self.even, []) == failures(Self.even) + [.rHat, .bulkSampleSize, .tailSampleSize]
    )
    // Nothing possible: every number about the weights is missing.
    let impossible = failures([Double](repeating: -.infinity, count: 4000))
    #expect(impossible == [.paretoK, .importanceEfficiency])
  }

  @Test func efficiencyByHand() {
    // Too few for a tail: the weights 0.4, 0.2, 0.2, 0.2 stay as they are.
    let certificate = IndependenceCertificate(
      logRatios: [2.0, 1, 1, 1].map { .log($0) },
      longestRun: 1,
      variables: []
    )
    #expect(abs(certificate.importanceEfficiency - 25.0 / 28) < 1e-14)
    for (logWeight, expected) in zip(certificate.logWeights, [0.4, 0.2, 0.2, 0.2]) {
      #expect(abs(.exp(logWeight) - expected) < 1e-14)
    }
  }
}
