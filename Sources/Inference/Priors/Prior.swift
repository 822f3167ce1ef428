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

/// A family of priors, as it is written: its name, and the meaning and order of its arguments.
public protocol PriorFamily: Prior, Equatable {
  /// How the family is written.
  static var signature: PriorSignature { get }

  /// Makes a prior from arguments that satisfy the signature.
  init(arguments: [Double])

  /// The arguments, in the order of the signature.
  var arguments: [Double] { get }

  /// The same prior on a coefficient whose column is multiplied by `divisor`: the scale is divided
  /// by it, the location stays.
  func rescaled(dividingBy divisor: Double) -> Self
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
