import ArgumentParser
import Inference

/// How the linear predictor becomes a probability.
struct LinkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How the linear predictor becomes a probability.",
      discussion: "Priors are on the coefficients of that scale and are not rescaled for it.",
      valueName: "link"
    )
  )
  var link = Link.logit
}
