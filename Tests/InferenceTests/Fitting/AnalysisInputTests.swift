import Foundation
import Testing

@testable import Inference

@Suite struct AnalysisInputTests {
  /// The input of a fit to the text of a CSV file.
  static func input(
    _ csv: String,
    _ formula: String,
    change: (inout AnalysisOptions) -> Void = { _ in }
  ) throws -> AnalysisInput {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "analysis-input-\(UUID().uuidString).csv")
    try csv.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try #require(RunSettings(chains: 2, warmup: 300, draws: 300, seed: 1, threads: 2))
    let noUTurn = try #require(NoUTurnSettings())
    var options = AnalysisOptions(
      source: .file(file.path, caseColumn: nil, delimiter: nil),
      run: run,
      noUTurn: noUTurn
    )
    options.formula = formula
    change(&options)
    return try AnalysisInput.read(options)
  }

  static func codes(_ csv: String, _ formula: String) throws -> [String] {
    try input(csv, formula).warnings.map(\.code)
  }

  @Test func everyHardCaseHasItsWarning() throws {
    #expect(try Self.codes("y,x\nyes,yes\nno,no\nyes,no\nno,yes\n", "y ~ x").isEmpty)
    #expect(try Self.codes("y,x\nyes,yes\nyes,no\n", "y ~ x") == ["one-class"])
    #expect(
      try Self.codes("y,x\nyes,yes\n", "y ~ x") == [
        "one-case", "more-columns-than-rows", "aliased-column", "one-class",
      ]
    )
    #expect(
      try Self.codes("y,x\nyes,yes\nno,no\n", "y ~ x") == ["complete-separation"]
    )
    #expect(
      try Self.codes("y,x\nyes,yes\nno,no\nyes,no\n", "y ~ x") == ["quasi-complete-separation"]
    )
    #expect(
      try Self.codes("y,x,z\nyes,yes,yes\nno,no,no\nyes,no,no\nno,yes,yes\n", "y ~ x + z")
        == ["more-columns-than-rows", "aliased-column"]
    )
  }

  /// Never groups in silence: the column is refused where a model uses it.
  @Test func decimalCommasAreRefused() {
    #expect {
      try Self.input("y;x\nyes;1,5\nno;2,5\nyes;2,5\nno;1,5\n", "y ~ x")
    } throws: {
      let error = $0 as? FormulaError
      return error?.kind == .irregularColumn && error?.column == "x" && error?.value == "1,5"
        && error?.line == 2
    }
  }

  @Test func furtherWarnings() throws {
    #expect(
      try Self.codes("y,year\nyes,1990\nno,2000\nyes,2010\nno,1995\nyes,1999\n", "y ~ year")
        == ["intercept-far-away"]
    )
    #expect(
      try Self.codes("y,year\nyes,1990\nno,2000\nyes,2010\nno,1995\nyes,1999\n", "y ~ scale(year)")
        .isEmpty
    )
    #expect(
      try Self.codes("case,y,x\nA,yes,yes\nA,no,no\nB,yes,no\nC,no,yes\n", "y ~ x")
        == ["unnamed-cases"]
    )
    #expect(
      try Self.codes("k,n,x\n0,0,yes\n0,0,no\n", "k | trials(n) ~ x") == ["no-trials"]
    )
  }

  @Test(arguments: ["lp__", "lprior", ".chain", "log_lik[1]"])
  func namesThatFilesOfDrawsUseAreRefused(name: String) {
    #expect {
      try Self.input("y,\(name)\nyes,yes\nno,no\n", "y ~ `\(name)`")
    } throws: {
      ($0 as? FormulaError)?.kind == .reservedName
    }
  }

  @Test func droppedCasesAreNamed() throws {
    let input = try Self.input(
      "case,y,x\nA,yes,yes\nB,no,\nC,yes,no\nD,no,yes\nE,no,no\n",
      "y ~ x"
    ) { $0.dropsMissing = true }
    #expect(input.warnings.map(\.subjects) == [["B"]])
  }

  @Test func momentsThatDoNotExistAreNamed() throws {
    let csv = "y,x,z\nyes,yes,yes\nno,no,yes\nno,no,no\nno,no,yes\n"
    func subjects(_ prior: String) throws -> [String] {
      try Self.input(csv, "y ~ x + z") { $0.priorStatements = ["x ~ \(prior)"] }
        .warnings.first { $0.code == "no-moments" }?.subjects ?? []
    }
    #expect(try subjects("cauchy(0, 1)") == ["x"])
    #expect(try subjects("student_t(1.5, 0, 1)") == ["x"])
    #expect(try subjects("student_t(3, 0, 1)").isEmpty)
    #expect(try subjects("normal(0, 1)").isEmpty)
  }

  @Test func flatPriorsNeedDataThatBoundThem() throws {
    let separated = "y,x,z\nyes,yes,yes\nno,no,yes\nno,no,no\nno,no,yes\n"
    #expect {
      try Self.input(separated, "y ~ x + z") { $0.priorStatements = ["x ~ flat()"] }
    } throws: {
      ($0 as? PriorError)?.kind == .flatRefused(.separation)
    }
    let aliased = "y,x,z\nyes,yes,yes\nno,no,no\nyes,no,no\nno,yes,yes\n"
    #expect {
      try Self.input(aliased, "y ~ x + z") { $0.priorStatements = ["x ~ flat()", "z ~ flat()"] }
    } throws: {
      ($0 as? PriorError)?.kind == .flatRefused(.notIdentified)
    }
    // The proper prior of the column that it equals bounds it, whatever its tails.
    for prior in ["normal(0, 2)", "cauchy(0, 1)"] {
      _ = try Self.input(aliased, "y ~ x + z") {
        $0.priorStatements = ["x ~ \(prior)", "z ~ flat()"]
      }
    }
    let overlapping = "y,x\nyes,yes\nno,no\nyes,no\nno,yes\n"
    _ = try Self.input(overlapping, "y ~ x") {
      $0.priorStatements = ["x ~ flat()", "Intercept ~ flat()"]
    }
  }

  @Test func aReferenceThatChangesNothingIsRefused() {
    #expect(throws: AnalysisError.unusedReference(column: "x", factors: [])) {
      try Self.input("y,x\nyes,yes\nno,no\n", "y ~ x") { $0.references = ["x": "yes"] }
    }
  }

  @Test func aFileNeedsAFormula() {
    #expect(throws: AnalysisError.formulaMissing(columns: ["y", "x"])) {
      try Self.input("y,x\nyes,yes\nno,no\n", "") { $0.formula = nil }
    }
  }

  @Test func heavyTailsAreStretchedAndOnlyThey() throws {
    let csv = "y,x\nyes,yes\nno,no\nyes,no\nno,yes\n"
    func stretched(_ prior: String) throws -> [Bool] {
      try Self.input(csv, "y ~ x") { $0.priorStatements = ["x ~ \(prior)"] }
        .reparameterization.stretched
    }
    #expect(try stretched("cauchy(0, 1)") == [false, true])
    #expect(try stretched("student_t(2, 0, 1)") == [false, true])
    #expect(try stretched("student_t(4, 0, 1)") == [false, false])
    #expect(try stretched("laplace(0, 1)") == [false, false])
  }
}
