import ArgumentParser
import Inference

/// `csto-bayes priors`: the prior library, what a set implies, and priors made of statements.
struct PriorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "priors",
    abstract: "List the built-in prior sets, show what one implies, or make one of statements.",
    discussion: """
      `csto-bayes priors` lists the sets; `csto-bayes priors NAME` prints the file of one, with its \
      reasons.

      Examples:
        csto-bayes priors show sceptical
        csto-bayes priors elicit statements.yaml --output mine.yaml
        csto-bayes fit --prior mine.yaml
      """,
    subcommands: [
      PriorsListCommand.self, PriorsShowCommand.self, PriorsElicitCommand.self,
      PriorsFileCommand.self,
    ],
    defaultSubcommand: PriorsFileCommand.self
  )
}

/// `csto-bayes priors list`: the built-in sets.
struct PriorsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the built-in prior sets."
  )

  func run() throws {
    try StandardOutput.write(try Self.text())
  }

  static func text() throws(PriorError) -> String {
    let library = PriorLibrary.builtIn
    var table = TextTable([("set", .left), ("", .left), ("what it claims", .left)])
    for name in library.names {
      table.append([
        name, name == PriorLibrary.defaultName ? "default" : "",
        try library.specification(name).title,
      ])
    }
    return table.text
  }
}

/// `csto-bayes priors NAME`: the file of a set.
struct PriorsFileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file",
    abstract: "Print the file of a prior set.",
    shouldDisplay: false
  )

  @Argument(help: "A prior set, by name or file; all are listed without it.")
  var name: String?

  func run() throws {
    guard let name else { return try StandardOutput.write(try PriorsListCommand.text()) }
    if let text = PriorLibrary.builtInText(name) { return try StandardOutput.write(text) }
    try StandardOutput.write(described(PriorLibrary.builtIn.specification(name)))
  }

  /// The priors of a set that a user's own file states.
  private func described(_ set: PriorSpecification) -> String {
    let lines =
      [
        "\(set.name): \(set.title)", "  Intercept ~ \(set.intercept.prior)",
        "  coefficients ~ \(set.coefficients.prior) (scaling: \(set.scaling.rawValue))",
      ] + set.named.map { "  \($0.column) ~ \($0.entry.prior)" }
    return lines.map { $0 + "\n" }.joined()
  }
}
