import InferenceTestSupport
import Testing

@testable import Inference

/// The reference `loo_set1`: 1000 draws of the log likelihood of 40 cases, and what R's loo 2.5.1
/// (rank by rank the definitions followed here) makes of them.
struct LooReference {
  let likelihood: PointwiseLogLikelihood
  private let expected: [String: Any]

  init() throws {
    let table = try ReferenceTable("loo_set1.csv")
    let names = (1...40).map { "ll\($0)" }
    likelihood = PointwiseLogLikelihood(
      caseNames: names,
      values: try names.map { try table.chains($0) }
    )
    expected = try References.expected("loo_set1")
  }

  func numbers(_ key: String) throws -> [Double] { try #require(expected[key] as? [Double]) }

  func number(_ block: String, _ key: String) throws -> Double {
    let numbers = try #require(expected[block] as? [String: Any])
    return try #require(numbers[key] as? Double, "\(block).\(key)")
  }

  func numbers(_ block: String, _ key: String) throws -> [Double] {
    let numbers = try #require(expected[block] as? [String: Any])
    return try #require(numbers[key] as? [Double], "\(block).\(key)")
  }
}
