import Testing

@testable import Inference

@Suite("PriorSampleSize") struct PriorSampleSizeTests {
  private static func before(_ prior: String) throws -> PriorSampleSize.Count {
    let model = try BridgeSamplingTests.interceptOnly(prior: prior)
    return PriorSampleSize.all(of: model, draws: nil)[0].beforeData
  }

  /// With one coefficient E[1 / (p (1 - p))] = E[2 + exp(b) + exp(-b)] has closed forms.
  @Test func closedForms() throws {
    for (mean, sd) in [(0.0, 1.0), (0, 2.5), (0, 10), (-1.5, 0.7)] {
      let growth = Portable.exp(sd * sd / 2)
      let expected = (2 + growth * (Portable.exp(mean) + Portable.exp(-mean))) / (sd * sd)
      let found = try Self.before("normal(\(mean), \(sd))").value
      #expect(abs(found / expected - 1) < 1e-9, "\(mean) \(sd) \(found)")
    }
    // logistic(0, 1) is the beta(1, 1) prior of the probability: two cases.
    #expect(abs(try Self.before("logistic(0, 1)").value - 2) < 1e-6)
    // All curvature in the kink: 1 / (b^2 / 4), and at 1 for the location 1.
    #expect(abs(try Self.before("laplace(0, 1)").value - 4) < 1e-12)
    let tilted = 1 / (4 * LogitLink.probability(at: 1) * LogitLink.probability(at: -1))
    #expect(abs(try Self.before("laplace(1, 2)").value - tilted) < 1e-12)
  }

  @Test func numbersThatDoNotExist() throws {
    #expect(try Self.before("flat()") == .cases(0))
    #expect(try Self.before("cauchy(0, 2.5)") == .heavyTails)
    #expect(try Self.before("student_t(7, 0, 1)") == .heavyTails)
    #expect(try Self.before("jeffreys()") == .joint)
    // A logistic prior of scale 2 falls as slowly as the information: every value adds as much.
    #expect(try Self.before("logistic(0, 2)") == .cases(.infinity))
  }

  /// Three of seven cases have x: the expectation over the other coefficient is an integral too.
  // scipy 1.17.1: quad over b1 of norm.pdf(b1, 0.5, 1) / (3/7 quad over b0 of norm.pdf(b0, 0, 1.5)
  // expit(b0+b1) expit(-b0-b1)), and likewise for the intercept; epsrel=1e-11.
  @Test func twoCoefficients() throws {
    let sizes = PriorSampleSize.all(of: try Self.twoColumns("normal(0.5, 1)"), draws: nil)
    #expect(abs(sizes[0].beforeData.value / 3.519267947182154 - 1) < 1e-8)
    #expect(abs(sizes[1].beforeData.value / 15.307393346602666 - 1) < 1e-8)
    // What is not normal is averaged over draws: a t with so many degrees of freedom is normal.
    let nearly = PriorSampleSize.all(
      of: try Self.twoColumns("student_t(10000, 0.5, 1)"),
      draws: nil
    )
    #expect(abs(nearly[0].beforeData.value / 3.519267947182154 - 1) < 0.1)
    let flat = PriorSampleSize.all(of: try Self.twoColumns("flat()"), draws: nil)
    #expect(flat[0].beforeData == .flatNeighbour("x") && flat[1].beforeData == .cases(0))
  }

  /// A neighbour whose prior is so wide that w is nothing at all but one of 5,000 places of the old lattice.
  // scipy 1.17.1: quad over b0 of norm.pdf(b0, 0, 1.5) / 2.25 / (4/7 w(b0) + 3/7 quad over eta in -60...60 of
  // norm.pdf(eta, b0, 1000) w(eta)), w = expit(eta) expit(-eta).
  @Test func aVeryWideNeighbour() throws {
    let sizes = PriorSampleSize.all(of: try Self.twoColumns("normal(0, 1000)"), draws: nil)
    #expect(abs(sizes[0].beforeData.value / 6.300578549117211 - 1) < 1e-8)
  }

  /// The built-in study under its default prior, by the same nested quadrature in scipy.
  @Test func builtInStudy() throws {
    let sizes = PriorSampleSize.all(of: try CaseRefitsTests.input().model, draws: nil)
    let expected = [
      7.074564918509724e17, 8.466940923926494, 11.315053625758964, 17.050515431119123,
      34.57742888321401,
    ]
    for (size, value) in zip(sizes, expected) {
      #expect(abs(size.beforeData.value / value - 1) < 1e-6, "\(size)")
    }
  }

  @Test func givenData() throws {
    let model = try Self.twoColumns("normal(0.5, 1)")
    let draws = Draws(
      parameterNames: model.parameterNames,
      chains: [ChainDraws(chain: 1, dimension: 2, values: [0, 0, 1, -2])]
    )
    let sizes = PriorSampleSize.all(of: model, draws: draws)
    func density(_ eta: Double) -> Double {
      LogitLink.probability(at: eta) * LogitLink.probability(at: -eta)
    }
    // Four cases at 0 and three at 0 in the first draw; four at 1 and three at -1 in the second.
    let intercept = 2 / 2.25 / (density(0) + (4 * density(1) + 3 * density(-1)) / 7)
    let slope = 2 / (3 * density(0) / 7 + 3 * density(-1) / 7)
    #expect(abs((sizes[0].givenData?.value ?? 0) - intercept) < 1e-12)
    #expect(abs((sizes[1].givenData?.value ?? 0) - slope) < 1e-12)
    // Beyond scale times the root of the degrees of freedom the curvature of a t is negative.
    let heavy = PriorSampleSize.all(of: try Self.twoColumns("student_t(3, 2, 0.5)"), draws: draws)[
      1
    ]
    #expect(heavy.givenData == .heavyTails && heavy.beforeData == .heavyTails)
    let laplace = try Self.twoColumns("laplace(0, 1)")
    #expect(PriorSampleSize.all(of: laplace, draws: draws)[1].givenData == .kink)
  }

  private static func twoColumns(_ prior: String) throws -> BinaryRegression {
    let table = Table(
      source: "seven cases",
      columns: [
        Column(name: "y", values: .numeric([1, 0, 0, 1, 0, 1, 0])),
        Column(name: "x", values: .numeric([1, 1, 1, 0, 0, 0, 0])),
      ],
      caseNames: (1...7).map { "case \($0)" }
    )
    let design = try DesignMatrix(formula: Formula("y ~ x"), table: table)
    let priors = try PriorSet(
      specification: PriorLibrary.builtIn.specification("weakly-informative"),
      overrides: [
        try PriorStatement("Intercept ~ normal(0, 1.5)"), try PriorStatement("x ~ \(prior)"),
      ],
      columns: design.columns.map(PriorColumn.init)
    )
    return BinaryRegression(design: design, prior: priors)
  }
}
