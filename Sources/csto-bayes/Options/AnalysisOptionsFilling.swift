import Inference

extension AnalysisOptions {
  /// Takes what is said of the data, the model and the sampler.
  init(
    _ data: DataOptions,
    _ link: LinkOptions,
    _ prior: PriorOptions,
    _ sampler: SamplerOptions,
    _ settings: (run: RunSettings, noUTurn: NoUTurnSettings)
  ) {
    var model = data.request
    model.link = link.link
    model.priorSet = prior.set
    model.priorStatements = prior.statements
    var fit = FitSettings(run: settings.run, noUTurn: settings.noUTurn)
    fit.sampler = sampler.sampler
    fit.metric = sampler.metric
    fit.adaptation = sampler.adaptation
    fit.isPortable = sampler.portable
    self.init(cases: data.cases, model: model, fit: fit)
  }
}
