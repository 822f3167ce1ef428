import Testing

@testable import csto_bayes

@Suite(.waitsForPrograms) struct PackageProgressTests {
  @Test func aLineOfATerminal() {
    let short = PackageProgress.line(2, of: 7, command: "csto-bayes loo results/fit", seconds: 12)
    #expect(short == "2 of 7  csto-bayes loo results/fit  12 s")
    let long = PackageProgress.line(
      10,
      of: 12,
      command: "csto-bayes fit study --formula 'y ~ " + String(repeating: "x + ", count: 500),
      seconds: 0
    )
    #expect(long.hasPrefix("10 of 12  csto-bayes fit study --formula 'y ~ x"))
    #expect(long.count < 78)
  }
}
