import Inference
import InferenceTestSupport
import Testing

@testable import InferenceCore

@Suite struct JeffreysPriorTests {
  private static func model(_ table: Table, _ formula: String) throws -> JeffreysRegression {
    let base = try BinaryRegressionTests.model(table, formula)
    return Regression(base.parameterization, base.likelihood, JeffreysPrior(of: base.likelihood))
  }

  @Test func obeysTheLaws() throws {
    checkLogDensity(
      try Self.model(BinaryRegressionTests.bioassay, BinaryRegressionTests.grouped),
      at: [[0, 0], [0.8, 7.5], [-3, 12], [4, -2]]
    )
    let study = try Study.load("csto")
    checkLogDensity(
      try Self.model(try study.table(), study.defaultFormula),
      at: [[0, 0, 0, 0, 0], [-4, 1, -0.5, -0.75, 3], [-9, 4, -6, 8, 12]]
    )
  }

  /// As many distinct rows as coefficients: the determinant is that of the rows, squared, times n p (1 - p) of
  /// each.
  ///
  /// The bioassay with a dummy for every dose has one row a coefficient.
  @Test func aSaturatedDesignHasAClosedForm() throws {
    let table = Table(
      source: "made up",
      columns: [
        Column(name: "a", values: .numeric([0, 1])), Column(name: "k", values: .numeric([1, 3])),
        Column(name: "n", values: .numeric([4, 9])),
      ],
      caseNames: ["1", "2"]
    )
    let model = try Self.model(table, "k | trials(n) ~ a")
    var workspace = model.makeWorkspace()
    // Up to weights whose ratio is 1e-26, which the information itself would lose.
    for (first, second) in [(0.3, -1.1), (-4, 9), (30, -30), (0.1, 60)] {
      let weights = [(4.0, first), (9.0, second)].map { n, eta in
        n * LogitLink.probability(at: eta) * LogitLink.complement(at: eta)
      }
      let expected = 0.5 * Double.log(weights[0] * weights[1])
      let value = model.logPrior(at: [first, second - first].span, using: &workspace)
      #expect(abs(value - expected) < 1e-9 * max(1, abs(expected)), "\(first) \(second)")
    }
  }

  /// At Firth's estimate, by Newton's method on the modified score and by Nelder and Mead (see the reference),
  /// the gradient is nothing.
  @Test func theModeIsFirthsEstimate() throws {
    let input = try JeffreysFitTests.input("firth20_jeffreys")
    guard case .jeffreys(let model) = input.posterior else {
      Issue.record("the prior is that of Jeffreys")
      return
    }
    let parameters = try #require(
      try References.expected("firth20_firth")["parameters"] as? [String: [String: Any]]
    )
    let estimate = try References.names(of: input.model).map {
      try #require(parameters[$0]?["estimate"] as? Double)
    }
    var workspace = model.makeWorkspace()
    var gradient = [Double](repeating: .nan, count: 3)
    _ = model.evaluate(at: estimate, gradient: &gradient, using: &workspace)
    #expect(gradient.allSatisfy { abs($0) < 1e-7 }, "\(gradient)")
  }

  /// Far out on a separating direction weights differ by a factor of 1e69.
  ///
  /// Rounding must not leave a plateau there, on which a chain once stood still. mpmath at 200 digits: `log(det(X' W X)) / 2` and its central differences.
  @Test(arguments: [
    ([0.0, 160, -160], -78.554814121051918, [-0.125, -0.3125, 0.1875]),
    ([-30, 50, 20], -27.750117865108993, [0.499909206324, -0.500022696873, 0.49993190196]),
    ([100, -90, 55], -84.903566973454112, [-1.49995460213, -0.999954602131, -0.5]),
  ])
  func farOutThePriorGoesOnFalling(
    _ position: [Double],
    _ value: Double,
    _ score: [Double]
  ) throws {
    guard case .jeffreys(let model) = try JeffreysFitTests.input("firth20_jeffreys").posterior
    else {
      Issue.record("the prior is that of Jeffreys")
      return
    }
    var workspace = model.prior.makeWorkspace()
    var gradient = [0.0, 0, 0]
    var span = gradient.mutableSpan
    let found = model.prior.logDensity(
      at: position.span,
      addingScoreTo: &span,
      using: &workspace
    )
    #expect(abs(found - value) < 1e-12 * abs(value))
    for (own, expected) in zip(gradient, score) { #expect(abs(own - expected) < 1e-9) }
  }

  /// A case that is left out leaves the prior as it was.
  @Test func leavingOutACaseKeepsThePrior() throws {
    let model = try Self.model(BinaryRegressionTests.bioassay, BinaryRegressionTests.grouped)
    let rest = model.leavingOut(case: 1)
    var (one, other) = (model.makeWorkspace(), rest.makeWorkspace())
    let position = [0.3, 2.0]
    let whole = model.logPrior(at: position.span, using: &one)
    #expect(whole == rest.logPrior(at: position.span, using: &other))
  }
}

/// Fits under the Jeffreys prior against a closed form and quadrature.
@Suite struct JeffreysFitTests {
  static func input(_ id: String) throws -> AnalysisInput {
    var options = try AnalysisOptions.reference(
      id,
      else: ("firth20.csv", "y ~ x1 + x2"),
      draws: 4000,
      seed: 11
    )
    options.priorSet = "jeffreys"
    return try AnalysisInput.read(options)
  }

  @Test(
    arguments: ["csto_jeffreys", "firth20_jeffreys"],
    [AnalysisOptions.Sampler.automatic, .randomWalk]
  )
  func fitsAgreeWithTheReference(
    _ id: String,
    _ sampler: AnalysisOptions.Sampler
  ) async throws {
    var input = try Self.input(id)
    input.options.sampler = sampler
    if sampler == .randomWalk {
      input.options.run = try #require(RunSettings(draws: 40_000, seed: 11, threads: 2))
    }
    let reference = try ReferencePosterior(id, order: References.names(of: input.model))
    let result = try await Analysis.run(input)
    #expect(result.engine.sampler == (sampler == .automatic ? .nuts : sampler))
    for (summary, parameter) in zip(result.summaries, reference.parameters) {
      for (number, score) in ReferencePosteriorTests.scores(summary, parameter) {
        #expect(abs(score) < 4, "\(summary.name) \(number)")
      }
    }
  }

  @Test func whatNeedsTheConstantIsRefused() throws {
    let input = try Self.input("firth20_jeffreys")
    #expect(!input.model.prior.isProper && input.posterior.normalized == nil)
    var options = input.options
    options.priorStatements = ["x1 ~ normal(0, 1)"]
    let beside = #expect(throws: PriorError.self) { try AnalysisInput.read(options) }
    #expect(beside?.kind == .besideJeffreys && beside?.name == "x1")
    options.priorStatements = []
    options.link = .probit
    let link = #expect(throws: PriorError.self) { try AnalysisInput.read(options) }
    #expect(link?.kind == .jeffreysRefused(.otherLink))
    options.link = .logit
    options.formula = "y ~ x1 + I(2 * x1)"
    let alias = #expect(throws: PriorError.self) { try AnalysisInput.read(options) }
    #expect(alias?.kind == .jeffreysRefused(.notIdentified))
  }
}
