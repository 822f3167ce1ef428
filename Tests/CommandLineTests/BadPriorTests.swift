import Foundation
import Testing

/// Priors and prior files that are refused.
@Suite(.waitsForPrograms) struct BadPriorTests {
  private static func prior(
    _ name: String,
    _ prior: String,
    after first: [String] = [],
    status: Int32 = 64,
    _ message: String
  ) -> BadInput {
    BadInput(
      name,
      ["fit", "--output", "out"] + (first + [prior]).flatMap { ["--prior", $0] },
      [:],
      status,
      "csto-bayes: " + message
    )
  }

  private static let coefficients =
    "coefficients: Intercept, protest, ethnic_clashes, foreign_intrusion, security_uncertainty"
  private static let families = """
    accepted: normal(mean, sd), student_t(df, location, scale), cauchy(location, scale), \
    laplace(location, scale), logistic(location, scale) or log_F(m1, m2)
    """
  private static let sets = """
    accepted: charter, gelman2008, regime-survival, sceptical, weakly-informative, the path of a \
    file, or 'name ~ family(numbers)'
    """

  static let priors = [
    prior(
      "prior on a column that is not there",
      "protst ~ normal(0, 1)",
      """
      prior: there is no coefficient 'protst' (did you mean 'protest'?); \(coefficients)
        protst ~ normal(0, 1)
        ^^^^^^
      """
    ),
    prior(
      "negative scale",
      "protest ~ normal(0, -1)",
      """
      prior: 'sd' in normal(mean, sd) must be above 0, not -1
        protest ~ normal(0, -1)
                            ^^
      """
    ),
    prior(
      "scale of zero",
      "protest ~ cauchy(0, 0)",
      """
      prior: 'scale' in cauchy(location, scale) must be above 0, not 0
        protest ~ cauchy(0, 0)
                            ^
      """
    ),
    prior(
      "no degrees of freedom",
      "protest ~ student_t(0, 0, 1)",
      """
      prior: 'df' in student_t(df, location, scale) must be above 0, not 0
        protest ~ student_t(0, 0, 1)
                            ^
      """
    ),
    prior(
      "infinite scale",
      "protest ~ normal(0, inf)",
      """
      prior: 'sd' in normal(mean, sd) must be a finite number, not inf
        protest ~ normal(0, inf)
                            ^^^
      """
    ),
    prior(
      "mean that is no number",
      "protest ~ normal(nan, 1)",
      """
      prior: 'mean' in normal(mean, sd) must be a finite number, not nan
        protest ~ normal(nan, 1)
                         ^^^
      """
    ),
    prior(
      "too few arguments",
      "protest ~ normal(0)",
      """
      prior: normal(mean, sd) takes 2 numbers, not 1
        protest ~ normal(0)
                  ^^^^^^^^^
      """
    ),
    prior(
      "unknown family",
      "protest ~ norml(0, 1)",
      """
      prior: there is no family 'norml' (did you mean 'normal'?); accepted: normal, student_t, \
      cauchy, laplace, logistic, log_F, flat or jeffreys
        protest ~ norml(0, 1)
                  ^^^^^
      """
    ),
    prior(
      "unclosed bracket",
      "protest ~ normal(0, 1",
      """
      prior: expected a closing bracket; a prior is written family(numbers), as in normal(0, 2.5)
        protest ~ normal(0, 1
                        ^^^^^
      """
    ),
    prior(
      "no family",
      "protest ~",
      """
      prior: expected a family; a prior is written family(numbers), as in normal(0, 2.5)
        protest ~
                 ^
      """
    ),
    prior(
      "two priors for one coefficient",
      "protest ~ normal(0, 2)",
      after: ["protest ~ normal(0, 1)"],
      """
      prior: 'protest' is given two priors; one is needed
        protest ~ normal(0, 2)
        ^^^^^^^
      """
    ),
    prior("unknown set", "nosuch", "prior: there is no prior set 'nosuch'; \(sets)"),
    prior(
      "misspelt set",
      "scepticl",
      "prior: there is no prior set 'scepticl' (did you mean 'sceptical'?); \(sets)"
    ),
    prior("no such file", "./p.yaml", status: 66, "./p.yaml: there is no such file"),
    prior(
      "flat prior under separation",
      "security_uncertainty ~ flat()",
      status: 65,
      """
      prior: a flat prior on 'security_uncertainty' is refused: the conditions predict the \
      outcome perfectly, so the data put no bound on this coefficient and the posterior would be improper; \
      \(families)
      """
    ),
    BadInput(
      "flat priors on two aliased columns",
      [
        "fit", "--data", "d.csv", "--formula", "y ~ a + b", "--prior", "a ~ flat", "--prior",
        "b ~ flat", "--output", "out",
      ],
      ["d.csv": "case,a,b,y\nA,yes,yes,yes\nB,no,no,no\nC,yes,yes,no\nD,no,no,yes\n"],
      65,
      """
      csto-bayes: prior: a flat prior on 'a' is refused: its column is constant or a combination of \
      others, so the data say nothing of it and the posterior would be improper; \(families)
      """
    ),
  ]

  @Test(arguments: priors) func priorIsRefused(_ input: BadInput) throws { try input.check() }

  private static func priorFile(
    _ name: String,
    _ text: String,
    status: Int32 = 65,
    _ message: String
  ) -> BadInput {
    BadInput(
      name,
      ["fit", "--prior", "p.yaml", "--output", "out"],
      ["p.yaml": text],
      status,
      "csto-bayes: p.yaml" + message
    )
  }

  static let priorFiles = [
    priorFile(
      "malformed YAML",
      "title: [a\nx: }\n",
      ":2: this is not YAML: did not find expected ',' or ']'"
    ),
    priorFile(
      "tab in YAML",
      "title:\n\tx: 1\n",
      ":2: this is not YAML: found character that cannot start any token"
    ),
    priorFile("empty file", "", ": the key 'intercept' is missing"),
    priorFile("list", "- a\n- b\n", ":1: not what is needed here; accepted: keys with values"),
    priorFile(
      "unknown key",
      Sheet.priorFile + "titel: x\n",
      ":11: the key 'titel' means nothing here; accepted: title, "
        + "description, source, intercept, coefficients or named"
    ),
    priorFile(
      "key that is there twice",
      Sheet.priorFile + "title: x\n",
      ":1: the key 'title' is there twice"
    ),
    priorFile(
      "no intercept",
      Sheet.priorFile("intercept:\n  prior: normal(0, 5)\n  reason: Wide.\n", ""),
      ":1: the key 'intercept' is missing"
    ),
    priorFile(
      "no prior",
      Sheet.priorFile("  prior: normal(0, 5)\n", ""),
      ":5: the key 'prior' is missing"
    ),
    priorFile(
      "scaling that is not accepted",
      Sheet.priorFile("range", "sd"),
      ":9: 'scaling': found 'sd'; accepted: none or range"
    ),
    priorFile(
      "negative scale",
      Sheet.priorFile("2.5", "-2.5"),
      """
      :8: 'sd' in normal(mean, sd) must be above 0, not -2.5
        normal(0, -2.5)
                  ^^^^
      """
    ),
    priorFile(
      "prior without brackets",
      Sheet.priorFile("normal(0, 2.5)", "normal 0 2.5"),
      """
      :8: expected nothing more; a prior is written family(numbers), as in normal(0, 2.5)
        normal 0 2.5
               ^^^^^
      """
    ),
    priorFile(
      "prior on a column that is not there",
      Sheet.priorFile + "named:\n  nosuch:\n    prior: normal(0, 1)\n    reason: r\n",
      status: 64,
      ":13: there is no coefficient 'nosuch'; \(coefficients)"
    ),
    BadInput(
      "bytes that are not UTF-8",
      ["fit", "--prior", "p.yaml", "--output", "out"],
      bytes: ["p.yaml": Data("title: ".utf8) + [0xFF, 0x0A]],
      65,
      "csto-bayes: p.yaml:1: there are bytes that are not UTF-8; save the file as UTF-8"
    ),
    BadInput(
      "folder in place of a prior file",
      ["fit", "--prior", "p.yaml", "--output", "out"],
      ["p.yaml/x": ""],
      66,
      "csto-bayes: p.yaml: this cannot be read as a file"
    ),
    BadInput(
      "malformed YAML, shown",
      ["priors", "p.yaml"],
      ["p.yaml": "a: [\n"],
      65,
      "csto-bayes: p.yaml:2: this is not YAML: did not find expected node content"
    ),
  ]

  @Test(arguments: priorFiles) func priorFileIsRefused(_ input: BadInput) throws {
    try input.check()
  }
}
