import RealModule
import Testing

@testable import Inference

@Suite("WeightedNumbers") struct WeightedNumbersTests {
  /// Forty values by numpy 2 and scipy.
  ///
  ///     i = np.arange(40); x = ((i*17) % 41 - 20.0)**3 / 1000 + 0.25*i; w = 1 + ((i*7) % 11) / 2; w /= w.sum()
  ///     def wq(x, w, p):
  ///       o = np.argsort(x); return np.interp(p, np.cumsum(w[o]) - w[o]/2, x[o])
  ///     m = np.average(x, weights=w); v = np.average((x-m)**2, weights=w); med = wq(x, w, .5)
  ///     m, (v / (1 - (w**2).sum()))**.5, med, 1.4826 * wq(abs(x-med), w, .5), wq(x, w, .05), wq(x, w, .95)
  ///     (w**2 * (x-m)**2).sum()**.5, (w**2 * ((x-m)**2 - v)**2).sum()**.5 / 2 / v**.5
  ///     for p in (.5, .05, .95):
  ///       ess = p*(1-p) / (w**2 * ((x <= wq(x, w, p)) - p)**2).sum()
  ///       lo, hi = scipy.stats.beta(ess*p + 1, ess*(1-p) + 1).ppf([.1586553, .8413447])
  ///       (wq(x, w, hi) - wq(x, w, lo)) / 2
  @Test func agreesWithNumPy() {
    let indices = Array(0..<40)
    let values = indices.map { index in
      let base = Double((index * 17) % 41 - 20)
      return base * base * base / 1000 + 0.25 * Double(index)
    }
    let raw = indices.map { 1 + Double(($0 * 7) % 11) / 2 }
    let numbers = WeightedNumbers(values, weights: raw.map { $0 / raw.reduce(0, +) })
    let expected = [
      (numbers.mean, 5.16572695035461), (numbers.sd, 4.388567095439702),
      (numbers.median, 5.359499999999999), (numbers.mad, 4.3062116999999995),
      (numbers.q5, -1.2808521739130434), (numbers.q95, 12.951847058823523),
      (numbers.mcseMean, 0.7541714594171188),
      (numbers.mcseSd, 0.5029532276922555),
      (numbers.mcseMedian, 0.7856720724829382), (numbers.mcseQ5, 1.068441820397303),
      (numbers.mcseQ95, 1.5752323992617576),
    ]
    for (index, (number, value)) in expected.enumerated() {
      #expect(abs(number - value) < 1e-10, "number \(index)")
    }
  }

  /// A normal target, proposals from t with 2 degrees of freedom (by inversion), Pareto-smoothed weights:
  /// the estimates scatter around the exact numbers by as much as their standard errors say.
  ///
  /// The same in numpy, with unsmoothed weights and 3000 samples: the root mean squares of the scores are
  /// 1.00, 0.99, 1.04, 1.11 and 1.10, the last two because the width of the interval for a tail is itself
  /// uncertain. 400 samples: they are known to 4 %, the means of the scores to 0.05.
  @Test func errorsAreAsLargeAsTheySay() {
    let exact = [
      3.0, 2, 3, 2 * 1.4826 * 0.6744897501960817, 3 - 3.289707253902945, 6.289707253902945,
    ]
    var scores = [[Double]](repeating: [], count: 5)
    var deviations: [Double] = []
    let replicates = 400
    for seed in 1...UInt64(replicates) {
      var random = RandomStream(seed: seed, purpose: .simulation)
      let standard = (0..<2000).map { _ in
        let u = random.nextUniform()
        return (2 * u - 1) / (2 * u * (1 - u)).squareRoot()
      }
      let smoothed = ParetoSmoothing.smooth(
        logRatios: standard.map { 1.5 * .log(2 + $0 * $0) - 0.5 * $0 * $0 }
      )
      let numbers = WeightedNumbers(
        standard.map { 3 + 2 * $0 },
        weights: smoothed.logWeights.map { .exp($0) }
      )
      let pairs = [
        (numbers.mean - exact[0], numbers.mcseMean),
        (numbers.sd - exact[1], numbers.mcseSd),
        (numbers.median - exact[2], numbers.mcseMedian),
        (numbers.q5 - exact[4], numbers.mcseQ5), (numbers.q95 - exact[5], numbers.mcseQ95),
      ]
      for (index, (distance, error)) in pairs.enumerated() {
        scores[index].append(distance / error)
      }
      deviations.append(numbers.mad - exact[3])
    }
    for (index, scores) in scores.enumerated() {
      let mean = scores.reduce(0, +) / Double(replicates)
      let square = scores.reduce(0) { $0 + $1 * $1 } / Double(replicates)
      #expect(abs(mean) < 0.2, "number \(index)")
      let upper = index < 3 ? 1.2 : 1.28
      #expect((0.85...upper).contains(square.squareRoot()), "number \(index)")
      let within = scores.count { abs($0) < 1.645 }
      // 87 to 90 % of 400 are 348 to 360, with a standard deviation of 6.7.
      #expect((320...388).contains(within), "number \(index): \(within)")
    }
    // The median distance of 2000 normal draws has a standard error of about 0.052.
    let bias = deviations.reduce(0, +) / Double(replicates)
    #expect(abs(bias) < 4.5 * 0.06 / Double(replicates).squareRoot())
  }

  @Test func equalWeightsGiveTheMomentsOfDraws() {
    let values = [3.5, -1, 2, 2, 8.25, 0.1, -7, 4, 4, 11]
    let numbers = WeightedNumbers(values, weights: [Double](repeating: 0.1, count: 10))
    // numpy: mean, std(ddof=1), std(ddof=0) / sqrt(10)
    #expect(abs(numbers.mean - 2.685) < 1e-14)
    #expect(abs(numbers.sd - 4.935475323276034) < 1e-13)
    #expect(abs(numbers.mcseMean - 1.4806425969828101) < 1e-13)
  }

  @Test func specials() {
    let weights = [Double](repeating: 0.25, count: 4)
    let nan = WeightedNumbers([1, .nan, 2, 3], weights: weights)
    #expect(nan.mean.isNaN && nan.median.isNaN && nan.q95.isNaN)
    let constant = WeightedNumbers([2, 2, 2, 2], weights: weights)
    #expect(constant.mean == 2 && constant.sd == 0 && constant.q5 == 2)
    #expect(constant.mad == 0)
    #expect(constant.mcseMean.isNaN && constant.mcseQ5.isNaN)
    let infinite = WeightedNumbers([1, 2, 3, .infinity], weights: weights)
    #expect(infinite.median == 2.5 && infinite.q95 == .infinity && infinite.mcseMedian.isNaN)
    #expect(WeightedNumbers([], weights: []).mean.isNaN)
  }
}
