import Testing

@testable import Inference
@testable import InferenceCore

@Suite struct InfluenceExportTests {
  private static func quantity(
    _ kind: ReportedQuantity.Kind,
    _ name: String,
    _ mean: Double
  ) -> ReportedQuantity {
    ReportedQuantity(
      kind: kind,
      name: name,
      estimates: Estimates(
        mean: mean,
        sd: 0.5,
        median: mean,
        mad: 0.5,
        mcseMean: 0.125
      ),
      probabilityPositive: 0.75
    )
  }

  @Test func longTable() {
    let influence = CaseInfluence(
      full: [Self.quantity(.coefficient, "x", 1), Self.quantity(.meanProbability, "mean", 0.25)],
      refits: [
        (
          "a",
          .init(quantities: [
            Self.quantity(.coefficient, "x", 1.5), Self.quantity(.meanProbability, "mean", 0.5),
          ])
        ),
        ("b", .init(quantities: [], failure: "improper")),
      ]
    )
    let prior = PriorSampleSize(
      coefficient: "x",
      prior: .flat(FlatPrior()),
      beforeData: .cases(0),
      givenData: .heavyTails
    )
    let export = InfluenceExport(influence, priors: [prior])
    #expect(
      export.table.text() == """
        case,kind,quantity,statistic,all_cases,without_case,change,change_in_sd,mcse_all_cases,mcse_without_case,caveat
        a,coefficient,x,mean,1,1.5,0.5,1,0.125,0.125,
        a,coefficient,x,sd,0.5,0.5,0,,,,
        a,coefficient,x,median,1,1.5,0.5,,,,
        a,coefficient,x,p_positive,0.75,0.75,0,,,,
        a,mean_probability,mean,mean,0.25,0.5,0.25,0.5,0.125,0.125,
        a,mean_probability,mean,sd,0.5,0.5,0,,,,

        """
    )
    #expect(
      export.priorTable.text()
        == "coefficient,prior,cases_before_data,cases_given_data,caveat\n"
        + "x,flat(),0,,undefined: cases_given_data\n"
    )
    guard case .array(let cases)? = export.json["without_case"] else {
      Issue.record("no cases")
      return
    }
    #expect(cases[0]["largest_change"] == "x" && cases[0]["largest_change_in_sd"] == .number(1))
    #expect(cases[1]["problem"] == "improper" && cases[1]["largest_change"] == .null)
  }
}
