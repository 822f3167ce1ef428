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
    "Prior     \(prior.name)\n"
      + Paragraph.text("\(problem.design.formula.text) (binomial, logit)", mark: "Model     ")
      + Paragraph.text(
        "Before any data: the outcomes of the cases play no part in the numbers below.",
        mark: ""
      )
  }

  private var priors: String {
    var table = TextTable([
      .words(""), .words("prior on the log-odds"), .number("odds ratio"), .number("q5"),
      .number("q95"),
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
    return Paragraph.text(
      "Priors: on the log-odds, and odds ratios by their median: exp(coefficient), at fixed other "
        + "conditions (90% interval q5 to q95)",
      mark: ""
    ) + table.text
  }

  private var configurations: String {
    var table = TextTable([
      .words("configuration"), .number("cases", rank: 1), .number("median"),
      .number("mean", rank: 3), .number("q5"), .number("q95"), .number("P(p < 0.05)", rank: 2),
      .number("P(p > 0.95)", rank: 2),
    ])
    for item in implications.configurations {
      table.append(
        [item.label, "\(item.caseCount)"]
          + [item.median, item.mean, item.q5, item.q95, item.nearZero, item.nearOne].map(exact)
      )
    }
    var text =
      Paragraph.text(
        "Probability of \(outcome) in each configuration (90% interval), exact",
        mark: ""
      ) + table.text
    if !implications.isComplete {
      text += Paragraph.text(
        "(only configurations that cases have; all would be more than "
          + "\(PriorImplications.configurationLimit))",
        mark: "  "
      )
    }
    if !implications.held.isEmpty {
      text += Paragraph.text(
        "(held at the mean of the cases: \(implications.held.joined(separator: ", ")))",
        mark: "  "
      )
    }
    return text
  }

  private var differences: String {
    guard !implications.differences.isEmpty else { return "" }
    var table = TextTable([
      .words("condition"), .number("median"), .number("mean", rank: 1), .number("q5"),
      .number("q95"), .number("P(> 0)"), .number("MCSE of mean", rank: 2),
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
    return Paragraph.text(
      "Risk differences: change in the probability, averaged over the cases (90% interval), from "
        + "\(PriorImplications.drawCount) draws with a fixed seed",
      mark: ""
    ) + table.text
  }

  /// A number that has no Monte Carlo error, to four decimals.
  private func exact(_ value: Double) -> String { NumberText.probability(value, error: 1e-5) }
}
