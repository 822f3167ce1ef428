/// An analysis of coded cases from end to end: options in, results out.
public enum Analysis {
  /// Draws from the posterior of an input and computes what is reported of it.
  ///
  /// Cancelling the surrounding task ends the run early; what was drawn is reported as partial.
  ///
  /// - Parameters:
  ///   - input: The model and how to draw from it.
  ///   - progress: Called now and then by each chain, from its own thread.
  /// - Returns: The draws and everything computed from them.
  /// - Throws: ``InitializationError`` where a chain cannot start, ``AnalysisError/nothingDrawn``
  ///   where the run was stopped before the first draw.
  public static func run(
    _ input: AnalysisInput,
    progress: (@Sendable (ChainProgress) -> Void)? = nil
  ) async throws -> AnalysisResult {
    BLAS.useOneThread()
    let clock = ContinuousClock()
    let exact = await ExactAnswer.make(input)
    let begin = clock.now
    let fitter = Fitter(input.options.fit, exact: exact?.posterior, progress: progress)
    let fit = try await fitter.fit(input.problem)
    let sampled = clock.now
    guard let fit else { throw AnalysisError.nothingDrawn }
    let isShared = input.options.run.threads > 1 && !fit.isPartial
    async let beside = isShared ? AnswerBasis.scepticalFit(of: input) : nil
    var result = AnalysisResult(input: input, fit: fit, exact: exact)
    let early = await beside
    let sceptical = isShared || fit.isPartial ? early : await AnswerBasis.scepticalFit(of: input)
    result.basis = await AnswerBasis.find(in: result, sceptical: sceptical)
    result.samplingSeconds = (sampled - begin).seconds - fit.judgingSeconds
    result.diagnosingSeconds = (clock.now - sampled).seconds + fit.judgingSeconds
    return result
  }

  /// Fits data that the prior made, again and again, and judges the ranks of the truths.
  ///
  /// - Parameters:
  ///   - study: The design, the priors, the sampler and the size of the study.
  ///   - progress: Called after each replication with the number of those done.
  /// - Returns: The tests of the ranks, and the replications.
  /// - Throws: ``InitializationError`` where a chain cannot start; `CancellationError`.
  public static func calibrate(
    _ study: CalibrationInput,
    progress: (@Sendable (Int) -> Void)? = nil
  ) async throws -> CalibrationReport {
    BLAS.useOneThread()
    return try await study.run(progress: progress)
  }
}
