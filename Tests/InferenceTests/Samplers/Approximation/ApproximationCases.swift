import InferenceTestSupport
import RealModule
import Testing

@testable import InferenceCore

/// The posteriors on which the approximations and the independence sampler are tried.
enum ApproximationCases {
  /// Settings of four chains of 1000 draws.
  static func settings(seed: UInt64 = 1, threads: Int = 2) throws -> RunSettings {
    try #require(RunSettings(chains: 4, draws: 1000, seed: seed, threads: threads))
  }

  /// An independence sampler of a model.
  static func sampler(
    _ model: BinaryRegression,
    settings: RunSettings,
    proposalsPerDraw: Int? = nil
  ) throws -> IndependenceSampler {
    let target = PriorSpaceTarget(model)
    return try IndependenceSampler(
      target,
      try PosteriorApproximation(target),
      settings: settings,
      proposalsPerDraw: proposalsPerDraw
    )
  }

  /// The built-in study under a built-in prior set.
  static func builtIn(_ set: String = "weakly-informative") throws -> BinaryRegression {
    var options = AnalysisOptions(
      source: .study("csto", coding: nil),
      run: try settings(),
      noUTurn: try #require(NoUTurnSettings())
    )
    options.priorSet = set
    return try AnalysisInput.read(options).model
  }

  /// The sex2 data under given priors.
  static func sex2(_ priors: [String]) throws -> BinaryRegression {
    let path = try References.own("sex2.csv")
    var options = AnalysisOptions(
      source: .file(path, caseColumn: nil, delimiter: nil),
      run: try settings(),
      noUTurn: try #require(NoUTurnSettings())
    )
    options.formula = "case ~ age + oc + vic + vicl + vis + dia"
    options.priorStatements = priors
    return try AnalysisInput.read(options).model
  }

  static let sex2Normal = ["Intercept ~ normal(0, 10)", "coefficients ~ normal(0, 2.5)"]
  static let sex2Laplace = ["Intercept ~ normal(0, 10)", "coefficients ~ laplace(0, 1)"]
  static let sex2Student = [
    "Intercept ~ student_t(4, 0, 5)", "vic ~ normal(2, 0.5)", "dia ~ student_t(4, 1, 1)",
    "coefficients ~ student_t(4, 0, 2.5)",
  ]

  /// Cases made from our random stream: an intercept and standard normal predictors (coded: 0 or 1
  /// with probability 0.4 of 1), coefficients normal with given standard deviations.
  ///
  /// The stream of `simulation` under the seed gives, in order, all coefficients, then for each case
  /// its predictors and one uniform number for its outcome.
  static func simulated(
    coefficients: Int,
    cases: Int,
    deviation: Double = 1,
    scales: [Double]? = nil,
    seed: UInt64,
    isCoded: Bool = false,
    priors: [String] = sex2Normal
  ) throws -> BinaryRegression {
    var random = RandomStream(seed: seed, purpose: .simulation)
    let truth = (0..<coefficients).map { (scales?[$0] ?? deviation) * random.nextNormal() }
    var predictors = [[Double?]](repeating: [], count: coefficients - 1)
    var outcomes: [Double?] = []
    for _ in 0..<cases {
      var eta = truth[0]
      for index in predictors.indices {
        let x = isCoded ? (random.nextUniform() < 0.4 ? 1 : 0) : random.nextNormal()
        predictors[index].append(x)
        eta += truth[index + 1] * x
      }
      outcomes.append(random.nextUniform() < LogitLink.probability(at: eta) ? 1 : 0)
    }
    let names = predictors.indices.map { "x\($0 + 1)" }
    let columns =
      zip(names, predictors).map { Column(name: $0, values: .numeric($1)) }
      + [Column(name: "y", values: .numeric(outcomes))]
    let table = Table(
      source: "simulated",
      columns: columns,
      caseNames: (1...cases).map { "case \($0)" }
    )
    let design = try DesignMatrix(
      formula: Formula("y ~ " + names.joined(separator: " + ")),
      table: table,
      references: [:],
      missing: .refuse
    )
    let prior = try PriorSet(
      specification: PriorLibrary.builtIn.specification("weakly-informative"),
      overrides: priors.map { try PriorStatement($0) },
      columns: design.columns.map(PriorColumn.init)
    )
    return BinaryRegression(design: design, prior: prior)
  }
}
