/// The columns of a table, and the members of an object, that every summarised quantity has.
enum EstimateFields {
  /// The names, in order.
  static let columns = [
    "mean", "median", "sd", "lower", "upper", "mcse_mean", "mcse_median", "mcse_lower",
    "mcse_upper", "rhat", "ess_bulk", "ess_tail", "estimates",
  ]

  private static func values(_ estimate: QuantityEstimate) -> [Double] {
    [
      estimate.mean, estimate.median, estimate.sd, estimate.lower, estimate.upper,
      estimate.mcseMean, estimate.mcseMedian, estimate.mcseLower, estimate.mcseUpper,
      estimate.rHat, estimate.essBulk, estimate.essTail,
    ]
  }

  /// The fields of a row, in order.
  static func fields(_ estimate: QuantityEstimate) -> [DelimitedWriter.Field] {
    values(estimate).map { .number($0) } + [.text(estimate.source.rawValue)]
  }

  /// The members of an object; numbers that are not finite are null.
  static func members(_ estimate: QuantityEstimate) -> [JSON.Member] {
    zip(columns, values(estimate)).map { .init($0, .number($1)) }
      + [.init("estimates", .string(estimate.source.rawValue))]
  }

  /// The object of an estimate.
  static func json(_ estimate: QuantityEstimate) -> JSON { .object(members(estimate)) }

  /// `{"type": "equal-tailed", "mass": 0.9}`.
  static func json(_ interval: CredibleInterval) -> JSON {
    ["type": .string(interval.kind.rawValue), "mass": .number(interval.mass)]
  }

  /// The field of the number of draws; missing where it was integrated.
  static func draws(_ direction: DirectionEvidence) -> DelimitedWriter.Field {
    direction.isExact ? .missing : .integer(direction.drawCount)
  }

  /// The members of a direction.
  ///
  /// An evidence ratio that all draws agree on is null, and the number of draws bounds it. One that was integrated has no number of draws.
  static func members(_ direction: DirectionEvidence, named name: String) -> [JSON.Member] {
    [
      .init(name, .number(direction.probability)),
      .init("mcse_" + name, .number(direction.mcse)),
      .init("evidence_ratio", .number(direction.evidenceRatio)),
      .init("mcse_evidence_ratio", .number(direction.mcseEvidenceRatio)),
      .init("draws", direction.isExact ? .null : .integer(direction.drawCount)),
    ]
  }
}
