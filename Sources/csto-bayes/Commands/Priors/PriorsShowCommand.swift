import ArgumentParser
import Inference

/// `csto-bayes priors show`: what a set implies before any data.
struct PriorsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what a prior set implies for probabilities, before any data.",
    discussion: """
      For every configuration of the conditions, observed or not: median, mean, 90% interval, and how \
      much of the prior lies below 5 and above 95 per cent; and for every condition the change in \
      probability that it is expected to bring. The outcomes of the cases play no part.

      Examples:
        csto-bayes priors show sceptical
        csto-bayes priors show mine.yaml --data crises.csv --formula 'intervention ~ protest'
      """
  )

  @Argument(help: "A prior set, by name or file.")
  var name: String

  @OptionGroup(title: "Data and model") var data: DataOptions

  @Option(
    help: ArgumentHelp(
      "The prior of one coefficient in place of the set's, as for fit. Repeatable.",
      valueName: "name ~ prior"
    )
  )
  var prior: [String] = []

  @Option(help: "What is printed: table, json or csv.")
  var format = OutputFormat.table

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  func validate() throws {
    for statement in prior where !PriorStatement.isStatement(statement) {
      throw ValidationError("--prior takes 'name ~ family(numbers)', not '\(statement)'.")
    }
  }

  func run() throws {
    let problem = try data.problem()
    let set = try PriorSet(set: name, statements: prior, for: problem.design)
    let implications = try PriorImplications(set, design: problem.design)
    switch format {
    case .table:
      try StandardOutput.write(PriorImplicationsReport(set, implications, problem).text)
    case .json:
      let json = implications.json(of: set, warnings: problem.dataWarnings)
      try StandardOutput.write(json.text(), isData: true)
    case .csv:
      for warning in problem.dataWarnings { Failure.warn(warning.advice) }
      try StandardOutput.write(implications.table.text(), isData: true)
    }
  }
}

extension DataOptions {
  /// The cases and the model, under the default priors; nothing is drawn.
  func problem() throws -> RegressionProblem {
    var request = self.request
    request.priorSet = PriorLibrary.defaultName
    return try RegressionProblem.read(cases, request)
  }
}
