/// What decides a number: the data, the prior, or one the sign and the other the size.
///
/// Read off the limit of maximum likelihood. Where that is finite the data bound the number on both sides, which
/// does not mean that the prior does not weigh: power scaling and other prior sets say how much.
public enum DecidedBy: String, Sendable, CaseIterable {
  /// The data bound it on both sides.
  case data
  /// The data say which way, and the prior how far.
  case sign = "sign-data-size-prior"
  /// The data say nothing of it that the prior could not overturn.
  case prior

  /// What decides a number with such a limit.
  public init(_ limit: Separation.Limit) {
    switch limit {
    case .finite: self = .data
    case .plusInfinity, .minusInfinity: self = .sign
    case .undetermined, .notIdentified: self = .prior
    }
  }

  /// What decides a number with such caveats.
  public init(_ caveats: [Caveat]) {
    let codes = Set(caveats.map(\.code))
    if !codes.isDisjoint(with: [.aliased, .priorDecides]) {
      self = .prior
    } else if !codes.isDisjoint(with: [.priorUp, .priorDown, .partlyPrior, .interceptFarAway]) {
      self = .sign
    } else {
      self = .data
    }
  }

  /// The words for it.
  public var words: String {
    switch self {
    case .data: "sign and size from the data"
    case .sign: "sign from the data, size from the prior"
    case .prior: "decided by the prior alone"
    }
  }
}

extension EffectEstimate {
  /// What decides the effect.
  public var decidedBy: DecidedBy { DecidedBy(caveats) }
}
