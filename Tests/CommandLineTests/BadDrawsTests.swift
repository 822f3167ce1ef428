import Foundation
import Testing

/// Files of draws that `diagnose` refuses.
@Suite(.waitsForPrograms) struct BadDrawsTests {
  private static func draws(
    _ name: String,
    _ files: [String: String],
    status: Int32 = 65,
    _ message: String
  ) -> BadInput {
    BadInput(
      name,
      ["diagnose"] + (files.isEmpty ? ["a.csv"] : files.keys.sorted()),
      files,
      status,
      "csto-bayes: " + message
    )
  }

  static let files = [
    draws("no such file", [:], status: 66, "a.csv: there is no such file"),
    draws(
      "empty file",
      ["a.csv": ""],
      "a.csv: the file is empty; a header with column names and at least one row are needed"
    ),
    draws(
      "header alone",
      ["a.csv": "lp__,a\n"],
      "a.csv: there is a header but no draw below it, or none after warmup"
    ),
    draws(
      "words",
      ["a.csv": "lp__,a\n1,x\n"],
      "a.csv:2: column 'a': found 'x'; accepted: a number, NaN, Inf, -Inf or NA"
    ),
    draws(
      "no parameter",
      ["a.csv": "lp__\n1\n"],
      "a.csv: no column holds a parameter; one is needed beside lp__ and the like, such as "
        + "Intercept"
    ),
    draws(
      "ragged row",
      ["a.csv": "lp__,a\n1,2,3\n"],
      "a.csv:2: this row has 3 fields, the header has 2; each row needs as many, empty ones where "
        + "values are missing; a cell with the delimiter in it, such as a decimal comma, stands between "
        + "quotes, and names of rows need a name in the header"
    ),
    draws(
      "other parameters",
      ["a.csv": "lp__,a\n1,2\n", "b.csv": "lp__,b\n1,2\n"],
      "b.csv: the parameter 'b' is not in the first file; accepted: a"
    ),
    draws(
      "chains of different lengths",
      ["a.csv": "lp__,a\n1,2\n", "b.csv": "lp__,a\n1,2\n2,3\n"],
      "a.csv: the chains have different numbers of draws: 1, 2; give whole chains of one run"
    ),
    draws(
      "chain without number",
      ["a.csv": ".chain,.iteration,.draw,a\nx,1,1,2\n"],
      "a.csv:2: column '.chain': found 'x'; accepted: a whole number"
    ),
    draws(
      "draw that is there twice",
      ["a.csv": ".chain,.iteration,.draw,a\n1,1,1,2\n1,1,2,2\n"],
      "a.csv:3: column '.iteration': draw '1' comes twice in its chain"
    ),
    draws(
      "output of an optimiser",
      ["a.csv": "# method = optimize\nlp__,a\n1,2\n"],
      "a.csv: written by method 'optimize', which draws no chain; accepted: sample"
    ),
    BadInput(
      "folder",
      ["diagnose", "results"],
      ["results/draws.csv": "lp__,a\n1,2\n"],
      66,
      "csto-bayes: results: this is a folder; a file is needed"
    ),
  ]

  @Test(arguments: files) func fileIsRefused(_ input: BadInput) throws { try input.check() }
}
