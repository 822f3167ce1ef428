extension WeightedSample {
  /// The proposals of a run with the weights of its certificate.
  init(
    _ run: IndependenceRun,
    _ certificate: IndependenceCertificate,
    parameterNames: [String]
  ) {
    self.init(
      parameterNames: parameterNames,
      points: run.walks.map(\.coefficients),
      logWeights: certificate.logWeights
    )
  }
}
