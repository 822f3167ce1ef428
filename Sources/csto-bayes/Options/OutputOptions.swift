import ArgumentParser

/// What is printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json, csv

  /// Whether it is for programs rather than for eyes.
  var isData: Bool { self != .table }
}

/// Whether nothing but errors is printed.
///
/// ``StandardOutput``, ``Notice`` and ``ProgressTerminal`` ask this. Commands declare `quiet` so that it is
/// accepted; a group of options for it would cost every start half a million instructions.
enum Quiet {
  /// Whether the command line of the program has the flag.
  static let isAsked = CommandLine.arguments.prefix { $0 != "--" }.contains("--quiet")
}

/// Where results go.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The folder for draws, summaries and the record of the run.",
      discussion: "It appears when it is complete. One that exists is refused.",
      valueName: "dir"
    )
  )
  var output: String?

  @Flag(
    help: ArgumentHelp(
      "Replace what an earlier run has written there.",
      discussion: "What it did not write stays; what was edited since is kept, as NAME.kept."
    )
  )
  var force = false

  @Option(help: "What is printed: table, json or csv.")
  var format = OutputFormat.table

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @Flag(
    help: ArgumentHelp(
      "Write log_lik and probabilities for every case, however many there are.",
      discussion: "Without it: log_lik up to 250 cases, probabilities up to 1000."
    )
  )
  var pointwise = false

  @Flag(
    help: ArgumentHelp(
      "Leave the date, the duration and the machine out of run.json.",
      discussion: "The same input then gives the same bytes in every file."
    )
  )
  var noTimes = false

  func validate() throws {
    if force, output == nil { throw ValidationError("--force goes with --output.") }
  }
}
