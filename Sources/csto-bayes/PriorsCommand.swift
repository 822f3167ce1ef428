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
        print(table.text, terminator: "")
        return
      }
      if let text = PriorLibrary.builtInText(name) {
        print(text, terminator: "")
        return
      }
      let set = try library.specification(name)
      print("\(set.name): \(set.title)\n  intercept ~ \(set.intercept.prior)")
      print("  coefficients ~ \(set.coefficients.prior) (scaling: \(set.scaling.rawValue))")
      for named in set.named { print("  \(named.column) ~ \(named.entry.prior)") }
    } catch {
      try Failure.exit(for: error)
    }
  }
}
