/// Why a posterior was not integrated: a sampler must be used.
public enum ExactRefusal: Error, Sendable, Equatable {
  /// There are more coefficients than a lattice can serve.
  case tooManyCoefficients(count: Int, limit: Int)
  /// A prior with so heavy a tail, in so many dimensions, was found to defeat the error estimate.
  case heavyTails(coefficient: String, dimension: Int)
  /// The posterior has more humps than are given a lattice each.
  case severalHumps(count: Int, limit: Int)
  /// The posterior has no normal approximation to start from.
  case noApproximation(ApproximationError)
  /// The mean and the covariance could not be made out, or too few pilot points had any weight.
  case noFrame
  /// The posterior reaches beyond the box of lattice cells.
  case outsideTheBox
  /// The posterior has mass on more cells than allowed.
  case tooManyPoints(limit: Int)

  /// The reason in words.
  public var phrase: String {
    switch self {
    case .tooManyCoefficients(let count, let limit):
      "\(count) coefficients, and a lattice serves \(limit) at most"
    case .heavyTails(let coefficient, let dimension):
      "the prior of \(coefficient) has too heavy a tail for a lattice in \(dimension) dimensions"
    case .severalHumps(let count, let limit):
      "the posterior has \(count) humps, and lattices are laid on \(limit) at most"
    case .noApproximation(let error): error.phrase
    case .noFrame: "the pilot points do not cover the posterior"
    case .outsideTheBox: "the posterior reaches beyond the lattice"
    case .tooManyPoints(let limit): "the lattice would need more than \(limit) points"
    }
  }
}
