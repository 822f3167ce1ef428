import Testing

@testable import Inference

@Suite struct ScaleTests {
  @Test(arguments: [
    (-0.1, 0.9, ["0", "0.2", "0.4", "0.6", "0.8"]),
    (-30, 110, ["0", "50", "100"]),
    (0, 0.0004, ["0", "0.0001", "0.0002", "0.0003", "0.0004"]),
    (-1, 1, ["\u{2212}1", "\u{2212}0.5", "0", "0.5", "1"]),
  ])
  func ticksAreRound(_ lower: Double, _ upper: Double, expected: [String]) {
    let found = Scale(lower...upper, from: 0, to: 100).ticks(atMost: 6).map(\.text)
    #expect(expected.allSatisfy(found.contains), "\(found)")
    #expect(found.count <= 7, "\(found)")
  }

  @Test(arguments: [2, 3, 5, 9]) func ticksAreNoMoreThanAskedFor(_ count: Int) {
    for (lower, upper) in [(0.0, 1.0), (-17, 23), (1e-9, 3e-9), (5, 1e7)] {
      let ticks = Scale(lower...upper, from: 0, to: 1).ticks(atMost: count)
      #expect(ticks.count <= count + 1)
      #expect(ticks.allSatisfy { $0.value >= lower - 1e-12 && $0.value <= upper * (1 + 1e-9) })
    }
  }

  @Test func placesAreStraight() {
    let scale = Scale(-1...3, from: 10, to: 50)
    #expect(scale(-1) == 10 && scale(3) == 50 && scale(0) == 20)
    // What lies beyond lies at the end.
    #expect(scale(9) == 50 && scale(-.infinity) == 10)
    #expect(Scale(0...1, from: 8, to: 2)(0.25) == 6.5)
  }

  @Test func domainsAreNeverEmpty() {
    let single = Scale.domain(of: [2, 2])
    #expect(abs(single.lowerBound - 1.46) < 1e-12 && abs(single.upperBound - 2.54) < 1e-12)
    // Numbers beyond all labels have none.
    #expect(Scale(-1e308...1e308, from: 0, to: 1).ticks(atMost: 5).isEmpty)
    #expect(Scale.domain(of: []).lowerBound < Scale.domain(of: []).upperBound)
    #expect(Scale.domain(of: [.nan, 1, 3, .infinity], margin: 0) == 1...3)
  }
}
