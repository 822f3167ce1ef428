import ArgumentParser
import Foundation
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
      could not tell, 64 usage, 65 bad data, 66 no such input, 73 cannot write, 141 the reader of the \
      output has gone.
      """,
    // Made only where it is asked for: the library of linear algebra is asked for its name.
    version: CommandLine.arguments.contains("--version") ? VersionText.text : Program.version,
    subcommands: [
      FitCommand.self,
      SummaryCommand.self,
      PredictCommand.self,
      ContrastCommand.self,
      EffectsCommand.self,
      TableCommand.self,
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
      FigureCommand.self,
      ReportCommand.self,
      NotebookCommand.self,
      PackageCommand.self,
      VerifyCommand.self,
      PriorsCommand.self,
      StudiesCommand.self,
    ]
  )

  /// Ends with an error: the one place where errors become words and exit codes.
  ///
  /// An argument that the message of a wrong command line repeats is cut and shown as in every message.
  private static func end(with error: any Error) -> Never {
    if let failure = Failure(error) {
      Failure.warn(failure.message)
      Foundation.exit(failure.status)
    }
    let message = fullMessage(for: error)
    let guess =
      exitCode(for: error) == .validationFailure
      ? Guess(Array(CommandLine.arguments.dropFirst())).line(inPlaceOf: message) : nil
    // What the parser says of the usage stays.
    let usage = message.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
    let text = guess.map { "Error: \($0)\n" + usage.joined(separator: "\n") } ?? message
    let isOurs = guess != nil || StandardError.isTerminal
    guard text.utf8.count > 3000 || !QuotedText.isHarmless(text) || isOurs, text != ""
    else { exit(withError: error) }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("Usage: ") ? String(line) : QuotedText(String(line), limit: 400).description
    }
    StandardError.write(lines.joined(separator: "\n") + "\n")
    Foundation.exit(exitCode(for: error).rawValue)
  }

  /// Runs the command; what it throws, help that cannot be printed too, ends the program.
  static func main() async {
    UnquotedFormula.refuse(Array(CommandLine.arguments.dropFirst()))
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      guard exitCode(for: error) == .success else { end(with: error) }
      do { try StandardOutput.print(fullMessage(for: error) + "\n") } catch { end(with: error) }
      exit()
    }
  }
}
