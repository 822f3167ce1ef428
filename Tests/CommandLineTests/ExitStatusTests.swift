import Testing

@testable import csto_bayes

@Suite(.waitsForPrograms) struct ExitStatusTests {
  /// The numbers of sysexits.h.
  @Test func codesAreThoseOfSysexits() {
    #expect(ExitStatus.usage == 64)
    #expect(ExitStatus.data == 65)
    #expect(ExitStatus.noInput == 66)
    #expect(ExitStatus.cannotCreate == 73)
  }
}
