import Testing

@testable import Inference

/// No digit beyond what the error allows.
@Suite struct NumberTextTests {
  /// To the place of twice the error, and no further; at least one decimal below a hundred.
  @Test func estimates() {
    for (value, error, text) in [
      (3.0742, 0.0153, "3.07"), (3.0742, 0.06, "3.1"), (3.0742, 7, "3.1"), (312.4, 0.5, "312"),
      (-0.004, 0.06, "0.0"), (0.123456, 1e-9, "0.1235"), (2.5, .nan, "2.50"), (.nan, 0.1, "-"),
      (.infinity, 0.1, ">1e308"), (1.5e7, 10, "1.5e+07"),
    ] {
      #expect(NumberText.estimate(value, error: error) == text, "\(value) ± \(error)")
    }
  }

  /// As many decimals as are asked for and the error leaves.
  @Test func points() {
    for (value, error, most, text) in [
      (0.31838, 0.00388, 0, "32"), (0.31838, 0.00388, 1, "31.8"), (0.31838, 0.006, 1, "32"),
      (-0.00894, 0.0004, 1, "-0.9"), (-0.00894, 0.0075, 0, "-1"), (-0.00894, 0.0075, 1, "-1"),
      (0.0101, 1e-5, 0, "1"), (0.0001, 1e-7, 1, "0.0"), (-0.0001, 0.01, 0, "0"),
      (0.4, .nan, 0, "40"), (.nan, 0.1, 0, "-"),
    ] {
      #expect(NumberText.points(value, error: error, decimals: most) == text, "\(value) ± \(error)")
    }
  }

  @Test func shares() {
    #expect(NumberText.share(0.943, of: 4000) == "0.943")
    #expect(NumberText.share(1, of: 4000) == ">0.9998")
    #expect(NumberText.share(0, of: 400) == "<0.003")
    #expect(NumberText.share(.nan, of: 4000) == "-")
    // All but one draw agree: not all.
    #expect(NumberText.share(0.99975, of: 4000) == ">0.999")
    #expect(NumberText.share(0.00025, of: 4000) == "<0.001")
    #expect(NumberText.share(0.9994, decimals: 3) == "0.999")
    #expect(NumberText.share(0.996, decimals: 2) == ">0.99")
  }

  @Test func intervals() throws {
    #expect(CredibleInterval.standard.words == "90% equal-tailed interval")
    let narrow = try #require(CredibleInterval(kind: .highestDensity, mass: 0.955))
    #expect(narrow.words == "95.5% highest-density interval")
  }
}
