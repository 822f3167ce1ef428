/// A prior of any of the families: the one place that lists them.
///
/// A new family is one file in Families/ and here a case, a place in the list and a line in each of three
/// switches, which the compiler asks for; everything else asks ``family``. An enumeration instead of an
/// existential: it lies in memory without indirection, and a call to it is a branch to a known function, which
/// the sampler's inner loop needs.
public enum CoefficientPrior: Sendable, Equatable {
  /// `normal(mean, sd)`.
  case normal(NormalDistribution)
  /// `student_t(df, location, scale)`.
  case studentT(StudentT)
  /// `cauchy(location, scale)`.
  case cauchy(Cauchy)
  /// `laplace(location, scale)`.
  case laplace(Laplace)
  /// `logistic(location, scale)`.
  case logistic(Logistic)
  /// `log_F(m1, m2)`.
  case logF(LogF)
  /// `flat()`.
  case flat(FlatPrior)
  /// `jeffreys()`, of all coefficients at once.
  case jeffreys(JeffreysFamily)

  /// A family and how to make one of its priors.
  struct Family: Sendable {
    let signature: PriorSignature
    let make: @Sendable ([Double]) -> CoefficientPrior

    init<F: PriorFamily>(_ wrap: @Sendable @escaping (F) -> CoefficientPrior) {
      signature = F.signature
      make = { wrap(F(arguments: $0)) }
    }
  }

  /// The families, in the order in which they are listed to a user and evaluated.
  static let families = [
    Family { .normal($0) }, Family { .studentT($0) }, Family { .cauchy($0) },
    Family { .laplace($0) }, Family { .logistic($0) }, Family { .logF($0) },
    Family { .flat($0) }, Family { .jeffreys($0) },
  ]

  /// The prior as its family knows it.
  ///
  /// May allocate.
  public var family: any PriorFamily {
    switch self {
    case .normal(let prior): prior
    case .studentT(let prior): prior
    case .cauchy(let prior): prior
    case .laplace(let prior): prior
    case .logistic(let prior): prior
    case .logF(let prior): prior
    case .flat(let prior): prior
    case .jeffreys(let prior): prior
    }
  }
}

extension CoefficientPrior: Prior {
  /// The normalised log density and its derivative.
  ///
  /// No allocation.
  @inline(__always)
  public func logDensity(at x: Double) -> (value: Double, score: Double) {
    switch self {
    case .normal(let prior): prior.logDensity(at: x)
    case .studentT(let prior): prior.logDensity(at: x)
    case .cauchy(let prior): prior.logDensity(at: x)
    case .laplace(let prior): prior.logDensity(at: x)
    case .logistic(let prior): prior.logDensity(at: x)
    case .logF(let prior): prior.logDensity(at: x)
    case .flat(let prior): prior.logDensity(at: x)
    case .jeffreys(let prior): prior.logDensity(at: x)
    }
  }

  /// Minus the second derivative of the log density.
  ///
  /// No allocation.
  public func information(at x: Double) -> Double {
    switch self {
    case .normal(let prior): prior.information(at: x)
    case .studentT(let prior): prior.information(at: x)
    case .cauchy(let prior): prior.information(at: x)
    case .laplace(let prior): prior.information(at: x)
    case .logistic(let prior): prior.information(at: x)
    case .logF(let prior): prior.information(at: x)
    case .flat(let prior): prior.information(at: x)
    case .jeffreys(let prior): prior.information(at: x)
    }
  }

  /// Whether the density integrates to one.
  public var isProper: Bool { family.isProper }
  /// The median.
  public var location: Double { family.location }
  /// What the distance from the location is measured in.
  public var scale: Double { family.scale }
  /// The probability of a value of at most `x`; NaN where the prior is improper.
  public func cumulative(_ x: Double) -> Double { family.cumulative(x) }
  /// The value below which a probability lies; NaN where the prior is improper.
  public func quantile(_ probability: Double) -> Double { family.quantile(probability) }
  /// The degrees of freedom of a prior with polynomial tails: moments below this order exist.
  ///
  /// Infinite for lighter tails, as those of the Jeffreys prior under the logit link; 0 for a flat prior.
  public var tailDegreesOfFreedom: Double { family.tailDegreesOfFreedom }
  /// Whether the log density is concave.
  ///
  /// With the log-concave likelihoods of this library the posterior then has one hump. Where it is not, a
  /// prior that the data contradict can be given up at a bounded price, and there may be a hump with it
  /// followed and one with it left.
  public var isLogConcave: Bool { family.isLogConcave }
  /// Whether the coefficient is its own coordinate, or that is a straight line away: the prior is normal or flat.
  var isAffine: Bool { [.identity, .affine].contains(family.quantileMap) }
  /// Whether its coordinate comes from a table, which ends somewhere.
  var isTabulated: Bool {
    switch family.quantileMap {
    case .identity, .affine, .laplace, .logistic, .cauchy: false
    case .studentT, .table: true
    }
  }
  /// One draw; NaN where the prior is improper.
  public func draw(using random: inout some RandomNumberGenerator) -> Double {
    family.draw(using: &random)
  }

  /// The same prior with its scale divided; nil where the family has none, or where the result is not a
  /// number that the family accepts, because the divisor is extreme.
  public func rescaled(dividingBy divisor: Double) -> CoefficientPrior? {
    let result = scale / divisor
    guard !isProper || (result > 0 && result.isFinite) else { return nil }
    return family.rescaled(dividingBy: divisor).flatMap { CoefficientPrior($0.arguments, as: self) }
  }

  /// The prior of the same family as another with these arguments.
  ///
  /// - Precondition: the family accepts them.
  package init(_ arguments: [Double], as other: CoefficientPrior) {
    self = Self.families[other.familyIndex].make(arguments)
  }
}

extension CoefficientPrior: CustomStringConvertible {
  /// The prior as it is written, which parses back to the same prior: `normal(0, 2.5)`.
  public var description: String {
    let prior = family
    let arguments = prior.arguments.map(Self.text).joined(separator: ", ")
    return "\(type(of: prior).signature.name)(\(arguments))"
  }

  /// The shortest text that reads back as the number, without a trailing ".0".
  private static func text(_ value: Double) -> String {
    let text = "\(value + 0)"  // + 0 turns -0 into 0
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The place of the family in the list: priors are evaluated family by family.
  var familyIndex: Int {
    let name = type(of: family).signature.name
    return Self.families.firstIndex { $0.signature.name == name } ?? Self.families.count
  }
}
