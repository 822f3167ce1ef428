import Inference

/// What `priors show` prints.
struct PriorImplicationsReport {
  private let prior: PriorSet
  private let implications: PriorImplications
  private let problem: RegressionProblem

  init(_ prior: PriorSet, _ implications: PriorImplications, _ problem: RegressionProblem) {
    self.prior = prior
    self.implications = implications
    self.problem = problem
  }

  var text: String {
    [
      heading, RunWarnings.text(problem.dataWarnings, of: "the data"), priors, configurations,
      differences,
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var outcome: String { problem.design.formula.response.label }

  private var heading: String {
    """
    Prior     \(prior.name)
    Model     \(problem.design.formula.text)   (binomial, logit)
    Before any data: the outcomes of the cases play no part in the numbers below.

    """
  }

  private var priors: String {
    var table = TextTable([
      ("", .left), ("prior on the log-odds", .left), ("odds ratio", .right), ("q5", .right),
      ("q95", .right),
    ])
    for use in prior.used {
      let isIntercept = use.column == DesignEncoder.interceptName
      let values = [0.5, 0.05, 0.95].map { probability in
        isIntercept
          ? ""
          : NumberText.ratio(
            ElicitedStatement.Subject.oddsRatio(scenario: "", reference: "")
              .value(atLogOdds: use.prior.quantile(probability))
          )
      }
      table.append([use.column, NumberText.prior(use.prior)] + values)
    }
    return "Priors: on the log-odds, and odds ratios by their median (90% interval q5 to q95)\n"
      + table.text
  }

  private var configurations: String {
    var table = TextTable([
      ("configuration", .left), ("cases", .right), ("median", .right), ("mean", .right),
      ("q5", .right), ("q95", .right), ("P(p < 0.05)", .right), ("P(p > 0.95)", .right),
    ])
    for item in implications.configurations {
      table.append(
        [item.label, "\(item.caseCount)"]
          + [item.median, item.mean, item.q5, item.q95, item.nearZero, item.nearOne].map(exact)
      )
    }
    var text =
      "Probability of \(outcome) in each configuration (90% interval), exact\n" + table.text
    if !implications.isComplete {
      text +=
        "  (only configurations that cases have; all would be more than "
        + "\(PriorImplications.configurationLimit))\n"
    }
    if !implications.held.isEmpty {
      text +=
        "  (held at the mean of the cases: \(implications.held.joined(separator: ", ")))\n"
    }
    return text
  }

  private var differences: String {
    guard !implications.differences.isEmpty else { return "" }
    var table = TextTable([
      ("condition", .left), ("median", .right), ("mean", .right), ("q5", .right), ("q95", .right),
      ("P(> 0)", .right), ("MCSE of mean", .right),
    ])
    for item in implications.differences {
      let numbers = item.numbers
      table.append([
        item.label, NumberText.estimate(numbers.median, error: numbers.mcseMedian),
        NumberText.estimate(numbers.mean, error: numbers.mcseMean),
        NumberText.estimate(numbers.q5, error: numbers.mcseQ5),
        NumberText.estimate(numbers.q95, error: numbers.mcseQ95),
        NumberText.probability(item.positive, error: item.errorOfPositive),
        NumberText.fixed(numbers.mcseMean, 4),
      ])
    }
    return """
      Risk differences: change in the probability, averaged over the cases (90% interval),
      from \(PriorImplications.drawCount) draws with a fixed seed

      """ + table.text
  }

  /// A number that has no Monte Carlo error, to four decimals.
  private func exact(_ value: Double) -> String { NumberText.probability(value, error: 1e-5) }
}
