import Inference
import InferenceTestSupport
import Testing

@testable import InferenceCore

@Suite("LeaveOneOut") struct LeaveOneOutTests {
  /// Eight digits are in the reference.
  private static let digits = 1e-6

  @Test func equalsLooPackage() throws {
    let reference = try LooReference()
    let loo = try LeaveOneOut(reference.likelihood)
    let block = "loo_R_reff_estimated"
    for (mine, theirs) in zip(
      loo.cases.map(\.relativeEfficiency),
      try reference.numbers("relative_eff_R")
    ) { #expect(abs(mine / theirs - 1) < Self.digits) }
    for (key, values) in [
      ("elpd_loo_i", loo.cases.map(\.elpd)), ("pareto_k", loo.cases.map(\.paretoK)),
    ] {
      for (mine, theirs) in zip(values, try reference.numbers(block, key)) {
        #expect(abs(mine - theirs) < Self.digits, "\(key) \(mine) \(theirs)")
      }
    }
    for (mine, theirs) in zip(
      loo.cases.map(\.effectiveSize),
      try reference.numbers(block, "n_eff_i")
    ) { #expect(abs(mine / theirs - 1) < Self.digits) }
    #expect(abs(loo.elpd.value - (try reference.number(block, "elpd_loo"))) < Self.digits)
    #expect(abs(loo.elpd.standardError - (try reference.number(block, "se"))) < Self.digits)
    let parameters = loo.effectiveParameters
    #expect(abs(parameters.value - (try reference.number(block, "p_loo"))) < Self.digits)
    #expect(abs(parameters.standardError - (try reference.number(block, "se_p_loo"))) < Self.digits)
    let criterion = loo.informationCriterion.value
    #expect(abs(criterion - (try reference.number(block, "looic"))) < 10 * Self.digits)
    // loo 2.5.1 takes the error of the logarithm from quantiles of a normal number, later versions and
    // this one from a log-normal one: alike to a few per cent while the errors are small.
    for (mine, theirs) in zip(loo.cases.map(\.mcse), try reference.numbers(block, "mcse_i")) {
      #expect(abs(mine / theirs - 1) < 0.02, "\(mine) \(theirs)")
    }
    #expect(loo.casesOverThreshold.isEmpty)
    #expect(abs(loo.threshold - 2.0 / 3) < 1e-12)
  }

  // Draws by a linear congruential generator and ten binomial cases, so that any program can make them:
  //   x = 0; u = [(x := (1664525*x + 1013904223) % 2**32) ...];  z = norm.ppf((u + 0.5) / 2**32)
  //   b0 = -0.4 + 0.6 z0;  b1 = 0.9 - 0.3 z0 + 0.5 z1;  ll = binom.logpmf(k, n, expit(b0 + b1 X))
  //   az.loo(az.from_dict(posterior={"b": b.reshape(2, 500, 2)},
  //     log_likelihood={"y": ll.reshape(2, 500, 10)}), pointwise=True, reff=1.0)   (arviz 0.23.4)
  @Test func equalsArviZOnOtherData() throws {
    let (likelihood, names) = try Self.binomialCases()
    let loo = try LeaveOneOut(likelihood, relativeEfficiency: 1)
    let elpd = [
      -0.345974383, -1.9156650199, -2.2669172488, -1.1675279839, -2.4449038716, -0.8277428957,
      -1.8849158305, -1.0874770126, -1.969532457, -18.6910664395,
    ]
    let shapes = [
      0.3434956541, 0.1392845466, 0.3932428311, 0.1770099183, 0.5198027671, 0.0874809708,
      0.4868220119, 0.2396410176, 0.6855168676, 2.1081744999,
    ]
    for index in names.indices {
      #expect(loo.cases[index].name == names[index])
      #expect(abs(loo.cases[index].elpd - elpd[index]) < 1e-8, "\(index)")
      #expect(abs(loo.cases[index].paretoK - shapes[index]) < 1e-7, "\(index)")
    }
    #expect(abs(loo.elpd.value + 32.60172314243364) < 1e-7)
    #expect(abs(loo.effectiveParameters.value - 18.414625581506755) < 1e-7)
    // ArviZ divides the variance between cases by their number.
    #expect(abs(loo.elpd.standardError * 0.9.squareRoot() - 16.390165371083118) < 1e-7)
    #expect(loo.casesOverThreshold == [8, 9] && loo.mcse.isNaN)
  }

  /// wells_loo_vignette_1: elpd_loo by quasi-Monte Carlo importance sampling to 0.02, its first cases, and
  /// the log marginal likelihood; 3020 cases.
  @Test(.needsShared) func wellsOnSharedData() async throws {
    let path = try References.shared("wells.csv")
    var options = AnalysisOptions(
      source: .file(path, caseColumn: nil, delimiter: nil),
      run: try ApproximationCases.settings(),
      noUTurn: try #require(NoUTurnSettings())
    )
    options.formula = "switched ~ I(dist / 100) + arsenic"
    options.priorStatements = ["Intercept ~ normal(0, 1)", "coefficients ~ normal(0, 1)"]
    options.isPointwise = true
    let input = try AnalysisInput.read(options)
    let draws = try await BridgeSamplingTests.draws(input.model, seed: 1)
    let loo = try LeaveOneOut(
      PointwiseLogLikelihood(of: input.model, draws: draws, caseNames: input.design.caseNames)
    )
    #expect(abs(loo.elpd.value + 1968.43) < 4 * loo.mcse + 0.02)
    // The standard error over cases has a Monte Carlo error of the size of that of the sum.
    #expect(loo.mcse < 0.05 && abs(loo.elpd.standardError - 15.603482) < 0.05)
    #expect(abs(loo.effectiveParameters.value - 3.1961415) < 0.15)
    let first = [-0.33131142, -0.7417774, -1.1490586, -0.53868044, -0.62457981]
    for (item, value) in zip(loo.cases, first) {
      #expect(abs(item.elpd - value) < 4.5 * item.mcse + 1e-5)
    }
    let bridge = try BridgeSampling(of: input.model, draws: draws, seed: 1)
    #expect(abs(bridge.logMarginalLikelihood + 1974.6005) < 4 * bridge.mcse + 3e-4)
    #expect(bridge.mcse < 0.003)
  }

  @Test func refitsTakeThePlaceOfSmoothedNumbers() throws {
    let (likelihood, _) = try Self.binomialCases()
    let loo = try LeaveOneOut(likelihood, relativeEfficiency: 1)
    func refit(_ index: Int, _ elpd: Double, failure: String? = nil, improper: Bool = false)
      -> CaseRefitPrediction
    {
      CaseRefitPrediction(
        index: index,
        elpd: elpd,
        mcse: 0.25,
        failure: failure,
        isImproper: improper
      )
    }
    let exact = loo.replacing(with: [refit(8, -2), refit(9, -20)])
    #expect(exact.cases[9].elpd == -20 && exact.cases[9].method == .refit)
    #expect(exact.cases[9].smoothedElpd == loo.cases[9].elpd)
    #expect(
      abs(exact.elpd.value - (loo.elpd.value - loo.cases[8].elpd - loo.cases[9].elpd - 22)) < 1e-12
    )
    let rest = loo.cases.prefix(8).reduce(0) { $0 + $1.mcse * $1.mcse }
    #expect(abs(exact.mcse - (rest + 2 * 0.0625).squareRoot()) < 1e-15)
    // A refit whose checks failed is not better than a smoothed number that is sound, but than none.
    let failed = loo.replacing(with: [
      refit(0, -9, failure: "r_hat"), refit(9, -9, failure: "r_hat"),
    ])
    #expect(failed.cases[0].elpd == loo.cases[0].elpd && failed.cases[0].refitFailure == "r_hat")
    #expect(failed.cases[9].elpd == -9 && failed.cases[9].refitFailure == "r_hat")
    let improper = loo.replacing(with: [refit(1, .nan, failure: "improper", improper: true)])
    #expect(improper.elpd.value.isNaN && improper.cases[1].method == .undefined)
  }

  @Test func casesAlikeAreComputedOnce() async throws {
    let model = try CaseRefitsTests.input().model
    let draws = try await BridgeSamplingTests.draws(model, seed: 1)
    let names = (0..<8).map { "case \($0)" }
    let likelihood = PointwiseLogLikelihood(of: model, draws: draws, caseNames: names)
    // Protest alone three times, ethnic clashes alone twice.
    #expect(likelihood.firstAlike == [0, 1, 0, 3, 1, 5, 0, 7])
    let quantities = PosteriorQuantities.logDensities(of: draws, under: model, pointwise: true)
    for index in 0..<8 {
      for (mine, saved) in zip(likelihood.chains(index), quantities.quantity(index + 1)) {
        #expect(zip(mine, saved).allSatisfy { abs($0 - $1) <= 1e-13 * max(1, abs($1)) })
      }
    }
    let loo = try LeaveOneOut(likelihood)
    #expect(loo.cases[6].name == "case 6" && loo.cases[6].elpd == loo.cases[0].elpd)
  }

  @Test func refusals() throws {
    let none = PointwiseLogLikelihood(caseNames: [], values: [])
    #expect(throws: CaseComparisonError.noCases) { try LeaveOneOut(none) }
    let empty = PointwiseLogLikelihood(caseNames: ["a"], values: [[[]]])
    #expect(throws: CaseComparisonError.noDraws) { try LeaveOneOut(empty) }
    let broken = PointwiseLogLikelihood(caseNames: ["a", "b"], values: [[[0, 1]], [[0, .nan]]])
    #expect(throws: CaseComparisonError.notFinite(caseName: "b")) { try LeaveOneOut(broken) }
  }

  @Test func equalLikelihoodsNeedNoSmoothing() throws {
    let values = [[[Double](repeating: -0.5, count: 50)]]
    let loo = try LeaveOneOut(PointwiseLogLikelihood(caseNames: ["a"], values: values))
    #expect(abs(loo.cases[0].elpd + 0.5) < 1e-14 && loo.casesOverThreshold.isEmpty)
    #expect(loo.cases[0].mcse < 1e-14 && loo.elpd.standardError.isNaN)
  }

  /// An infinite k-hat is trusted where all weights are equal, and there only: `loo` and `check` alike.
  @Test func anInfiniteShapeIsTrustedOnlyOfEqualWeights() throws {
    let level = [Double](repeating: -0.5, count: 100)
    // The largest ratios are all equal, so that no tail can be fitted; the others are smaller.
    let tied = (0..<100).map { $0 < 60 ? -2.0 : -0.5 }
    let loo = try LeaveOneOut(
      PointwiseLogLikelihood(caseNames: ["level", "tied"], values: [[level], [tied]])
    )
    #expect(loo.cases.map(\.paretoK) == [.infinity, .infinity])
    #expect(loo.cases.map(\.tail.isLevel) == [true, false])
    #expect(loo.casesOverThreshold == [1])
    for (index, item) in loo.cases.enumerated() {
      let prediction = CasePrediction(
        name: item.name,
        outcome: .init(successes: 1, trials: 1),
        at: .init([0], weights: [1]),
        source: .paretoSmoothed(item.tail)
      )
      #expect(prediction.isOver(loo.threshold) == loo.casesOverThreshold.contains(index))
    }
    #expect(WeightTail(paretoK: .nan).isOver(0.7) && WeightTail(paretoK: 0.71).isOver(0.7))
    #expect(!WeightTail(paretoK: 0.7).isOver(0.7))
    let export = LeaveOneOutExport(
      loo,
      waic: WAIC(
        PointwiseLogLikelihood(caseNames: ["level", "tied"], values: [[level], [tied]])
      )
    )
    let lines = export.table.text().split(separator: "\n")
    #expect(lines[1].hasSuffix(",equal-weights; infinite: pareto_k"))
    #expect(lines[2].hasSuffix(",infinite: pareto_k"))
  }

  /// Ten binomial cases at 1000 draws in two chains.
  static func binomialCases() throws -> (PointwiseLogLikelihood, names: [String]) {
    let successes = [0, 1, 2, 0, 3, 1, 4, 2, 5, 0].map(Double.init)
    let trials = [1, 1, 3, 2, 4, 1, 5, 2, 6, 4].map(Double.init)
    let x = [-1.5, -1, -0.5, -0.2, 0, 0.3, 0.8, 1.1, 1.7, 2.6]
    let names = (1...10).map { "case \($0)" }
    let table = Table(
      source: "ten cases",
      columns: [
        Column(name: "k", values: .numeric(successes)), Column(name: "n", values: .numeric(trials)),
        Column(name: "x", values: .numeric(x)),
      ],
      caseNames: names
    )
    let design = try DesignMatrix(formula: Formula("k | trials(n) ~ x"), table: table)
    let prior = try PriorSet(
      specification: PriorLibrary.builtIn.specification("weakly-informative"),
      columns: design.columns.map(PriorColumn.init)
    )
    let model = BinaryRegression(design: design, prior: prior)
    var state: UInt32 = 0
    func next() -> Double {
      state = 1_664_525 &* state &+ 1_013_904_223
      return StandardNormal.quantile((Double(state) + 0.5) / 4_294_967_296)
    }
    let chains = (1...2).map { chain in
      var values: [Double] = []
      for _ in 0..<500 {
        let (z0, z1) = (next(), next())
        values += [-0.4 + 0.6 * z0, 0.9 - 0.3 * z0 + 0.5 * z1]
      }
      return ChainDraws(chain: chain, dimension: 2, values: values)
    }
    let draws = Draws(parameterNames: model.parameterNames, chains: chains)
    return (PointwiseLogLikelihood(of: model, draws: draws, caseNames: names), names)
  }
}
