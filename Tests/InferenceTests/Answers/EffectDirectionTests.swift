import Testing

@testable import InferenceCore

@Suite struct EffectDirectionTests {
  private static func sign(_ before: [Double], _ after: [Double]) -> Double {
    EffectDirection.sign(
      before: before,
      after: after,
      weights: before.map { _ in 1 / Double(before.count) },
      link: .logit
    )
  }

  /// A change that moves all rows one way decides, however saturated they are.
  @Test func saturatedRowsKeepTheirDirection() {
    #expect(Self.sign([800, 900], [801, 901]) == 1)
    #expect(Self.sign([-800, 900], [-801, 899]) == -1)
    #expect(Self.sign([5, 6], [5, 6]) == 0)
    #expect(Self.sign([5, 6], [5, 7]) == 1)
  }

  /// exp(-40) up against exp(-39) down: the larger change decides; of vanished ones that nearest to 0.
  @Test func mixedRowsAreWeighed() {
    #expect(Self.sign([-40, 39], [-39.9, 38.9]) == -1)
    #expect(Self.sign([-39, 40], [-38.9, 39.9]) == 1)
    #expect(Self.sign([-800, 790], [-799, 789]) == -1)
    #expect(Self.sign([-780, 790], [-779, 789]) == 1)
  }

  @Test func slopes() {
    #expect(EffectDirection.sign(ofSlopes: [0.1, 0], average: 0) == 1)
    #expect(EffectDirection.sign(ofSlopes: [-0.1, -2], average: 0) == -1)
    #expect(EffectDirection.sign(ofSlopes: [-0.1, 2], average: -1e-14) == -1)
    #expect(EffectDirection.sign(ofSlopes: [0, 0], average: 0) == 0)
  }
}
