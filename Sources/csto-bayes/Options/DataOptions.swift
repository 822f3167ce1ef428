import ArgumentParser
import Inference

/// Where the cases come from and how they enter the model.
struct DataOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A built-in study, or the folder of one.",
      discussion: """
        See `csto-bayes studies`. The built-in study csto is used where neither this \
        nor --data is given.
        """
    )
  )
  var study: String?

  @Option(
    help: ArgumentHelp(
      "A CSV file of cases instead of a study.",
      discussion: """
        With a header. Codes: yes/no, true/false, present/absent, 1/0. Empty cells, NA and \
        the like are missing.
        """,
      valueName: "file"
    )
  )
  var data: String?

  @Option(
    help: ArgumentHelp(
      "The column of --data that names the cases, or several as ISO,year.",
      discussion: """
        Without it: a first column without a name, case_id, case, case_name, id, name or \
        country, else row numbers.
        """,
      valueName: "column"
    )
  )
  var caseColumn: String?

  @Option(
    help: ArgumentHelp(
      "The column of --data that says how many equal cases a row stands for.",
      discussion: "As `csto-bayes collapse` writes it; without it, every row is one case.",
      valueName: "column"
    )
  )
  var countColumn: String?

  @OptionGroup var table: TableOptions

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Words of --data that stand for yes and no, as Y/N or war=1/2. Repeatable.",
      discussion: """
        In any case of letters; without a column, in every column of words that holds no others.
        """,
      valueName: "[column=]yes/no"
    )
  )
  var codes: [String] = []

  @Option(
    help: ArgumentHelp(
      "The model, as in R.",
      discussion: """
        For instance 'intervention ~ protest * security_uncertainty + ethnic_clashes', \
        'successes | trials(n) ~ x' for counts, or 'I(coups > 0) ~ region' with comparisons.
        """,
      valueName: "formula"
    )
  )
  var formula: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The value of the outcome's column that means yes, where the column has two values of its own.",
      discussion: "--outcome-is war with 'outcome ~ x' is 'outcome == \"war\" ~ x'.",
      valueName: "value"
    )
  )
  var outcomeIs: String?

  @Option(help: ArgumentHelp("The coding of the study.", valueName: "name"))
  var coding: String?

  @Option(
    help: ArgumentHelp(
      "The reference level of a factor, as column=level. Repeatable.",
      valueName: "column=level"
    )
  )
  var reference: [String] = []

  @Flag(help: "Leave out cases with a missing value in a used column, naming them.")
  var dropMissing = false

  func validate() throws {
    if data != nil {
      if let study { throw ValidationError("Give a study (\(study)) or --data, not both.") }
      if coding != nil {
        throw ValidationError("--coding chooses among the codings of a study; --data has none.")
      }
    } else if caseColumn != nil || countColumn != nil || table.delimiter != nil {
      throw ValidationError("--case-column, --count-column and --delimiter go with --data.")
    } else if let option = table.given.first {
      throw ValidationError("\(option) goes with --data.")
    }
    if data == nil, !codes.isEmpty || outcomeIs != nil {
      throw ValidationError(
        "--codes and --outcome-is go with --data; the codebook of a study has `codes`."
      )
    }
    for text in codes where CodeWords(text) == nil {
      throw ValidationError(
        "--codes takes two words, yes before no, as Y/N, that mean nothing else; numbers need the "
          + "column, as war=1/2; not '\(text)'."
      )
    }
    if caseColumn != nil, countColumn != nil {
      throw ValidationError(
        "--case-column names single cases; rows that --count-column counts have no names."
      )
    }
    for entry in reference where !entry.contains("=") {
      throw ValidationError("--reference takes column=level, not '\(entry)'.")
    }
  }

  /// What to read.
  var cases: CaseSource {
    let words = codes.compactMap(CodeWords.init)
    let file = data.map {
      CaseSource.Place.file($0, caseColumn: caseColumn, format: table.format.keeping(words))
    }
    return CaseSource(
      file ?? .study(study ?? "csto", coding: coding),
      countColumn: countColumn,
      codes: words
    )
  }

  /// Which model, as far as it is said beside the data.
  var request: ModelRequest {
    var request = ModelRequest()
    request.formula = formula
    request.outcomeLevel = outcomeIs
    request.references = references
    request.dropsMissing = dropMissing
    return request
  }

  var references: [String: String] {
    Dictionary(
      reference.compactMap { entry in
        entry.firstIndex(of: "=").map {
          (String(entry[..<$0]), String(entry[entry.index(after: $0)...]))
        }
      }
    ) { $1 }
  }
}

extension Link: ExpressibleByArgument {}
