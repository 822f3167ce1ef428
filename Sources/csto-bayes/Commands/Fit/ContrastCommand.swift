import ArgumentParser
import Inference

/// `csto-bayes contrast`: what changes from one scenario to another.
struct ContrastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contrast",
    abstract: "Compare the probability of the outcome between two scenarios.",
    discussion: """
      Risk difference, risk ratio and odds ratio, with the probability that the difference is positive. \
      Conditions that are not named are held: absent, at the reference level, or at the mean of \
      the cases fitted, in both scenarios. Writes contrasts.csv and contrasts.json into the run folder; \
      the column caveat names what each number owes to the prior alone or to values outside the data.

      Examples:
        csto-bayes contrast results --from protest=yes --to 'protest=yes, security_uncertainty=yes'
        csto-bayes contrast results --from protest=no --to protest=yes --hold security_uncertainty=yes
      """
  )

  @OptionGroup var source: RunOptions

  @Option(
    help: ArgumentHelp(
      "The scenario compared with, as 'condition=value, condition=value'. Repeatable.",
      discussion: "One, or as many as there are --to.",
      valueName: "scenario"
    )
  )
  var from: [String]

  @Option(help: ArgumentHelp("The other scenario. Repeatable.", valueName: "scenario"))
  var to: [String]

  @Option(
    help: ArgumentHelp(
      "The values of conditions that are not named.",
      valueName: "scenario"
    )
  )
  var hold: String?

  @OptionGroup var interval: IntervalOptions
  @OptionGroup var evidence: EvidenceOptions

  func validate() throws {
    guard from.count == 1 || from.count == to.count else {
      throw ValidationError("Give --from once, or once for each --to.")
    }
  }

  func run() throws {
    let saved = try source.saved()
    let pairs = to.enumerated().map { (from: from.count == 1 ? from[0] : from[$0], to: $1) }
    let answer = try saved.contrasts(
      pairs,
      held: hold,
      summary: evidence.summary(interval.interval)
    )
    try EffectReport(answer, of: saved).write(source)
  }
}
