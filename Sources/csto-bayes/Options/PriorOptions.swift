import ArgumentParser
import Inference

/// What is believed before the data.
struct PriorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A prior set by name or file, or the prior of one coefficient. Repeatable.",
      discussion: """
        Sets: see `csto-bayes priors`. One coefficient: 'name ~ family(arguments)' on the \
        raw column, such as 'Intercept ~ normal(0, 5)'; 'coefficients ~ …', or 'b ~ …' as in brms, \
        means all but the intercept, unless the data have a column of that name. Families: normal, \
        student_t, cauchy, laplace, logistic, log_F, flat. The set jeffreys is one prior of all \
        coefficients, whose mode is Firth's estimate.
        """,
      valueName: "prior"
    )
  )
  var prior: [String] = []

  func validate() throws {
    let sets = prior.filter { !PriorStatement.isStatement($0) }
    guard sets.count <= 1 else {
      throw ValidationError(
        "One prior set at a time: \(sets.joined(separator: ", ")). Override single coefficients "
          + "with --prior 'name ~ family(arguments)'."
      )
    }
  }

  /// The set, if one was named.
  var set: String? { prior.first { !PriorStatement.isStatement($0) } }

  /// The statements about single coefficients.
  var statements: [String] { prior.filter { PriorStatement.isStatement($0) } }
}
