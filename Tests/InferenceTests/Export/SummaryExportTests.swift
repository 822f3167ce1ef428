import Testing

@testable import Inference

struct SummaryExportTests {
  private static let keys = [
    "name", "mean", "median", "sd", "mad", "q5", "q95", "mcse_mean", "mcse_sd", "rhat",
    "ess_bulk", "ess_tail", "mcse_median", "mcse_q5", "mcse_q95",
  ]
  /// 0, 1, … 99 shuffled by a permutation (37 is prime to 100), so that every number differs.
  private static let chains = (0..<2).map { chain in
    (0..<100).map { Double(($0 * 37 + chain * 11) % 100) }
  }

  @Test func jsonHasTheKeysOfTheSchemaInOrder() {
    let summary = ParameterSummary(name: "a,b", chains: Self.chains)
    guard case .array(let parameters)? = SummaryExport([summary]).json["parameters"],
      case .object(let members)? = parameters.first
    else {
      Issue.record("no parameters")
      return
    }
    #expect(members.map(\.key) == Self.keys)
    #expect(
      members.map(\.value) == [
        .string("a,b"), .number(49.5), .number(49.5), .number(summary.sd), .number(summary.mad),
        .number(summary.q5), .number(summary.q95), .number(summary.mcseMean),
        .number(summary.mcseSd), .number(summary.rHat), .number(summary.essBulk),
        .number(summary.essTail), .number(summary.mcseMedian), .number(summary.mcseQ5),
        .number(summary.mcseQ95),
      ]
    )
  }

  @Test func whatDoesNotExistIsNullOrEmptyWithAReason() {
    let constant = ParameterSummary(name: "c", chains: [[2, 2, 2, 2], [2, 2, 2, 2]])
    #expect(SummaryExport([constant]).json.text().contains("\"rhat\": null"))
    let lines = SummaryExport([constant]).table.text().split(separator: "\n")
    #expect(lines[0] == Self.keys.joined(separator: ",") + ",caveat")
    #expect(lines[1].hasPrefix("c,2,2,0,0,2,2,"))
    #expect(!lines[1].contains("NaN") && lines[1].contains(",undefined: "))
  }
}
