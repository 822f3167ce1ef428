import Inference
import Testing

@testable import InferenceCore

/// The number of universes is known before any is planned.
@Suite struct MultiverseSizeTests {
  static func declaration(_ text: String) throws -> MultiverseDeclaration {
    try MultiverseDeclaration(
      YAMLNode(bytes: Array(text.utf8), file: "study.yaml"),
      codings: ["text", "table1"],
      formula: "intervention ~ protest",
      prior: "weakly-informative"
    )
  }

  @Test(
    arguments: MultiverseDeclaration.Contested.allCases,
    MultiverseDeclaration.Drop.allCases
  )
  func equalsThePlan(
    _ contested: MultiverseDeclaration.Contested,
    _ drop: MultiverseDeclaration.Drop
  ) throws {
    let study = try Study.load("csto")
    let full = study.defaultFormula
    for rest in [
      "{}", "{links: [logit, cloglog], priors: [a, b, c]}", "{codings: [table1]}",
      "{formulas: {full: \(full), none: intervention ~ 1}, samplers: [nuts, auto]}",
      "{codings: [text], formulas: {full: \(full), one: intervention ~ security_uncertainty}}",
    ] {
      let inner = rest.dropFirst().dropLast()
      let text = "{contested: \(contested), drop: \(drop)\(inner.isEmpty ? "" : ", ")\(inner)}"
      let declared = try Self.declaration(text)
      let plan = try Multiverse(declared, of: study)
      let size = try Multiverse.size(of: declared, study: study)
      #expect(abs(size - Double(plan.universes.count)) < 1e-9 * size, "\(text)")
      #expect(Set(plan.universes.map(\.identifier)).count == plan.universes.count, "\(text)")
    }
  }

  @Test func builtInStudyHasMoreThanAThousand() throws {
    let study = try Study.load("csto")
    #expect(try Multiverse.size(of: study.multiverse, study: study) == 1224)
  }

  /// So many cells that their combinations are beyond any number: still a number.
  @Test(arguments: ["none", "each"]) func sizesBeyondAnyNumber(_ drop: String) throws {
    let cases = (1...1200).map { "C\($0)" }
    var cells = ""
    for name in cases {
      cells += """
          - {case: \(name), variable: protest, alternatives: {first: ["\(name == "C1" ? "no" : "yes")"]}, \
        reason: r, section: s}

        """
    }
    let files = [
      "study.yaml": """
      name: big
      title: t
      citation: c
      cases: cases.csv
      codebook: codebook.yaml
      codings: {first: {file: first.csv, label: l, note: n}}
      default_coding: first
      outcome: intervention
      formula: intervention ~ protest
      prior: sceptical
      multiverse: {contested: all, drop: \(drop)}

      """,
      "cases.csv": "case_id,country\n" + cases.map { "\($0),X\n" }.joined(),
      "first.csv": "case_id,protest,intervention\n"
        + cases.map { "\($0),\($0 == "C1" ? "yes" : "no"),no\n" }.joined(),
      "codebook.yaml": """
      variables:
        protest:
          {label: p, question: q, kind: coded, role: condition, levels: {"yes": y, "no": n}, source: s}
        intervention:
          {label: i, question: q, kind: coded, role: outcome, levels: {"yes": y, "no": n}, source: s}
      contested:
      \(cells)
      """,
    ]
    try withFolder(files) { folder in
      let study = try Study.load(folder)
      #expect(try Multiverse.size(of: study.multiverse, study: study) == .infinity)
      #expect(throws: MultiverseError(.tooMany(.infinity, limit: 1_000_000))) {
        try RobustnessPlan(
          study,
          filters: [],
          isOfAnySize: false,
          fit: FitSettings(
            run: #require(RunSettings(seed: 1, threads: 1)),
            noUTurn: #require(NoUTurnSettings())
          ),
          isReweighting: true
        )
      }
    }
    let message = MultiverseError(.tooMany(.infinity, limit: 1_000_000)).description
    #expect(message.hasPrefix("the plan has more than 1e308 analyses, "), "\(message)")
  }
}
