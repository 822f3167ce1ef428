/// A prior distribution of one coefficient, on the log-odds scale.
public protocol Prior: Sendable {
  /// Whether the density integrates to one.
  var isProper: Bool { get }
  /// The median.
  var location: Double { get }
  /// What the distance from the location is measured in; infinite where there is no such unit.
  var scale: Double { get }

  /// The normalised log density and its derivative.
  ///
  /// Never NaN for a finite `x`; -infinity only where the true value lies below the least double.
  /// No allocation.
  func logDensity(at x: Double) -> (value: Double, score: Double)

  /// Minus the second derivative of the log density; negative in the tails of heavy-tailed families.
  func information(at x: Double) -> Double

  /// The probability of a value of at most `x`; NaN where the prior is improper.
  func cumulative(_ x: Double) -> Double

  /// The value below which a probability lies; NaN outside [0, 1] or where the prior is improper.
  func quantile(_ probability: Double) -> Double

  /// One draw; NaN where the prior is improper.
  func draw(using random: inout some RandomNumberGenerator) -> Double
}

/// A family of priors: how it is written, and what the library needs to know of it.
///
/// What has no default here must be said by every family. A new one is a file with a type that conforms,
/// and its lines in ``CoefficientPrior``.
public protocol PriorFamily: Prior, Equatable {
  /// How the family is written.
  static var signature: PriorSignature { get }
  /// How other tools write it.
  static var words: PriorWords { get }

  /// Makes a prior from arguments that satisfy the signature.
  init(arguments: [Double])

  /// The arguments, in the order of the signature.
  var arguments: [Double] { get }

  /// The same prior on a coefficient whose column is multiplied by `divisor`: the scale is divided
  /// by it, the location stays.
  ///
  /// Nil for a family without a scale among its arguments.
  func rescaled(dividingBy divisor: Double) -> Self?

  /// The degrees of freedom of polynomial tails: moments below this order exist.
  ///
  /// Infinite for lighter tails; 0 for a flat prior.
  var tailDegreesOfFreedom: Double { get }
  /// Whether the log density is concave.
  var isLogConcave: Bool { get }

  /// The probability of a value above `x`, without loss in the upper tail.
  ///
  /// Given to a ``SymmetricPriorFamily``.
  func upperTail(_ x: Double) -> Double
  /// The value above which a probability lies, without loss where that is small.
  ///
  /// Given to a ``SymmetricPriorFamily``.
  func upperQuantile(_ probability: Double) -> Double
  /// Whether the density is the same on both sides of the location.
  ///
  /// False unless the family is a ``SymmetricPriorFamily``.
  var isSymmetric: Bool { get }

  /// The prior about its location, of the coefficient times a positive number, where its characteristic
  /// function has a closed form.
  ///
  /// Nil by default: sums with it are then found from its density, which takes longer.
  func symmetricTerm(times factor: Double) -> SymmetricTerm?
  /// How the quantile function after the normal distribution function is computed.
  ///
  /// By default a table, which needs a log density with two continuous derivatives.
  var quantileMap: PriorQuantileMap { get }
  /// The scale s of a kink at the location that holds all curvature of the prior: the density is 1 / (2 s)
  /// there, and the slope of its logarithm falls by 2 / s.
  ///
  /// Nil by default: there is no kink.
  var kinkScale: Double? { get }
}

extension PriorFamily {
  /// False.
  public var isSymmetric: Bool { false }
  /// Nil: no closed form.
  public func symmetricTerm(times factor: Double) -> SymmetricTerm? { nil }
  /// A table.
  public var quantileMap: PriorQuantileMap { .table }
  /// Nil: no kink.
  public var kinkScale: Double? { nil }
}

/// A family of proper priors that are symmetric about their location.
public protocol SymmetricPriorFamily: PriorFamily {}

extension SymmetricPriorFamily {
  /// Always true.
  public var isProper: Bool { true }
  /// Always true.
  public var isSymmetric: Bool { true }
  /// The lower tail on the other side.
  public func upperTail(_ x: Double) -> Double { cumulative(location - (x - location)) }
  /// The lower quantile on the other side.
  public func upperQuantile(_ probability: Double) -> Double {
    location - (quantile(probability) - location)
  }
}

/// How the quantile function of a prior after the distribution function of a normal variable is computed.
public enum PriorQuantileMap: Sendable, Equatable {
  /// There is none: the coefficient is its own coordinate.
  case identity
  /// Location and scale of a normal prior.
  case affine
  /// The closed form of the Laplace distribution.
  case laplace
  /// The closed form of the logistic distribution.
  case logistic
  /// The closed form of the Cauchy distribution.
  case cauchy
  /// The table of Student's t distribution with these degrees of freedom.
  case studentT(degreesOfFreedom: Double)
  /// A table of quantiles.
  case table
}

/// How other tools write the priors of a family.
///
/// In every text `{NAME}` stands for the argument of that name in the signature.
public struct PriorWords: Sendable, Equatable {
  /// The distribution in the Stan language, which is that of brms too.
  ///
  /// Empty where the prior is flat, nil where there is none.
  public let stan: String?
  /// The log density in the Stan language, up to a constant, of a coefficient `{coefficient}`; nil where there is
  /// a distribution.
  public let stanDensity: String?
  /// A distribution of `numpyro.distributions`, called `dist`; nil where there is none.
  public let numPyro: String?
  /// The arguments of `bmb.Prior`; nil where there is no such distribution.
  public let bambi: String?

  /// States the words; nil is for a tool that has none, whose export is then refused.
  public init(stan: String?, stanDensity: String? = nil, numPyro: String?, bambi: String?) {
    self.stan = stan
    self.stanDensity = stanDensity
    self.numPyro = numPyro
    self.bambi = bambi
  }
}

/// How a family of priors is written.
public struct PriorSignature: Sendable, Equatable {
  /// One argument.
  public struct Parameter: Sendable, Equatable {
    /// What the field calls it.
    public let name: String
    /// Whether it must be above zero.
    ///
    /// It must be finite in any case.
    public let isPositive: Bool

    /// An argument that may be any finite number.
    public static func real(_ name: String) -> Parameter {
      Parameter(name: name, isPositive: false)
    }
    /// An argument that must be positive and finite.
    public static func positive(_ name: String) -> Parameter {
      Parameter(name: name, isPositive: true)
    }

    /// Whether a value may stand here.
    public func accepts(_ value: Double) -> Bool { value.isFinite && (!isPositive || value > 0) }
  }

  /// The name that is printed.
  public let name: String
  /// Other names under which the family is known.
  public let synonyms: [String]
  /// The arguments, in order.
  ///
  /// Names and order are those of Stan and brms.
  public let parameters: [Parameter]

  /// Describes a family.
  public init(_ name: String, synonyms: [String] = [], _ parameters: Parameter...) {
    self.name = name
    self.synonyms = synonyms
    self.parameters = parameters
  }

  /// The signature as text: `student_t(df, location, scale)`.
  public var text: String { "\(name)(\(parameters.map(\.name).joined(separator: ", ")))" }
}
