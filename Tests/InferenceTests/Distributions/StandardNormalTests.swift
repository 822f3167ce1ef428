import Testing

@testable import Inference

@Suite struct StandardNormalTests {
  /// mpmath at 40 digits: `findroot(lambda t: log(ncdf(t)) - log(p), start)`.
  static let quantiles: [(probability: Double, value: Double)] = [
    (1e-300, -37.047096299361199237),
    (1e-100, -21.273453560965324294),
    (1e-30, -11.46402468844361572),
    (1e-12, -7.0344838253011319326),
    (1e-06, -4.7534243088228989573),
    (0.001, -3.0902323061678135354),
    (0.02, -2.0537489106318230443),
    (0.0749, -1.4402382675279636631),
    (0.0751, -1.4388253927525399824),
    (0.3, -0.52440051270804081597),
    (0.5, 0.0),
    (0.6, 0.25334710313579974132),
    (0.925, 1.4395314709384562291),
    (0.99, 2.3263478740408407676),
    (0.9999, 3.7190164854557083867),
    (0.999999999, 5.9978070196016374264),
  ]

  /// mpmath at 40 digits: `ncdf(x)`.
  static let cumulative: [(value: Double, probability: Double)] = [
    (-20, 2.7536241186062336951e-89),
    (-8, 6.2209605742717841235e-16),
    (-3, 0.0013498980316300945267),
    (-1, 0.15865525393145705141),
    (-0.25, 0.40129367431707627576),
    (0, 0.5),
    (0.5, 0.69146246127401310364),
    (2, 0.9772498680518207928),
    (5, 0.99999971334842812081),
    (8, 0.9999999999999993779),
  ]

  @Test func quantilesMatchMpmath() {
    for (probability, value) in Self.quantiles {
      let got = StandardNormal.quantile(probability)
      #expect(abs(got - value) <= 1e-15 * max(1, abs(value)), "p = \(probability)")
    }
  }

  @Test func cumulativeMatchesMpmath() {
    for (value, probability) in Self.cumulative {
      let got = StandardNormal.cumulative(value)
      #expect(abs(got - probability) <= 1e-13 * probability, "x = \(value)")
    }
  }

  @Test func edgesOfTheDomain() {
    #expect(StandardNormal.quantile(0) == -.infinity)
    #expect(StandardNormal.quantile(1) == .infinity)
    #expect(StandardNormal.quantile(-0.1).isNaN)
    #expect(StandardNormal.quantile(1.1).isNaN)
    #expect(StandardNormal.quantile(.nan).isNaN)
  }
}
