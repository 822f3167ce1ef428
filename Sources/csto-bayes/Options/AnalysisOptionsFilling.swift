import Inference

extension AnalysisOptions {
  /// Takes what is said of the data, the prior and the sampler.
  mutating func apply(
    _ data: DataOptions,
    _ link: LinkOptions,
    _ prior: PriorOptions,
    _ sampler: SamplerOptions
  ) {
    countColumn = data.countColumn
    codes = data.codeWords
    formula = data.formula
    outcomeLevel = data.outcomeIs
    self.link = link.link
    priorSet = prior.set
    priorStatements = prior.statements
    references = data.references
    dropsMissing = data.dropMissing
    self.sampler = sampler.sampler
    metric = sampler.metric
    adaptation = sampler.adaptation
    isPortable = sampler.portable
  }
}
