import Foundation
import Testing

/// Formulas that are refused.
@Suite(.waitsForPrograms) struct BadFormulaTests {
  private static func formula(
    _ name: String,
    _ formula: String,
    more: [String] = [],
    _ message: String
  ) -> BadInput {
    BadInput(
      name,
      ["fit", "--data", "d.csv", "--formula", formula, "--output", "out"] + more,
      ["d.csv": Sheet.crises],
      64,
      "csto-bayes: " + message
    )
  }

  static let formulas = [
    formula(
      "unknown column",
      "intervention ~ zzz",
      """
      d.csv: there is no column 'zzz'; columns: case, protest, split, year, size, intervention
        intervention ~ zzz
                       ^^^
      """
    ),
    formula(
      "misspelt column",
      "intervention ~ protst",
      """
      d.csv: there is no column 'protst' (did you mean 'protest'?); columns: case, protest, split, \
      year, size, intervention
        intervention ~ protst
                       ^^^^^^
      """
    ),
    formula(
      "misspelt outcome",
      "interventoin ~ protest",
      """
      d.csv: there is no column 'interventoin' (did you mean 'intervention'?); columns: case, \
      protest, split, year, size, intervention
        interventoin ~ protest
        ^^^^^^^^^^^^
      """
    ),
    formula(
      "Cyrillic column",
      "intervention ~ протест",
      """
      d.csv: there is no column 'протест'; columns: case, protest, split, year, size, intervention
        intervention ~ протест
                       ^^^^^^^
      """
    ),
    formula(
      "empty formula",
      "",
      "formula: there is none; write 'outcome ~ condition + condition'"
    ),
    formula(
      "formula that ends early",
      "intervention ~ protest +",
      """
      formula: it ends here; expected: a column, a function, (, 0 or 1
        intervention ~ protest +
                                ^
      """
    ),
    formula(
      "formula without tilde",
      "intervention protest",
      """
      formula: 'protest' cannot stand here; expected: ~
        intervention protest
                     ^^^^^^^
      """
    ),
    formula(
      "formula without outcome",
      "~ protest",
      """
      formula: '~' cannot stand here; expected: the outcome
        ~ protest
        ^
      """
    ),
    formula(
      "unclosed bracket",
      "intervention ~ (protest",
      """
      formula: it ends here; expected: ), +, -, *, : or ^
        intervention ~ (protest
                               ^
      """
    ),
    formula(
      "unknown character",
      "intervention ~ protest $ split",
      """
      formula: '$' means nothing here; column names with such characters stand in backticks, as in \
      `a b`
        intervention ~ protest $ split
                               ^
      """
    ),
    formula(
      "unclosed backtick",
      "intervention ~ `protest",
      """
      formula: a backtick is opened and never closed
        intervention ~ `protest
                       ^^^^^^^^
      """
    ),
    formula(
      "a dot that is no term",
      "intervention ~ log(.)",
      """
      formula: '.' is not supported; name the columns, as in 'outcome ~ a + b'
        intervention ~ log(.)
                           ^
      """
    ),
    formula(
      "nesting",
      "intervention ~ protest / split",
      """
      formula: '/' is not supported; write 'a + a:b' for 'a / b'
        intervention ~ protest / split
                               ^
      """
    ),
    formula(
      "groups",
      "intervention ~ (1 | case)",
      """
      formula: '|' is not supported; groups with coefficients of their own, as in '(1 | group)', \
      cannot be fitted
        intervention ~ (1 | case)
                          ^
      """
    ),
    formula(
      "unknown function",
      "intervention ~ sqrt(year)",
      """
      formula: there is no function 'sqrt'; accepted: factor, I, log, offset or scale
        intervention ~ sqrt(year)
                       ^^^^
      """
    ),
    formula(
      "a comparison beside other terms",
      "intervention ~ year > 2010 + protest",
      """
      formula: a comparison beside other terms stands in I( ), as in 'y ~ I(x > 0) + z'; without it R \
      would compare the whole sum
        intervention ~ year > 2010 + protest
                       ^^^^^^^^^^^^^^^^^^^^^
      """
    ),
    formula(
      "successes and failures as in R",
      "cbind(size, year) ~ protest",
      """
      formula: counts are written 'size | trials(n) ~ condition', n being a column with the number of \
      trials: successes and failures together
        cbind(size, year) ~ protest
        ^^^^^^^^^^^^^^^^^
      """
    ),
    formula(
      "successes and the rest as in R",
      "cbind(size, year - size) ~ protest",
      """
      formula: counts are written 'size | trials(year) ~ condition'
        cbind(size, year - size) ~ protest
        ^^^^^^^^^^^^^^^^^^^^^^^^
      """
    ),
    formula(
      "a level that is not there",
      "intervention ~ I(case == \"Z\")",
      """
      d.csv: column 'case' has no level 'Z'; accepted: A, B, C, D or E
      """
    ),
    formula(
      "counts without trials",
      "year | size ~ protest",
      """
      formula: counts are written 'successes | trials(n) ~ condition'
        year | size ~ protest
               ^^^^
      """
    ),
    formula(
      "offset in an interaction",
      "intervention ~ protest:offset(year)",
      """
      formula: an offset stands by itself, as in '+ offset(x)'
        intervention ~ protest:offset(year)
                               ^^^^^^^^^^^^
      """
    ),
    formula(
      "unknown level as reference",
      "intervention ~ case",
      more: ["--reference", "case=Z"],
      "d.csv: column 'case' has no level 'Z'; accepted: A, B, C, D or E"
    ),
    formula(
      "too deep",
      "intervention ~ " + String(repeating: "(", count: 200) + "protest",
      "formula: it is nested too deeply, or has too many operations\n  …"
        + String(repeating: "(", count: 100) + "…\n   " + String(repeating: " ", count: 60) + "^"
    ),
    formula(
      "wide characters before the mark",
      "intervention ~ 抗议",
      """
      d.csv: there is no column '抗议'; columns: case, protest, split, year, size, intervention
        intervention ~ 抗议
                       ^^^^
      """
    ),
    formula(
      "line break in the formula",
      "intervention ~\n  protst",
      """
      d.csv: there is no column 'protst' (did you mean 'protest'?); columns: case, protest, split, \
      year, size, intervention
        intervention ~   protst
                         ^^^^^^
      """
    ),
    formula(
      "reference level of a column of codes",
      "intervention ~ protest",
      more: ["--reference", "protest=no"],
      "a reference level is given for 'protest', which is no factor of the formula; it has none "
        + "(--reference)"
    ),
    formula(
      "reference level of another column",
      "intervention ~ case",
      more: ["--reference", "cse=A"],
      "a reference level is given for 'cse', which is no factor of the formula; factors: case "
        + "(--reference)"
    ),
    BadInput(
      "no formula",
      ["fit", "--data", "d.csv", "--output", "out"],
      ["d.csv": Sheet.crises],
      64,
      "csto-bayes: a file of cases needs a formula, such as 'outcome ~ condition'; columns: case, "
        + "protest, split, year, size, intervention (--formula)"
    ),
  ]

  @Test(arguments: formulas) func formulaIsRefused(_ input: BadInput) throws { try input.check() }
}
