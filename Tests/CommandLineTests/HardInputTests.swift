import Foundation
import Testing

/// Hard but right input: it is fitted, and warnings say what only the prior decides.
@Suite(.waitsForPrograms) struct HardInputTests {
  /// A sheet, what is asked of it, and what the run should say.
  struct HardInput: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sheet: Data
    let formula: String
    /// The coefficients, in order.
    let coefficients: [String]
    /// The number of cases fitted.
    let cases: Int
    /// The codes of the warnings, in any order, each with what its message must contain.
    var warnings: [(code: String, part: String)] = []
    var more: [String] = []

    init(
      _ name: String,
      _ sheet: Data,
      _ formula: String,
      _ coefficients: [String],
      cases: Int,
      _ warnings: [(code: String, part: String)] = [],
      more: [String] = []
    ) {
      testDescription = name
      self.sheet = sheet
      self.formula = formula
      self.coefficients = coefficients
      self.cases = cases
      self.warnings = warnings
      self.more = more
    }

    init(
      _ name: String,
      _ sheet: String,
      _ formula: String,
      _ coefficients: [String],
      cases: Int,
      _ warnings: [(code: String, part: String)] = [],
      more: [String] = []
    ) {
      self.init(
        name,
        Data(sheet.utf8),
        formula,
        coefficients,
        cases: cases,
        warnings,
        more: more
      )
    }
  }

  private static let overlap = "case,a,y\nA,yes,yes\nB,no,no\nC,yes,no\nD,no,yes\n"

  static let inputs: [HardInput] = [
    HardInput(
      "outcome always absent",
      "case,a,b,y\nA,yes,no,no\nB,no,yes,no\nC,yes,yes,no\n",
      "y ~ a + b",
      ["Intercept", "a", "b"],
      cases: 3,
      [
        ("one-class", "`y` is absent in every case")
      ]
    ),
    HardInput(
      "outcome always present",
      "case,a,b,y\nA,yes,no,yes\nB,no,yes,yes\nC,yes,yes,yes\n",
      "y ~ a + b",
      ["Intercept", "a", "b"],
      cases: 3,
      [
        ("one-class", "`y` is present in every case")
      ]
    ),
    HardInput(
      "more columns than rows",
      "case,a,b,c,y\nA,yes,no,yes,yes\nB,no,yes,yes,no\n",
      "y ~ a + b + c",
      ["Intercept", "a", "b", "c"],
      cases: 2,
      [
        ("more-columns-than-rows", "4 coefficients and 2 configurations"),
        ("aliased-column", "`b` equals Intercept - a"),
        ("aliased-column", "`c` is 1 in every case and equals Intercept"),
        ("complete-separation", "`a`"),
        ("posterior-is-prior", "the posterior of `c` is the prior"),
      ]
    ),
    HardInput(
      "aliased columns",
      "case,a,b,c,y\nA,yes,yes,no,yes\nB,no,no,no,no\nC,yes,yes,yes,no\nD,no,no,yes,yes\n",
      "y ~ a + b + c",
      ["Intercept", "a", "b", "c"],
      cases: 4,
      [("aliased-column", "`b` equals a: the data cannot tell its coefficient from the others'")]
    ),
    HardInput(
      "constant column",
      "case,a,b,y\nA,yes,yes,yes\nB,no,yes,no\nC,yes,yes,no\nD,no,yes,yes\n",
      "y ~ a + b",
      ["Intercept", "a", "b"],
      cases: 4,
      [
        ("more-columns-than-rows", "3 coefficients and 2 configurations"),
        ("aliased-column", "`b` is 1 in every case"),
        ("posterior-is-prior", "the posterior of `b` is the prior"),
      ]
    ),
    HardInput(
      "column of zeros",
      "case,a,b,y\nA,yes,no,yes\nB,no,no,no\nC,yes,no,no\nD,no,no,yes\n",
      "y ~ a + b",
      ["Intercept", "a", "b"],
      cases: 4,
      [
        ("more-columns-than-rows", "3 coefficients and 2 configurations"),
        ("aliased-column", "`b` is 0 in every case"),
        ("posterior-is-prior", "the posterior of `b` is the prior"),
      ]
    ),
    HardInput(
      "one case",
      "case,a,y\nA,no,yes\n",
      "y ~ a",
      ["Intercept", "a"],
      cases: 1,
      [
        ("one-case", "there is one case only (A)"),
        ("one-class", "`y` is present in every case"),
        ("more-columns-than-rows", "2 coefficients and 1 configuration"),
        ("aliased-column", "`a` is 0 in every case"),
        ("posterior-is-prior", "the posterior of `a` is the prior"),
      ]
    ),
    HardInput(
      "one case, intercept alone",
      "case,y\nA,yes\n",
      "y ~ 1",
      ["Intercept"],
      cases: 1,
      [
        ("one-case", "there is one case only (A)"),
        ("one-class", "`y` is present in every case"),
      ]
    ),
    HardInput(
      "quasi-complete separation",
      "case,a,y\nA,yes,yes\nB,no,no\nC,yes,no\n",
      "y ~ a",
      ["Intercept", "a"],
      cases: 3,
      [("quasi-complete-separation", "")]
    ),
    HardInput(
      "saturated interaction",
      "case,a,b,y\nA,yes,yes,yes\nB,no,no,no\nC,yes,no,no\nD,no,yes,yes\n",
      "y ~ a * b",
      ["Intercept", "a", "b", "a:b"],
      cases: 4,
      [("complete-separation", "`b`")]
    ),
    HardInput(
      "names with commas, quotes and line breaks",
      """
      case,"hot, ""very"" hot",y
      "Smith, ""the"" case",yes,yes
      "two
      lines",no,no
      "crlf\r\nin a name",yes,no
      D,no,yes

      """,
      "y ~ `hot, \"very\" hot`",
      ["Intercept", "hot, \"very\" hot"],
      cases: 4
    ),
    HardInput(
      "names in Cyrillic, Armenian and Chinese",
      "case,протест,բողոք,抗议,y\nКиргизия,yes,no,no,yes\nՀայաստան,no,yes,no,no\n中国,yes,yes,yes,no\n"
        + "Köln,no,no,yes,yes\nआ,yes,no,yes,no\n",
      "y ~ протест + բողոք + 抗议",
      ["Intercept", "протест", "բողոք", "抗议"],
      cases: 5,
      [("complete-separation", "")]
    ),
    HardInput(
      "carriage returns",
      overlap.replacing("\n", with: "\r\n"),
      "y ~ a",
      ["Intercept", "a"],
      cases: 4
    ),
    HardInput(
      "semicolons, carriage returns and a byte order mark",
      Data([0xEF, 0xBB, 0xBF])
        + Data(overlap.replacing("\n", with: "\r\n").replacing(",", with: ";").utf8),
      "y ~ a",
      ["Intercept", "a"],
      cases: 4
    ),
    HardInput(
      "tabs",
      overlap.replacing(",", with: "\t"),
      "y ~ a",
      ["Intercept", "a"],
      cases: 4
    ),
    HardInput(
      "no line break at the end",
      String(overlap.dropLast()),
      "y ~ a",
      ["Intercept", "a"],
      cases: 4
    ),
    HardInput(
      "codes in any case",
      "case,a,y\nA,TRUE,Present\nB,No,ABSENT\nC,1,0\nD,false,yEs\n",
      "y ~ a",
      ["Intercept", "a"],
      cases: 4
    ),
    HardInput(
      "a delimiter that is stated",
      "case;a,b;y\nA;yes;yes\nB;no;no\nC;yes;no\nD;no;yes\n",
      "y ~ `a,b`",
      ["Intercept", "a,b"],
      cases: 4,
      more: ["--delimiter", "semicolon"]
    ),
    HardInput(
      "dropped cases",
      "case,a,unused,y\nA,yes,,yes\nB,,,no\nC,yes,,NA\nD,no,,yes\nE,no,.,no\nF,yes,,no\n",
      "y ~ a",
      ["Intercept", "a"],
      cases: 4,
      [("dropped-cases", "2 cases with a missing value left out: B, C")],
      more: ["--drop-missing"]
    ),
    HardInput(
      "counts with trials in a column",
      "case,k,n,x\nA,3,5,yes\nB,1,4,no\nC,0,0,no\n",
      "k | trials(n) ~ x",
      ["Intercept", "x"],
      cases: 3
    ),
    HardInput(
      "counts with equal trials",
      "case,k,x\nA,3,yes\nB,1,no\n",
      "k | trials(5) ~ x",
      ["Intercept", "x"],
      cases: 2
    ),
    HardInput(
      "factor with a reference level",
      "case,r,y\nA,north,yes\nB,south,no\nC,east,no\nD,north,no\nE,south,yes\nF,east,yes\n",
      "y ~ r",
      ["Intercept", "reast", "rnorth"],
      cases: 6,
      more: ["--reference", "r=south"]
    ),
    HardInput(
      "offset, scale() and log()",
      "case,s,t,y\nA,3.5,2000,yes\nB,1,2001,no\nC,7,2002,no\nD,2,2003,yes\nE,4,2004,no\n",
      "y ~ scale(t) + log(s) + offset(s)",
      ["Intercept", "scale(t)", "log(s)"],
      cases: 5
    ),
    HardInput(
      "no intercept",
      overlap,
      "y ~ 0 + a",
      ["a"],
      cases: 4
    ),
    HardInput(
      "flat priors where the data bound all coefficients",
      overlap,
      "y ~ a",
      ["Intercept", "a"],
      cases: 4,
      more: ["--prior", "coefficients ~ flat", "--prior", "Intercept ~ flat()"]
    ),
    HardInput(
      "cases without names",
      "a,y\nyes,yes\nno,no\nyes,no\nno,yes\n",
      "y ~ a",
      ["Intercept", "a"],
      cases: 4
    ),
  ]

  @Test(arguments: inputs) func isFitted(_ input: HardInput) throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": input.sheet])
    let run = try folder.run(
      ["fit", "--data", "d.csv", "--formula", input.formula, "--output", "out", "--verbose"]
        + input.more
    )
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)

    let summary = try folder.json("out/summary.json")
    let names = summary.objects("parameters").compactMap { $0["name"] as? String }
    #expect(names == input.coefficients)
    for file in ["summary.json", "diagnostics.json", "run.json"] {
      let written = try folder.json("out/" + file)
      let warnings = written.objects("warnings")
      let codes = written.warningCodes.sorted()
      #expect(codes == input.warnings.map(\.code).sorted(), "\(file)")
      for expected in input.warnings where !expected.part.isEmpty {
        let messages = warnings.filter { $0["code"] as? String == expected.code }
          .compactMap { $0["message"] as? String }
        #expect(messages.contains { $0.contains(expected.part) }, "\(file): \(messages)")
      }
    }
    // Every warning is printed too, broken into lines.
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for warning in summary.objects("warnings") {
      let message = try #require(warning["message"] as? String)
      #expect(
        words.contains(message.split(whereSeparator: \.isWhitespace).joined(separator: " "))
      )
    }

    let header = try #require(
      String(data: folder.data("out/draws.csv"), encoding: .utf8)?
        .split(separator: "\n", maxSplits: 1).first
    )
    let expected =
      [".chain", ".iteration", ".draw", "lp__"] + input.coefficients.map(Self.field) + ["lprior"]
      + (1...input.cases).map { "log_lik[\($0)]" }
    #expect(header == expected.joined(separator: ","))
  }

  /// A field of a CSV file.
  private static func field(_ text: String) -> String {
    text.contains { ",\"".contains($0) } ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }

  /// Under quasi-complete separation only some cases are told without error; they are named.
  @Test func separatedCasesAreNamed() throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": "case,a,y\nA,yes,yes\nB,no,no\nC,yes,no\n"])
    let run = try folder.run(["fit", "--data", "d.csv", "--formula", "y ~ a", "--format", "json"])
    #expect(run.status == 0)
    let warning = try #require(try run.json().objects("warnings").first)
    #expect(warning["code"] as? String == "quasi-complete-separation")
    #expect(warning["subjects"] as? [String] == ["B"])
    let limits = try run.json().objects("parameters").compactMap { $0["ml_limit"] as? String }
    #expect(limits == ["-Inf", "+Inf"])
  }

  /// A name is the same wherever it is written, and `diagnose` reads it back.
  @Test func strangeNamesComeBack() throws {
    let folder = try WorkFolder()
    try folder.write([
      "d.csv": "case,\"a, \"\"b\"\"\",y\n\"é, \"\"x\"\"\nz\",yes,yes\nB,no,no\nC,yes,no\nD,no,yes\n"
    ])
    let run = try folder.run([
      "fit", "--data", "d.csv", "--formula", "y ~ `a, \"b\"`", "--output", "out",
    ])
    #expect(run.status == 0)
    #expect(run.output.contains("é, \"x\"\\nz"))
    for files in [["draws.csv"], (1...4).map { "chains/chain-\($0).csv" }] {
      let check = try folder.run(["diagnose"] + files.map { "out/" + $0 } + ["--format", "json"])
      #expect(check.status == 0)
      let names = try check.json().objects("parameters").compactMap { $0["name"] as? String }
      #expect(names == ["Intercept", "a, \"b\""], "\(files)")
    }
    #expect(try folder.text("out/probabilities.csv").contains("\"é, \"\"x\"\"\nz\""))
  }

  /// Without a reference level it is the first in alphabetical order; the one used is on record.
  @Test func referenceLevelIsOnRecord() throws {
    let folder = try WorkFolder()
    try folder.write([
      "d.csv": "case,r,y\nA,north,yes\nB,south,no\nC,east,no\nD,north,no\nE,south,yes\nF,east,yes\n"
    ])
    for (more, level) in [([], "east"), (["--reference", "r=south"], "south")] {
      let run = try folder.run(
        ["fit", "--data", "d.csv", "--formula", "y ~ r", "--output", "out", "--force"] + more
      )
      #expect(run.status == 0)
      let levels = try folder.json("out/run.json")["reference_levels"] as? [String: String]
      #expect(levels == ["r": level])
    }
  }
}
