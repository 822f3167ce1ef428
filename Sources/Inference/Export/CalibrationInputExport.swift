extension CalibrationInput {
  /// What was studied and what was found, without anything that differs from run to run.
  public func json(_ report: CalibrationReport) -> JSON {
    let options = input.options
    let settings = calibration.settings
    return .object(
      [
        .init("program", .string(Program.name)),
        .init("version", .string(Program.version)),
        .init("data", .string(input.data.name)),
        .init("formula", .string(input.design.formula.text)),
        .init("cases", .integer(input.design.caseCount)),
        .init("priors", .array(calibration.model.prior.used.map(\.json))),
        .init("fitted_priors", .array(calibration.fittedPrior.used.map(\.json))),
        .init(
          "settings",
          [
            "sampler": .string(options.sampler.rawValue),
            "adaptation": .string(options.adaptation.rawValue),
            "metric": .string(options.metric.rawValue),
            "chains": .integer(options.run.chains),
            "warmup": .integer(options.run.warmup),
            "draws": .integer(options.run.draws),
            "adapt_delta": .number(options.noUTurn.adaptDelta),
            "max_treedepth": .integer(options.noUTurn.maximumTreeDepth),
            "seed": Int(exactly: settings.seed).map(JSON.integer) ?? .string("\(settings.seed)"),
          ]
        ),
      ] + CalibrationExport(report).members
    )
  }
}
