import ArgumentParser
import Inference

/// Which interval is reported.
struct IntervalOptions: ParsableArguments {
  @Option(help: "The probability inside the interval.")
  var mass = 0.9

  @Flag(
    help: ArgumentHelp(
      "The shortest interval (highest density) in place of the equal-tailed one.",
      discussion: "It is the shortest on the scale printed only, and has no Monte Carlo error."
    )
  )
  var hdi = false

  func validate() throws {
    guard mass > 0, mass < 1 else {
      throw ValidationError("--mass must lie between 0 and 1, not \(mass).")
    }
  }

  /// The interval; `validate` has refused what this would refuse.
  var interval: CredibleInterval {
    CredibleInterval(kind: hdi ? .highestDensity : .equalTailed, mass: mass) ?? .standard
  }
}

/// How effects and contrasts are judged.
struct EvidenceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Half the width of the region of practical equivalence, as a risk difference.",
      discussion: "The default, five percentage points, is a convention: state what matters to you."
    )
  )
  var rope = EffectEstimate.standardRegion

  @Option(
    help: ArgumentHelp(
      "A directed hypothesis about coefficients, such as 'a > b'. Repeatable.",
      discussion: """
        Coefficients (log-odds), numbers, + - * / ^ ( ), abs(), exp(), and p(condition=value, …), the \
        probability in a scenario.
        """
    )
  )
  var hypothesis: [String] = []

  func validate() throws {
    guard rope >= 0, rope.isFinite else {
      throw ValidationError("--rope must be a number from 0, not \(rope).")
    }
  }

  func summary(_ interval: CredibleInterval) -> EffectSummary {
    var summary = EffectSummary()
    summary.interval = interval
    summary.region = rope
    summary.hypotheses = hypothesis
    return summary
  }
}
