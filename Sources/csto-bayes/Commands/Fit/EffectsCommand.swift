import ArgumentParser
import Inference

extension NumericChange: ExpressibleByArgument {}

/// `csto-bayes effects`: how much each condition matters, on average.
struct EffectsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "effects",
    abstract: "Average marginal effects of the conditions, and directed hypotheses.",
    discussion: """
      For each condition the probability of the outcome is predicted twice for every case, with the \
      condition absent and present (a factor: at the reference level and at another; a number: as it \
      is and a step higher), everything else as observed; both are averaged over the cases in every \
      draw, then compared. Writes effects.csv and effects.json, and hypotheses.csv, into the run \
      folder; the column caveat names what each number owes to the prior alone, or to a step that leaves \
      the data.

      Examples:
        csto-bayes effects results
        csto-bayes effects results --over grid --rope 0.1
        csto-bayes effects results --hypothesis 'security_uncertainty > foreign_intrusion'
      """
  )

  /// What is averaged over.
  enum Population: String, ExpressibleByArgument, CaseIterable {
    case cases, grid
  }

  @OptionGroup var source: RunOptions

  @Option(
    help: ArgumentHelp(
      "What is averaged over: cases, those fitted, or grid, every configuration once."
    )
  )
  var over = Population.cases

  @Option(
    help: ArgumentHelp(
      "Average over these scenarios instead. Repeatable.",
      valueName: "scenario"
    )
  )
  var at: [String] = []

  @Option(
    help: ArgumentHelp(
      "The values of conditions that are not named, with --over grid or --at.",
      valueName: "scenario"
    )
  )
  var hold: String?

  @Option(help: ArgumentHelp("Only the effect of this condition. Repeatable.", valueName: "name"))
  var condition: [String] = []

  @Option(
    help: ArgumentHelp(
      "What is done to numbers: auto, unit, sd or slope.",
      discussion: """
        One unit or one standard deviation more, or the derivative of the probability; auto: from 0 \
        to 1 where they are fuzzy scores, one unit more where they spread over two units, else one \
        standard deviation. Of two numbers, the lower is compared with the higher.
        """
    )
  )
  var numeric = NumericChange.automatic

  @OptionGroup var interval: IntervalOptions
  @OptionGroup var evidence: EvidenceOptions

  func validate() throws {
    if over == .grid, !at.isEmpty {
      throw ValidationError("Give --over grid or --at, not both.")
    }
    if hold != nil, over == .cases, at.isEmpty {
      throw ValidationError(
        "--hold goes with --over grid or --at: over cases everything else is as observed."
      )
    }
  }

  func run() throws {
    let saved = try source.saved()
    var request = EffectRequest()
    request.population = at.isEmpty ? (over == .grid ? .grid : .cases) : .scenarios(at)
    request.held = hold
    request.conditions = condition
    request.numeric = numeric
    request.summary = evidence.summary(interval.interval)
    try EffectReport(try saved.effects(request), of: saved).write(source)
  }
}
