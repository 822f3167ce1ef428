/// Whether the data separate the outcomes, decided exactly before any fit.
///
/// The data separate where some linear predictor is at least zero in every case with the outcome
/// and at most zero in every case without it, and not zero everywhere. Maximum likelihood then has
/// no finite answer along that direction, and the prior alone decides how far the posterior goes.
///
/// Source: K. Konis, "Linear programming algorithms for detecting separated data in binary
/// logistic regression models", thesis, Oxford 2007; A. Albert and J. A. Anderson, Biometrika 71
/// (1984). Offsets do not matter.
public struct Separation: Sendable {
  /// How far the outcomes are apart.
  public enum Verdict: String, Sendable {
    /// The outcomes overlap: every identified estimate is finite.
    case none
    /// A predictor separates some cases; the others lie on its boundary.
    case quasiComplete
    /// A predictor separates all cases strictly.
    case complete
  }

  /// Where the maximum likelihood estimate of a coefficient or a linear predictor goes.
  public enum Limit: String, Sendable {
    /// The data bound it on both sides.
    case finite
    /// The likelihood never decreases as it grows: to plus infinity.
    case plusInfinity
    /// The likelihood never decreases as it falls: to minus infinity.
    case minusInfinity
    /// Both directions are possible, depending on other coefficients.
    case undetermined
    /// The likelihood does not depend on it: the columns are aliased.
    case notIdentified
  }

  /// What is known about one column.
  public struct ColumnReport: Sendable, Equatable {
    /// The name of the column.
    public let name: String
    /// Where its maximum likelihood coefficient goes.
    public let limit: Limit
  }

  /// The verdict.
  public let verdict: Verdict
  /// One report for each column of the design, in order.
  public let columns: [ColumnReport]
  /// A coefficient for each column: the predictor they make is positive in every separated case
  /// with the outcome, negative in every one without, and zero in the others.
  ///
  /// Its largest element is 1 or -1; all are zero where nothing separates. Among several such
  /// directions this is one.
  public let direction: [Double]
  /// The patterns (rows of the design) that the direction separates.
  public let separatedPatterns: [Int]
  /// The patterns that no separating direction moves off the boundary.
  public let overlappingPatterns: [Int]

  private let evidence: Evidence
  private let scales: [Double]

  /// What the answers rest on.
  private enum Evidence: Sendable {
    case program(HomogeneousProgram)
    case overlap(OverlapProof)
  }

  /// Up to how many elements a design is left to the simplex method without a try at a proof of
  /// overlap.
  static let programLimit = 1 << 14

  /// Whether the likelihood leaves something to the prior alone.
  public var leavesSomethingToPrior: Bool {
    verdict != .none || columns.contains { $0.limit == .notIdentified }
  }

  /// Examines grouped data.
  ///
  /// A pattern with both outcomes holds every separating predictor at zero. Patterns without
  /// trials are ignored. A few microseconds for tables of coded cases. For m patterns and p columns
  /// O(m p²) where a large design overlaps, and O(m p²) to O(m p³) in practice where it does not.
  ///
  /// - Parameters:
  ///   - design: The m x p matrix of distinct predictor patterns, all finite.
  ///   - successes: How many trials of each pattern had the outcome.
  ///   - trials: How many trials each pattern has.
  ///   - columnNames: The names of the p columns.
  public init(
    design: TiledMatrix,
    successes: [Double],
    trials: [Double],
    columnNames: [String]
  ) {
    precondition(successes.count == design.rowCount && trials.count == design.rowCount)
    precondition(columnNames.count == design.columnCount, "a name for each column")
    scales = design.largestMagnitudes().map { $0 > 0 ? $0 : 1 }
    let tried = trials.indices.filter { trials[$0] > 0 }
    if tried.count * design.columnCount > Self.programLimit,
      let proof = OverlapProof(
        design: tried.count == design.rowCount ? design : design.selecting(rows: tried),
        successes: tried.map { successes[$0] },
        trials: tried.map { trials[$0] }
      )
    {
      evidence = .overlap(proof)
      verdict = .none
      separatedPatterns = []
      overlappingPatterns = tried
      direction = [Double](repeating: 0, count: columnNames.count)
      columns = columnNames.indices.map { column in
        let isSeen = proof.unseen.allSatisfy { $0[column] == 0 }
        return ColumnReport(name: columnNames[column], limit: isSeen ? .finite : .notIdentified)
      }
      return
    }
    let signs = SignedPatterns(design, successes, trials, scales)
    let program = HomogeneousProgram(
      signed: signs.signed,
      zero: signs.zero,
      size: design.columnCount
    )
    evidence = .program(program)
    let separatedPatterns = program.positive.map { signs.signedPatterns[$0] }
    let separated = Set(separatedPatterns)
    self.separatedPatterns = separatedPatterns
    overlappingPatterns = tried.filter { !separated.contains($0) }
    verdict =
      separated.isEmpty ? .none : overlappingPatterns.isEmpty ? .complete : .quasiComplete
    let raw = zip(program.direction, scales).map { $0 / $1 }
    let largest = raw.reduce(0) { max($0, abs($1)) }
    direction = raw.map { largest > 0 ? $0 / largest : 0 }
    columns = columnNames.indices.map { column in
      var unit = [Double](repeating: 0, count: columnNames.count)
      unit[column] = 1
      return ColumnReport(
        name: columnNames[column],
        limit: Self.limit(of: unit, program: program)
      )
    }
  }

  /// Where the maximum likelihood estimate of a linear predictor goes.
  ///
  /// Anything but `.finite` means that a probability computed from it is left to the prior. At
  /// most one small linear programme.
  ///
  /// - Parameter row: A value for each column of the design.
  /// - Returns: The limit; `.finite` for a row of zeros.
  public func limit(ofPredictor row: [Double]) -> Limit {
    precondition(row.count == scales.count, "a value for each column")
    switch evidence {
    case .overlap(let proof): return proof.determines(row) ? .finite : .notIdentified
    case .program(let program):
      return Self.limit(of: zip(row, scales).map { $0 / $1 }, program: program)
    }
  }

  /// The cases of patterns, in ascending order.
  ///
  /// - Parameters:
  ///   - patterns: The patterns, as in ``separatedPatterns``.
  ///   - casesOfPattern: The cases merged into each pattern of the design.
  /// - Returns: The cases.
  public static func cases(of patterns: [Int], casesOfPattern: [[Int]]) -> [Int] {
    patterns.flatMap { casesOfPattern[$0] }.sorted()
  }

  private static func limit(of vector: [Double], program: HomogeneousProgram) -> Limit {
    let reduced = program.reduced(vector)
    if reduced.isOutsideSpan { return .notIdentified }
    if reduced.isBounded { return .finite }
    // One admissible direction that makes everything positive that can be: it decides which of
    // the two answers is still possible.
    let along = zip(vector, program.direction).reduce(0) { $0 + $1.0 * $1.1 }
    if along > 0, program.isNonnegative(reduced) { return .plusInfinity }
    if along < 0, program.isNonnegative(reduced.negated) { return .minusInfinity }
    return .undetermined
  }
}

/// The rows of a design with the sign of their outcome, each column divided by its largest element.
private struct SignedPatterns {
  var signed: [[Double]] = []
  var zero: [[Double]] = []
  var signedPatterns: [Int] = []

  init(_ design: TiledMatrix, _ successes: [Double], _ trials: [Double], _ scales: [Double]) {
    for pattern in 0..<design.rowCount where trials[pattern] > 0 {
      let row = zip(design.row(pattern), scales).map { $0 / $1 }
      if successes[pattern] > 0, successes[pattern] < trials[pattern] {
        zero.append(row)
      } else {
        signed.append(successes[pattern] > 0 ? row : row.map { -$0 })
        signedPatterns.append(pattern)
      }
    }
  }
}

extension Separation {
  /// The columns that separate by themselves, with a threshold on their own scale.
  public struct LoneSeparator: Sendable, Equatable {
    /// The index of the column.
    public let column: Int
    /// Whether larger values go with the outcome, rather than smaller ones.
    public let isIncreasing: Bool
    /// Whether no case lies on the threshold itself.
    public let isComplete: Bool
  }

  /// Finds the columns whose values alone tell the outcomes apart, whatever the others are.
  ///
  /// A column counts where all values with the outcome lie on one side of all values without it,
  /// at most touching. Constant columns do not count. O(m p).
  public static func loneSeparators(
    design: TiledMatrix,
    successes: [Double],
    trials: [Double]
  ) -> [LoneSeparator] {
    (0..<design.columnCount).compactMap { column in
      var with = (low: Double.infinity, high: -Double.infinity)
      var without = with
      for (pattern, value) in design.column(column).enumerated() {
        if successes[pattern] > 0 { with = (min(with.low, value), max(with.high, value)) }
        if trials[pattern] > successes[pattern] {
          without = (min(without.low, value), max(without.high, value))
        }
      }
      guard with.low <= with.high, without.low <= without.high,
        min(with.low, without.low) < max(with.high, without.high)
      else { return nil }
      if with.low >= without.high {
        return LoneSeparator(
          column: column,
          isIncreasing: true,
          isComplete: with.low > without.high
        )
      }
      guard with.high <= without.low else { return nil }
      return LoneSeparator(
        column: column,
        isIncreasing: false,
        isComplete: with.high < without.low
      )
    }
  }
}
