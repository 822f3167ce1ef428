import Testing

@testable import InferenceCore

@Suite struct RelativeDistanceTests {
  /// Closed forms at d = 3, w = 4: 1 + z^2 = 25/16.
  @Test func closedForms() {
    for sign in [-1.0, 1] {
      let distance = RelativeDistance(of: sign * 3, over: 4)
      #expect(abs(distance.logOnePlusSquare - 0.44628710262841953) < 1e-16)  // log(25/16)
      #expect(abs(distance.halfScore - sign * 3 / 25) < 1e-16)
      #expect(abs(distance.halfInformation - 7 / 625.0) < 1e-16)
    }
    let far = RelativeDistance(of: -4, over: 3)
    #expect(abs(far.halfScore + 4 / 25.0) < 1e-16)
    #expect(abs(far.halfInformation + 7 / 625.0) < 1e-16)
  }

  @Test func nothingOverflows() {
    let distance = RelativeDistance(of: 1e300, over: 1e-300)
    #expect(abs(distance.logOnePlusSquare - 1200 * 2.302585092994046) < 1e-10)
    #expect(distance.halfScore == 1e-300)
    #expect(distance.halfInformation == 0)
  }
}
