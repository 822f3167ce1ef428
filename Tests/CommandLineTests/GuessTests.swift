import Testing

@testable import csto_bayes

/// Words of other programs, and what is said of them.
@Suite(.waitsForPrograms) struct GuessTests {
  private static let lines: [(arguments: [String], line: String)] = [
    (
      ["fit", "--cores", "4"],
      "Unknown option '--cores'. Did you mean '--threads' (chains that run at a time)?"
    ),
    (
      ["fit", "--iter=2000"],
      "Unknown option '--iter'. Did you mean '--draws' (draws kept of each chain)? (In brms iter counts the "
        + "warmup too, so that iter 2000 is --warmup 1000 --draws 1000 here.)"
    ),
    (
      ["fit", "--adapt_delta", "0.9"],
      "Unknown option '--adapt_delta'. Did you mean '--adapt-delta' (the acceptance rate that warmup aims at)?"
    ),
    (
      ["fit", "--max_treedepth", "12"],
      "Unknown option '--max_treedepth'. Did you mean '--max-treedepth' (the largest number of doublings of a "
        + "trajectory)?"
    ),
    (
      ["fit", "--family", "binomial(link=probit)"],
      "Unknown option '--family'. Did you mean '--link' (how the linear predictor becomes a probability)? (The "
        + "family is always binomial; its link alone is chosen, as in --link probit.)"
    ),
    (
      ["predict", "run", "--ci", "0.95"],
      "Unknown option '--ci'. Did you mean '--mass' (the probability inside the interval)?"
    ),
    (
      ["robustness", "csto", "--cores", "2"],
      "Unknown option '--cores'. Did you mean '--jobs' (analyses run at a time)?"
    ),
    // By spelling, where no other program calls it so.
    (
      ["fit", "--drws", "3"],
      "Unknown option '--drws'. Did you mean '--draws' (draws kept of each chain)?"
    ),
    (
      ["pp_check", "run"],
      "Unknown command 'pp_check'. Did you mean 'check' (check a run: predicted counts, calibration, scores, and "
        + "whether it beats the base rate)?"
    ),
    (
      ["marginaleffects", "run"],
      "Unknown command 'marginaleffects'. Did you mean 'effects' (average marginal effects of the conditions, and "
        + "directed hypotheses)?"
    ),
    (
      ["logit", "y", "x"],
      "Unknown command 'logit'. Did you mean 'fit' (fit a logistic regression to coded cases and say what the "
        + "data and the prior decide)?"
    ),
    (
      ["show", "run"],
      "Unknown command 'show'. Did you mean 'summary' (show a run again: the estimates and probabilities that fit "
        + "has written)?"
    ),
    (["xyzzy"], "Unknown command 'xyzzy'."),
    // What another program has as an option is a command here.
    (
      ["fit", "--loo"],
      "Unknown option '--loo'. Did you mean the command 'loo' (predict each case of a run from the others)?"
    ),
  ]

  @Test(arguments: lines.indices) func linesAreUnderstood(_ index: Int) throws {
    let (arguments, line) = Self.lines[index]
    let run = try WorkFolder().run(arguments)
    #expect(run.firstError == "Error: " + line)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
  }

  /// All that is unknown is said at once.
  @Test func everyUnknownOptionIsNamed() throws {
    let run = try WorkFolder().run(["fit", "--chains", "4", "--iter", "2000", "--cores", "4"])
    let lines = run.errors.split(separator: "\n")
    #expect(lines.first?.contains("'--draws'") == true)
    #expect(lines.dropFirst().first?.contains("'--threads'") == true)
    #expect(lines.last?.contains("csto-bayes fit --help") == true)
  }

  /// An option of another command is named with its owners.
  @Test func optionsOfOtherCommandsAreNamed() throws {
    let run = try WorkFolder().run(["loo", "run", "--hdi-prob", "0.9"])
    #expect(run.firstError.contains("'--mass' is an option of"))
    #expect(run.firstError.contains("predict"))
    #expect(
      try WorkFolder().run(["loo", "run", "--hold", "a"]).firstError.contains(
        "'--hold' is an option of"
      )
    )
  }

  /// What is typed has one meaning.
  @Test func noWordStandsTwice() {
    for table in [Synonym.options, Synonym.commands] {
      let words = table.flatMap(\.typed)
      #expect(Set(words).count == words.count)
      #expect(table.allSatisfy { !$0.why.isEmpty && !$0.meant.isEmpty })
    }
  }

  /// No command is called what the table takes for another one's word.
  @Test func noCommandIsASynonym() {
    let names = CSTOBayes.configuration.subcommands.compactMap { $0.configuration.commandName }
    #expect(Set(names).isDisjoint(with: Synonym.commands.flatMap(\.typed)))
  }
}
