import InferenceTestSupport
import RealModule
import Testing

@testable import InferenceCore

@Suite struct LinkFunctionTests {
  @Test func linksObeyTheLaws() {
    checkLinkFunction(LogitLink.self)
    checkLinkFunction(ProbitLink.self)
    checkLinkFunction(ComplementaryLogLogLink.self)
    checkLinkFunction(CauchitLink.self)
    checkLinkFunction(LogLogLink.self)
  }

  @Test func everyLinkIsThatOfItsFunctions() {
    for link in Link.allCases { #expect(link.function.link == link) }
  }

  @Test func everyLinkHasItsFunctions() {
    #expect(
      Link.allCases.map { $0.probability(at: -0.3) } == [
        LogitLink.probability(at: -0.3), ProbitLink.probability(at: -0.3),
        ComplementaryLogLogLink.probability(at: -0.3), CauchitLink.probability(at: -0.3),
        LogLogLink.probability(at: -0.3),
      ]
    )
  }

  /// Many outcomes at once have the bits of each alone.
  @Test func logLikelihoodsOfManyAreThoseOfEach() {
    let etas: [Double] = [
      -800, -745.2, -38.5, -1, -0.3, -0.0, 0, 1e-300, 0.7, 2, 40, 709.9, 800, .nan,
    ]
    let outcomes: [(Double, Double)] = [(0, 1), (1, 1), (2, 5), (0, 0), (3, 3), (0.5, 1)]
    for link in Link.allCases.map(\.function) {
      for (successes, trials) in outcomes {
        let (k, n) = (etas.map { _ in successes }, etas.map { _ in trials })
        var values = [Double](repeating: 0, count: etas.count)
        var span = values.mutableSpan
        link.logLikelihoods(successes: k.span, trials: n.span, at: etas.span, into: &span)
        for (eta, value) in zip(etas, values) {
          let alone = link.binomial(successes: successes, trials: trials, at: eta).logLikelihood
          #expect(
            value.bitPattern == alone.bitPattern || value.isNaN && alone.isNaN,
            "\(link) \(successes) of \(trials) at \(eta)"
          )
        }
      }
    }
  }

  /// What a row contributes, and mpmath's answer at 400 digits.
  ///
  /// With Phi(x) = erfc(-x / sqrt 2) / 2 and
  /// lambda(x) = phi(x) / Phi(x): k log Phi(eta) + (n - k) log Phi(-eta); k lambda(eta) - (n - k)
  /// lambda(-eta); k lambda(eta) (lambda(eta) + eta) + (n - k) lambda(-eta) (lambda(-eta) - eta). For
  /// cloglog with e = exp(eta): k log(-expm1(-e)) - (n - k) e, and its derivatives.
  private struct Row {
    let link: any LinkFunction.Type
    let eta: Double
    let successes: Double
    let trials: Double
    let expected: [Double]
  }

  @Test func otherLinksAreStableInBothTails() {
    let probit = ProbitLink.self
    let cloglog = ComplementaryLogLogLink.self
    let rows = [
      Row(
        link: probit,
        eta: -700,
        successes: 1,
        trials: 1,
        expected: [-245007.47002090905399, 700.00142856559772714, 0.99999795920866263208]
      ),
      Row(
        link: probit,
        eta: 700,
        successes: 0,
        trials: 1,
        expected: [-245007.47002090905399, -700.00142856559772714, 0.99999795920866263208]
      ),
      Row(
        link: probit,
        eta: -38.5,
        successes: 2,
        trials: 3,
        expected: [-1491.3905405808221627, 77.051878193708987393, 1.9986561312872682374]
      ),
      Row(
        link: probit,
        eta: 5.25,
        successes: 1,
        trials: 1,
        expected: [
          -7.6049608056658511991e-8, 4.1284713025986108647e-7, 2.1674476043070236678e-6,
        ]
      ),
      Row(
        link: probit,
        eta: -0.75,
        successes: 3,
        trials: 7,
        expected: [-5.4813217571124298227, 2.4288056687199130249, 4.081821935463901923]
      ),
      Row(
        link: probit,
        eta: 12.5,
        successes: 7,
        trials: 7,
        expected: [
          -2.6127950092143993641e-35, 3.2866367505826021997e-34, 4.1082959382282527496e-33,
        ]
      ),
      Row(
        link: cloglog,
        eta: -700,
        successes: 1,
        trials: 1,
        expected: [-700, 1, 4.9298382718798854284e-305]
      ),
      Row(
        link: cloglog,
        eta: 650,
        successes: 0,
        trials: 1,
        expected: [
          -1.9561999213702718868e+282, -1.9561999213702718868e+282, 1.9561999213702718868e+282,
        ]
      ),
      Row(
        link: cloglog,
        eta: -38.5,
        successes: 2,
        trials: 3,
        expected: [-77.000000000000000038, 1.9999999999999999619, 3.8079605665729046261e-17]
      ),
      Row(
        link: cloglog,
        eta: 5.25,
        successes: 1,
        trials: 1,
        expected: [
          -1.7302990587089754708e-83, 3.2973663493564940426e-81, 6.2506943458856589342e-79,
        ]
      ),
      Row(
        link: cloglog,
        eta: -0.75,
        successes: 3,
        trials: 7,
        expected: [-4.8201764486710932998, 0.45756014981306347603, 2.4872741808137491016]
      ),
      Row(
        link: cloglog,
        eta: -700,
        successes: 3,
        trials: 7,
        expected: [-2100, 3, 5.4228220990678739712e-304]
      ),
    ]
    for row in rows {
      let got = row.link.binomial(successes: row.successes, trials: row.trials, at: row.eta)
      // Rounding of a large exponent is the conditioning of the function, not an error of ours.
      let size = max(1, abs(row.eta), row.link == cloglog ? min(.exp(row.eta), 1e3) : 1)
      for (value, expected) in zip([got.logLikelihood, got.score, got.information], row.expected) {
        // Under probit the information is a difference of terms eta^2 times as large.
        let steepness = row.link == probit ? max(1, abs(row.eta)) : 1
        let tolerance = 1e-15 * size * steepness * (row.eta == -700 || row.eta == 700 ? 700 : 1)
        #expect(abs(value - expected) <= tolerance * abs(expected), "\(row)")
      }
    }
  }

  /// scipy.stats.norm.cdf and -numpy.expm1(-numpy.exp(x)) with mpmath at 40 digits.
  @Test func otherLinksHaveAccurateProbabilities() {
    #expect(abs(ProbitLink.probability(at: -30) / 4.906713927148187060e-198 - 1) < 1e-13)
    #expect(abs(ProbitLink.probability(at: 1) - 0.8413447460685429486) < 1e-15)
    #expect(abs(ComplementaryLogLogLink.probability(at: -30) / 9.357622968839736e-14 - 1) < 1e-14)
    #expect(abs(ComplementaryLogLogLink.probability(at: 0) - 0.6321205588285576784) < 1e-15)
  }

  /// mpmath at 60 digits, p = acot(-x) / pi below 0: log p, log(1 - p), pdf / p and -pdf / (1 - p), and the
  /// expected information 3 pdf^2 / (p (1 - p)) of three trials.
  @Test(arguments: [
    (
      -1000000000000.0,
      [
        3.1830988618379067154e-13,
        -28.775751001777948382,
        -3.1830988618384133213e-13,
        1.0e-12,
        -3.1830988618389199272e-25,
        9.5492965855167597816e-37,
      ]
    ),
    (
      -700.0,
      [
        0.00045472809949531182703,
        -7.6958109011643120904,
        -0.00045483151967077537081,
        0.0014285694849402695902,
        -6.4990621750302061625e-7,
        2.785308571193306949e-9,
      ]
    ),
    (
      -2.5,
      [
        0.12111894159084339872,
        -2.1109822278479942064,
        -0.12910570511816619299,
        0.36249335827038477124,
        -0.049955351144887049415,
        0.054325449000259251795,
      ]
    ),
    (
      -0.3,
      [
        0.40722642092225765968,
        -0.89838593146404099293,
        -0.52294277570043120182,
        0.71711314274716277305,
        -0.49264580747945196789,
        1.0598483497884105263,
      ]
    ),
    (
      0.0,
      [
        0.5,
        -0.69314718055994530942,
        -0.69314718055994530942,
        0.63661977236758134308,
        -0.63661977236758134308,
        1.2158542037080532573,
      ]
    ),
    (
      1.0,
      [
        0.75,
        -0.28768207245178092744,
        -1.3862943611198906188,
        0.21220659078919378103,
        -0.63661977236758134308,
        0.40528473456935108578,
      ]
    ),
    (
      7.25,
      [
        0.95637048165567656181,
        -0.044609907889665554818,
        -3.1320213314600777412,
        0.0062138837600989216383,
        -0.13620996128579531977,
        0.0025391785991925191062,
      ]
    ),
    (
      100000.0,
      [
        0.9999968169011382682,
        -3.1831039278017357363e-6,
        -12.657655350852961928,
        3.1831089936702113491e-11,
        -9.9999999993333333334e-6,
        9.5493269803740122487e-16,
      ]
    ),
  ])
  func cauchitIsAccurateInBothTails(_ eta: Double, _ numbers: [Double]) {
    #expect(abs(CauchitLink.probability(at: eta) / numbers[0] - 1) < 1e-15)
    #expect(abs(CauchitLink.complement(at: -eta) / numbers[0] - 1) < 1e-15)
    let success = CauchitLink.binomial(successes: 1, trials: 1, at: eta)
    let failure = CauchitLink.binomial(successes: 0, trials: 1, at: eta)
    let three = CauchitLink.binomial(successes: 1, trials: 3, at: eta)
    let found = [
      success.logLikelihood, failure.logLikelihood, success.score, failure.score, three.information,
    ]
    for (value, expected) in zip(found, numbers.dropFirst()) {
      #expect(abs(value - expected) <= 1e-15 * abs(expected))
    }
  }

  /// A failure at eta is a success at -eta under cloglog, and mpmath at 40 digits: exp(-exp(-x)).
  @Test func loglogIsCloglogTurnedRound() {
    for eta in [-7.0, -0.75, 0, 0.3, 5.25, 38.5, 700] {
      for (successes, trials) in [(0.0, 1.0), (1, 1), (3, 7)] {
        let found = LogLogLink.binomial(successes: successes, trials: trials, at: eta)
        let mirrored = ComplementaryLogLogLink.binomial(
          successes: trials - successes,
          trials: trials,
          at: -eta
        )
        #expect(found.logLikelihood == mirrored.logLikelihood)
        #expect(found.score == -mirrored.score && found.information == mirrored.information)
      }
      #expect(LogLogLink.complement(at: eta) == ComplementaryLogLogLink.probability(at: -eta))
    }
    #expect(abs(LogLogLink.probability(at: 0) - 0.36787944117144232160) < 1e-15)
    #expect(abs(LogLogLink.probability(at: -2) / 6.1797898933109349867e-4 - 1) < 1e-14)
    #expect(abs(LogLogLink.complement(at: 30) / 9.357622968839736e-14 - 1) < 1e-14)
  }

  /// mpmath at 40 digits: `1 / (1 + exp(-x))` and `-log1p(exp(-x))`.
  @Test func logitIsAccurateInTheTails() {
    let probabilities = [
      (-700.0, 9.859676543759770e-305), (-40, 4.248354255291589e-18),
      (-1, 0.26894142136999512075), (2, 0.88079707797788244406),
    ]
    for (eta, probability) in probabilities {
      let got = LogitLink.probability(at: eta)
      #expect(abs(got - probability) <= 1e-15 * probability)
    }
    let certain = LogitLink.binomial(successes: 1, trials: 1, at: 40)
    #expect(abs(certain.logLikelihood + 4.248354255291589e-18) <= 1e-32)
    #expect(abs(certain.score - 4.248354255291589e-18) <= 1e-32)
    let surprise = LogitLink.binomial(successes: 1, trials: 1, at: -40)
    #expect(abs(surprise.logLikelihood + 40) <= 1e-14)
    #expect(abs(surprise.score - 1) <= 1e-15)
  }

  @Test func notANumberStaysOne() {
    #expect(LogitLink.binomial(successes: 1, trials: 1, at: .nan).logLikelihood.isNaN)
    #expect(LogitLink.probability(at: .nan).isNaN)
    for link in Link.allCases {
      #expect(link.probability(at: .nan).isNaN)
      let terms = link.function.binomial(successes: 1, trials: 2, at: .nan)
      #expect(terms.logLikelihood.isNaN && terms.score.isNaN && terms.information.isNaN)
    }
  }
}
