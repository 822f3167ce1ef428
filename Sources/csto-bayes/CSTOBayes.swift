import ArgumentParser
import Inference

/// The command and its subcommands.
@main
struct CSTOBayes: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Program.name,
    abstract: "Bayesian statistics on coded cases.",
    discussion: """
      Cases are coded yes/no on a few conditions and on an outcome; the answer is how probable the \
      outcome is, how much each condition matters, and what only the prior says.

      `csto-bayes fit` alone fits the built-in study: when does the Collective Security Treaty \
      Organization intervene?

      Exit codes: 0 good, 1 ran but a check of the draws failed or a package does not hold, 2 verify \
      could not tell, 64 usage, 65 bad data, 66 no such input, 73 cannot write.
      """,
    version: Program.version,
    subcommands: [
      FitCommand.self,
      PredictCommand.self,
      ContrastCommand.self,
      EffectsCommand.self,
      CheckCommand.self,
      LooCommand.self,
      CompareCommand.self,
      InfluenceCommand.self,
      SBCCommand.self,
      RobustnessCommand.self,
      DiagnoseCommand.self,
      CollapseCommand.self,
      ExportCommand.self,
      AgreeCommand.self,
      NotebookCommand.self,
      PackageCommand.self,
      VerifyCommand.self,
      PriorsCommand.self,
      StudiesCommand.self,
    ]
  )

  static func main() async {
    UnquotedFormula.refuse(Array(CommandLine.arguments.dropFirst()))
    await main(nil)
  }
}
