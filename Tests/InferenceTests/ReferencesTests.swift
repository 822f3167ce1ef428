import InferenceTestSupport
import Testing

@Suite struct ReferencesTests {
  @Test func whatTravelsIsThere() throws {
    #expect(try References.own("csto_main.csv").hasSuffix("/References/csto_main.csv"))
    #expect(throws: References.Unreadable.self) { try References.own("not-there.json") }
    #expect(throws: References.Unreadable.self) { try References.expected("not-there") }
  }

  /// Other people's data must not be copied, and a test that is not marked must not read them, even where
  /// they are.
  @Test(arguments: ["wells.csv", "dogs.csv", "csto_main.csv"])
  func whatDoesNotTravelNeedsAMark(_ name: String) {
    let refusal = #expect(throws: References.Unreadable.self) { try References.shared(name) }
    #expect(refusal?.description.contains(".needsShared") == true)
    if name != "csto_main.csv" {
      #expect(throws: References.Unreadable.self) { try References.own(name) }
    }
  }

  @Test(.needsShared) func aMarkOpensTheFolderOnSharedData() throws {
    #expect(try References.shared("wells.csv").hasSuffix("/wells.csv"))
    #expect(throws: References.Unreadable.self) { try References.shared("not-there.csv") }
  }

  @Test func aParameterThatIsMissingIsAnError() {
    #expect(throws: References.Unreadable.self) {
      try ReferencePosterior("csto_main_normal_exact", order: ["(Intercept)", "zzz"])
    }
  }
}
