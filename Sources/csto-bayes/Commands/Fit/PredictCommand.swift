import ArgumentParser
import Inference

/// `csto-bayes predict`: how probable the outcome is, wherever one asks.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Predict the outcome in scenarios, in all configurations, or for new cases.",
    discussion: """
      Without --at, --grid and --data: in the configurations observed. Conditions that \
      are not named are held: absent, at the reference level, or at the mean of the cases fitted. Writes \
      predictions.csv and predictions.json into the run folder; the column caveat names what each number \
      owes to the prior alone or to values outside the data.

      Examples:
        csto-bayes predict results --at 'protest=yes, security_uncertainty=yes'
        csto-bayes predict results --grid all --mass 0.95
        csto-bayes predict results --data new.csv --hdi
      """
  )

  @OptionGroup var source: RunOptions

  @Option(
    help: ArgumentHelp(
      "A scenario, as 'condition=value, condition=value'. Repeatable.",
      discussion: "A yes/no condition named alone is present.",
      valueName: "scenario"
    )
  )
  var at: [String] = []

  @Option(
    help: ArgumentHelp(
      "Every configuration, observed or not: all, or of the conditions named, as a,b.",
      discussion: "Numbers are held.",
      valueName: "all|names"
    )
  )
  var grid: String?

  @Option(
    help: ArgumentHelp(
      "The values of conditions that are not named.",
      valueName: "scenario"
    )
  )
  var hold: String?

  @Option(
    help: ArgumentHelp("A CSV file of new cases; no outcome is needed.", valueName: "file")
  )
  var data: String?

  @Option(
    help: ArgumentHelp("The column of --data that names the cases.", valueName: "column")
  )
  var caseColumn: String?

  @OptionGroup var table: TableOptions

  @Flag(help: "Leave out cases of --data with a missing value in a used column, naming them.")
  var dropMissing = false

  @Option(
    help: ArgumentHelp(
      "Predict the number of successes in so many new trials too.",
      discussion: "Without it: the trials of the formula or of --data, where these say it."
    )
  )
  var trials: Int?

  @OptionGroup var interval: IntervalOptions

  @Flag(help: "Write the probability in every draw to predictions-draws.csv.")
  var draws = false

  func validate() throws {
    if let trials, !(1...1_000_000_000).contains(trials) {
      throw ValidationError("--trials must be 1 to 1000000000, not \(trials).")
    }
    if data == nil, caseColumn != nil || table.delimiter != nil || dropMissing {
      throw ValidationError("--case-column, --delimiter and --drop-missing go with --data.")
    }
    if data == nil, let option = table.given.first {
      throw ValidationError("\(option) goes with --data.")
    }
  }

  func run() throws {
    let saved = try source.saved()
    let answer = try saved.predictions(request)
    var files = FileGroup()
    files.add(answer.table, as: "predictions.csv")
    files.add(answer.json, as: "predictions.json")
    if let draws = answer.draws {
      files.add(DrawsCSV(draws: draws), as: "predictions-draws.csv")
    }
    try source.write(files, as: "predictions", of: saved)
    switch source.format {
    case .table: try StandardOutput.write(PredictReport(answer, of: saved).text)
    case .json: try StandardOutput.write(answer.json.text(), isData: true)
    case .csv: try StandardOutput.write(answer.table.text(), isData: true)
    }
  }

  private var request: PredictionRequest {
    var request = PredictionRequest()
    request.scenarios = at
    request.held = hold
    request.trials = trials
    request.grid = grid.map {
      $0 == "all" ? .all : .of($0.split(separator: ",").map { $0.trimmed })
    }
    request.file = data.map {
      .init(
        path: $0,
        caseColumn: caseColumn,
        format: table.format,
        dropsMissing: dropMissing
      )
    }
    request.interval = interval.interval
    request.keepsDraws = draws
    return request
  }
}

extension Substring {
  /// The text without the space around it.
  fileprivate var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
