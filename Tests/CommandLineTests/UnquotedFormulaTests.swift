import Testing

@testable import csto_bayes

/// Formulas and scenarios that a shell has cut into words.
struct UnquotedFormulaTests {
  private static func message(_ line: String, files: Set<String> = []) -> String? {
    UnquotedFormula(
      arguments: line.split(separator: " ").map(String.init),
      home: "/home/ada",
      files: files
    ).message
  }

  private static let start = "quote the formula, which the shell has cut into words: --formula "

  @Test(arguments: [
    ("fit --formula y /home/ada x", "'y ~ x'"),
    ("fit --formula y ~ a + b --seed 2", "'y ~ a + b'"),
    ("fit --formula y~a + b", "'y~a + b'"),
    ("fit --formula=y ~ a", "'y ~ a'"),
    ("fit --formula y~ a", "'y~ a'"),
    ("fit --formula y ~a * b", "'y ~a * b'"),
    ("fit --formula y /home/ada a - 1", "'y ~ a - 1'"),
    ("fit y /home/ada x", "'y ~ x'"),
    ("fit csto y ~ x --seed 1", "'y ~ x'"),
  ]) func formulasArePutTogether(line: String, formula: String) {
    #expect(Self.message(line) == Self.start + formula)
  }

  /// A star has become the files of the folder.
  @Test func starsAreTakenBack() {
    #expect(
      Self.message("fit --formula y /home/ada a d.csv e.csv b", files: ["e.csv", "d.csv"])
        == Self.start + "'y ~ a * b'"
    )
    #expect(
      Self.message("fit --formula y~a d.csv e.csv b", files: ["e.csv", "d.csv"])
        == Self.start + "'y~a * b'"
    )
  }

  @Test func priorsArePutTogether() {
    #expect(
      Self.message("fit --prior protest /home/ada normal(0,1)")
        == "quote the prior, which the shell has cut into words: --prior 'protest ~ normal(0,1)'"
    )
  }

  @Test func scenariosArePutTogether() {
    #expect(
      Self.message("contrast run --from protest=yes, clashes=no --to protest=no")
        == "quote the scenario, which the shell has cut into words: --from 'protest=yes, clashes=no'"
    )
  }

  @Test(arguments: [
    "fit --formula y~a --seed 2", "fit --formula y~a csto", "fit --data /home/ada", "fit /home/ada",
    "fit --coding text /home/ada --prior sceptical",
    "predict run --at protest=yes --hold clashes=no",
  ]) func whatIsWholeIsLeftAlone(line: String) {
    #expect(Self.message(line) == nil)
  }
}
