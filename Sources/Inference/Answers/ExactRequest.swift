/// What is asked of an exact posterior beyond its coefficients.
package struct ExactRequest: Sendable {
  /// The rows that probabilities are wanted for, as the columns of the design.
  package var rows: [[Double]]
  /// Their offsets.
  package var offsets: [Double]
  /// The averages that are compared; nil for none.
  package var averages: ComparedRows?

  /// Makes a request.
  package init(rows: [[Double]] = [], offsets: [Double] = [], averages: ComparedRows? = nil) {
    (self.rows, self.offsets, self.averages) = (rows, offsets, averages)
  }

  /// How the posterior of an analysis is integrated: the same whenever it is asked.
  private func settings(_ options: AnalysisOptions) -> ExactSettings {
    var settings = ExactSettings(refines: options.sampler == .exact)
    (settings.predictorRows, settings.predictorOffsets) = (rows, offsets)
    if let averages {
      settings.averageRows = averages.rows
      settings.changes = averages.changes.compactMap { $0 }
    }
    return settings
  }

  /// Integrates the posterior of an analysis; on two threads where it may use them, with the same bits.
  ///
  /// - Throws: ``ExactRefusal``.
  package func posterior(
    of model: BinaryRegression,
    _ options: AnalysisOptions
  ) throws(ExactRefusal) -> ExactPosterior {
    try ExactPosterior(model, settings(options), threads: options.run.threads)
      .withoutMoments(of: model)
  }

  /// About how long that takes.
  package func milliseconds(_ model: BinaryRegression) -> Double? {
    ExactPosterior.estimatedMilliseconds(
      model,
      rows: rows.count,
      averageRows: averages?.rows.rows.count ?? 0
    )
  }

  /// Whether it is integrated unasked.
  func isAffordable(_ model: BinaryRegression) -> Bool {
    milliseconds(model).map { $0 <= ExactPosterior.limitUnasked } ?? false
  }
}
