import ArgumentParser
import Inference

/// `csto-bayes export`: the same model for another tool.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the model and the data of a run as a script for Stan, brms, Bambi or NumPyro.",
    discussion: """
      The script has the same design, outcomes, offsets and priors, draws with the other tool, and \
      writes draws.csv, which `csto-bayes agree` compares with the run.

      Examples:
        csto-bayes export numpyro results
        csto-bayes export brms results --output for-brms
      """
  )

  @Argument(help: "The tool: \(Phrase.choice(ModelExports.all.map(\.tool))).")
  var tool: String

  @OptionGroup var asked: RunArgument

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The folder for the script and the data (default: export-TOOL in the folder of the run).",
      discussion: "It appears when it is complete. One that exists is refused.",
      valueName: "dir"
    )
  )
  var output: String?

  @Flag(help: "Replace what this command has written there for the same tool.")
  var force = false

  @OptionGroup var trust: TrustOptions

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  func validate() throws {
    guard ModelExports.named(tool) == nil else { return }
    throw ValidationError(
      "there is no tool \(Phrase.quoted(tool))"
        + Phrase.accepted(ModelExports.all.map(\.tool)) + "."
    )
  }

  func run() throws {
    guard let tool = ModelExports.named(tool) else { return }
    let saved = try SavedRun.read(asked.source, trustsEdited: trust.trustEdited)
    let (model, files) = try saved.exportedFiles(for: tool)
    let path = output ?? "\(asked.source)/export-\(tool.tool)"
    let folder = try OutputFolder(
      at: path,
      replacingExisting: force,
      kind: .listed("export \(tool.tool)")
    )
    defer { folder.abandon() }
    let notes = try InterruptHandler.deferring { () throws(ExportError) in
      for file in files { try folder.write(file.contents, as: file.name) }
      return try folder.commit()
    }
    Notice.show(notes, in: path)
    Notice.showEdited(saved)
    try StandardOutput.write(
      Paragraph.text(Phrase.oneLine(model.formula), mark: "Model: ")
        + """
          \(model.priors.count) coefficients, \(model.design.matrix.rowCount) configurations
        Files: \(Phrase.list(files.map(\.name))) in \(path)
        Needs: \(tool.needs)

        Run:     \(tool.interpreter) \(ShellWord.quoted("\(path)/\(tool.script)"))
        Compare: csto-bayes agree \(ShellWord.quoted(asked.source)) \(ShellWord.quoted("\(path)/draws.csv"))

        """
    )
  }
}
