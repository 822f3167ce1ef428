extension Separation.Limit {
  /// How a limit is written: `finite`, `+Inf`, `-Inf`, `undetermined` or `not identified`.
  public var label: String {
    switch self {
    case .finite: "finite"
    case .plusInfinity: "+Inf"
    case .minusInfinity: "-Inf"
    case .undetermined: "undetermined"
    case .notIdentified: "not identified"
    }
  }

  /// How the limit of a probability is written: `finite`, `1`, `0`, `undetermined` or `not identified`.
  public var probabilityLabel: String {
    switch self {
    case .plusInfinity: "1"
    case .minusInfinity: "0"
    case .finite, .undetermined, .notIdentified: label
    }
  }
}

extension Separation.Verdict {
  /// How a verdict is written: `none`, `quasi-complete` or `complete`.
  public var label: String {
    switch self {
    case .none: "none"
    case .quasiComplete: "quasi-complete"
    case .complete: "complete"
    }
  }
}

/// The test for separation as JSON.
public struct SeparationExport: Sendable {
  /// The test.
  public var separation: Separation
  /// The names of the cases of each pattern.
  public var caseNames: [[String]]

  /// Makes the export of a test.
  public init(_ separation: Separation, caseNames: [[String]]) {
    self.separation = separation
    self.caseNames = caseNames
  }

  /// The verdict, the separating direction, the cases, and the limit of each column's estimate.
  public var json: JSON {
    [
      "verdict": .string(separation.verdict.label),
      "direction": .object(
        zip(separation.columns, separation.direction).map { .init($0.name, .number($1)) }
      ),
      "separated_cases": names(separation.separatedPatterns),
      "overlapping_cases": names(separation.overlappingPatterns),
      "ml_limits": .object(
        separation.columns.map { .init($0.name, .string($0.limit.label)) }
      ),
    ]
  }

  private func names(_ patterns: [Int]) -> JSON {
    .array(patterns.flatMap { caseNames[$0] }.map(JSON.string))
  }
}
