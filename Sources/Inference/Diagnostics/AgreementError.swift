/// Why draws cannot be compared with those of a run.
public struct AgreementError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Kind: Sendable, Hashable {
    /// They are of other parameters: `missing` of theirs and `additional` to ours.
    case differentParameters
    /// Every parameter has a draw that is not finite, `parameter` first; `side` says whose.
    case notFinite
    /// Draws occur twice, as these phrases say: `side` says whose.
    case repeatedDraws([String])
    /// The draws of `parameter` are all equal, or too few, so that they have no Monte Carlo error.
    case noMonteCarloError
  }

  /// Whose draws.
  public enum Side: Sendable, Hashable {
    /// Those of the run.
    case run
    /// The others.
    case other
  }

  /// What is wrong.
  public var kind: Kind
  /// The parameters of the run that the others lack.
  public var missing: [String]
  /// The parameters that the run has not.
  public var additional: [String]
  /// The parameter, by its name in the run.
  public var parameter: String?
  /// Whose draws are at fault.
  public var side: Side?

  /// Describes one thing that is wrong.
  public init(
    _ kind: Kind,
    missing: [String] = [],
    additional: [String] = [],
    parameter: String? = nil,
    side: Side? = nil
  ) {
    self.kind = kind
    self.missing = missing
    self.additional = additional
    self.parameter = parameter
    self.side = side
  }

  /// Describes why a quantity of a parameter cannot be compared.
  init(_ problem: Agreement.Problem, parameter: String) {
    switch problem {
    case .notFinite(let side): self.init(.notFinite, parameter: parameter, side: side)
    case .noMonteCarloError(let side):
      self.init(.noMonteCarloError, parameter: parameter, side: side)
    }
  }
}

extension AgreementError: CustomStringConvertible {
  /// What is wrong, in a sentence.
  public var description: String {
    let name = Phrase.quoted(parameter)
    let draws = side == .run ? "the draws of the run" : "the draws to compare"
    switch kind {
    case .differentParameters:
      let parts = [
        missing.isEmpty ? nil : "lacking \(Phrase.list(missing))",
        additional.isEmpty ? nil : "not in the run \(Phrase.list(additional))",
      ]
      return "the draws are of other parameters than the run: "
        + parts.compactMap { $0 }.joined(separator: "; ")
    case .notFinite:
      return "\(draws) hold a value of \(name) that is not finite, and so has every other parameter"
    case .repeatedDraws(let phrases):
      return
        "\(draws) hold the same draws twice (\(phrases.prefix(3).joined(separator: "; "))), so "
        + "their errors would be too small; give each chain once"
    case .noMonteCarloError:
      return "\(draws) have no Monte Carlo error for \(name): they are all equal, or too few"
    }
  }
}
