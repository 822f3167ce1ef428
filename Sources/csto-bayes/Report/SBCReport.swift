import Foundation
import Inference

/// What `sbc` prints.
struct SBCReport {
  private let study: CalibrationInput
  private let report: CalibrationReport
  private let folder: String?

  init(_ study: CalibrationInput, _ report: CalibrationReport, folder: String?) {
    self.study = study
    self.report = report
    self.folder = folder
  }

  var text: String { header + priors + "Ranks of the truth\n" + table + closing }

  private var header: String {
    let input = study.input
    let options = input.options
    let run = options.run
    return Paragraph.text(
      "\(input.data.title ?? input.data.name), \(input.design.caseCount) cases; "
        + input.design.formula.text,
      mark: "Design    "
    )
      + Paragraph.text(
        "\(options.sampler.rawValue), \(run.chains) x \(run.draws) draws; truths are ranked among "
          + "\(CalibrationSettings.rankedDraws) of them",
        mark: "Sampler   "
      )
      + Paragraph.text(
        "\(report.replications.count) simulated data sets, seed \(study.calibration.settings.seed)",
        mark: "Study     "
      ) + "\n"
  }

  private var priors: String {
    let fitted = study.calibration.fittedPrior
    let isOther = fitted.used.map(\.prior) != study.calibration.model.prior.used.map(\.prior)
    var table = TextTable(
      [.words(""), .words("prior of the truths")] + (isOther ? [.words("prior fitted")] : [])
    )
    for (use, other) in zip(study.calibration.model.prior.used, fitted.used) {
      table.append(
        [use.column, NumberText.prior(use.prior)] + (isOther ? [NumberText.prior(other.prior)] : [])
      )
    }
    return "Priors\n" + table.text
  }

  private var table: String {
    var table = TextTable(
      [
        .words(""), .number("chi-square p"), .number("ECDF difference", rank: 1),
        .number("ECDF p"), .number("prior mean z", rank: 2), .number("prior spread z", rank: 2),
        .words(""),
      ],
      file: folder == nil ? nil : "sbc.csv"
    )
    for quantity in report.quantities {
      let fails = quantity.tests.contains { $0.pValue < report.threshold }
      table.append([
        Self.names[quantity.name] ?? quantity.name, Self.p(quantity.chiSquare.pValue),
        NumberText.fixed(quantity.distribution.statistic, 3), Self.p(quantity.distribution.pValue),
        quantity.center.map { NumberText.fixed($0.statistic, 1) } ?? "",
        quantity.spread.map { NumberText.fixed($0.statistic, 1) } ?? "",
        fails ? "FAIL" + (quantity.tendency.map { ": " + Self.words($0) } ?? "") : "pass",
      ])
    }
    return table.text
  }

  private var closing: String {
    var text =
      Paragraph.text(
        "(ECDF p: exact, for the largest departure at any rank; prior z: the posterior averaged over data "
          + "sets against the prior, by the prior's probability below each draw)",
        mark: "  "
      ) + "\n"
    if report.thinReplications > 0 {
      text += Paragraph.text(
        "\(report.thinReplications) of \(report.replications.count) fits had fewer than "
          + "\(CalibrationSettings.rankedDraws) effective draws, even where more were drawn: their ranks "
          + "lean to both ends; use more --draws.",
        mark: ""
      )
    }
    if report.divergenceCount > 0 {
      text += "\(report.divergenceCount) draws of all fits diverged.\n"
    }
    if let folder { text += "Written to \(folder)\n" }
    let bound =
      "\(Self.p(report.threshold)) = \(report.settings.errorRate) / \(report.testCount) tests"
    text += Paragraph.text(
      report.isCalibrated
        ? "PASS: no p-value below \(bound); the smallest is \(Self.p(report.smallestPValue))."
        : "FAIL: the smallest p-value is \(Self.p(report.smallestPValue)), below \(bound).",
      mark: ""
    )
    return text
  }

  private static let names = [
    "log_likelihood": "(log likelihood)", "log_density": "(log density)",
  ]

  private static func p(_ value: Double) -> String {
    value < 1e-12
      ? "<1e-12" : value < 0.001 ? String(format: "%.1e", value) : NumberText.fixed(value, 3)
  }

  private static func words(_ tendency: CalibrationReport.Tendency) -> String {
    switch tendency {
    case .drawsTooHigh: "draws too high"
    case .drawsTooLow: "draws too low"
    case .drawsTooNarrow: "draws too narrow"
    case .drawsTooWide: "draws too wide"
    }
  }
}
