import ArgumentParser
import Foundation
import Inference

extension PaperTableRequest.Content: ExpressibleByArgument {}

/// `csto-bayes table`: runs side by side, for a paper.
struct TableCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table",
    abstract:
      "Make a table for a paper: runs side by side, for LaTeX, Typst, Word, HTML or Markdown.",
    discussion: """
      One column a run: coefficients, or average effects in percentage points, with their intervals; then \
      cases, outcome events, leave-one-out (as `csto-bayes loo` computes it) and log evidence. Marks say \
      what decides each number, notes say the priors and what was warned of.

      LaTeX wants \\usepackage{booktabs} and \\input{FILE}. A name that begins with =, +, - or @ stays \
      what it is in CSV: tell a spreadsheet to read text.

      Examples:
        csto-bayes table results
        csto-bayes table results sceptical --label Weak --label Strict -o t.tex
        csto-bayes table results --what effects --mass 0.95 -o effects.docx
      """
  )

  @Argument(help: "The folders of runs, a column each.")
  var runs: [String]

  @Option(help: ArgumentHelp("What the rows are: coefficients or effects.", valueName: "rows"))
  var what = PaperTableRequest.Content.coefficients

  @Option(
    help: ArgumentHelp(
      "The head of a column, in the order of the runs. Repeatable (default: the names of the folders).",
      valueName: "text"
    )
  )
  var label: [String] = []

  @Flag(help: "Intervals beside the estimates, not below them.")
  var beside = false

  @OptionGroup var interval: IntervalOptions

  @Option(
    help: ArgumentHelp(
      "The format: \(Phrase.choice(PaperTableFormats.all.map(\.name))) (default: that of the file's name, or md)."
    )
  )
  var format: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The file for the table; without it the table is printed.",
      discussion: "One that exists is refused.",
      valueName: "file"
    )
  )
  var output: String?

  @Flag(
    help: ArgumentHelp(
      "Replace a table that this command has written there.",
      discussion:
        "One that was edited since is kept, as FILE.kept. A CSV has no place for a seal and is never replaced."
    )
  )
  var force = false

  @OptionGroup var refits: RefitOptions
  @OptionGroup var trust: TrustOptions

  func validate() throws {
    if runs.isEmpty { throw ValidationError("Give the folder of a run.") }
    if !label.isEmpty, label.count != runs.count {
      throw ValidationError(
        "Give --label once for each run: \(runs.count) in all, not \(label.count)."
      )
    }
    if force, output == nil { throw ValidationError("--force goes with --output.") }
    let format = try chosen()
    if output == nil, !format.isText {
      throw ValidationError("\(format.name) is not text: give --output FILE.")
    }
  }

  /// The format asked for, else that of the file's name, else Markdown.
  private func chosen() throws -> any PaperTableFormat {
    let names = PaperTableFormats.all.map(\.name)
    if let format {
      guard let found = PaperTableFormats.named(format) else {
        throw ValidationError(
          "there is no format \(Phrase.quoted(format))" + Phrase.accepted(names) + "."
        )
      }
      return found
    }
    guard let output else { return PaperTableFormats.all[0] }
    guard let found = PaperTableFormats.of(file: output) else {
      throw ValidationError(
        "the name \(Phrase.quoted(output)) says no format: add --format" + Phrase.accepted(names)
          + "."
      )
    }
    return found
  }

  func run() async throws {
    let format = try chosen()
    let file = try output.map { try OutputFile(at: $0, replacingExisting: force) }
    let threads = ProcessInfo.processInfo.activeProcessorCount
    var saved = try runs.map {
      try SavedRun.read($0, threads: threads, trustsEdited: trust.trustEdited)
    }
    var request = PaperTableRequest()
    request.content = what
    request.interval = interval.interval
    request.isBeside = beside
    request.refits = refits.policy
    let table = try await PaperTable.make(
      of: &saved,
      named: label.isEmpty ? PaperTable.labels(of: runs) : label,
      request
    )
    for run in saved { Notice.showEdited(run) }
    guard let file else {
      try StandardOutput.write(
        PaperTableFile(table, as: format).text(),
        isData: format.name != "md"
      )
      return
    }
    let kept = try InterruptHandler.deferring { () throws(ExportError) in
      try PaperTableFile.write(table, as: format, to: file)
    }
    if let kept { Notice.showKept(file.path, as: kept) }
    try StandardOutput.write("Table: \(file.path)\n")
  }
}
