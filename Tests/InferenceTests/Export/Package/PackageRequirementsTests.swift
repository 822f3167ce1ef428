import Testing

@testable import Inference

@Suite struct PackageRequirementsTests {
  @Test(arguments: [
    (0.0, "<10 minutes"), (599, "<10 minutes"), (600, "10-60 minutes"), (7199, "1-2 hours"),
    (86_400, "1-3 days"), (1_209_600, "> 14 days"),
  ])
  func times(_ seconds: Double, _ text: String) {
    let found = PackageRequirements(seconds: seconds, peakBytes: 0, storedBytes: 0)
    #expect(found.time.text == text)
    #expect(found.time.all.count == 8)
  }

  @Test func sizes() {
    let small = PackageRequirements(seconds: 0, peakBytes: 999_999_999, storedBytes: 24_999_999)
    #expect(small.memory.text == "< 1 GB")
    #expect(small.storage.text == "< 25 MBytes")
    let large = PackageRequirements(seconds: 0, peakBytes: .max, storedBytes: .max)
    #expect(large.memory.text == "> 64 GB")
    #expect(large.storage.text == "> 250 GB")
  }
}
