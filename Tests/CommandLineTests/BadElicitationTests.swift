import Foundation
import Testing

/// Files of statements that are refused: nothing is written.
@Suite(.waitsForPrograms) struct BadElicitationTests {
  private static func statements(
    _ name: String,
    _ yaml: String,
    _ message: String
  ) -> BadInput {
    BadInput(
      name,
      ["priors", "elicit", "s.yaml", "--output", "out.yaml"],
      ["s.yaml": yaml],
      65,
      "csto-bayes: s.yaml:" + message
    )
  }

  private static let probability =
    "accepted: a probability between 0 and 1, both excluded, such as 0.05 or 5 %"

  static let files = [
    statements(
      "condition that is not there",
      "statements:\n  - scenario: protst=yes\n    about: 5 %\n",
      """
      2: scenario: there is no condition 'protst' (did you mean 'protest'?); conditions: protest, \
      ethnic_clashes, foreign_intrusion, security_uncertainty
        protst=yes
        ^^^^^^
      """
    ),
    statements(
      "level that was never coded",
      "statements:\n  - {scenario: protest=often, about: 5 %}\n",
      """
      2: scenario: condition 'protest': found 'often', which is no yes/no code; accepted: yes, no, \
      true, false, present, absent, 1 or 0
        protest=often
                ^^^^^
      """
    ),
    statements(
      "probability above one",
      "statements:\n  - scenario: none\n    about: 1.2\n",
      "3: 'about': found '1.2'; " + probability
    ),
    statements(
      "bound outside the probabilities",
      "statements:\n  - scenario: none\n    between: [5, 30]\n    sure: 90 %\n",
      "3: found '5'; " + probability
    ),
    statements(
      "bounds the wrong way round",
      "statements:\n  - scenario: none\n    between: [30 %, 5 %]\n    sure: 90 %\n",
      "3: 'between': not what is needed here; accepted: [lower, upper], the lower first"
    ),
    statements(
      "interval without its probability",
      "statements:\n  - {scenario: none, between: [5 %, 30 %]}\n",
      "2: the key 'sure' is missing"
    ),
    statements("empty file", "", " the key 'statements' is missing"),
    statements(
      "no statements",
      "statements: []\n",
      "1: 'statements': not what is needed here; accepted: at least one statement"
    ),
    statements(
      "scenario without a belief",
      "statements:\n  - scenario: none\n",
      "2: not what is needed here; accepted: a belief: between, at_least, at_most, about, quantiles "
        + "or more_likely"
    ),
    statements(
      "quantiles that fall",
      "statements:\n  - {scenario: none, quantiles: {5 %: 20 %, 95 %: 10 %}}\n",
      "2: not what is needed here; accepted: rising values (here 5 % below 20 % and 95 % below 10 %)"
    ),
    statements(
      "the same scenario twice",
      "statements:\n  - {scenario: protest=yes, about: 5 %}\n  - {scenario: protest, about: 9 %}\n",
      "3: a second statement about 'protest', after that of line 2; put all that one expert says of a "
        + "scenario into one statement"
    ),
    statements(
      "scenario against itself",
      "statements:\n  - {scenario: protest=no, compared_with: none, about: 2}\n",
      "2: the scenario is compared with itself ('none')"
    ),
    statements(
      "unknown key",
      "statements:\n  - {scenario: none, abou: 5 %}\n",
      "2: the key 'abou' means nothing here (did you mean 'about'?); accepted: scenario, "
        + "compared_with, between, at_least, at_most, about, quantiles, more_likely, sure, weight or "
        + "reason"
    ),
  ]

  static let others = [
    BadInput(
      "no such file",
      ["priors", "elicit", "none.yaml", "--output", "out.yaml"],
      [:],
      66,
      "csto-bayes: none.yaml: there is no such file"
    ),
    BadInput(
      "no such folder for the prior",
      ["priors", "elicit", "studies/csto/elicitation-example.yaml", "--output", "a/b.yaml"],
      [:],
      73,
      "csto-bayes: a: there is no such folder to put the output in; make it first, or name another"
    ),
    BadInput(
      "no file named",
      ["priors", "elicit"],
      [:],
      64,
      "Error: Give a file of statements, or --example."
    ),
    BadInput(
      "degrees of freedom of normal priors",
      ["priors", "elicit", "s.yaml", "--df", "3"],
      [:],
      64,
      "Error: --df goes with --family student_t."
    ),
    BadInput(
      "implications of a flat prior",
      ["priors", "show", "sceptical", "--prior", "protest ~ flat()"],
      [:],
      65,
      """
      csto-bayes: prior: a flat prior on 'protest' is refused: nothing can be drawn from it; \
      accepted: normal(mean, sd), student_t(df, location, scale), cauchy(location, scale), \
      laplace(location, scale), logistic(location, scale) or log_F(m1, m2)
      """
    ),
    BadInput(
      "implications of a set that is not there",
      ["priors", "show", "sceptcal"],
      [:],
      64,
      """
      csto-bayes: prior: there is no prior set 'sceptcal' (did you mean 'sceptical'?); accepted: \
      charter, gelman2008, regime-survival, sceptical, weakly-informative, the path of a file, or \
      'name ~ family(numbers)'
      """
    ),
  ]

  @Test(arguments: files + others) func isRefused(_ input: BadInput) throws { try input.check() }
}
