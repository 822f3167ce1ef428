/// A study of calibration of what `fit` does with a design, a prior and a sampler.
public struct CalibrationInput: Sendable {
  /// The design, the prior that makes the truths, and the sampler; outcomes are not used.
  public let input: AnalysisInput
  /// The study.
  public let calibration: Calibration

  /// The prior that is fitted, where it is another than the one that makes the truths.
  public struct FittedPrior: Sendable, Equatable {
    /// A prior set by name or file; nil for the one that makes the truths.
    public var set: String?
    /// Priors for single coefficients, as `name ~ family(arguments)`.
    public var statements: [String]

    /// Names a prior.
    public init(set: String?, statements: [String]) {
      self.set = set
      self.statements = statements
    }
  }

  /// Plans a study.
  ///
  /// - Parameters:
  ///   - options: The data, the prior that makes the truths, and the sampler, as `fit` takes them.
  ///   - design: A design to make up instead of reading data; the source of the options is then unused.
  ///   - fittedPrior: The prior that is fitted; nil: the one that makes the truths.
  ///   - settings: How large the study is. Its seed and threads count, not those of the options.
  /// - Throws: As ``AnalysisInput``; ``PriorError`` where a prior is flat.
  public init(
    _ options: AnalysisOptions,
    design: SyntheticDesign? = nil,
    fittedPrior: FittedPrior? = nil,
    settings: CalibrationSettings
  ) throws {
    let input = try design.map { try $0.input(options) } ?? AnalysisInput.read(options)
    let other = try fittedPrior.map { prior in
      let stated = prior.set ?? options.priorSet
      var defaults = ModelDefaults(of: nil)
      if stated == nil, design == nil, case .study(let name, _) = options.cases.place {
        defaults = ModelDefaults(of: try Study.load(name))
      }
      return try PriorSet(
        set: stated ?? defaults.priorSet,
        of: defaults.library,
        statements: prior.statements,
        for: input.design
      )
    }
    self.input = input
    calibration = try Calibration(of: input.model, fittedPrior: other, settings: settings)
  }
}

/// A made-up design: an intercept and independent yes/no conditions, each present with probability 0.4.
public struct SyntheticDesign: Sendable, Equatable {
  /// The number of cases.
  public let cases: Int
  /// The number of coefficients, the intercept included.
  public let coefficients: Int
  /// The seed that the conditions are drawn under.
  public let seed: UInt64

  /// The probability of a condition.
  public static let conditionProbability = 0.4

  /// Makes a design; nil where there is no case or no coefficient.
  public init?(cases: Int, coefficients: Int, seed: UInt64) {
    guard cases >= 1, coefficients >= 1 else { return nil }
    self.cases = cases
    self.coefficients = coefficients
    self.seed = seed
  }

  /// The input of an analysis of it: conditions `x1`, `x2` and so on, and an outcome `y` without meaning.
  func input(_ options: AnalysisOptions) throws -> AnalysisInput {
    var random = RandomStream(seed: seed, purpose: .simulation)
    let names = (1..<coefficients).map { "x\($0)" }
    var columns = names.map { name in
      let values: [Bool?] = (0..<cases).map { _ in
        random.nextUniform() < Self.conditionProbability
      }
      return Column(name: name, values: .coded(values))
    }
    columns.append(Column(name: "y", values: .coded((0..<cases).map { $0 % 2 == 1 })))
    let source = "\(cases) made-up cases"
    let table = Table(
      source: source,
      columns: columns,
      caseNames: (1...cases).map(String.init)
    )
    let text = options.formula ?? "y ~ " + (names.isEmpty ? "1" : names.joined(separator: " + "))
    let problem = try RegressionProblem.make(
      of: table,
      data: DataDescription(name: source, fingerprints: [:]),
      formula: Formula(text, allColumns: names),
      options.model
    ) { design throws(PriorError) in
      try PriorSet(
        set: options.priorSet ?? PriorLibrary.defaultName,
        statements: options.priorStatements,
        for: design
      )
    }
    return try AnalysisInput(problem, options)
  }
}

extension CalibrationInput {
  /// Fits data that the prior made, again and again, and judges the ranks of the truths.
  ///
  /// - Parameter progress: Called after each replication with the number of those done.
  /// - Returns: The tests of the ranks, and the replications.
  /// - Throws: ``InitializationError`` where a chain cannot start; `CancellationError`.
  func run(
    progress: (@Sendable (Int) -> Void)? = nil
  ) async throws -> CalibrationReport {
    let settings = input.options.fit
    return try await calibration.run(
      drawsPerChain: settings.run.draws,
      progress: progress
    ) { model, seed, drawsPerChain in
      let fitter = Fitter(settings.onOneThread(seed: seed, draws: drawsPerChain))
      let fit = try await fitter.fit(model, columns: input.design.columns)
      guard let fit else { throw CancellationError() }
      return fit.draws
    }
  }
}
