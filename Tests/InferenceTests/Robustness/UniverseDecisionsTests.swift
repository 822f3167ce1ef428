import Foundation
import InferenceTestSupport
import Testing

@testable import Inference

/// The smallest sets of recodes, against brute force.
@Suite struct UniverseDecisionsTests {
  private struct Reference: Decodable {
    struct Cases: Decodable {
      let a: [Int]
      let b: [Int]
      let y: [Int]
      let names: [String]
    }
    struct Entry: Decodable {
      let size: Int
      let sets: Int
      let furthest: String

      init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        size = try container.decode(Int.self)
        sets = try container.decode(Int.self)
        furthest = try container.decode(String.self)
      }
    }
    let cases: Cases
    let base: [String: Double]
    let smallest: [String: [String: Entry]]
  }

  private static func files(_ cases: Reference.Cases) -> [String: String] {
    func code(_ value: Int) -> String { value == 1 ? "yes" : "no" }
    let rows = cases.names.indices.map { row in
      "\(cases.names[row]),\(code(cases.a[row])),\(code(cases.b[row])),\(code(cases.y[row]))\n"
    }
    func variable(_ name: String, _ role: String) -> String {
      """
        \(name):
          label: \(name)
          question: Was there?
          kind: coded
          role: \(role)
          levels: {"yes": There was., "no": There was none.}
          source: S

      """
    }
    return [
      "study.yaml": """
      name: seven
      title: Seven cases
      citation: Nobody, nowhere.
      cases: cases.csv
      codebook: codebook.yaml
      codings:
        only: {file: only.csv, label: The only one, note: As it is.}
      default_coding: only
      outcome: y
      formula: y ~ a + b
      prior: weakly-informative
      multiverse:
        formulas: {plain: y ~ a + b}

      """,
      "cases.csv": "case_id,country\n" + cases.names.map { "\($0),X\n" }.joined(),
      "only.csv": "case_id,a,b,y\n" + rows.joined(),
      "codebook.yaml": "variables:\n" + variable("a", "condition") + variable("b", "condition")
        + variable("y", "outcome"),
    ]
  }

  /// fragility_small.json: P by a lattice, for all sets of up to four of 21 cells.
  ///
  /// `C3.b` alone carries b to 0.9006, which draws cannot tell from 0.9; sets that the search does not look at
  /// are upper bounds.
  @Test func smallestSetsOfSevenCases() async throws {
    let data = try Data(contentsOf: URL(filePath: Trials.path("fragility_small.json")))
    let reference = try JSONDecoder().decode(Reference.self, from: data)
    try await withFolder(Self.files(reference.cases)) { folder in
      let plan = try SmallStudy.plan(folder, draws: 2000)
      let store = try UniverseStore(path: folder + "/s.sqlite", identity: plan.identity())
      let run = RobustnessRun(try plan.analysis(), store: store, jobs: 2, isReweighting: false)
      let answer = try await run.fragility(of: plan.base, in: plan.study) { _ in }
      let reading = try #require(answer)
      #expect(reading.lines.count == 10)
      for line in reading.lines {
        let name =
          "\(line.key.name) \(line.threshold.side == .above ? ">" : "<") \(line.threshold.value)"
        let base = try #require(reference.base[line.key.name])
        #expect(abs(line.base.probabilityPositive - base) < 0.02, "\(name)")
        #expect(!line.isDoubtful, "\(name)")
        guard let expected = reference.smallest[name] else { continue }
        for (cells, answer) in [("all", line.anyCells), ("conditions", line.conditionsOnly)] {
          let entry = try #require(expected[cells])
          // Beyond pairs the search is greedy: what it finds there is a bound, or says that it is none.
          if entry.size > 2 {
            guard let crossing = answer.crossing else { continue }
            #expect(crossing.changes.count >= entry.size, "\(name) \(cells)")
            #expect(!crossing.isExact || crossing.changes.count == entry.size, "\(name) \(cells)")
            continue
          }
          let crossing = try #require(answer.crossing, "\(name) \(cells)")
          #expect(crossing.changes.count == entry.size, "\(name) \(cells)")
          #expect(!crossing.isDoubtful && crossing.isExact, "\(name) \(cells)")
          #expect(crossing.setCount == entry.sets, "\(name) \(cells)")
          #expect(crossing.clearSetCount == entry.sets, "\(name) \(cells)")
          guard let set = entry.furthest.split(separator: ",").first else { continue }
          let found = crossing.changes.map { "\($0.caseName).\($0.variable)" }
          #expect(found.joined(separator: ";") == set, "\(name) \(cells)")
        }
      }
      let near = try #require(
        reading.lines.first { $0.key.name == "b" && $0.threshold == .init(.above, 0.9) }
      )
      let crossing = try #require(near.anyCells.crossing)
      // The reference's lattice is coarse. numpy, midpoint sums over (-24, 24)^3 of steps 1/4 and 1/8: 0.90078250
      // and 0.90063242, extrapolated to 0.90058239.
      #expect(abs(crossing.after.probabilityPositive - 0.90084) < 5e-4)
      #expect(abs(crossing.after.probabilityPositive - 0.90058239) < 3e-5)
      #expect(crossing.after.mcseProbabilityPositive < 2e-5)
    }
  }

  /// Where the posterior is not integrated, a set near the line leaves a doubt.
  @Test func nearSetsLeaveADoubt() throws {
    let plan = try FragilityPlan(
      base: UniverseExamples.universe(formula: "intervention ~ protest"),
      of: Study.load("csto")
    )
    func result(
      _ universe: Universe,
      _ positive: Double
    ) -> (universe: Universe, result: UniverseResult) {
      UniverseExamples.result(
        universe,
        [UniverseExamples.quantity("protest", median: 0.5, positive: positive, error: 0.004)]
      )
    }
    let singles = plan.universes(ofSize: 1)
    let pairs = plan.universes(ofSize: 2)
    var results = [result(plan.base, 0.8)]
    results += singles.enumerated().map { result($1, $0 == 3 ? 0.897 : 0.85) }
    results += pairs.enumerated().map { result($1, $0 == 5 ? 0.95 : 0.85) }
    let line = try #require(
      FragilityReading(plan, results).lines.first { $0.threshold == .init(.above, 0.9) }
    )
    let crossing = try #require(line.anyCells.crossing)
    #expect(crossing.changes.count == 2 && crossing.isExact && crossing.isDoubtful)
    // Without the pair nothing is known, and that is in doubt too.
    let none = FragilityReading(plan, results.filter { $0.universe != pairs[5] })
    let answer = try #require(none.lines.first { $0.threshold == .init(.above, 0.9) }).anyCells
    #expect(answer.crossing == nil && answer.isDoubtfullyNone)
  }
}
