import Foundation
import Testing

/// `collapse`, and the fit of what it counts.
@Suite(.waitsForPrograms) struct CollapseTests {
  /// 2400 cases in an order without order: codes, a gap, numbers that no binary fraction is, words.
  private static let sheet: String = {
    var state: UInt64 = 20_220_105
    func next(_ limit: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % limit)
    }
    var text = "outcome,a,dose,region,note\n"
    for row in 0..<2400 {
      let (a, dose, region) = (next(2), next(4), ["north", "south, \"old\"", "west"][next(3)])
      let isYes = next(10) < 2 + 3 * a + dose
      let cell = region.contains(",") ? "\"south, \"\"old\"\"\"" : region
      let code = next(200) == 0 ? "NA" : a == 1 ? "yes" : "no"
      text += "\(isYes ? 1 : 0),\(code),\(["0.1", "0.2", "1.7", "3"][dose]),\(cell),\(row)\n"
    }
    return text
  }()

  /// What `fit` refuses would be told no more in the counts: 1.200 comes out as 1.2.
  @Test func numbersThatAreInDoubtAreRefused() throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": "y;x\n1;1.200\n0;2.500\n1;1.200\n0;2.500\n1;900\n"])
    let arguments = ["--data", "d.csv", "--formula", "y ~ x"]
    let refused = try folder.run(["collapse"] + arguments)
    #expect(refused.status == 65 && refused.output.isEmpty)
    #expect(refused.errors == (try folder.run(["fit"] + arguments).errors))
    let declared = try folder.run(["collapse"] + arguments + ["--decimal", "point"])
    #expect(declared.status == 0)
  }

  private static let formula = "outcome ~ a * log(dose) + region"

  /// The same posterior to the last byte, from rows in another order and with other spellings too.
  @Test func fitOfCountsIsTheFitOfTheCases() throws {
    let folder = try WorkFolder()
    let lines = Self.sheet.split(separator: "\n").map(String.init)
    try folder.write(["cases.csv": Self.sheet])
    let reversed = [lines[0]] + Array(lines.dropFirst().reversed())
    try folder.write(["reversed.csv": reversed.joined(separator: "\n")])
    let counts = try folder.run(["collapse", "--data", "cases.csv", "--formula", Self.formula])
    #expect(counts.status == 0)
    #expect(counts.errors.isEmpty)
    // 2 outcomes, 3 kinds of a, 4 doses, 3 regions; the last are gaps.
    let rows = counts.output.split(separator: "\n")
    #expect(rows.first == "outcome,a,dose,region,count")
    #expect((50...73).contains(rows.count))
    #expect(rows[1...].compactMap { Int($0.split(separator: ",").last ?? "") }.reduce(0, +) == 2400)
    try folder.write(["counts.csv": counts.output])
    let fit = ["fit", "--formula", Self.formula, "--drop-missing", "--draws", "200"]
    for sampler in ["auto", "nuts"] {
      let more = ["--sampler", sampler, "--output"]
      let raw = try folder.run(fit + ["--data", "cases.csv"] + more + ["raw-\(sampler)"])
      #expect(raw.status < 2, "\(raw.errors)")
      let other = try folder.run(fit + ["--data", "reversed.csv"] + more + ["back-\(sampler)"])
      let counted = try folder.run(
        fit + ["--data", "counts.csv", "--count-column", "count"] + more + ["counted-\(sampler)"]
      )
      #expect(other.status == raw.status)
      #expect(counted.status == raw.status)
      for file in ["summary.csv", "draws.csv", "probabilities.csv"] {
        let expected = try folder.data("raw-\(sampler)/\(file)")
        #expect(try folder.data("back-\(sampler)/\(file)") == expected, "\(sampler) \(file)")
        #expect(try folder.data("counted-\(sampler)/\(file)") == expected, "\(sampler) \(file)")
      }
      let cases = try folder.json("counted-\(sampler)/run.json")["data"] as? [String: Any]
      let expected = try folder.json("raw-\(sampler)/run.json")["data"] as? [String: Any]
      #expect(cases?["cases"] as? Int == expected?["cases"] as? Int)
      #expect(cases?["count_column"] as? String == "count")
    }
    // A run of counts answers questions like any other.
    let predict = ["predict", "--format", "csv"]
    let answer = try folder.run(predict + ["counted-nuts"])
    #expect(answer.status == 0)
    #expect(answer.output == (try folder.run(predict + ["raw-nuts"])).output)
  }

  /// Of few cases each is a row of its own, so only the posterior is the same: means and deviations are
  /// weighted by the counts, in `scale()` and in the scales of the priors, and the integral says so.
  @Test func fewCasesHaveTheSamePosterior() throws {
    let folder = try WorkFolder()
    let rows = [
      "yes,1.5", "no,0.25", "yes,4", "no,1.5", "no,0.25", "yes,1.5", "no,0.25", "yes,0.25",
    ]
    try folder.write(["cases.csv": "y,x\n" + rows.joined(separator: "\n")])
    for formula in ["y ~ x", "y ~ scale(x)"] {
      let counts = try folder.run(["collapse", "--data", "cases.csv", "--formula", formula])
      #expect(counts.output == "y,x,count\nno,0.25,3\nyes,0.25,1\nno,1.5,1\nyes,1.5,2\nyes,4,1\n")
      try folder.write(["counts.csv": counts.output])
      let fit = ["fit", "--sampler", "exact", "--format", "json", "--formula", formula, "--data"]
      let raw = try folder.run(fit + ["cases.csv"]).json().objects("parameters")
      let counted = try folder.run(fit + ["counts.csv", "--count-column", "count"]).json()
        .objects("parameters")
      #expect(raw.count == 2)
      for (left, right) in zip(raw, counted) {
        for key in ["mean", "sd", "q5", "q95"] {
          let one = try #require(left[key] as? Double)
          let other = try #require(right[key] as? Double)
          // The integral's own errors are some 2e-5; unweighted scales differ in the first digits.
          #expect(abs(one - other) < 5e-5, "\(formula) \(key)")
        }
      }
    }
  }

  /// A gap is refused in counts as it is in cases, and a dot stands for neither counts nor outcome.
  @Test func countsAreReadLikeCases() throws {
    let folder = try WorkFolder()
    try folder.write(["gap.csv": "y,x,count\n1,0,3\n0,1,4\n1,,2\n"])
    let fit = ["fit", "--data", "gap.csv", "--count-column", "count", "--formula"]
    let refused = try folder.run(fit + ["y ~ x"])
    #expect(refused.status == 65)
    #expect(refused.errors.hasPrefix("csto-bayes: gap.csv:4: "), "\(refused.errors)")
    let dropped = try folder.run(
      fit + ["y ~ .", "--drop-missing", "--draws", "100", "--output", "out"]
    )
    #expect(dropped.status < 2, "\(dropped.errors)")
    let data = try folder.json("out/run.json")["data"] as? [String: Any]
    #expect(data?["cases"] as? Int == 7)
    #expect(try folder.json("out/run.json")["coefficients"] as? [String] == ["Intercept", "x"])
  }

  @Test func studyIsCounted() throws {
    let run = try WorkFolder().run(["collapse", "--formula", "intervention ~ protest"])
    #expect(run.status == 0)
    #expect(run.output == "intervention,protest,count\nno,no,4\nno,yes,3\nyes,yes,1\n")
  }

  /// The statement says how to fit as the study would be fitted.
  @Test func statementOfAStudy() throws {
    let run = try WorkFolder().run([
      "collapse", "csto", "--sql", "postgresql", "--table", "archive.cases",
    ])
    #expect(run.status == 0)
    #expect(run.output.contains("FROM \"archive\".\"cases\" AS cases\n"))
    #expect(
      run.output.contains("  CAST(cases.\"ethnic_clashes\" AS text) AS \"ethnic_clashes\",\n")
    )
    #expect(
      run.output.contains(
        "--   csto-bayes fit --data counts.csv --count-column count --formula 'intervention ~ "
      )
    )
  }

  /// Of a file the header is enough: the rows below this one are no table.
  @Test func headerIsEnough() throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": "case;y;a;b\n1\n"])
    let run = try folder.run([
      "collapse", "--data", "d.csv", "--formula", "y ~ .", "--sql", "spark", "--table", "t",
    ])
    #expect(run.status == 0)
    #expect(run.output.contains("GROUP BY cases.`y`, cases.`a`, cases.`b`\n"))
  }

  private static func refusal(
    _ name: String,
    _ arguments: [String],
    with files: [String: String] = [:],
    status: Int32 = 64,
    _ message: String
  ) -> BadInput {
    BadInput(name, ["collapse"] + arguments, files, status, message)
  }

  private static func counts(_ text: String, _ message: String) -> BadInput {
    BadInput(
      text,
      ["fit", "--data", "d.csv", "--count-column", "n", "--formula", "y ~ x", "--output", "out"],
      ["d.csv": text],
      65,
      "csto-bayes: d.csv:" + message
    )
  }

  static let bad = [
    refusal(
      "no table",
      ["--sql", "duckdb"],
      "Error: --sql needs the name of the table: --table NAME."
    ),
    refusal("table alone", ["--table", "t"], "Error: --table goes with --sql."),
    refusal(
      "engine",
      ["--sql", "oracle", "--table", "t"],
      "Error: there is no engine 'oracle'; accepted: duckdb, postgresql, sqlite or spark."
    ),
    refusal(
      "table without a name",
      ["--sql", "duckdb", "--table", "a..b"],
      "csto-bayes: 'a..b' is not the name of a table; accepted: names with dots between them, such as "
        + "schema.cases; a name that has dots or quotes itself goes between double quotes, those inside "
        + "it doubled (--table)"
    ),
    refusal(
      "names that differ in case",
      ["--sql", "sqlite", "--table", "t", "--formula", "y ~ x + X"],
      "csto-bayes: sqlite takes the columns 'x' and 'X' for the same; rename one"
    ),
    refusal(
      "long name",
      [
        "--sql", "postgresql", "--table", "t", "--formula",
        "y ~ \(String(repeating: "x", count: 64))",
      ],
      "csto-bayes: the name '\(String(repeating: "x", count: 64))' has 64 bytes, and names of postgresql "
        + "have at most 63; use a shorter one"
    ),
    refusal(
      "study and data",
      ["csto", "--data", "d.csv"],
      "Error: Give a study (csto) or --data, not both."
    ),
    refusal("delimiter", ["--delimiter", "tab"], "Error: --delimiter goes with --data."),
    refusal(
      "coding of a file",
      ["--data", "d.csv", "--coding", "text"],
      "Error: --coding chooses among the codings of a study; --data has none."
    ),
    refusal(
      "no formula",
      ["--data", "d.csv", "--sql", "duckdb", "--table", "t"],
      with: ["d.csv": "y,x\n1,0\n"],
      "csto-bayes: a file of cases needs a formula, such as 'outcome ~ condition'; columns: y, x "
        + "(--formula)"
    ),
    refusal(
      "no such file",
      ["--data", "d.csv", "--formula", "y ~ x"],
      status: 66,
      "csto-bayes: d.csv: there is no such file"
    ),
    counts("y,x\n1,0\n", " there is no column 'n'; accepted: y or x"),
    counts(
      "y,x,n\n1,0,2\n0,1,2.5\n",
      "3: 'n': found '2.5'; accepted: a whole number of cases from 1"
    ),
    counts("y,x,n\n1,0,0\n", "2: 'n': found '0'; accepted: a whole number of cases from 1"),
    counts(
      "y,x,n\n1,0,\n",
      "2: 'n': found ''; accepted: a whole number of cases from 1"
    ),
    BadInput(
      "names of counted rows",
      ["fit", "--data", "d.csv", "--case-column", "case", "--count-column", "n"],
      [:],
      64,
      "Error: --case-column names single cases; rows that --count-column counts have no names."
    ),
    BadInput(
      "single cases of counted rows",
      ["fit", "--data", "d.csv", "--count-column", "n", "--pointwise", "--formula", "y ~ x"],
      [:],
      64,
      "Error: --pointwise writes about single cases; rows that --count-column counts have none."
    ),
    BadInput(
      "counts of a study",
      ["fit", "--count-column", "n"],
      [:],
      64,
      "Error: --case-column, --count-column and --delimiter go with --data."
    ),
  ]

  @Test(arguments: bad) func isRefused(_ input: BadInput) throws { try input.check() }

  /// Columns that are not there are named with what the formula says of them.
  @Test func unknownColumnIsRefused() throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": "y,protest\n1,0\n"])
    for more in [[], ["--sql", "duckdb", "--table", "t"]] {
      let run = try folder.run(["collapse", "--data", "d.csv", "--formula", "y ~ protst"] + more)
      #expect(run.status == 64)
      #expect(run.output.isEmpty)
      #expect(run.errors.contains("protst"))
      #expect(run.errors.contains("did you mean 'protest'?"))
    }
    let dot = try folder.run(["collapse", "--formula", "y ~ .", "--sql", "duckdb", "--table", "t"])
    #expect(dot.status == 64)
    #expect(dot.output.isEmpty)
  }
}
