import ArgumentParser
import Inference

/// `csto-bayes studies`: the built-in studies, or the cells of one.
struct StudiesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "studies",
    abstract: "List the built-in studies, or show the cases, questions and disputes of one."
  )

  @Argument(help: "A built-in study, or the folder of one; all are listed without it.")
  var study: String?

  @Option(help: ArgumentHelp("The coding to show.", valueName: "name"))
  var coding: String?

  func validate() throws {
    if coding != nil, study == nil { throw ValidationError("--coding goes with a study.") }
  }

  func run() throws {
    guard let study else {
      var table = TextTable([("study", .left), ("title", .left), ("codings", .left)])
      for name in Study.builtInNames {
        let study = try Study.load(name)
        table.append([name, study.title, study.codings.map(\.name).joined(separator: ", ")])
      }
      try StandardOutput.write(table.text)
      return
    }
    try StandardOutput.write(StudyReport(Study.load(study), coding: coding).text)
  }
}
