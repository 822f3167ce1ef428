import Foundation
import Testing

/// Requests for more memory than any machine has: refused with the sizes, before any is taken.
@Suite(.waitsForPrograms) struct BadSizeTests {
  private static func run(
    _ arguments: [String],
    _ files: [String: String] = [:]
  ) throws -> ProgramRun {
    let folder = try WorkFolder()
    try folder.write(files)
    let before = try folder.entries()
    let run = try folder.run(arguments)
    #expect(try folder.entries() == before)
    #expect(run.output.isEmpty && run.errors.count < 400, "\(run.errors)")
    return run
  }

  /// 80 GB were asked for, and the program ended with a trap.
  @Test func aWordForEachCase() throws {
    let rows = (0..<100_000).map { "name\($0),\($0 % 2)\n" }
    let run = try Self.run(
      ["fit", "--data", "d.csv", "--formula", "y ~ who", "--output", "out"],
      ["d.csv": "who,y\n" + rows.joined()]
    )
    #expect(run.status == 65)
    #expect(
      run.errors.hasPrefix("csto-bayes: d.csv: 100,000 rows by 100,000 columns would take 480 GB")
    )
    #expect(run.errors.contains("column 'who' alone has 100000 levels"))
  }

  /// Each factor is small, their product is not; no column of it is made.
  @Test func aProductOfFactors() throws {
    let rows = (0..<3000).map { "a\($0),b\($0),c\($0),\($0 % 2)\n" }
    let run = try Self.run(
      ["fit", "--data", "d.csv", "--formula", "y ~ a:b:c", "--output", "out"],
      ["d.csv": "a,b,c,y\n" + rows.joined()]
    )
    #expect(run.status == 65)
    #expect(run.errors.contains("would take") && run.errors.contains("leave some conditions out"))
  }

  @Test(arguments: [
    ["fit", "--output", "out"], ["robustness", "run", "csto", "--output", "out"],
    ["fit", "--sampler", "nuts", "--output", "out"],
  ])
  func draws(_ command: [String]) throws {
    let run = try Self.run(command + ["--chains", "10000", "--draws", "100000000"])
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix("csto-bayes: 10000 x 100,000,000 draws of "), "\(run.errors)")
    #expect(run.errors.hasSuffix("; ask for fewer draws (--draws)\n"))
  }

  @Test func allPairsOfFourThousandColumns() throws {
    let names = (0..<4000).map { "x\($0)" }
    let row = names.map { _ in "1" }.joined(separator: ",")
    let run = try Self.run(
      ["fit", "--data", "d.csv", "--formula", "y ~ (.)^2", "--output", "out"],
      ["d.csv": "y,\(names.joined(separator: ","))\n0,\(row)\n1,\(row)\n"]
    )
    #expect(run.status == 64)
    #expect(
      run.errors
        == """
        csto-bayes: formula: it has more than 5000 terms (4000 x 4000)
          y ~ (.)^2
              ^^^^^

        """
    )
  }
}
