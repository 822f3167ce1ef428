import Testing

@testable import Inference
@testable import InferenceCore

@Suite struct RobustnessExportTests {
  private static let results = MultiverseResults([
    UniverseExamples.result(
      UniverseExamples.universe(),
      [UniverseExamples.quantity(median: 0.5, positive: 0.96)]
    ),
    UniverseExamples.result(
      UniverseExamples.universe(dropped: "A"),
      [UniverseExamples.quantity(median: 0.25, positive: 0.875)],
      method: .reweighted(from: "0123456789abcdef", paretoK: 0.25),
      successes: 0
    ),
    UniverseExamples.failure(UniverseExamples.universe(link: .probit), "broken, badly"),
  ])

  @Test func universes() {
    let identifiers = Self.results.entries.map(\.result.identifier)
    #expect(
      MultiverseExport(Self.results).universeTable.text() == """
        universe,coding,recodes,prior,formula,link,dropped,sampler,cases,successes,trials,status,method,fitted_by,donor,pareto_k,one_class,separation,warnings,message
        \(identifiers[0]),text,-,weakly-informative,default,logit,-,auto,8,1,8,estimated,fitted,nuts,,,no,some,,
        \(identifiers[1]),text,-,weakly-informative,default,logit,A,auto,8,0,8,estimated,reweighted,,0123456789abcdef,0.25,yes,some,,
        \(identifiers[2]),text,-,weakly-informative,default,probit,-,auto,0,0,0,failed,,,,,no,none,,"broken, badly"

        """
    )
    let quantities = MultiverseExport(Self.results).quantityTable.text().split(separator: "\n")
    #expect(quantities.count == 3)
    #expect(
      quantities[2].hasSuffix(
        ",A,auto,yes,effect,x,0.25,0.25,-0.25,0,0.25,0.5,0.75,0.875,0.002,0.003,0.001,1000,1"
      )
    )
  }

  @Test func summaries() {
    let export = RobustnessExport(RobustnessReading(Self.results))
    let rows = export.summaryTable.text().split(separator: "\n")
    #expect(rows[1] == "effect,x,all,2,1,0,0,1,0.375,0.25,0.5,1,0,0.5,0,1,0,0.5,0,0,0,0,0,0,0,0,0")
    #expect(rows[2] == "effect,x,two_classes,1,0,0,0,1,0.5,0.5,0.5,1,0,1,0,1,0,1,0,0,0,0,0,0,0,0,0")
    #expect(
      export.varianceTable.text() == """
        kind,quantity,fork,choices,share_alone,share_only,smallest_choice,smallest_mean,largest_choice,largest_mean,sd_of_medians,share_additive,share_interactions,universes,one_class,failed
        effect,x,dropped,2,1,1,A,0.25,-,0.5,0.125,1,0,2,1,1

        """
    )
    let influence = export.influenceTable.text().split(separator: "\n")
    #expect(influence.count == 2)
    #expect(
      influence[1].hasPrefix("effect,x,A,,,,,1,1,-0.25,0.25,-0.25,")
        && influence[1].hasSuffix("1,1,0,0")
    )
  }

  /// What the prior says alone is beside its analyses, and what it is across by itself is in no share.
  @Test func priors() {
    let entries = Self.results.entries
    let own = MonteCarloEstimate(value: 0.9375, error: 0.001)
    let priors = PriorDirections(
      Dictionary(
        uniqueKeysWithValues: entries.map { ($0.result.identifier, [.init(.effect, "x"): own]) }
      )
    )
    let results = MultiverseResults(entries.map { ($0.universe, $0.result) }, priors: priors)
    let export = RobustnessExport(RobustnessReading(results), outcome: "y")
    let rows = export.priorTable.text().split(separator: "\n")
    #expect(rows.count == 2)
    #expect(
      rows[1] == "effect,x,weakly-informative,2,0.9375,0.001,0.9375,0.001,0.375,0.25,0.5,"
        + "0,2,,0,1,0,0.5,0,0,0,0,0,0,0,0,0,undefined: share_above_0.9"
    )
    guard case .array(let quantities)? = export.json["quantities"], let first = quantities.first,
      case .array(let parts)? = first["by_prior"], let part = parts.first
    else {
      Issue.record("no priors")
      return
    }
    #expect(
      first["headline"]
        == .string(
          "In 1 of 2 analyses (50 %) x raises the probability of y with P > 0.95; of the 1 with both outcomes "
            + "in 1."
        )
    )
    #expect(part["prior_p_positive"]?["largest"]?["estimate"] == .number(0.9375))
    #expect(export.json["nothing_varied"] == .boolean(false))
  }

  @Test func json() {
    let json = RobustnessExport(
      RobustnessReading(Self.results, base: Self.results.entries[0].universe)
    ).json
    #expect(json["counts"]?["failed"] == 1 && json["counts"]?["one_class"] == 1)
    guard case .array(let quantities)? = json["quantities"], let first = quantities.first,
      case .array(let universes)? = json["universes"]
    else {
      Issue.record("no quantities")
      return
    }
    #expect(universes.count == 3 && universes[2]["message"] == "broken, badly")
    #expect(first["all"]?["median_of_medians"] == .number(0.375))
    #expect(first["curve"]?["median"] == .array([.number(0.25), .number(0.5)]))
    #expect(first["variance_by_choice"]?["share_additive"] == .number(1))
    guard case .array(let cases)? = first["without_case"] else {
      Issue.record("no cases")
      return
    }
    #expect(cases.first?["base_change_median"] == .number(-0.25))
  }
}
