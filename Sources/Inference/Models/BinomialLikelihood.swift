/// Binomial outcomes of the rows of a design, each with a linear predictor.
///
/// Evaluated once for each distinct row of the design, which is exact: equal rows share their predictor, and
/// their successes and trials add up.
public struct BinomialLikelihood: Likelihood {
  /// The buffer of an evaluation case by case.
  public struct Workspace {
    var predictor: [Double]
    /// Nothing until the cases are asked for.
    var cases: DistinctCases?
  }

  /// How linear predictors become probabilities.
  public let link: Link
  /// The distinct rows of the design.
  public let design: CollapsedDesign
  /// Successes of a case of each row of the design it was made of.
  public let successes: [Double]
  /// Trials of a case of each row of the design it was made of: 1 for a yes/no outcome.
  public let trials: [Double]
  /// The logarithm of the binomial coefficient of a case of each of those rows: 0 for a yes/no outcome.
  let logCoefficients: [Double]
  /// The sum of the logarithms of all cases' binomial coefficients.
  let logCoefficientSum: Double
  /// The distinct rows and their outcomes, laid out for the kernels.
  let panels: PanelDesign

  /// The number of coefficients.
  public var coefficientCount: Int { design.matrix.columnCount }
  /// The number of cases.
  public let unitCount: Int

  /// Takes the outcomes of a design.
  public init(_ design: DesignMatrix, link: Link = .logit) {
    self.link = link
    self.design = CollapsedDesign(design)
    panels = PanelDesign(
      tiles: self.design.matrix,
      successes: self.design.successes,
      trials: self.design.trials,
      offset: self.design.offset,
      link: link
    )
    successes = design.successes
    trials = design.trials
    unitCount = design.caseCount
    let logCoefficients = zip(design.successes, design.trials).map(Self.logBinomialCoefficient)
    self.logCoefficients = logCoefficients
    logCoefficientSum = logCoefficients.indices.reduce(0) {
      $0 + logCoefficients[$1] * (design.counts?[$1] ?? 1)
    }
  }

  /// Other outcomes of the rows of another.
  private init(
    _ other: BinomialLikelihood,
    design: CollapsedDesign,
    successes: [Double],
    trials: [Double],
    logCoefficients: [Double]
  ) {
    link = other.link
    unitCount = other.unitCount
    self.design = design
    self.successes = successes
    self.trials = trials
    self.logCoefficients = logCoefficients
    logCoefficientSum = logCoefficients.reduce(0, +)
    panels = PanelDesign(
      tiles: design.matrix,
      successes: design.successes,
      trials: design.trials,
      offset: design.offset,
      link: link
    )
  }

  /// Outcomes of the distinct rows of another, each row one case of all its trials.
  ///
  /// - Precondition: there are successes for each distinct row, at most its trials.
  init(_ other: BinomialLikelihood, successes: [Double], trials: [Double]?) {
    design = CollapsedDesign(other.design, successes: successes, trials: trials)
    precondition(zip(successes, design.trials).allSatisfy { $0 <= $1 }, "within the trials")
    link = other.link
    panels = PanelDesign(
      tiles: design.matrix,
      successes: successes,
      trials: design.trials,
      offset: design.offset,
      link: link
    )
    self.successes = successes
    self.trials = design.trials
    unitCount = successes.count
    logCoefficients = zip(successes, design.trials).map(Self.logBinomialCoefficient)
    logCoefficientSum = logCoefficients.reduce(0, +)
  }

  /// The same without the outcome of one case, which has no trials then.
  ///
  /// O(rows x columns).
  ///
  /// - Precondition: every row of the design was one case (`DesignMatrix.hasCases`).
  public func leavingOut(unit index: Int) -> BinomialLikelihood {
    leavingOut(units: CollectionOfOne(index))
  }

  /// The same without the outcomes of some cases, which have no trials then.
  ///
  /// O(rows x columns + cases).
  ///
  /// - Precondition: every row of the design was one case (`DesignMatrix.hasCases`).
  func leavingOut(units: some Sequence<Int>) -> BinomialLikelihood {
    precondition(!design.patternOfCase.isEmpty, "merged cases cannot be left out one by one")
    var (successes, trials, logCoefficients) = (successes, trials, logCoefficients)
    var design = design
    for index in units {
      design.remove(
        successes: successes[index],
        trials: trials[index],
        fromPattern: design.patternOfCase[index]
      )
      (successes[index], trials[index], logCoefficients[index]) = (0, 0, 0)
    }
    return BinomialLikelihood(
      self,
      design: design,
      successes: successes,
      trials: trials,
      logCoefficients: logCoefficients
    )
  }

  /// The logarithm of the number of ways to choose k of n; 0 where there is one way only.
  static func logBinomialCoefficient(_ k: Double, _ n: Double) -> Double {
    guard k > 0, k < n else { return 0 }
    return Portable.logGamma(n + 1) - Portable.logGamma(k + 1) - Portable.logGamma(n - k + 1)
  }

  /// Makes the buffer of one chain.
  public func makeWorkspace() -> Workspace {
    Workspace(predictor: [Double](repeating: 0, count: design.matrix.rowCount))
  }

  /// The log likelihood with all binomial coefficients.
  ///
  /// O(rows x columns).
  public func logLikelihood(
    at coefficients: Span<Double>,
    using workspace: inout Workspace
  ) -> Double {
    logCoefficientSum + panels.logLikelihood(at: coefficients)
  }

  /// The log likelihood, and its derivatives added to the score, in one pass.
  ///
  /// O(rows x columns).
  public func logLikelihood(
    at coefficients: Span<Double>,
    addingScoreTo score: inout MutableSpan<Double>,
    using workspace: inout Workspace
  ) -> Double {
    logCoefficientSum + panels.logLikelihood(at: coefficients, addingScoreTo: &score)
  }

  /// Log likelihood of each case.
  ///
  /// O(rows x columns + cases).
  ///
  /// - Precondition: every row of the design was one case (`DesignMatrix.hasCases`).
  public func pointwise(
    at coefficients: Span<Double>,
    into values: inout MutableSpan<Double>,
    using workspace: inout Workspace
  ) {
    predictRows(at: coefficients, using: &workspace)
    if workspace.cases == nil { workspace.cases = DistinctCases(of: self) }
    workspace.cases?.logLikelihoods(ofRowsAt: workspace.predictor, link: link, into: &values)
  }

  private func predictRows(at coefficients: Span<Double>, using workspace: inout Workspace) {
    var predictor = workspace.predictor.mutableSpan
    panels.linearPredictor(at: coefficients, into: &predictor)
  }
}

extension BinomialLikelihood {
  /// For each case the first with the same row and the same outcome.
  var firstCasesAlike: [Int] {
    var first: [CaseOutcome: Int] = [:]
    return design.patternOfCase.indices.map { index in
      let outcome = CaseOutcome(
        pattern: design.patternOfCase[index],
        successes: successes[index],
        trials: trials[index]
      )
      if let earlier = first[outcome] { return earlier }
      first[outcome] = index
      return index
    }
  }
}

/// What the likelihood of a case depends on.
private struct CaseOutcome: Hashable {
  let pattern: Int
  let successes: Double
  let trials: Double
}
