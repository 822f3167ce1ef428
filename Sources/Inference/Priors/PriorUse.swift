/// The prior that a coefficient was given, and why: what is printed and saved.
public struct PriorUse: Sendable, Equatable {
  /// Where a prior comes from.
  public enum Origin: Sendable, Equatable {
    /// The prior set of a name.
    case set(name: String)
    /// A statement of the command line, as written.
    case commandLine(statement: String)
  }

  /// How a prior was fitted to the spread of its column.
  public struct Rescaling: Sendable, Equatable {
    /// What the scale is divided by.
    public enum Rule: String, Sendable {
      /// The difference of the two values of a two-valued column.
      case range
      /// Two standard deviations of a column with more values.
      case twoStandardDeviations = "two standard deviations"
    }

    /// The prior before it was rescaled.
    public let original: CoefficientPrior
    /// What its scale was divided by.
    public let divisor: Double
    /// What the divisor is.
    public let rule: Rule

    /// Keeps what it is given.
    package init(original: CoefficientPrior, divisor: Double, rule: Rule) {
      self.original = original
      self.divisor = divisor
      self.rule = rule
    }
  }

  /// The name of the design's column.
  public let column: String
  /// The prior, on the coefficient of the raw column.
  ///
  /// Its `description` is its canonical text.
  public let prior: CoefficientPrior
  /// How it was rescaled; nil where it stands as it was written.
  public let rescaling: Rescaling?
  /// Where it comes from.
  public let origin: Origin

  /// Keeps what it is given.
  package init(column: String, prior: CoefficientPrior, rescaling: Rescaling?, origin: Origin) {
    self.column = column
    self.prior = prior
    self.rescaling = rescaling
    self.origin = origin
  }
}

extension PriorUse.Rescaling {
  /// What the rule of Gelman and others (2008) makes of a column; nil for a constant one, and for
  /// one to which the rule makes no difference, such as a 0/1 condition.
  init?(of original: CoefficientPrior, for spread: PriorColumn.Spread) {
    guard spread.minimum < spread.maximum, original.isProper else { return nil }
    let rule: Rule = spread.isTwoValued ? .range : .twoStandardDeviations
    let divisor =
      rule == .range ? spread.maximum - spread.minimum : 2 * spread.standardDeviation
    guard divisor != 1 else { return nil }
    self.init(original: original, divisor: divisor, rule: rule)
  }
}
