extension SavedRun {
  /// The coefficients as the run's `summary.csv` has them: its numbers, read back.
  ///
  /// What the file leaves empty is NaN.
  ///
  /// - Throws: ``RunError`` where the file is not as it was written, or not about the coefficients of the run;
  ///   ``DataError`` where it cannot be read.
  public mutating func summaries() throws -> [ParameterSummary] {
    let name = "summary.csv"
    try require([name])
    let table = try SavedTable(path: "\(path)/\(name)")
    var found: [ParameterSummary] = []
    for row in table.rows {
      func number(_ column: String) -> Double { table.number(row, column) }
      found.append(
        ParameterSummary(
          name: table.text(row, "name"),
          estimates: Estimates(
            mean: number("mean"),
            sd: number("sd"),
            median: number("median"),
            mad: number("mad"),
            q5: number("q5"),
            q95: number("q95"),
            mcseMean: number("mcse_mean"),
            mcseSd: number("mcse_sd"),
            mcseMedian: number("mcse_median"),
            mcseQ5: number("mcse_q5"),
            mcseQ95: number("mcse_q95")
          ),
          rHat: number("rhat"),
          essBulk: number("ess_bulk"),
          essTail: number("ess_tail")
        )
      )
    }
    let names = input.posterior.layout.names
    guard found.map(\.name) == names else { throw RunError(.changedFile(name), path: path) }
    return found
  }
}
