/// The model of a run as another tool needs it: distinct rows, outcomes, offsets, priors, settings.
///
/// The rows are those of the truth table (``CollapsedDesign``): equal cases are merged and their
/// successes and trials added up, which changes the log likelihood by a constant only, so that the
/// posterior is the same. Nothing in it is centred or scaled.
public struct ExportedModel: Sendable {
  /// The formula, for the reader of a script.
  public let formula: String
  /// The distinct rows with their successes, trials and offsets.
  public let design: CollapsedDesign
  /// The prior of each coefficient, in the order of the columns.
  public let priors: [PriorUse]
  /// Chains, warmup, draws and seed of the run, which the script uses too.
  public let settings: RunSettings
  /// The acceptance rate that the step size aims at.
  public let targetAcceptanceRate: Double
  /// The names of the cases of each distinct row; nil where rows have no named cases.
  let caseNames: [[String]]?

  /// The names of the coefficients.
  public var coefficientNames: [String] { priors.map(\.column) }
  /// A seed that every tool takes: the lower 31 bits of the run's.
  public var seed: Int { Int(settings.seed & 0x7fff_ffff) }

  /// Describes a model.
  ///
  /// - Parameters:
  ///   - model: The design and the priors.
  ///   - formula: What the design was made of.
  ///   - caseNames: The name of each case, in order; empty where rows stand for several cases. Above
  ///     `Table.namedCaseLimit` they are left out.
  ///   - settings: How much to draw.
  ///   - targetAcceptanceRate: Between 0 and 1.
  /// - Precondition: there is a name for each case, or none at all.
  public init(
    _ model: BinaryRegression,
    formula: String,
    caseNames: [String],
    settings: RunSettings,
    targetAcceptanceRate: Double
  ) {
    let design = model.design
    precondition(
      caseNames.isEmpty || caseNames.count == design.patternOfCase.count,
      "a name for each case"
    )
    self.formula = formula
    self.design = design
    priors = model.prior.used
    self.settings = settings
    self.targetAcceptanceRate = targetAcceptanceRate
    let areNamed = !caseNames.isEmpty && caseNames.count <= Table.namedCaseLimit
    self.caseNames = areNamed ? design.casesOfPattern.map { $0.map { caseNames[$0] } } : nil
  }
}

/// `data.csv` of an exported model: one row for each distinct row of the design.
///
/// Columns: `.cases` (names joined by `; `, empty where there are none), `.successes`, `.trials`,
/// `.offset` (log-odds), then the columns of the design under the coefficients' names. No coefficient
/// can have one of the first four names where they would matter: scripts go by position.
struct ModelDataCSV: ExportedFile {
  let model: ExportedModel

  /// Writes the file.
  ///
  /// O(rows x columns).
  func write(to text: inout TextBuffer) throws(ExportError) {
    text.write(".cases,.successes,.trials,.offset")
    for name in model.coefficientNames {
      text.appendComma()
      text.appendField(name)
    }
    text.endLine()
    let design = model.design
    for row in 0..<design.matrix.rowCount {
      text.appendField(model.caseNames.map { $0[row].joined(separator: "; ") } ?? "")
      for value in [design.successes[row], design.trials[row], design.offset[row]] {
        text.appendComma()
        text.append(value)
      }
      for value in design.matrix.row(row) {
        text.appendComma()
        text.append(value)
      }
      text.endLine()
      try text.flushIfFull()
    }
  }
}

/// `data.json` of an exported model, as CmdStan reads it.
struct StanDataJSON: ExportedFile {
  let model: ExportedModel

  /// Writes the file: `N`, `P`, `X`, `trials`, `successes`, `offsets`.
  ///
  /// O(rows x columns), a row in memory at a time.
  func write(to text: inout TextBuffer) throws(ExportError) {
    let design = model.design
    let rows = 0..<design.matrix.rowCount
    text.write("{\n\"N\": ")
    text.append(rows.count)
    text.write(",\n\"P\": ")
    text.append(model.priors.count)
    text.write(",\n\"X\": [\n")
    for row in rows {
      Self.write(design.matrix.row(row), to: &text)
      text.write(row + 1 < rows.count ? ",\n" : "\n]")
      try text.flushIfFull()
    }
    let columns = [
      ("trials", design.trials), ("successes", design.successes), ("offsets", design.offset),
    ]
    for (name, values) in columns {
      text.write(",\n\"\(name)\": ")
      Self.write(values, to: &text)
    }
    text.write("\n}\n")
  }

  private static func write(_ values: [Double], to text: inout TextBuffer) {
    text.write("[")
    for (index, value) in values.enumerated() {
      if index > 0 { text.write(", ") }
      text.append(value, nonFinite: .null)
    }
    text.write("]")
  }
}
