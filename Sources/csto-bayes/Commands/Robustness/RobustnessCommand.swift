import ArgumentParser

/// `csto-bayes robustness`: every analysis that a study allows, and what they say together.
struct RobustnessCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "robustness",
    abstract: "Ask whether the answer survives other codings, priors, links, formulas and cases.",
    discussion: "`csto-bayes robustness STUDY` is `csto-bayes robustness run STUDY`.",
    subcommands: [RobustnessRunCommand.self, RobustnessCollectCommand.self],
    defaultSubcommand: RobustnessRunCommand.self
  )
}
