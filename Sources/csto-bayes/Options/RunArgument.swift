import ArgumentParser

/// The run that is asked.
struct RunArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The folder of a run, as `csto-bayes fit --output` writes it.",
      valueName: "run"
    )
  )
  var source: String
}
