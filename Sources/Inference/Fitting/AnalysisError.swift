/// What is wrong with a request beyond its data, formula and prior.
public enum AnalysisError: Error, Sendable, Equatable {
  /// A file was given without a formula; these are its columns.
  case formulaMissing(columns: [String])
  /// A reference level was stated for a column that is no factor of the formula.
  case unusedReference(column: String, factors: [String])
  /// The values of a column are so large, or so small, that their squares are no numbers; `size` is
  /// that of the largest.
  case extremeColumn(column: String, size: Double)
  /// The draws would take more memory than the machine can give; `values` are the numbers kept of each.
  case tooManyDraws(RunSettings, values: Int, need: MemoryNeed)
  /// The run was stopped before anything was drawn.
  case nothingDrawn
}

extension AnalysisError: CustomStringConvertible {
  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .formulaMissing(let columns):
      "a file of cases needs a formula, such as 'outcome ~ condition'; columns: "
        + Phrase.list(columns)
    case .unusedReference(let column, let factors):
      "a reference level is given for \(Phrase.quoted(column)), which is no factor of the formula"
        + (factors.isEmpty ? "; it has none" : "; factors: \(Phrase.list(factors))")
    case .extremeColumn(let column, let size):
      "the values of \(Phrase.quoted(column)) go up to \(size): squares of such numbers overflow or "
        + "vanish; write \(Phrase.oneLine("scale(\(column))")), or use other units"
    case .tooManyDraws(let run, let values, let need):
      "\(run.chains) x \(Phrase.whole(run.draws)) draws of \(values) numbers each would take "
        + "\(Phrase.need(need)); ask for fewer draws"
    case .nothingDrawn: "stopped before the first draw; nothing is left to report or to save"
    }
  }
}
