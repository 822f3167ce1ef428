/// All draws of a run in one comma-separated file without comments, as R posterior names them.
///
/// Columns: `.chain`, `.iteration` (from 1 in each chain), `.draw` (from 1 over all chains), `lp__`
/// where the log density is known, the parameters, then the generated quantities (`lprior`,
/// `log_lik[i]`). Numbers have the fewest digits that read back exactly; those that are not finite
/// are spelled `NaN`, `Inf` and `-Inf`. `posterior::as_draws_df(read.csv(file, check.names =
/// FALSE))` and `pandas.read_csv(file)` read it as it is.
public struct DrawsCSV: ExportedFile, Sendable {
  /// The draws.
  public var draws: Draws
  /// What was computed from each draw.
  public var quantities: GeneratedQuantities?

  /// Makes the file of a run.
  ///
  /// - Precondition: `quantities` has a row of values for every draw.
  public init(draws: Draws, quantities: GeneratedQuantities? = nil) {
    precondition(quantities?.fits(draws) ?? true, "quantities of other draws")
    self.draws = draws
    self.quantities = quantities
  }

  /// Writes the file.
  ///
  /// O(draws × columns), no allocation for a row.
  ///
  /// - Throws: ``ExportError`` `cannotWrite` where the file behind the buffer cannot be written.
  public func write(to text: inout TextBuffer) throws(ExportError) {
    try write(to: &text, threads: 1) { (_, _) throws(ExportError) in }
  }

  /// Writes the file, and after each chain hands on its number and the text of its draws, where that was
  /// kept, to whoever writes them once more.
  func write(
    to text: inout TextBuffer,
    threads: Int,
    afterChain: (Int, DrawRows?) throws(ExportError) -> Void
  ) throws(ExportError) {
    let hasLogDensity = draws.chains.allSatisfy { $0.statistics.count == $0.count }
    text.write(hasLogDensity ? ".chain,.iteration,.draw,lp__" : ".chain,.iteration,.draw")
    for name in draws.parameterNames + (quantities?.names ?? []) {
      text.appendComma()
      text.appendField(name)
    }
    text.endLine()

    var drawNumber = 0
    for (index, chain) in draws.chains.enumerated() {
      let rows = DrawRows(draws, index: index, quantities: quantities, threads: threads)
      for row in 0..<chain.count {
        drawNumber += 1
        text.append(chain.chain)
        text.appendComma()
        text.append(row + 1)
        text.appendComma()
        text.append(drawNumber)
        if hasLogDensity {
          text.appendComma()
          text.append(chain.statistics[row].logDensity)
        }
        if let rows {
          rows.append(row, to: &text)
        } else {
          text.appendDraw(row, of: draws, index, quantities, nonFinite: .capitalised)
        }
        text.endLine()
        try text.flushIfFull()
      }
      try afterChain(index, rows)
    }
  }
}

extension TextBuffer {
  /// Appends the parameters of a draw of a chain and what was computed from them.
  mutating func appendDraw(
    _ row: Int,
    of draws: Draws,
    _ index: Int,
    _ quantities: GeneratedQuantities?,
    nonFinite: NonFinite
  ) {
    let chain = draws.chains[index]
    appendRow(row, of: chain.values, width: chain.dimension, nonFinite: nonFinite)
    guard let quantities else { return }
    appendRow(
      row,
      of: quantities.chains[index],
      width: quantities.names.count,
      nonFinite: nonFinite
    )
  }

  /// Appends one row of a row-major block of numbers, a comma before each.
  mutating func appendRow(_ row: Int, of values: [Double], width: Int, nonFinite: NonFinite) {
    for index in (row * width)..<((row + 1) * width) {
      appendComma()
      append(values[index], nonFinite: nonFinite)
    }
  }
}
