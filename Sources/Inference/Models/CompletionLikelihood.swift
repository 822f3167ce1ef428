/// Binomial rows of which some codes are not certain: each such case counts as the sum over its completions.
///
///     log likelihood of a case = log sum over completions c of  weight[c] p(outcome[c] | row[c])
///
/// A completion fills every uncertain cell of a case, its outcome included, and its weight is the probability of
/// that filling, stated before the outcome is looked at. Cells of different cases are independent, so the sum over
/// all completions of all cases is the product of these sums.
public struct CompletionLikelihood: Likelihood {
  /// One way to fill the uncertain cells of a case.
  public struct Completion: Sendable, Equatable {
    /// The row of the design.
    public var row: [Double]
    /// What is added to its linear predictor.
    public var offset: Double
    /// The successes of the outcome.
    public var successes: Double
    /// The trials of the outcome.
    public var trials: Double
    /// The probability of this filling.
    public var weight: Double

    /// Takes a row, its outcome and its weight.
    public init(
      row: [Double],
      offset: Double = 0,
      successes: Double,
      trials: Double = 1,
      weight: Double
    ) {
      self.row = row
      self.offset = offset
      self.successes = successes
      self.trials = trials
      self.weight = weight
    }
  }

  /// The buffers of an evaluation.
  public struct Workspace {
    var certain: BinomialLikelihood.Workspace
    /// The terms of the completions of one case: log of weight times likelihood, and its derivative in the
    /// linear predictor.
    var logs: [Double]
    var scores: [Double]
  }

  /// The completions of one case, by places in the lists of all.
  private struct Unit: Sendable {
    let index: Int
    let completions: Range<Int>
  }

  /// All cases, the uncertain ones without outcomes.
  public let certain: BinomialLikelihood
  private let units: [Unit]
  /// The rows of all completions, one after another.
  private let rows: [Double]
  private let offsets: [Double]
  private let successes: [Double]
  private let trials: [Double]
  private let logWeights: [Double]

  /// The number of coefficients.
  public var coefficientCount: Int { certain.coefficientCount }
  /// The number of cases.
  public var unitCount: Int { certain.unitCount }

  /// Puts completions in the place of some cases of a likelihood.
  ///
  /// - Parameters:
  ///   - coded: All cases as they are coded.
  ///   - completions: The completions of each uncertain case, by its index.
  /// - Precondition: every row of the design was one case; each case has a completion; the rows have a number
  ///   for each coefficient; outcomes are yes or no.
  public init(_ coded: BinomialLikelihood, completions: [Int: [Completion]]) {
    var units: [Unit] = []
    var all: [Completion] = []
    for (index, own) in completions.sorted(by: { $0.key < $1.key }) {
      precondition(!own.isEmpty, "a completion for each uncertain case")
      units.append(Unit(index: index, completions: all.count..<(all.count + own.count)))
      all += own
    }
    precondition(all.allSatisfy { $0.row.count == coded.coefficientCount }, "rows of the design")
    self.init(coded.leavingOut(units: completions.keys), units, all)
  }

  private init(_ certain: BinomialLikelihood, _ units: [Unit], _ all: [Completion]) {
    self.certain = certain
    self.units = units
    rows = all.flatMap(\.row)
    offsets = all.map(\.offset)
    successes = all.map(\.successes)
    trials = all.map(\.trials)
    logWeights = all.map { Portable.log($0.weight) }
  }

  private init(_ other: CompletionLikelihood, certain: BinomialLikelihood, units: [Unit]) {
    self.certain = certain
    self.units = units
    rows = other.rows
    offsets = other.offsets
    successes = other.successes
    trials = other.trials
    logWeights = other.logWeights
  }

  /// The same without one case.
  public func leavingOut(unit index: Int) -> CompletionLikelihood {
    guard units.contains(where: { $0.index == index }) else {
      return CompletionLikelihood(self, certain: certain.leavingOut(unit: index), units: units)
    }
    return CompletionLikelihood(
      self,
      certain: certain,
      units: units.filter { $0.index != index }
    )
  }

  /// Makes the buffers of one chain.
  public func makeWorkspace() -> Workspace {
    let most = units.map(\.completions.count).max() ?? 0
    return Workspace(
      certain: certain.makeWorkspace(),
      logs: [Double](repeating: 0, count: most),
      scores: [Double](repeating: 0, count: most)
    )
  }

  /// The log likelihood of all cases.
  ///
  /// O(rows x columns + completions x columns).
  public func logLikelihood(
    at coefficients: Span<Double>,
    using workspace: inout Workspace
  ) -> Double {
    var sum = certain.logLikelihood(at: coefficients, using: &workspace.certain)
    for place in units.indices {
      sum += logSum(units[place].completions, at: coefficients, using: &workspace)
    }
    return sum
  }

  /// The log likelihood, and its derivatives added to the score: those of the completions, each times its share.
  public func logLikelihood(
    at coefficients: Span<Double>,
    addingScoreTo score: inout MutableSpan<Double>,
    using workspace: inout Workspace
  ) -> Double {
    var sum = certain.logLikelihood(
      at: coefficients,
      addingScoreTo: &score,
      using: &workspace.certain
    )
    let count = coefficients.count
    let rows = rows.span
    for place in units.indices {
      let own = units[place].completions
      let value = logSum(own, at: coefficients, using: &workspace)
      sum += value
      // Impossible whatever the filling: nothing to share, and the value says so.
      guard value > -.infinity else { continue }
      for completion in own {
        let index = completion - own.lowerBound
        let share = Portable.exp(workspace.logs[index] - value)
        guard share > 0 else { continue }
        let pull = share * workspace.scores[index]
        for column in 0..<count { score[column] += pull * rows[completion * count + column] }
      }
    }
    return sum
  }

  /// The log likelihood of each case.
  public func pointwise(
    at coefficients: Span<Double>,
    into values: inout MutableSpan<Double>,
    using workspace: inout Workspace
  ) {
    certain.pointwise(at: coefficients, into: &values, using: &workspace.certain)
    for place in units.indices {
      values[units[place].index] = logSum(
        units[place].completions,
        at: coefficients,
        using: &workspace
      )
    }
  }

  /// The log of the weighted sum of one case; leaves the terms in the workspace.
  private func logSum(
    _ own: Range<Int>,
    at coefficients: Span<Double>,
    using workspace: inout Workspace
  ) -> Double {
    let rows = rows.span
    let count = coefficients.count
    var peak = -Double.infinity
    for completion in own {
      var eta = offsets[completion]
      for column in 0..<count { eta += rows[completion * count + column] * coefficients[column] }
      let terms = Portable.binomialTerms(
        successes: successes[completion],
        trials: trials[completion],
        at: eta,
        under: certain.link
      )
      let index = completion - own.lowerBound
      workspace.logs[index] = logWeights[completion] + terms.logLikelihood
      workspace.scores[index] = terms.score
      peak = max(peak, workspace.logs[index])
      // A maximum passes over what is no number.
      if eta.isNaN { return .nan }
    }
    guard peak > -.infinity else { return peak }
    var sum = 0.0
    for index in 0..<own.count { sum += Portable.exp(workspace.logs[index] - peak) }
    return peak + Portable.log(sum)
  }
}

/// Binomial rows with uncertain codes, under one prior a coefficient.
public typealias CompletionRegression =
  Regression<DirectCoefficients, CompletionLikelihood, PriorSet>

extension CompletionLikelihood {
  /// Sums over the completions of a table's uncertain cells.
  ///
  /// - Parameters:
  ///   - coded: All cases as the design has them.
  ///   - design: Made of the table with its uncertain cells filled; cases that it left out are left out here.
  ///   - table: The cells.
  /// - Throws: ``FormulaError`` where a completion has a level that no case has.
  /// - Precondition: every row of the design was one case; where the outcome is uncertain it is yes or no.
  init(
    _ coded: BinomialLikelihood,
    of design: DesignMatrix,
    _ table: UncertainTable
  ) throws(FormulaError) {
    var caseOfRow: [Int: Int] = [:]
    for (index, row) in design.rows.enumerated() where table.cells[row] != nil {
      caseOfRow[row] = index
    }
    let completions = table.completions(ofRows: caseOfRow.keys.sorted())
    let encoded = try design.encoder.encode(completions.table)
    let outcome = completions.table[design.formula.response.column]
    var own: [Int: [Completion]] = [:]
    for (place, row) in completions.rows.enumerated() {
      guard let index = caseOfRow[row] else { continue }
      var successes = design.successes[index]
      if table.cells[row, default: []].contains(where: { $0.variable == outcome?.name }),
        case .coded(let codes)? = outcome?.values
      {
        successes = codes[place] == true ? 1 : 0
      }
      own[index, default: []].append(
        Completion(
          row: encoded.matrix.row(place),
          offset: encoded.offset[place],
          successes: successes,
          trials: design.trials[index],
          weight: completions.weights[place]
        )
      )
    }
    self.init(coded, completions: own)
  }
}
