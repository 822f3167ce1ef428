import ArgumentParser
import Inference

/// `csto-bayes notebook`: a Jupyter notebook that draws and checks a run with ArviZ.
struct NotebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook",
    abstract: "Write a Jupyter notebook that draws and checks a run with ArviZ.",
    discussion: """
      It loads the files of the run, redraws summary, traces, ranks and intervals, and asserts that \
      ArviZ's R-hat, effective sample sizes and Monte Carlo errors are those of the run. The path from \
      the notebook to the run is relative: move both together.

      Examples:
        csto-bayes notebook results
        csto-bayes notebook results --output results/check.ipynb
      """
  )

  @OptionGroup var asked: RunArgument

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The notebook (default: notebooks-export/NAME.ipynb, NAME being that of the run).",
      discussion: "One that exists is refused.",
      valueName: "file"
    )
  )
  var output: String?

  @Flag(
    help: ArgumentHelp(
      "Replace a notebook that this command has written.",
      discussion: "One that was edited or executed since is kept, as FILE.kept."
    )
  )
  var force = false

  @OptionGroup var trust: TrustOptions

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  func run() throws {
    var saved = try SavedRun.read(asked.source, trustsEdited: trust.trustEdited)
    try saved.require(["summary.json", "probabilities.csv"])
    let path = try output ?? saved.defaultNotebookPath()
    let file = try OutputFile(at: path, replacingExisting: force)
    let notebook = try saved.notebook(in: file.folder)
    let kept = try InterruptHandler.deferring { () throws(ExportError) in
      try file.write(sealed: notebook)
    }
    if let kept { Notice.showKept(path, as: kept) }
    Notice.showEdited(saved)
    try StandardOutput.write(
      """
      Notebook: \(path)
      Execute:  jupyter execute --inplace \(path)

      """
    )
  }
}
