import ArgumentParser
import Inference

/// `csto-bayes priors`: the prior library.
struct PriorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "priors",
    abstract: "List the built-in prior sets, or show one."
  )

  @Argument(help: "A prior set, by name or file; all are listed without it.")
  var name: String?

  func run() throws {
    do {
      let library = PriorLibrary.builtIn
      guard let name else {
        var table = TextTable([("set", .left), ("", .left), ("what it claims", .left)])
        for name in library.names {
          table.append([
            name, name == PriorLibrary.defaultName ? "default" : "",
            try library.specification(name).title,
          ])
        }
        try StandardOutput.write(table.text)
        return
      }
      if let text = PriorLibrary.builtInText(name) {
        try StandardOutput.write(text)
        return
      }
      try StandardOutput.write(described(library.specification(name)))
    } catch {
      try Failure.exit(for: error)
    }
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
