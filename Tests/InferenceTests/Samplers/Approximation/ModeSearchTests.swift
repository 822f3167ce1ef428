import InferenceTestSupport
import Testing

@testable import InferenceCore

/// The humps of posteriors whose priors the data contradict.
@Suite struct ModeSearchTests {
  private static func humps(
    _ rows: [[Double]],
    _ successes: [Double],
    _ trials: [Double],
    _ priors: [String]
  ) throws -> [ModeSearch.Hump] {
    let model = try ExactCases.model(
      rows: rows,
      successes: successes,
      trials: trials,
      priors: priors
    )
    return try ModeSearch(PriorSpaceTarget(model)).humps
  }

  /// Each of two priors followed and the other left.
  ///
  /// The modes in coefficients, by Nelder and Mead in
  /// scipy 1.15 from the same starts: (-10.005, 15.995), (-17.489, 15.999), (-10.001, 8.511).
  @Test func eachPriorIsFollowedOrLeft() throws {
    let humps = try Self.humps(
      [[0], [1]],
      [0, 0],
      [5, 5],
      ["student_t(7, -10, 0.03)", "student_t(7, 16, 0.03)"]
    )
    #expect(humps.count == 3)
    let found = humps.map(\.coefficients).sorted { $0[0] < $1[0] }
    for (hump, truth) in zip(found, [[-17.489, 15.999], [-10.005, 15.995], [-10.001, 8.511]]) {
      #expect(abs(hump[0] - truth[0]) < 0.002 && abs(hump[1] - truth[1]) < 0.002)
    }
  }

  /// A column in small units: the hump of the likelihood lies in the hundreds, where a separating direction
  /// is held by nothing but the tail of the prior.
  @Test func separatedColumnsInSmallUnits() throws {
    let humps = try Self.humps(
      [[0], [0.01]],
      [0, 27],
      [40, 27],
      ["normal(0, 10)", "student_t(7, 0, 1)"]
    )
    #expect(humps.count == 2)
    let heaviest = try #require(humps.first)
    #expect(abs(heaviest.coefficients[1] - 687.3) < 0.5)
    #expect(abs(humps[1].coefficients[1] - 0.174) < 0.002)
  }

  /// The data and priors of the usual kind: one hump.
  @Test func priorsThatTheDataDoNotContradict() throws {
    let priors = ["student_t(3, 0, 2.5)", "student_t(7, 0, 2.5)"]
    #expect(try Self.humps([[0], [1]], [2, 3], [5, 5], priors).count == 1)
    #expect(try ModeSearch(PriorSpaceTarget(ApproximationCases.builtIn())).humps.count == 1)
  }
}
