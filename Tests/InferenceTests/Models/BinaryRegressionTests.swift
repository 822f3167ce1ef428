import InferenceTestSupport
import Testing

@testable import InferenceCore

@Suite struct BinaryRegressionTests {
  static func model(
    _ table: Table,
    _ formula: String,
    prior: String = "normal(0, 2.5)",
    intercept: String = "normal(0, 10)"
  ) throws -> BinaryRegression {
    let design = try DesignMatrix(formula: Formula(formula), table: table)
    let specification = PriorSpecification(
      name: "test",
      intercept: .init(try CoefficientPrior(intercept)),
      coefficients: .init(try CoefficientPrior(prior))
    )
    return BinaryRegression(
      design: design,
      prior: try PriorSet(
        specification: specification,
        columns: design.columns.map(PriorColumn.init)
      )
    )
  }

  static func csto() throws -> BinaryRegression {
    let study = try Study.load("csto")
    return try model(study.table(), study.defaultFormula)
  }

  /// Without a case the density is that of a model of the other cases, under the same prior.
  @Test func withoutACase() throws {
    let whole = try Self.model(Self.bioassay, "deaths | trials(animals) ~ dose + offset(shift)")
    for index in 0..<4 {
      let reduced = whole.leavingOut(case: index)
      let others = try Self.model(
        Self.bioassay.selecting(rows: (0..<4).filter { $0 != index }),
        "deaths | trials(animals) ~ dose + offset(shift)"
      )
      for position in [[0.3, -1.2], [2, 7.5]] {
        var (one, two) = (reduced.makeWorkspace(), others.makeWorkspace())
        let value = reduced.evaluate(at: position, using: &one)
        #expect(abs(value - others.evaluate(at: position, using: &two)) < 1e-12)
        var pointwise = [Double](repeating: .nan, count: 4)
        var span = pointwise.mutableSpan
        reduced.pointwiseLogLikelihood(at: position.span, into: &span, using: &one)
        #expect(pointwise[index] == 0)
        let prior = reduced.logPrior(at: position.span, using: &one)
        #expect(abs(pointwise.reduce(prior, +) - value) < 1e-12)
      }
    }
  }

  /// BDA3's bioassay with made-up offsets.
  static let bioassay = Table(
    source: "bioassay",
    columns: [
      Column(name: "dose", values: .numeric([-0.86, -0.3, -0.05, 0.73])),
      Column(name: "deaths", values: .numeric([0, 1, 3, 5])),
      Column(name: "animals", values: .numeric([5, 5, 5, 5])),
      Column(name: "shift", values: .numeric([0.1, -0.2, 0.3, 0])),
    ],
    caseNames: ["1", "2", "3", "4"]
  )

  static let grouped = "deaths | trials(animals) ~ dose + offset(shift)"

  /// mpmath at 40 digits: the sum of y eta - log1p(exp(eta)) over the eight cases, and the normalised
  /// log densities of normal(0, 10) and four normal(0, 2.5).
  @Test(arguments: [
    ([0.0, 0, 0, 0, 0], -5.5451774444795624753, -10.562440686514029654),
    ([-4, 1, -0.5, -0.75, 3], -0.87485300689227770795, -11.507440686514029654),
    ([-60, 5, 2, 1, 70], -3.0590227371372049012e-7, -422.96244068651402965),
  ])
  func logDensityMatchesMpmath(position: [Double], likelihood: Double, prior: Double) throws {
    let model = try Self.csto()
    var workspace = model.makeWorkspace()
    let value = model.evaluate(at: position, using: &workspace)
    #expect(abs(value - (likelihood + prior)) <= 1e-14 * abs(likelihood + prior))
    #expect(
      abs(model.logPrior(at: position.span, using: &workspace) - prior) <= 1e-14 * abs(prior)
    )
    var pointwise = [Double](repeating: .nan, count: 8)
    var values = pointwise.mutableSpan
    model.pointwiseLogLikelihood(at: position.span, into: &values, using: &workspace)
    // A sum of terms that nearly all vanish keeps their relative accuracy.
    #expect(abs(pointwise.reduce(0, +) - likelihood) <= 1e-14 * abs(likelihood))
  }

  /// mpmath at 40 digits, binomial coefficients included, at (0.5, 7.25).
  @Test func groupedOutcomesAndOffsetsMatchMpmath() throws {
    let model = try Self.model(Self.bioassay, Self.grouped)
    var workspace = model.makeWorkspace()
    var pointwise = [Double](repeating: .nan, count: 4)
    var values = pointwise.mutableSpan
    let position = [0.5, 7.25]
    model.pointwiseLogLikelihood(at: position.span, into: &values, using: &workspace)
    let sum = pointwise.reduce(0, +)
    #expect(abs(sum + 2.0750751271742153702) < 1e-13)
    let value = model.evaluate(at: position, using: &workspace)
    let prior = model.logPrior(at: position.span, using: &workspace)
    #expect(abs(value - prior - sum) < 1e-13)
  }

  @Test func gradientsAreDerivatives() throws {
    for prior in ["normal(0, 2.5)", "cauchy(0, 2.5)", "student_t(4, 1, 2)", "logistic(0, 1)"] {
      let model = try Self.model(
        Study.load("csto").table(),
        Study.load("csto").defaultFormula,
        prior: prior
      )
      checkLogDensity(
        model,
        at: [[0.1, 0.2, -0.3, 0.4, 0.5], [-4, 1, -0.5, -0.75, 3], [12, -9, 7, -30, 2]]
      )
    }
    checkLogDensity(
      try Self.model(Self.bioassay, Self.grouped),
      at: [[0, 0], [0.5, 7.25], [-3, 20]]
    )
  }

  @Test func equalRowsAreMergedAndCasesKept() throws {
    let model = try Self.csto()
    #expect(model.design.matrix.rowCount == 5)
    #expect(model.caseCount == 8)
    #expect(model.design.trials.reduce(0, +) == 8)
  }

  /// Collapsing while reading changes nothing: 3000 cases, read merged and read one by one.
  @Test(arguments: ["y ~ a + scale(x)", "k | trials(5) ~ a * x"])
  func mergedCasesHaveTheSameDensity(formula: String) throws {
    var text = "y,a,x,k\n"
    for row in 0..<3000 { text += "\(row * 7 % 3 % 2),\(row % 2),\(row % 5),\(row % 6)\n" }
    let used = try Formula(formula).usedColumns
    let densities = try [used, nil].map { columns in
      let table = try TableReader.read(
        bytes: Array(text.utf8),
        source: "t",
        collapsing: columns
      )
      #expect((table.counts == nil) == (columns == nil))
      let model = try Self.model(table, formula)
      #expect(model.caseCount == 3000)
      var workspace = model.makeWorkspace()
      let position = model.parameterNames.indices.map { 0.3 - 0.2 * Double($0) }
      return model.evaluate(at: position, using: &workspace)
    }
    #expect(abs(densities[0] - densities[1]) <= 1e-12 * abs(densities[1]))
  }
}
