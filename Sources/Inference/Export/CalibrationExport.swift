/// A study of calibration as tables and JSON.
public struct CalibrationExport: Sendable {
  private let report: CalibrationReport

  /// Takes a study as it is.
  public init(_ report: CalibrationReport) {
    self.report = report
  }

  /// One row for each test quantity.
  public var table: DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "quantity", "chi_square", "chi_square_p", "ecdf_difference", "ecdf_p", "prior_mean_z",
      "prior_mean_p", "prior_spread_z", "prior_spread_p", "tendency", "passed",
    ])
    for quantity in report.quantities {
      table.append(
        [.text(quantity.name), .number(quantity.chiSquare.statistic)]
          + [.number(quantity.chiSquare.pValue), .number(quantity.distribution.statistic)]
          + [.number(quantity.distribution.pValue)]
          + Self.fields(quantity.center) + Self.fields(quantity.spread)
          + [quantity.tendency.map { .text($0.rawValue) } ?? .missing]
          + [.text(passes(quantity) ? "true" : "false")]
      )
    }
    return table
  }

  /// One row for each replication and test quantity: the truth and its rank, 0 to 99.
  public var ranks: DelimitedWriter {
    var table = DelimitedWriter(columns: [
      "replication", "quantity", "truth", "rank", "draws", "bulk_ess", "divergences",
    ])
    for replication in report.replications {
      for (index, quantity) in report.quantities.enumerated() {
        table.append([
          .integer(replication.number), .text(quantity.name), .number(replication.truth[index]),
          .integer(replication.ranks[index]), .integer(replication.drawCount),
          .number(replication.sampleSize), .integer(replication.divergenceCount),
        ])
      }
    }
    return table
  }

  /// The verdict, the tests, and what is needed to draw the ECDF differences with their band.
  public var members: [JSON.Member] {
    let size = CalibrationSettings.rankedDraws + 1
    let count = Double(max(1, report.replications.count))
    func difference(_ number: Int, _ point: Int) -> JSON {
      .number(Double(number) / count - Double(point + 1) / Double(size))
    }
    return [
      .init("passed", .boolean(report.isCalibrated)),
      .init("replications", .integer(report.replications.count)),
      .init("ranked_draws", .integer(CalibrationSettings.rankedDraws)),
      .init("tests", .integer(report.testCount)),
      .init("error_rate", .number(report.settings.errorRate)),
      .init("threshold_p", .number(report.threshold)),
      .init("smallest_p", .number(report.smallestPValue)),
      .init("replications_with_too_few_effective_draws", .integer(report.thinReplications)),
      .init("divergences", .integer(report.divergenceCount)),
      .init("quantities", .array(report.quantities.map(json))),
      .init(
        "ecdf_band",
        [
          "coverage": 0.95,
          "lower": .array(report.band.enumerated().map { difference($1.lower, $0) }),
          "upper": .array(report.band.enumerated().map { difference($1.upper, $0) }),
        ]
      ),
    ]
  }

  private func passes(_ quantity: CalibrationReport.Quantity) -> Bool {
    quantity.tests.allSatisfy { $0.pValue >= report.threshold }
  }

  private func json(_ quantity: CalibrationReport.Quantity) -> JSON {
    var members: [JSON.Member] = [
      .init("name", .string(quantity.name)), .init("passed", .boolean(passes(quantity))),
      .init("chi_square", Self.json(quantity.chiSquare)),
      .init("ecdf_difference", Self.json(quantity.distribution)),
    ]
    if let center = quantity.center { members.append(.init("prior_mean_z", Self.json(center))) }
    if let spread = quantity.spread { members.append(.init("prior_spread_z", Self.json(spread))) }
    members.append(.init("tendency", .optional(quantity.tendency?.rawValue)))
    return .object(members)
  }

  private static func json(_ test: CalibrationReport.Test) -> JSON {
    ["statistic": .number(test.statistic), "p": .number(test.pValue)]
  }

  private static func fields(_ test: CalibrationReport.Test?) -> [DelimitedWriter.Field] {
    guard let test else { return [.missing, .missing] }
    return [.number(test.statistic), .number(test.pValue)]
  }
}
