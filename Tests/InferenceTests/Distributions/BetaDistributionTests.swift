import RealModule
import Testing

@testable import Inference

@Suite("BetaDistribution") struct BetaDistributionTests {
  @Test func quantiles() throws {
    // incomplete_beta.csv, rows "q": Newton's method in mpmath with 36 digits; the quantile and
    // its log-odds.
    let lines = try IncompleteBetaReference.rows(kind: "q")
    #expect(lines.count == 49)
    for row in lines {
      let distribution = BetaDistribution(alpha: row.a, beta: row.b)
      #expect(abs(distribution.quantile(row.at) - row.first) <= 1e-13 * row.first, "\(row)")
      let logit = distribution.logitQuantile(row.at)
      #expect(abs(logit - row.second) <= 1e-13 * max(1, abs(row.second)), "\(row)")
    }
  }

  @Test func farTails() {
    // Beta(a, 1) has the quantile p^(1/a).
    for p in [1e-300, 1e-30, 1e-5] {
      for a in [0.01, 1, 50, 1e5] {
        let logit = BetaDistribution(alpha: a, beta: 1).logitQuantile(p)
        let logX = Double.log(p) / a
        let expected = logX - Double.log(-Double.expMinusOne(logX))
        #expect(abs(logit - expected) <= 1e-13 * max(1, abs(expected)), "\(p) \(a)")
      }
    }
    #expect(BetaDistribution(alpha: 2, beta: 3).quantile(0) == 0)
    #expect(BetaDistribution(alpha: 2, beta: 3).quantile(1) == 1)
    #expect(BetaDistribution(alpha: 2, beta: 3).quantile(-0.1).isNaN)
  }

  @Test func density() {
    // scipy.stats.beta.logpdf
    let cases = [
      (0.3, 2, 5, 0.7705248015812898), (0.999, 300, 0.5, 5.43383766767912),
      (1e-5, 0.5, 1e4, 9.689264975594382),
    ]
    for (x, a, b, expected) in cases {
      #expect(abs(BetaDistribution(alpha: a, beta: b).logDensity(x) / expected - 1) < 1e-12)
    }
    #expect(abs(BetaDistribution(alpha: 1, beta: 3).logDensity(0) - Double.log(3)) < 1e-15)
    #expect(BetaDistribution(alpha: 2, beta: 3).logDensity(0) == -.infinity)
    #expect(BetaDistribution(alpha: 2, beta: 3).logDensity(1.5) == -.infinity)
  }
}
