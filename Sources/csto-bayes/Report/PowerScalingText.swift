import Inference

/// Sensitivities to the power of prior and likelihood, for people.
struct PowerScalingText {
  private let scaling: PowerScaling
  private let limit: Int

  /// Up to `limit` quantities are shown.
  init(_ scaling: PowerScaling, limit: Int) {
    self.scaling = scaling
    self.limit = limit
  }

  /// One line a quantity, each sensitivity with its Monte Carlo error.
  var table: TextTable {
    var table = TextTable([
      .words(""), .number("prior"), .number("MCSE", rank: 1), .number("likelihood"),
      .number("MCSE", rank: 1), .words(""),
    ])
    for quantity in scaling.quantities.prefix(limit) {
      table.append([
        quantity.name, NumberText.fixed(quantity.prior, 3),
        NumberText.fixed(quantity.errorOfPrior, 3), NumberText.fixed(quantity.likelihood, 3),
        NumberText.fixed(quantity.errorOfLikelihood, 3), quantity.verdict,
      ])
    }
    return table
  }
}
