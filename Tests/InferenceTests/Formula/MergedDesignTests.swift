import InferenceTestSupport
import RealModule
import Testing

@testable import Inference

/// Designs of merged tables against designs of the same cases one by one.
struct MergedDesignTests {
  /// 3000 cases with every kind of column, and gaps where asked for.
  private static func text(gaps: Bool, seed: UInt64 = 4) -> String {
    var generator = SplitMix(state: seed)
    func draw(_ count: UInt64) -> Int { Int(generator.next() % count) }
    var text = "id,y,a,b,x,z,t,region,k,n\n"
    let regions = ["north", "south", "east", "\"far, away\""]
    for row in 0..<3000 {
      var cells = [
        "\(row)", "\(draw(2))", ["yes", "no", "1", "0"][draw(4)], "\(draw(2))",
        ["-2", "0", "1.5", "1e1"][draw(4)], "\(2000 + draw(3))", ["0.25", "-1"][draw(2)],
        regions[draw(4)], "\(draw(3))", "\(2 + draw(3))",
      ]
      if gaps, draw(40) == 0 { cells[1 + draw(7)] = ["NA", "", "."][draw(3)] }
      text += cells.joined(separator: ",") + "\n"
    }
    return text
  }

  private static func designs(
    _ formula: String,
    gaps: Bool
  ) throws -> (merged: DesignMatrix, cases: DesignMatrix) {
    let bytes = Array(text(gaps: gaps).utf8)
    let formula = try Formula(formula)
    let merged = try TableReader.read(
      bytes: bytes,
      source: "t",
      collapsing: formula.usedColumns
    )
    let cases = try TableReader.read(bytes: bytes, source: "t")
    #expect(merged.counts != nil && cases.counts == nil)
    return (
      try DesignMatrix(formula: formula, table: merged, missing: gaps ? .drop : .refuse),
      try DesignMatrix(formula: formula, table: cases, missing: gaps ? .drop : .refuse)
    )
  }

  /// Log likelihood without binomial coefficients and its gradient, term by term.
  private static func likelihood(
    _ matrix: TiledMatrix,
    _ successes: [Double],
    _ trials: [Double],
    _ offset: [Double],
    at position: [Double]
  ) -> [Double] {
    var result = [Double](repeating: 0, count: position.count + 1)
    for row in 0..<matrix.rowCount {
      var eta = offset[row]
      for column in position.indices { eta += matrix[row, column] * position[column] }
      let softplus = max(eta, 0) + Double.log(onePlus: Double.exp(-abs(eta)))
      result[0] += successes[row] * eta - trials[row] * softplus
      let residual = successes[row] - trials[row] / (1 + Double.exp(-eta))
      for column in position.indices { result[column + 1] += matrix[row, column] * residual }
    }
    return result
  }

  static let formulas = [
    "y ~ a + b", "y ~ 1", "y ~ 0 + region", "y ~ a * region + scale(x)",
    "y ~ (a + b + region)^2 + I(x^2) + offset(t)", "y ~ scale(log(z)) : factor(x) + b",
    "y ~ factor(z) * a - b + scale(I(x * t))", "k | trials(n) ~ a * x + region",
    "k | trials(4) ~ scale(z) + b + offset(t) + offset(x)",
  ]

  @Test(arguments: formulas, [false, true])
  func saysWhatTheCasesSay(formula: String, gaps: Bool) throws {
    let (merged, cases) = try Self.designs(formula, gaps: gaps)
    #expect(merged.caseCount == cases.caseCount)
    #expect(cases.caseCount == cases.matrix.rowCount)
    #expect(merged.matrix.rowCount < cases.matrix.rowCount)
    #expect(!merged.hasCases && merged.caseNames.isEmpty && cases.hasCases)
    #expect(merged.references == cases.references)
    #expect(merged.droppedCaseCount == cases.droppedCases.count)
    #expect(gaps == (merged.droppedCaseCount > 0))
    #expect(merged.droppedCases == rowNumbers(cases.droppedCases))
    #expect(merged.columns.map(\.name) == cases.columns.map(\.name))
    for (one, other) in zip(merged.columns, cases.columns) {
      #expect(one.kind == other.kind)
      #expect(one.minimum.isNear(other.minimum) && one.maximum.isNear(other.maximum))
      #expect(abs(one.mean - other.mean) < 1e-12 * (1 + other.maximum.magnitude))
      #expect(one.standardDeviation.isNear(other.standardDeviation))
    }
    let unknown = merged.casesWithoutOutcome
    #expect(unknown?.lines == cases.casesWithoutOutcome?.lines)
    let collapsed = CollapsedDesign(merged)
    let reference = CollapsedDesign(cases)
    #expect(collapsed.successes == reference.successes && collapsed.trials == reference.trials)
    #expect(collapsed.offset == reference.offset)
    #expect(Array(collapsed.configurationLabels) == Array(reference.configurationLabels))
    #expect(collapsed.patternOfCase.isEmpty && collapsed.casesOfPattern.allSatisfy(\.isEmpty))
    #expect(collapsed.casesOfPattern.count == reference.casesOfPattern.count)
    var generator = SplitMix(state: 9)
    for _ in 0..<Effort.count(5, of: 20) {
      let position = merged.columns.map { column in
        let size = max(column.maximum.magnitude, column.minimum.magnitude)
        return (Double(generator.next() >> 11) * 0x1p-53 - 0.5) * 4 / size
      }
      let found = Self.likelihood(
        collapsed.matrix,
        collapsed.successes,
        collapsed.trials,
        collapsed.offset,
        at: position
      )
      let wanted = Self.likelihood(
        cases.matrix,
        cases.successes,
        cases.trials,
        cases.offset,
        at: position
      )
      #expect(found[0].isNear(wanted[0]))
      for (column, value) in wanted.dropFirst().enumerated() {
        // Residuals cancel; the rounding is relative to what is added up.
        let size = zip(cases.matrix.column(column), cases.trials)
          .reduce(0) { $0 + $1.0.magnitude * $1.1 }
        #expect(abs(found[column + 1] - value) <= 1e-12 * size)
      }
    }
  }

  @Test func refusesGapsNamingTheFirst() throws {
    let bytes = Array(Self.text(gaps: true).utf8)
    let formula = try Formula("y ~ a + region")
    func failure(_ table: Table) -> FormulaError? {
      do {
        _ = try DesignMatrix(formula: formula, table: table)
        return nil
      } catch { return error }
    }
    let merged = try TableReader.read(bytes: bytes, source: "t", collapsing: formula.usedColumns)
    let cases = try TableReader.read(bytes: bytes, source: "t")
    let found = try #require(failure(merged))
    let wanted = try #require(failure(cases))
    #expect(found.kind == .missingValue && found.line == wanted.line)
    #expect(found.column == wanted.column)
    #expect(found.cases.count == wanted.cases.count && found.caseCount == wanted.cases.count)
    #expect(wanted.caseCount == wanted.cases.count)
  }

  @Test func errorsNameTheFirstLine() throws {
    let text =
      "y,x,n\n" + String(repeating: "1,2,3\n0,1,2\n", count: 2000) + "1,0,3\n1,-1,1\n1,0,3\n"
    for (formula, kind) in [
      ("y ~ log(x)", FormulaError.Kind.logOfNonPositive),
      ("n | trials(2) ~ x", .successesExceedTrials),
      ("n ~ x", .outcomeNotCoded), ("y ~ x + nothing", .unknownColumn),
    ] {
      let formula = try Formula(formula)
      func failure(_ collapsing: [String]?) throws -> FormulaError? {
        let table = try TableReader.read(
          bytes: Array(text.utf8),
          source: "t",
          collapsing: collapsing
        )
        do {
          _ = try DesignMatrix(formula: formula, table: table)
          return nil
        } catch { return error }
      }
      let found = try #require(try failure(formula.usedColumns))
      #expect(found.kind == kind)
      #expect(found == (try failure(nil)))
    }
  }
}

/// Cases named by their identity, from 0, as row numbers from 1.
private func rowNumbers(_ names: [String]) -> [String] {
  names.map { Int($0).map { String($0 + 1) } ?? $0 }
}

extension Double {
  fileprivate func isNear(_ other: Double) -> Bool {
    abs(self - other) <= 1e-12 * max(magnitude, other.magnitude)
  }
}
