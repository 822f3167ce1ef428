import Foundation
import InferenceTestSupport
import Testing

@testable import InferenceCore

@Suite("Separation") struct SeparationTests {
  /// A problem whose answers were computed with SciPy.
  private struct Problem: Decodable {
    var x: [[Double]]
    var s: [Double]
    var t: [Double]
    var verdict: String
    var separated: [Int]
    var limits: [String]
    var row: [Double]
    var rowLimit: String
  }

  private func separation(
    _ rows: [[Double]],
    _ successes: [Double],
    trials: [Double]? = nil
  ) -> Separation {
    Separation(
      design: TiledMatrix(Matrix(rows: rows)),
      successes: successes,
      trials: trials ?? successes.map { _ in 1 },
      columnNames: (rows.first ?? []).indices.map { "column\($0)" }
    )
  }

  @Test func equalsHiGHS() throws {
    // separation_random.json: 64 problems by scipy.optimize.linprog(method="highs"). Verdict and
    // separated rows: maximise sum(z) with z <= 1, z <= (+-x) d, x d = 0 for mixed rows. Limits:
    // maximise and minimise x d over that cone within |d| <= 1. Another 600 agreed as well.
    let path = try References.own("separation_random.json")
    let problems = try JSONDecoder().decode(
      [Problem].self,
      from: Data(contentsOf: URL(filePath: path))
    )
    for (index, problem) in problems.enumerated() {
      let result = separation(problem.x, problem.s, trials: problem.t)
      #expect(result.verdict.rawValue == problem.verdict, "\(index)")
      #expect(result.separatedPatterns == problem.separated, "\(index)")
      #expect(result.columns.map(\.limit.rawValue) == problem.limits, "\(index)")
      #expect(result.limit(ofPredictor: problem.row).rawValue == problem.rowLimit, "\(index)")
      for (pattern, row) in problem.x.enumerated() {
        let predictor = zip(row, result.direction).reduce(0) { $0 + $1.0 * $1.1 }
        let toOutcome = problem.s[pattern] > 0 ? predictor : -predictor
        #expect(
          problem.separated.contains(pattern) ? toOutcome > 1e-6 : abs(predictor) < 1e-9,
          "\(index)"
        )
      }
    }
  }

  /// An intercept and columns of a table.
  private func separation(
    _ table: ReferenceTable,
    of outcome: String,
    by predictors: [String]
  ) throws -> Separation {
    let columns = try predictors.map { try table[$0] }
    let successes = try table[outcome]
    return separation(
      successes.indices.map { row in [1] + columns.map { $0[row] } },
      successes
    )
  }

  // The verdicts of separation_shared.json: Konis's linear programmes by SciPy's HiGHS.
  @Test func builtInStudyIsCompletelySeparated() throws {
    let result = try separation(
      ReferenceTable("csto_main.csv"),
      of: "intervention",
      by: ["protest", "ethnic", "foreign", "security_uncertainty"]
    )
    #expect(result.verdict == .complete)
    #expect(result.columns[4].limit == .plusInfinity)
    #expect(result.overlappingPatterns.isEmpty)
  }

  @Test func sex2IsSeparatedByDia() throws {
    let table = try ReferenceTable("sex2.csv")
    let result = try separation(
      table,
      of: "case",
      by: ["age", "oc", "vic", "vicl", "vis", "dia"]
    )
    let dia = try table["dia"]
    #expect(result.verdict == .quasiComplete)
    #expect(
      result.columns.map(\.limit)
        == [.finite, .finite, .finite, .finite, .finite, .finite, .plusInfinity]
    )
    #expect(result.separatedPatterns.allSatisfy { dia[$0] == 1 })
  }

  @Test(.needsShared) func wellsOverlapOnSharedData() throws {
    let result = try separation(
      ReferenceTable(path: References.shared("wells.csv")),
      of: "switched",
      by: ["dist", "arsenic", "assoc", "educ"]
    )
    #expect(result.verdict == .none)
    #expect(result.columns.allSatisfy { $0.limit == .finite })
  }

  @Test func oneColumnOfThree() {
    // Made up after the endometrial data (Heinze and Schemper 2002): all cases with the second
    // predictor have the outcome, the others overlap.
    let rows: [[Double]] = [
      [1, 0, 10], [1, 0, 12], [1, 0, 20], [1, 0, 30], [1, 1, 15], [1, 1, 25],
    ]
    let result = separation(rows, [0, 1, 0, 1, 1, 1])
    #expect(result.verdict == .quasiComplete)
    #expect(result.columns.map(\.limit) == [.finite, .plusInfinity, .finite])
    #expect(result.separatedPatterns == [4, 5])
    #expect(result.limit(ofPredictor: [1, 0, 40]) == .finite)
    #expect(result.limit(ofPredictor: [1, 1, 40]) == .plusInfinity)
  }

  @Test func hardButRight() {
    let oneClass = separation([[1, 0], [1, 1], [1, 2]], [1, 1, 1])
    #expect(oneClass.verdict == .complete)
    #expect(oneClass.limit(ofPredictor: [1, 1]) == .plusInfinity)

    let moreColumns = separation([[1, 0, 2, 1], [1, 1, 0, 3]], [0, 1])
    #expect(moreColumns.verdict == .complete)
    #expect(moreColumns.columns.allSatisfy { $0.limit == .notIdentified })
    #expect(moreColumns.limit(ofPredictor: [1, 1, 0, 3]) == .plusInfinity)

    let oneCase = separation([[1]], [0])
    #expect(oneCase.verdict == .complete && oneCase.columns[0].limit == .minusInfinity)

    let aliased = separation([[1, 0, 0], [1, 0, 0], [1, 1, 1], [1, 1, 1]], [0, 1, 0, 1])
    #expect(aliased.verdict == .none && aliased.leavesSomethingToPrior)
    #expect(aliased.columns.map(\.limit) == [.finite, .notIdentified, .notIdentified])
    #expect(aliased.limit(ofPredictor: [1, 1, 1]) == .finite)

    #expect(separation([], []).verdict == .none)
    let noTrials = separation([[1, 0], [1, 1]], [0, 0], trials: [0, 0])
    #expect(noTrials.verdict == .none && noTrials.columns[0].limit == .notIdentified)
  }

  @Test func unevenScales() {
    // The verdict does not depend on the units of a column.
    let rows: [[Double]] = [[1, 1e8], [1, 2e8], [1, 3e8], [1, 4e8]]
    #expect(separation(rows, [0, 0, 1, 1]).verdict == .complete)
    #expect(separation(rows, [0, 1, 0, 1]).verdict == .none)
    let small = rows.map { [$0[0], $0[1] * 1e-17] }
    #expect(separation(small, [0, 0, 1, 1]).columns[1].limit == .plusInfinity)
  }

  @Test func loneSeparators() {
    let design = TiledMatrix(
      Matrix(rows: [[1, 0, 5, 1], [1, 1, 4, 0], [1, 1, 3, 2], [1, 2, 3, 0.5]])
    )
    let found = Separation.loneSeparators(
      design: design,
      successes: [0, 0, 1, 1],
      trials: [1, 1, 1, 1]
    )
    #expect(
      found == [
        .init(column: 1, isIncreasing: true, isComplete: false),
        .init(column: 2, isIncreasing: false, isComplete: true),
      ]
    )
    #expect(Separation.cases(of: [0, 2], casesOfPattern: [[3, 5], [1], [0]]) == [0, 3, 5])
  }
}
