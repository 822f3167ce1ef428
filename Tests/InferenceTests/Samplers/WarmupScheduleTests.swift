import Testing

@testable import InferenceCore

@Suite struct WarmupScheduleTests {
  /// The windows of Stan's reference manual for 1000 iterations: 75 | 25 50 100 200 500 | 50.
  @Test func thousandIterationsFollowTheManual() {
    let schedule = WarmupSchedule(count: 1000)
    #expect(schedule.slow == 75..<950)
    #expect(schedule.windowEnds == [100, 150, 250, 450, 950])
  }

  /// Worked by hand from the rule 15 / 75 / 10 per cent.
  @Test func aShortWarmupIsSplitByShares() {
    let schedule = WarmupSchedule(count: 100)
    #expect(schedule.slow == 15..<90)
    #expect(schedule.windowEnds == [90])
  }

  @Test func aVeryShortWarmupLeavesTheMetricAlone() {
    for count in [0, 1, 19] {
      let schedule = WarmupSchedule(count: count)
      #expect(schedule.windowEnds.isEmpty)
      #expect(schedule.slow.isEmpty)
    }
  }

  @Test func afterAWarmStartOnlyTheStepSizeIsTuned() {
    let schedule = WarmupSchedule(stepSizeOnly: 150)
    #expect(schedule.count == 150 && schedule.slow.isEmpty && schedule.windowEnds.isEmpty)
  }

  @Test(arguments: [20, 149, 150, 151, 160, 175, 200, 260, 333, 500, 2000, 9999])
  func windowsAscendAndEndWithTheSlowStage(count: Int) {
    let schedule = WarmupSchedule(count: count)
    #expect(schedule.windowEnds.last == schedule.slow.upperBound)
    #expect(schedule.windowEnds == Array(Set(schedule.windowEnds)).sorted())
    #expect(schedule.slow.lowerBound < schedule.windowEnds[0])
    #expect(schedule.slow.upperBound < count)
  }
}
