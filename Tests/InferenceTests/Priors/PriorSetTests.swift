import Testing

@testable import Inference

@Suite struct PriorSetTests {
  static func columns(_ names: String..., intercept: Bool = true) -> [PriorColumn] {
    let ones = PriorColumn(name: "Intercept", isIntercept: true, values: [1, 1, 1, 1])
    return (intercept ? [ones] : []) + names.map { PriorColumn(name: $0, values: [0, 1, 0, 1]) }
  }

  static func specification(
    _ intercept: String = "normal(0, 10)",
    _ coefficients: String = "normal(0, 2.5)",
    named: [(String, String)] = [],
    scaling: PriorSpecification.Scaling = .range
  ) throws -> PriorSpecification {
    var result = PriorSpecification(
      name: "test",
      intercept: .init(try CoefficientPrior(intercept)),
      coefficients: .init(try CoefficientPrior(coefficients))
    )
    result.scaling = scaling
    result.named = try named.map {
      .init(column: $0.0, entry: .init(try CoefficientPrior($0.1)))
    }
    return result
  }

  static func texts(_ set: PriorSet) -> [String] { set.used.map(\.prior.description) }

  @Test func setsApplyToColumns() throws {
    let set = try PriorSet(
      specification: Self.specification(named: [("foreign", "normal(5, 1.5)")]),
      columns: Self.columns("protest", "foreign")
    )
    #expect(Self.texts(set) == ["normal(0, 10)", "normal(0, 2.5)", "normal(5, 1.5)"])
    #expect(set.used.map(\.column) == ["Intercept", "protest", "foreign"])
    #expect(set.used.allSatisfy { $0.origin == .set(name: "test") && $0.rescaling == nil })
  }

  @Test func statementsOverride() throws {
    let statements = [
      "coefficients ~ laplace(0, 1)", "protest ~ normal(1, 1)", "(Intercept) ~ cauchy(0, 5)",
    ].map { text in Result { try PriorStatement(text) } }
    let set = try PriorSet(
      specification: Self.specification(named: [("foreign", "normal(5, 1.5)")]),
      overrides: try statements.map { try $0.get() }.reversed(),
      columns: Self.columns("protest", "foreign", "clashes")
    )
    #expect(
      Self.texts(set) == ["cauchy(0, 5)", "normal(1, 1)", "laplace(0, 1)", "laplace(0, 1)"]
    )
    #expect(set.used[1].origin == .commandLine(statement: "protest ~ normal(1, 1)"))
  }

  /// A rare condition does not get a wider prior: sd scaling would give 4.87, 6.09, 8.12, 11.18.
  @Test(arguments: [10, 4, 2, 1])
  func rareConditionsKeepTheScale(present: Int) throws {
    let values = (0..<20).map { $0 < present ? 1.0 : 0 }
    let set = try PriorSet(
      specification: Self.specification(),
      columns: [PriorColumn(name: "condition", values: values)]
    )
    #expect(Self.texts(set) == ["normal(0, 2.5)"])
    #expect(set.used[0].rescaling == nil)
  }

  /// bayesglm: 2.5 / (max - min) for two values, 2.5 / (2 sd) for more; for [1, 2, 4, 8] the sd is
  /// 3.095695936834452 (numpy, ddof=1), so 0.40378642654 = 2.5 / 6.191391873668904.
  @Test func scalesByRangeOrTwoStandardDeviations() throws {
    let set = try PriorSet(
      specification: Self.specification("cauchy(0, 10)", "cauchy(0, 2.5)"),
      columns: [
        PriorColumn(name: "Intercept", isIntercept: true, values: [1, 1]),
        PriorColumn(name: "percent", values: [0, 100, 0]),
        PriorColumn(name: "half", values: [-0.25, 0.25]),
        PriorColumn(name: "many", values: [1, 2, 4, 8]),
        PriorColumn(name: "constant", values: [7, 7]),
      ]
    )
    #expect(set.used.map(\.prior.scale)[...2] == [10, 0.025, 5])
    #expect(abs(set.used[3].prior.scale - 2.5 / 6.191391873668904) < 1e-15)
    #expect(set.used[4].prior.scale == 2.5)
    #expect(set.used.map(\.rescaling?.rule) == [nil, .range, .range, .twoStandardDeviations, nil])
    #expect(set.used[1].rescaling?.divisor == 100)
    #expect(set.used[1].rescaling?.original.description == "cauchy(0, 2.5)")
  }

  @Test func namedAndStatedPriorsAreRaw() throws {
    let columns = ["x", "y", "z"].map { PriorColumn(name: $0, values: [0, 100]) }
    let set = try PriorSet(
      specification: Self.specification(named: [("x", "normal(0, 1)")]),
      overrides: [try PriorStatement("y ~ normal(0, 1)")],
      columns: columns
    )
    #expect(Self.texts(set) == ["normal(0, 1)", "normal(0, 1)", "normal(0, 0.025)"])
    let raw = try PriorSet(specification: Self.specification(scaling: .none), columns: columns)
    #expect(Self.texts(raw) == ["normal(0, 2.5)", "normal(0, 2.5)", "normal(0, 2.5)"])
  }

  @Test func aColumnGoesBeforeAClassOfItsName() throws {
    let columns = Self.columns("b", "c")
    let column = try PriorSet(
      specification: Self.specification(),
      overrides: [try PriorStatement("b ~ flat()")],
      columns: columns
    )
    #expect(Self.texts(column) == ["normal(0, 10)", "flat()", "normal(0, 2.5)"])
    let group = try PriorSet(
      specification: Self.specification(),
      overrides: [try PriorStatement("b ~ flat()")],
      columns: Self.columns("a", "c")
    )
    #expect(Self.texts(group) == ["normal(0, 10)", "flat()", "flat()"])
  }

  /// Where `b` is a column of the data, but a factor or left out of the formula, it means neither itself
  /// nor all coefficients.
  @Test(arguments: ["b", "coefficients"]) func aClassIsNotMeantByTheNameOfAColumn(_ name: String)
    throws
  {
    let refusal = #expect(throws: PriorError.self) {
      try PriorSet(
        specification: Self.specification(),
        overrides: [try PriorStatement("\(name) ~ flat()")],
        columns: Self.columns("a", "bnorth"),
        names: ["y", "a", name]
      )
    }
    #expect(refusal?.kind == .unknownColumn)
  }

  @Test func interactionsMatchInAnyOrder() throws {
    let set = try PriorSet(
      specification: Self.specification(named: [("a:b", "normal(2, 1)")]),
      overrides: [try PriorStatement("`d d`:c ~ normal(3, 1)")],
      columns: Self.columns("b:a", "c:d d")
    )
    #expect(Self.texts(set) == ["normal(0, 10)", "normal(2, 1)", "normal(3, 1)"])
  }

  // MARK: Errors

  @Test func refusesUnknownColumns() throws {
    let columns = Self.columns("protest", "foreign")
    for (text, name, suggestion) in [
      ("protset ~ flat()", "protset", "protest"), ("`coefficients` ~ flat()", "coefficients", nil),
    ] {
      let error = try #require(throws: PriorError.self) {
        try PriorSet(
          specification: Self.specification(),
          overrides: [PriorStatement(text)],
          columns: columns
        )
      }
      #expect(error.kind == .unknownColumn && error.name == name)
      #expect(error.accepted == ["Intercept", "protest", "foreign"])
      #expect(error.suggestion == suggestion)
      #expect(error.text == text && error.range == 0..<text.count - 9)
    }
    let noIntercept = try #require(throws: PriorError.self) {
      try PriorSet(
        specification: Self.specification(),
        overrides: [PriorStatement("Intercept ~ flat()")],
        columns: Self.columns("protest", intercept: false)
      )
    }
    #expect(noIntercept.kind == .unknownColumn && noIntercept.accepted == ["protest"])
  }

  @Test func refusesUnknownColumnsOfASetUnlessOptional() throws {
    var specification = try Self.specification(named: [("foriegn", "normal(5, 1)")])
    specification.file = "mine.yaml"
    let error = try #require(throws: PriorError.self) {
      try PriorSet(specification: specification, columns: Self.columns("foreign"))
    }
    #expect(error.kind == .unknownColumn && error.file == "mine.yaml")
    #expect(error.suggestion == "foreign")
    var entry = specification.named[0].entry
    entry.isOptional = true
    specification.named = [.init(column: "foriegn", entry: entry)]
    let set = try PriorSet(specification: specification, columns: Self.columns("foreign"))
    #expect(Self.texts(set) == ["normal(0, 10)", "normal(0, 2.5)"])
  }

  @Test(arguments: [
    ["a ~ flat()", "a ~ normal(0, 1)"], ["b ~ flat()", "coefficients ~ flat()"],
    ["Intercept ~ flat()", "(Intercept) ~ flat()"], ["a:c ~ flat()", "c:a ~ flat()"],
  ])
  func refusesTwoPriorsForOneCoefficient(texts: [String]) throws {
    let error = try #require(throws: PriorError.self) {
      try PriorSet(
        specification: Self.specification(),
        overrides: texts.map { try PriorStatement($0) },
        columns: Self.columns("a", "a:c")
      )
    }
    #expect(error.kind == .duplicatePrior && error.text == texts[1])
  }

  @Test func refusesTwoPriorsOfASetForOneColumn() throws {
    let error = try #require(throws: PriorError.self) {
      try PriorSet(
        specification: Self.specification(named: [("a:c", "flat()"), ("c:a", "flat()")]),
        columns: Self.columns("a:c")
      )
    }
    #expect(error.kind == .duplicatePrior && error.name == "a:c")
  }

  @Test func refusesAScaleOutOfRange() throws {
    let error = try #require(throws: PriorError.self) {
      try PriorSet(
        specification: Self.specification(),
        columns: [PriorColumn(name: "tiny", values: [0, .leastNonzeroMagnitude])]
      )
    }
    #expect(error.kind == .scaleOutOfRange && error.name == "tiny")
    #expect(error.accepted == ["normal(0, 2.5)"])
  }

  @Test func refusesFlatPriors() throws {
    let set = try PriorSet(
      specification: Self.specification("normal(0, 1)", "flat()"),
      columns: Self.columns("a")
    )
    #expect(!set.isProper && set.isProper(0) && !set.isProper(1))
    try set.requireProper([0], because: .separation)
    let error = try #require(throws: PriorError.self) {
      try set.requireProper([0, 1], because: .separation)
    }
    #expect(error.kind == .flatRefused(.separation) && error.name == "a")
    #expect(error.accepted.first == "normal(mean, sd)" && !error.accepted.contains("flat()"))
  }

  // MARK: Density

  /// The number is from scipy.
  ///
  /// python3: from scipy.stats import *; t.logpdf(.5, 4, 1, 2) + norm.logpdf(-3, 0, 10)
  /// + cauchy.logpdf(7, 0, 2.5) + laplace.logpdf(-2, 1, .5) + norm.logpdf(1, 2, 1)
  /// + logistic.logpdf(2, 0, 1.5)
  @Test func densityIsTheSumOverFamilies() throws {
    let texts = [
      "student_t(4, 1, 2)", "normal(0, 10)", "cauchy(0, 2.5)", "laplace(1, 0.5)",
      "normal(2, 1)", "logistic(0, 1.5)", "flat()",
    ]
    let used = try texts.enumerated().map {
      PriorUse(
        column: "x\($0)",
        prior: try CoefficientPrior($1),
        rescaling: nil,
        origin: .set(name: "test")
      )
    }
    let set = PriorSet(name: "test", used: used)
    let position = [0.5, -3, 7, -2, 1, 2, 123]
    var gradient = [Double](repeating: 100, count: 7)
    var information = [Double](repeating: .nan, count: 7)
    var gradientSpan = gradient.mutableSpan
    let value = set.logDensity(at: position.span, addingScoreTo: &gradientSpan)
    var informationSpan = information.mutableSpan
    set.information(at: position.span, into: &informationSpan)
    #expect(abs(value + 18.84523004528468) < 1e-13)
    #expect(value == set.logDensity(at: position.span))
    // Scores and curvatures by hand, e.g. Student's t: (df + 1) (m - x) / (df s^2 + (x - m)^2).
    let scores = [2.5 / 16.25, 0.03, -14 / 55.25, 2, 1, -0.38852196356527341, 0]
    for (found, expected) in zip(gradient, scores) { #expect(abs(found - 100 - expected) < 1e-13) }
    let curvatures = [
      5 * (16 - 0.25) / (16.25 * 16.25), 0.01, 2 * (6.25 - 49) / (55.25 * 55.25), 0, 1,
      0.1467475641359144, 0,
    ]
    for (found, expected) in zip(information, curvatures) {
      #expect(abs(found - expected) < 1e-15)
    }
  }

  @Test func drawsComeInTheOrderOfTheColumns() throws {
    let set = try PriorSet(
      specification: Self.specification("normal(100, 1)", "normal(-100, 1)", scaling: .none),
      overrides: [try PriorStatement("c ~ laplace(0, 1)")],
      columns: Self.columns("a", "c")
    )
    var random = RandomStream(seed: 3, purpose: .priorPredictive)
    let draw = set.draw(using: &random)
    #expect(draw.count == 3 && draw[0] > 90 && draw[1] < -90 && abs(draw[2]) < 40)
  }
}
