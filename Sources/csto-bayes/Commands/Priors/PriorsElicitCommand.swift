import ArgumentParser
import Foundation
import Inference

/// `csto-bayes priors elicit`: a prior made of statements about scenarios.
struct PriorsElicitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "elicit",
    abstract: "Make a prior set of statements about scenarios.",
    discussion: """
      Statements such as "protest without ethnic clashes: between 5 % and 30 %, 90 % sure", of one \
      expert or of several, in a YAML file; studies/csto/elicitation-example.yaml is one, and --example \
      prints it. The priors that fit them best are found, statements that contradict each other are \
      named, experts are pooled, and --output writes a file for fit --prior.

      Examples:
        csto-bayes priors elicit --example
        csto-bayes priors elicit statements.yaml
        csto-bayes priors elicit statements.yaml --family student_t --df 4 --output mine.yaml
      """
  )

  @Argument(help: "The file of statements.")
  var statements: String?

  @OptionGroup(title: "Data and model") var data: DataOptions

  @Option(help: "The family of the priors: normal or student_t.")
  var family = Family.normal

  @Option(help: ArgumentHelp("The degrees of freedom of student_t (default: 4).", valueName: "df"))
  var df: Double?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The prior file to write. One that exists is refused.", valueName: "file")
  )
  var output: String?

  @Flag(
    help: ArgumentHelp(
      "Replace a prior file that this command has written.",
      discussion: "One that was edited since is kept, as FILE.kept."
    )
  )
  var force = false

  @Option(help: "What is printed: table, json or csv.")
  var format = OutputFormat.table

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @Flag(help: "Print the example file of statements and do nothing else.")
  var example = false

  /// A family of priors that can be elicited.
  enum Family: String, ExpressibleByArgument, CaseIterable {
    case normal
    case studentT = "student_t"
  }

  private static let examplePath = "studies/csto/elicitation-example.yaml"

  func validate() throws {
    guard example == (statements == nil) else {
      throw ValidationError(
        example
          ? "--example takes no file of statements." : "Give a file of statements, or --example."
      )
    }
    if force, output == nil { throw ValidationError("--force goes with --output.") }
    if output?.isEmpty == true { throw ValidationError("--output needs the name of a file.") }
    if let df {
      guard family == .studentT else { throw ValidationError("--df goes with --family student_t.") }
      guard df >= 1, df <= 100 else {
        throw ValidationError("--df must lie between 1 and 100, not \(df).")
      }
    }
  }

  func run() throws {
    guard let statements else {
      return try StandardOutput.write(ElicitationFile.builtInText(Self.examplePath) ?? "")
    }
    let file = try ElicitationFile(path: statements)
    let problem = try data.problem()
    let prior = ElicitedPrior(
      try Elicitation(file, design: problem.design),
      family: family == .normal ? .normal : .studentT(degreesOfFreedom: df ?? 4)
    )
    if let output {
      let file = try OutputFile(at: output, replacingExisting: force)
      let contents = ElicitedPriorFile(
        prior,
        formula: problem.design.formula.text,
        program: "\(Program.name) \(Program.version)"
      )
      let kept = try InterruptHandler.deferring { () throws(ExportError) in
        try file.write(sealed: contents)
      }
      if let kept { Notice.showKept(output, as: kept) }
    }
    switch format {
    case .table:
      try StandardOutput.write(ElicitationReport(prior, problem, output: output).text)
    case .json: try StandardOutput.write(prior.json.text(), isData: true)
    case .csv: try StandardOutput.write(prior.table.text(), isData: true)
    }
  }
}
