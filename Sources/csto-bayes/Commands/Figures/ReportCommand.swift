import ArgumentParser
import Foundation
import Inference

/// `csto-bayes report`: one page about a run or a check of robustness.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write one HTML page about a run or a check of robustness, to be shown and printed.",
    discussion: """
      The question, the answer, the cases and their codes, priors, figures, checks with verdicts in \
      words, what each case weighs, robustness where there is a check of it, and how to make each number \
      again. The page needs no network, no script and no other file; it is light or dark as the reader's \
      device asks for.

      Examples:
        csto-bayes report results
        csto-bayes report results --robustness robustness -o report.html
        csto-bayes report robustness
      """
  )

  @Argument(
    help: ArgumentHelp("The folder of a run, or of a check of robustness.", valueName: "run")
  )
  var source: String

  @Option(
    help: ArgumentHelp(
      "The folder of a check of robustness of the same study, to be part of the page.",
      valueName: "dir"
    )
  )
  var robustness: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The page (default: report.html in the folder).",
      discussion: "One that exists is refused.",
      valueName: "file"
    )
  )
  var output: String?

  @Flag(
    help: ArgumentHelp(
      "Replace a page that this command has written.",
      discussion: "One that was edited since is kept, as FILE.kept."
    )
  )
  var force = false

  @OptionGroup var trust: TrustOptions

  func run() async throws {
    let path = output ?? "\(source)/report.html"
    let isStore = StoredFolder.isStore(source)
    let saved =
      isStore
      ? nil
      : try SavedRun.read(
        source,
        threads: ProcessInfo.processInfo.activeProcessorCount,
        trustsEdited: trust.trustEdited
      )
    // What cannot be written is said before anything is computed.
    let file = try OutputFile(at: path, replacingExisting: force)
    if isStore, robustness != nil {
      throw ValidationError("--robustness goes with a run, and \(source) is a check of robustness.")
    }
    let stored = try (isStore ? source : robustness).map { folder in
      guard StoredFolder.isStore(folder) else {
        throw StoreError(.noSuchFile, path: "\(folder)/\(RobustnessFolder.storeName)")
      }
      return try StoredFolder.report(of: folder)
    }
    let kept: String?
    if let saved {
      if let stored, stored.title != saved.input.data.title {
        throw Failure(
          "\(Phrase.oneLine(robustness ?? "")): this is of another study "
            + "(\(Phrase.oneLine(stored.title))) than the run; leave out --robustness, or name another",
          ExitStatus.data
        )
      }
      let report = try await RunReport(
        of: saved,
        stored: stored,
        steps: ReportSteps.of(saved) + (robustness.map(ReportSteps.ofStore) ?? [])
      )
      kept = try write(report.file, to: file)
      Notice.showEdited(saved)
    } else {
      kept = try stored.flatMap { try write($0.file(ReportSteps.ofStore(source)), to: file) }
    }
    if let kept { Notice.showKept(path, as: kept) }
    try StandardOutput.write("Report: \(Phrase.oneLine(path))\n")
  }

  private func write(_ page: some ExportedFile, to file: OutputFile) throws -> String? {
    try InterruptHandler.deferring { () throws(ExportError) in try file.write(sealed: page) }
  }
}

/// How the numbers of a report are made again.
enum ReportSteps {
  /// The steps of a run.
  static func of(_ run: SavedRun) -> [RunReport.Step] {
    let path = ShellWord.quoted(run.path)
    return [
      .init("The run: draws, coefficients, the exact posterior, checks of the draws.", fit(run)),
      .init("Average effects.", "csto-bayes effects \(path)"),
      .init("Probabilities in the configurations seen.", "csto-bayes predict \(path)"),
      .init("Counts predicted, calibration, scores.", "csto-bayes check \(path)"),
      .init("Each case predicted from the others.", "csto-bayes loo \(path)"),
      .init("What leaving out a case changes.", "csto-bayes influence \(path)"),
      .init(
        "What the priors say before any data.",
        "csto-bayes figure prior-implications \(path)"
      ),
      .init("Any figure, with its numbers beside it.", "csto-bayes figure NAME \(path)"),
    ]
  }

  /// The steps of a check of robustness.
  static func ofStore(_ folder: String) -> [RunReport.Step] {
    let store = try? UniverseStore(reading: "\(folder)/\(RobustnessFolder.storeName)")
    let words = (try? store?.request()) ?? []
    let path = ShellWord.quoted(folder)
    let command = ["csto-bayes robustness"] + words.map(ShellWord.quoted) + ["--output", path]
    return [
      .init(
        "The analyses; with --fragility the recodes too.",
        command.joined(separator: " ")
      ), .init("Its figures.", "csto-bayes figure p-box \(path)"),
    ]
  }

  /// The command that fits the model again, as far as the record of the run says it.
  private static func fit(_ run: SavedRun) -> String {
    let input = run.input
    var words = ["csto-bayes fit"]
    switch input.options.cases.place {
    case .study(let name, let coding):
      words.append(ShellWord.quoted(name))
      if let coding { words += ["--coding", ShellWord.quoted(coding)] }
    case .file(let path, let caseColumn, _):
      words += ["--data", ShellWord.quoted(path)]
      if let caseColumn { words += ["--case-column", ShellWord.quoted(caseColumn)] }
    }
    words += ["--formula", ShellWord.quoted(input.design.formula.text)]
    words += ["--prior", ShellWord.quoted(input.priorSet)]
    for use in input.model.prior.used {
      if case .commandLine(let statement) = use.origin {
        words += ["--prior", ShellWord.quoted(statement)]
      }
    }
    if input.model.link != .logit { words += ["--link", input.model.link.rawValue] }
    words += ["--seed", "\(input.options.run.seed)", "--output", ShellWord.quoted(run.path)]
    return words.joined(separator: " ")
  }
}
