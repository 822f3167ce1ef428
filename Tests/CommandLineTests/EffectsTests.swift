import Foundation
import Testing

/// `effects` and `contrast` from run folder to files.
@Suite(.waitsForPrograms) struct EffectsTests {
  private static func p(_ eta: Double) -> Double { 1 / (1 + exp(-eta)) }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  private static func numbers(_ object: [String: Any], _ key: String) -> [String: Double] {
    (object[key] as? [String: Any])?.compactMapValues { $0 as? Double } ?? [:]
  }

  /// The average effect of a condition of the built-in study, by hand from draws and codes.
  @Test func effectsAreThoseOfTheDraws() throws {
    let folder = try RunFolders.work(RunFolders.drawnStudy)
    let run = try folder.run([
      "effects", "run", "--hypothesis", "security_uncertainty > foreign_intrusion",
    ])
    #expect(run.status == 0 && run.errors.isEmpty)
    let json = try folder.json("run/effects.json")
    #expect(json["population"] as? String == "the 8 cases observed")
    let effects = json.objects("effects")
    #expect(
      effects.map { $0["condition"] as? String } == [
        "protest", "ethnic_clashes", "foreign_intrusion", "security_uncertainty",
      ]
    )
    let draws = try folder.draws("run/draws.csv")
    let names = ["Intercept", "protest", "ethnic_clashes", "foreign_intrusion"]
    let beta = try names.map { try #require(draws[$0]) }
    let security = try #require(draws["security_uncertainty"])
    // Protest, clashes, intrusion of the eight cases.
    let cases: [[Double]] = [
      [1, 0, 0], [0, 1, 0], [1, 0, 0], [0, 1, 1], [0, 1, 0], [0, 0, 1], [1, 0, 0], [1, 0, 0],
    ]
    var (differences, ratios) = ([Double](), [Double]())
    for draw in security.indices {
      var (before, after) = (0.0, 0.0)
      for row in cases {
        let eta = beta[0][draw] + (0..<3).reduce(0) { $0 + row[$1] * beta[$1 + 1][draw] }
        before += Self.p(eta) / 8
        after += Self.p(eta + security[draw]) / 8
      }
      differences.append(after - before)
      ratios.append(after / before)
    }
    let effect = effects[3]
    let difference = Self.numbers(effect, "risk_difference")
    #expect(abs((difference["median"] ?? 0) - Self.median(differences)) < 1e-12)
    let ratio = Self.numbers(effect, "risk_ratio")
    #expect(abs((ratio["median"] ?? 0) / Self.median(ratios) - 1) < 1e-11)
    let positive = Double(differences.filter { $0 > 0 }.count) / 4000
    #expect(effect["p_positive"] as? Double == positive)
    let rope = Self.numbers(effect, "rope")
    #expect(rope["within"] == Double(differences.filter { abs($0) <= 0.05 }.count) / 4000)
    let larger = zip(security, beta[3]).filter { $0 > $1 }.count
    let hypothesis = try #require(json.objects("hypotheses").first)
    #expect(hypothesis["probability"] as? Double == Double(larger) / 4000)
    let rows = try folder.text("run/effects.csv").split(separator: "\n")
    #expect(rows.count == 1 + 4 * 5)
    #expect(rows[0].hasPrefix("condition,change,measure,mean,median,sd,lower,upper,"))
    #expect(try folder.text("run/hypotheses.csv").contains("\nsecurity_uncertainty > foreign"))
    #expect(
      run.words.contains(
        "averaged over the 8 cases observed, all else as it is (90% equal-tailed interval)"
      )
    )
  }

  @Test func contrastsNameBothScenarios() throws {
    let folder = try RunFolders.work(RunFolders.drawnStudy)
    let run = try folder.run([
      "contrast", "run", "--from", "protest=no", "--to", "protest=yes", "--to",
      "protest=yes,security_uncertainty=yes", "--format", "csv",
    ])
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output == (try folder.text("run/contrasts.csv")))
    let contrasts = try folder.json("run/contrasts.json").objects("contrasts")
    #expect(contrasts.count == 2)
    #expect(
      contrasts[1]["to"] as? String
        == "protest=yes, ethnic_clashes=no, foreign_intrusion=no, security_uncertainty=yes"
    )
    let draws = try folder.draws("run/draws.csv")
    let odds = try #require(draws["protest"]).map { exp($0) }
    let found = Self.numbers(contrasts[0], "odds_ratio")
    #expect(abs((found["median"] ?? 0) / Self.median(odds) - 1) < 1e-12)
  }

  /// Trials weigh; a factor has a row for each level; slopes have no ratios.
  @Test func countsAndFactors() throws {
    let folder = try RunFolders.work(RunFolders.counts)
    let run = try folder.run(["effects", "run", "--numeric", "slope"])
    #expect(run.status == 0, "\(run.errors)")
    let json = try folder.json("run/effects.json")
    #expect(json["population"] as? String == "21 trials of the 6 cases observed")
    let effects = json.objects("effects")
    #expect(
      effects.map { $0["change"] as? String } == [
        "no -> yes", "Baltic -> Asia", "Baltic -> Caucasus", "slope",
      ]
    )
    #expect(effects[3]["risk_ratio"] == nil && effects[3]["slope"] != nil)
    let grid = try folder.run(["effects", "run", "--over", "grid", "--condition", "protest"])
    #expect(grid.status == 0)
    #expect(
      try folder.json("run/effects.json")["population"] as? String
        == "all 6 configurations, with gdp=1.7916666666666667"
    )
    #expect(try folder.json("run/effects.json").objects("effects").count == 1)
  }

  private static let bad: [BadInput] = {
    func input(
      _ name: String,
      _ arguments: [String],
      _ status: Int32,
      _ message: String
    ) -> BadInput {
      BadInput(
        name,
        arguments,
        bytes: (try? RunFolders.study.get()) ?? [:],
        status,
        message
      )
    }
    return [
      input(
        "an unknown coefficient",
        ["effects", "run", "--hypothesis", "security_uncertainty > foreign_intrusoin"],
        65,
        """
        csto-bayes: hypothesis: the run has no coefficient 'foreign_intrusoin' (did you mean \
        'foreign_intrusion'?); coefficients: Intercept, protest, ethnic_clashes, foreign_intrusion, \
        security_uncertainty
          security_uncertainty > foreign_intrusoin
                                 ^^^^^^^^^^^^^^^^^
        """
      ),
      input(
        "a hypothesis without a direction",
        [
          "contrast", "run", "--from", "protest=no", "--to", "protest=yes", "--hypothesis",
          "protest = 0",
        ],
        64,
        """
        csto-bayes: hypothesis: '=' cannot stand here; expected: < or >
          protest = 0
                  ^
        """
      ),
      input(
        "an unknown condition in a probability",
        ["effects", "run", "--hypothesis", "p(protests=yes) > 0.5"],
        65,
        """
        csto-bayes: scenario: the run has no condition 'protests' (did you mean 'protest'?); \
        conditions: protest, ethnic_clashes, foreign_intrusion, security_uncertainty
          protests=yes
          ^^^^^^^^
        """
      ),
      input(
        "the effect of a condition that is not there",
        ["effects", "run", "--condition", "gdp"],
        65,
        "csto-bayes: scenario: the run has no condition 'gdp'; conditions: protest, ethnic_clashes, foreign_intrusion, security_uncertainty"
      ),
      input(
        "a grid and scenarios",
        ["effects", "run", "--over", "grid", "--at", "protest=yes"],
        64,
        "Error: Give --over grid or --at, not both."
      ),
      input(
        "nothing to hold",
        ["effects", "run", "--hold", "protest=yes"],
        64,
        "Error: --hold goes with --over grid or --at: over cases everything else is as observed."
      ),
      input(
        "a region that is none",
        ["effects", "run", "--rope=-1"],
        64,
        "Error: --rope must be a number from 0, not -1.0."
      ),
      input(
        "two scenarios compared with three",
        ["contrast", "run"] + ["--from", "protest", "--from", "protest"] + ["--to", "protest"],
        64,
        "Error: Give --from once, or once for each --to."
      ),
      input(
        "no run",
        ["effects", "nowhere"],
        66,
        "csto-bayes: nowhere: there is no such folder (`csto-bayes fit --output DIR` makes one)"
      ),
    ]
  }()

  @Test(arguments: bad) func refuses(_ input: BadInput) throws { try input.check() }
}
