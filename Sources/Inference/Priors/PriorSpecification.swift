/// A prior for a coefficient as a user states it: `security_uncertainty ~ normal(2, 1)`.
public struct PriorStatement: Sendable, Equatable {
  /// The name of the coefficient, without backticks.
  public let target: String
  /// Whether part of the name was in backticks: then it is a column's name and nothing else.
  public let isQuoted: Bool
  /// The prior.
  public let prior: CoefficientPrior
  /// The whole statement, as written.
  public let text: String
  /// Where in `text` the name stands, in characters from 0.
  public let targetRange: Range<Int>

  init(
    target: String,
    isQuoted: Bool,
    prior: CoefficientPrior,
    text: String,
    targetRange: Range<Int>
  ) {
    self.target = target
    self.isQuoted = isQuoted
    self.prior = prior
    self.text = text
    self.targetRange = targetRange
  }

  /// Reads a statement.
  ///
  /// - Throws: ``PriorError`` where it is none: `doesNotParse`, `unknownFamily`, `notPositive` and the like.
  public init(_ text: String) throws(PriorError) {
    var parser = PriorParser(text)
    self = try parser.parseStatement()
  }

  /// Whether a command-line argument is meant as a statement rather than as the name of a set or
  /// a file: it has a tilde that does not start the path of a home folder.
  public static func isStatement(_ text: String) -> Bool {
    text.contains("~") && !text.hasPrefix("~/")
  }
}

extension CoefficientPrior {
  /// Reads a prior: `normal(0, 2.5)`.
  ///
  /// - Throws: ``PriorError`` where it is none: `doesNotParse`, `unknownFamily`, `notPositive` and the like.
  public init(_ text: String) throws(PriorError) {
    var parser = PriorParser(text)
    self = try parser.parsePrior()
  }
}

/// A prior set: what a file in priors/ says, before it is applied to the columns of a design.
public struct PriorSpecification: Sendable, Equatable {
  /// How the priors of a set follow the spread of the columns.
  public enum Scaling: String, Sendable, CaseIterable {
    /// They do not: priors are on the raw columns.
    case none
    /// The scale is divided by the range of a two-valued column and by two standard deviations of
    /// any other.
    ///
    /// Source: A. Gelman, A. Jakulin, M. G. Pittau, Y.-S. Su, A weakly informative default prior
    /// distribution for logistic and other regression models, Annals of Applied Statistics 2
    /// (2008) 1360-1383.
    case range
  }

  /// One prior of the set and what its author says about it.
  public struct Entry: Sendable, Equatable {
    /// The prior.
    public let prior: CoefficientPrior
    /// Whether a design without the column is accepted.
    public var isOptional = false
    /// Why the prior is what it is.
    public var reason: String?
    /// What the prior says, in numbers.
    public var documented: [DocumentedInterval] = []
    /// The line of the file, from 1.
    public var line: Int?

    /// Makes an entry without documentation.
    public init(_ prior: CoefficientPrior) { self.prior = prior }
  }

  /// A prior of the set for one column.
  public struct Named: Sendable, Equatable {
    /// The name of the column.
    public let column: String
    /// The prior.
    public let entry: Entry

    /// Names a column.
    public init(column: String, entry: Entry) {
      self.column = column
      self.entry = entry
    }
  }

  /// The name of the set: that of its file, without the ending.
  public let name: String
  /// The file; nil for a specification that was made in code.
  public var file: String?
  /// A short title.
  public var title = ""
  /// What the set claims.
  public var summary = ""
  /// Where it comes from.
  public var source = ""
  /// The prior of the intercept, on the raw intercept: the log-odds where every column is zero.
  public let intercept: Entry
  /// The prior of every other column that is not named.
  public let coefficients: Entry
  /// How the prior of `coefficients` follows the spread of a column.
  ///
  /// Named priors never do.
  public var scaling = Scaling.none
  /// The priors of named columns, on the raw columns.
  public var named: [Named] = []

  /// Makes a specification.
  public init(name: String, intercept: Entry, coefficients: Entry) {
    self.name = name
    self.intercept = intercept
    self.coefficients = coefficients
  }
}

extension PriorSpecification {
  /// The Jeffreys prior, which has no file: it says the same of every model.
  static var jeffreys: PriorSpecification {
    let part = Entry(.jeffreys(JeffreysFamily()))
    var set = PriorSpecification(
      name: JeffreysFamily.setName,
      intercept: part,
      coefficients: part
    )
    set.title = "The Jeffreys prior, whose mode is Firth's estimate"
    return set
  }
}

/// One statement of a prior file about what a prior means: a central interval.
public struct DocumentedInterval: Sendable, Equatable {
  /// What the interval is about.
  public enum Quantity: String, Sendable, CaseIterable {
    /// The coefficient or the intercept itself.
    case logOdds = "log_odds"
    /// The exponential of a coefficient.
    case oddsRatio = "odds_ratio"
    /// The probability that an intercept stands for.
    case probability
    /// The probability to which a coefficient moves one of 10 %.
    case fromTenPercent = "from_10_percent"
    /// The probability to which a coefficient moves one of 50 %.
    case fromFiftyPercent = "from_50_percent"
  }

  /// The probability that the prior gives the interval; equal shares are left on both sides.
  public let mass: Double
  /// What the interval is about.
  public let quantity: Quantity
  /// The lower end.
  public let lower: Double
  /// The upper end.
  public let upper: Double

  /// Makes a statement.
  public init(mass: Double, quantity: Quantity, lower: Double, upper: Double) {
    self.mass = mass
    self.quantity = quantity
    self.lower = lower
    self.upper = upper
  }
}
