/// Makes fits: a model and settings in, a ``Fit`` out.
///
/// It reads no files and reports nothing. The same model, settings and seed give the same fit, whatever else
/// runs.
package struct Fitter: Sendable {
  /// How fits are made.
  let settings: FitSettings
  /// The posterior of the model that is fitted, where it was integrated before; it judges chains that need it.
  var exact: ExactPosterior?
  /// Called now and then by each chain, from its own thread.
  var progress: (@Sendable (ChainProgress) -> Void)?

  /// A fitter with some settings.
  package init(
    _ settings: FitSettings,
    exact: ExactPosterior? = nil,
    progress: (@Sendable (ChainProgress) -> Void)? = nil
  ) {
    self.settings = settings
    self.exact = exact
    self.progress = progress
  }

  /// Draws from the posterior of a problem.
  ///
  /// Cancelling the surrounding task ends the fit early; what was drawn is returned as partial.
  ///
  /// - Returns: The fit; nil where it was stopped before the first draw.
  /// - Throws: ``InitializationError`` where a chain cannot start.
  package func fit(_ problem: RegressionProblem) async throws(InitializationError) -> Fit? {
    try await fit(problem.model, problem.posterior, columns: problem.design.columns)
  }

  /// Draws from the posterior of a model whose design has these columns; nil for that of its own prior.
  ///
  /// - Returns: The fit; nil where it was stopped before the first draw.
  /// - Throws: ``InitializationError`` where a chain cannot start.
  package func fit(
    _ model: BinaryRegression,
    _ posterior: Posterior? = nil,
    columns: [DesignColumn]
  ) async throws(InitializationError) -> Fit? {
    var input = DrawingInput(
      model: model,
      posterior: posterior ?? Posterior(of: model),
      columns: columns,
      options: settings
    )
    input.exact = exact
    let drawing = AnalysisDrawing(input: input, progress: progress)
    return Fit(model, settings, try await drawing.draw())
  }
}
