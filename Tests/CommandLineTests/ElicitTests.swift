import Foundation
import Testing

/// Priors made of statements, from the file of statements to a fit.
@Suite(.waitsForPrograms) struct ElicitTests {
  private static let example = "studies/csto/elicitation-example.yaml"

  @Test(arguments: ["normal", "student_t"]) func whatIsWrittenCanBeFitted(_ family: String) throws {
    let folder = try WorkFolder()
    let made = try folder.run(
      ["priors", "elicit", Self.example, "--family", family, "--output", "mine.yaml"]
    )
    #expect(made.status == 0 && made.errors.isEmpty)
    #expect(
      made.output.hasSuffix("Written to mine.yaml; csto-bayes fit --prior mine.yaml uses it\n")
    )
    #expect(try folder.entries() == ["mine.yaml"])
    #expect(try folder.run(["fit", "--prior", "mine.yaml", "--output", "out"]).status == 0)
    let json = try folder.run(
      ["priors", "elicit", Self.example, "--family", family, "--format", "json"]
    ).json()
    let elicited = json.objects("coefficients").map { "\($0["prior"] ?? "")" }
    let used = try folder.json("out/run.json").objects("priors").map { "\($0["prior"] ?? "")" }
    #expect(elicited.count == 5 && elicited == used)
    #expect(elicited.allSatisfy { $0.hasPrefix(family) })
  }

  @Test func anExistingFileIsReplacedOnRequestOnly() throws {
    let folder = try WorkFolder()
    try folder.write(["mine.yaml": "mine\n"])
    let refused = try folder.run(["priors", "elicit", Self.example, "--output", "mine.yaml"])
    #expect(refused.status == 73 && refused.output.isEmpty)
    #expect(
      refused.errors
        == "csto-bayes: mine.yaml: the file exists; name another, or replace it (--force)\n"
    )
    #expect(try folder.text("mine.yaml") == "mine\n")
    // What somebody else wrote stays even then.
    let force = ["priors", "elicit", Self.example, "--output", "mine.yaml", "--force"]
    #expect(try folder.run(force).status == 73)
    #expect(try folder.text("mine.yaml") == "mine\n")
    // A file that mentions the program may be anybody's.
    try folder.write(["mine.yaml": "# Made by csto-bayes 0.0.1 priors elicit\n"])
    #expect(try folder.run(force).status == 73)
    let other = ["priors", "elicit", Self.example, "--output", "ours.yaml"]
    #expect(try folder.run(other).status == 0)
    let written = try folder.text("ours.yaml")
    #expect(written.contains("intercept:"))
    let again = try folder.run(other + ["--force"])
    #expect(again.status == 0 && again.errors.isEmpty)
    #expect(try folder.entries() == ["mine.yaml", "ours.yaml"])
    // One that was edited is kept.
    try folder.write(["ours.yaml": written + "# better\n"])
    let edited = try folder.run(other + ["--force"])
    #expect(edited.status == 0 && edited.errors.contains("ours.yaml.kept"))
    #expect(try folder.text("ours.yaml.kept") == written + "# better\n")
    #expect(try folder.text("ours.yaml") == written)
  }

  /// The example that is printed is the file, and reads as it does.
  @Test func theExampleIsPrinted() throws {
    let folder = try WorkFolder()
    let printed = try folder.run(["priors", "elicit", "--example"])
    #expect(printed.status == 0)
    let file = ProgramRun.packageRoot.appending(path: Self.example)
    #expect(printed.output == (try String(contentsOf: file, encoding: .utf8)))
    try folder.write(["mine.yaml": printed.output])
    let arguments = ["priors", "elicit", "--format", "csv"]
    let own = try folder.run(arguments + ["mine.yaml"])
    #expect(own.output == (try folder.run(arguments + [Self.example])).output)
  }

  /// A table of one's own, with a factor and a number.
  @Test func statementsOnOwnData() throws {
    let folder = try WorkFolder()
    try folder.write([
      "d.csv": "case,y,a,region,gdp\nA,yes,yes,East,1\nB,no,no,West,2\nC,no,yes,West,3\n",
      "s.yaml": """
      statements:
        - {scenario: none, between: [1 %, 10 %], sure: 90 %}
        - {scenario: "a, region=West", compared_with: region=West, between: [2, 8], sure: 80 %}
      """,
    ])
    let model = ["--data", "d.csv", "--formula", "y ~ a + region + gdp"]
    let run = try folder.run(["priors", "elicit", "s.yaml", "--output", "p.yaml"] + model)
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.contains("a=no, region=East, gdp=2"))
    #expect(run.output.contains("No statement is about: regionWest."))
    let shown = try folder.run(["priors", "show", "p.yaml", "--format", "json"] + model)
    #expect(shown.status == 0)
    let first = try #require(shown.json().objects("configurations").first)
    #expect(first["configuration"] as? String == "gdp at its mean")
    // As stated: the scenario is the first configuration, with gdp at its mean.
    #expect(abs((first["q5"] as? Double ?? 0) - 0.01) < 1e-5)
    #expect(abs((first["q95"] as? Double ?? 0) - 0.1) < 1e-5)
  }

  /// What `fit` says of how the data were read belongs to their implications too.
  @Test func implicationsSayHowTheDataWereRead() throws {
    let folder = try WorkFolder()
    try folder.write(["d.csv": "case,y,x\nA,1,0\nB,0,1\nC,1,11\nD,0,0\nE,1,1\nF,0,1\n"])
    let arguments = ["priors", "show", "sceptical", "--data", "d.csv", "--formula", "y ~ x"]
    let table = try folder.run(arguments)
    #expect(table.output.contains("Warnings of the data"))
    let json = try folder.run(arguments + ["--format", "json"]).json()
    let codes = json.warningCodes
    #expect(!codes.isEmpty)
    let csv = try folder.run(arguments + ["--format", "csv"])
    #expect(csv.errors.contains("11"))
    try folder.write(["good.csv": "case,y,x\nA,1,0\nB,0,1\nC,1,1\nD,0,0\n"])
    let quiet = try folder.run(
      [
        "priors", "show", "sceptical", "--data", "good.csv", "--formula", "y ~ x", "--format",
        "json",
      ]
    )
    #expect(try quiet.json().warningCodes == [] && quiet.errors.isEmpty)
  }

  @Test func implicationsTakeOverrides() throws {
    let folder = try WorkFolder()
    let run = try folder.run(
      ["priors", "show", "sceptical", "--prior", "Intercept ~ normal(-2, 0.5)", "--format", "csv"]
    )
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 1 + 16 + 4)
    let none = lines[1].split(separator: ",", omittingEmptySubsequences: false)
    #expect(none[1] == "none")
    // 1 / (1 + exp(2)), and with 0.5 times 1.6448536 more.
    #expect(abs((Double(none[4]) ?? 0) - 0.119_202_922_022_117_6) < 1e-12)
    #expect(abs((Double(none[6]) ?? 0) - 0.235_495_541_2) < 1e-4)
  }
}
