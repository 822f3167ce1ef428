import Testing

@testable import InferenceCore

/// The proof against what the simplex method, or the way the data were made, says.
@Suite struct OverlapProofTests {
  private struct Problem {
    var x: Matrix
    var successes: [Double]
    var trials: [Double]

    /// Random rows with an intercept, with outcomes by the sign of the first columns' sum plus noise.
    init(_ rows: Int, _ columns: Int, noise: Double, seed: UInt64, maximumTrials: UInt64 = 1) {
      var generator = SplitMix(state: seed)
      func uniform() -> Double { Double(generator.next() >> 11) * 0x1p-52 - 1 }
      x = Matrix(rowCount: rows, columnCount: columns, repeating: 1)
      successes = []
      trials = []
      for row in 0..<rows {
        for column in 1..<columns { x[row, column] = uniform() * (column == 1 ? 1e6 : 1) }
        let score = x[row, 1] * 1e-6 + x[row, 2] + 0.2
        let count = 1 + generator.next() % maximumTrials
        trials.append(Double(count))
        successes.append(
          Double((0..<count).filter { _ in score + noise * uniform() > 0 }.count)
        )
      }
    }

    var proof: OverlapProof? {
      OverlapProof(design: TiledMatrix(x), successes: successes, trials: trials)
    }

    var separation: Separation {
      Separation(
        design: TiledMatrix(x),
        successes: successes,
        trials: trials,
        columnNames: (0..<x.columnCount).map { "x\($0)" }
      )
    }
  }

  @Test(arguments: UInt64(1)...12) func agreesWithTheSimplexMethod(seed: UInt64) {
    // Small enough for the simplex method, near the point where the outcomes begin to overlap.
    let problem = Problem(60, 4, noise: 0.1 + 0.05 * Double(seed), seed: seed)
    #expect(problem.x.rowCount * problem.x.columnCount <= Separation.programLimit)
    if problem.proof != nil { #expect(problem.separation.verdict == .none) }
  }

  @Test func overlapIsProved() {
    for (noise, trials) in [(1.0, UInt64(1)), (3, 4), (0.5, 1)] {
      let problem = Problem(2000, 12, noise: noise, seed: 7, maximumTrials: trials)
      #expect(problem.proof?.unseen.isEmpty == true, "\(noise)")
      let separation = problem.separation
      #expect(separation.verdict == .none && separation.separatedPatterns.isEmpty)
      #expect(separation.overlappingPatterns == Array(0..<2000))
      #expect(separation.columns.allSatisfy { $0.limit == .finite })
      #expect(separation.direction.allSatisfy { $0 == 0 })
      #expect(separation.limit(ofPredictor: problem.x.row(3)) == .finite)
    }
  }

  @Test func separatedOutcomesAreNotProvedToOverlap() {
    let problem = Problem(2000, 9, noise: 0, seed: 7)
    #expect(problem.proof == nil)
    #expect(problem.separation.verdict == .complete)
    // One column that tells some cases alone: a quasi-complete separation.
    var quasi = Problem(2000, 9, noise: 1, seed: 8)
    for row in 0..<2000 {
      quasi.x[row, 5] = row < 100 ? 1 : 0
      if row < 100 { quasi.successes[row] = 1 }
    }
    #expect(quasi.proof == nil)
    let separation = quasi.separation
    #expect(separation.verdict == .quasiComplete)
    #expect(separation.separatedPatterns == Array(0..<100))
    #expect(separation.columns[5].limit == .plusInfinity)
  }

  @Test func aliasedColumnsAreNotIdentified() {
    var problem = Problem(2000, 12, noise: 1, seed: 7)
    for row in 0..<2000 {
      problem.x[row, 7] = 2 * problem.x[row, 3] - problem.x[row, 4]
      problem.x[row, 11] = 0
    }
    let limits = problem.separation.columns.map(\.limit)
    for column in 0..<12 {
      #expect(limits[column] == ([3, 4, 7, 11].contains(column) ? .notIdentified : .finite))
    }
    #expect(problem.separation.limit(ofPredictor: problem.x.row(1)) == .finite)
    var row = problem.x.row(1)
    row[7] += 1
    #expect(problem.separation.limit(ofPredictor: row) == .notIdentified)
  }

  @Test func rowsWithoutTrialsDoNotCount() {
    var problem = Problem(2000, 12, noise: 1, seed: 7)
    for row in 0..<1000 { (problem.successes[row], problem.trials[row]) = (0, 0) }
    #expect(problem.separation.verdict == .none)
    #expect(problem.separation.overlappingPatterns == Array(1000..<2000))
  }
}
