import ArgumentParser
import Inference

/// `csto-bayes collapse`: the counts of equal cases, which are all that a model needs.
struct CollapseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collapse",
    abstract: "Count equal cases where the data are, so that a fit reads only the counts.",
    discussion: """
      With --sql it prints the GROUP BY that makes the sufficient statistic of a formula in a \
      database, with comments that say how to run it and to fit the result; without, it counts the \
      cases of a study or of a CSV file and prints the counts as CSV. The fit of the counts, \
      `csto-bayes fit --count-column count`, has the posterior of the single cases: from more than \
      1000 of them, the same bytes. Gaps and codes are counted as they stand; it is `fit` that reads \
      them.

      Examples:
        csto-bayes collapse --formula 'y ~ a * b' --sql duckdb --table cases
        csto-bayes collapse csto --sql postgresql --table archive.cases
        csto-bayes collapse --data crises.csv --formula 'y ~ a + log(x)' > counts.csv
      """
  )

  @Argument(
    help: ArgumentHelp(
      "A built-in study, or the folder of one.",
      discussion: """
        The built-in study csto is used where neither this nor --data is given; with --sql and \
        --formula no columns are checked then.
        """
    )
  )
  var study: String?

  @Option(
    help: ArgumentHelp(
      "A CSV file of cases instead of a study.",
      discussion: "With --sql only its header is read, to check the formula.",
      valueName: "file"
    )
  )
  var data: String?

  @OptionGroup var reading: TableOptions

  @Option(help: ArgumentHelp("The model, as in R and in `csto-bayes fit`.", valueName: "formula"))
  var formula: String?

  @Option(help: ArgumentHelp("The coding of the study.", valueName: "name"))
  var coding: String?

  @Option(
    help: ArgumentHelp(
      "Print a statement for this engine: \(Phrase.choice(CountDialect.all.map(\.name))).",
      valueName: "engine"
    )
  )
  var sql: String?

  @Option(
    help: ArgumentHelp(
      "The table of the database, with --sql.",
      discussion: "As schema.table; a name with a dot in it as '\"some.name\"'.",
      valueName: "name"
    )
  )
  var table: String?

  func validate() throws {
    if data != nil {
      if let study { throw ValidationError("Give a study (\(study)) or --data, not both.") }
      if coding != nil {
        throw ValidationError("--coding chooses among the codings of a study; --data has none.")
      }
    } else if let option = reading.given.first {
      throw ValidationError("\(option) goes with --data.")
    }
    guard let sql else {
      if table != nil { throw ValidationError("--table goes with --sql.") }
      return
    }
    guard CountDialect.named(sql) != nil else {
      throw ValidationError(
        "there is no engine \(Phrase.quoted(sql))"
          + Phrase.accepted(CountDialect.all.map(\.name)) + "."
      )
    }
    if table == nil {
      throw ValidationError("--sql needs the name of the table: --table NAME.")
    }
  }

  func run() throws {
    guard let sql, let table, let dialect = CountDialect.named(sql) else {
      let counts = try CaseCounts.count(source, request)
      for notice in counts.notices { Failure.warn(notice.advice) }
      return try StandardOutput.write(counts.file.text(), isData: true)
    }
    let hasSource = study != nil || data != nil || coding != nil
    let statement = try CountStatement(
      hasSource || formula == nil ? source : nil,
      request,
      table: table,
      dialect: dialect
    )
    try StandardOutput.write(statement.text)
  }

  private var source: CaseSource {
    if let data { return CaseSource(.file(data, caseColumn: nil, format: reading.format)) }
    return CaseSource(.study(study ?? "csto", coding: coding))
  }

  private var request: ModelRequest {
    var request = ModelRequest()
    request.formula = formula
    return request
  }
}
