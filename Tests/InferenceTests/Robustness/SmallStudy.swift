import Foundation

@testable import Inference

/// A study of a few cases in a folder, of whose universes some cannot be analysed.
enum SmallStudy {
  /// The files; the second coding has a size of 0, whose logarithm does not exist.
  static let files = [
    "study.yaml": """
    name: small
    title: A small study
    citation: Nobody, nowhere.
    cases: cases.csv
    codebook: codebook.yaml
    codings:
      first: {file: first.csv, label: The first, note: As it is.}
      second: {file: second.csv, label: The second, note: Otherwise.}
    default_coding: first
    outcome: intervention
    formula: intervention ~ protest
    prior: sceptical
    multiverse:
      contested: each
      formulas: {plain: intervention ~ protest, size: intervention ~ protest + log(size)}
      links: [logit, cloglog]
      drop: each

    """,
    "flat.yaml": """
    title: Flat
    description: A prior that is none.
    source: None.
    intercept: {prior: flat(), reason: None.}
    coefficients: {prior: flat(), reason: None.}

    """,
    "cases.csv": "case_id,country\nA,X\nB,Y\nC,Z\nD,W\nE,V\n",
    "first.csv": """
    case_id,protest,size,intervention
    A,yes,2,no
    B,no,3.5,yes
    C,yes,1,yes
    D,no,2.5,no
    E,yes,4,no

    """,
    "second.csv": """
    case_id,protest,size,intervention
    A,yes,2,no
    B,no,0,no
    C,yes,1,yes
    D,no,2.5,no

    """,
    "codebook.yaml": """
    variables:
      protest:
        label: P
        question: Was there?
        kind: coded
        role: condition
        levels: {"yes": There was., "no": There was none.}
        source: S
      size: {label: S, question: How large?, kind: numeric, role: condition, source: S}
      intervention:
        label: I
        question: Was there?
        kind: coded
        role: outcome
        levels: {"yes": There was., "no": There was none.}
        source: S
    contested:
      - case: C
        variable: intervention
        alternatives: {first: ["no"], second: ["no"]}
        reason: In doubt.
        section: S
      - case: B
        variable: size
        alternatives: {first: ["2", "3"], second: ["1"]}
        reason: In doubt.
        section: S

    """,
  ]

  /// The files with one text of one of them put for another, which must be there.
  static func files(_ file: String, _ old: String, _ new: String) -> [String: String] {
    var files = files
    guard let text = files[file], text.contains(old) else {
      preconditionFailure("\(file) has no \(old)")
    }
    files[file] = text.replacing(old, with: new, maxReplacements: 1)
    return files
  }

  /// The plan of a study in a folder, with few draws.
  static func plan(_ study: String, draws: Int = 200, seed: UInt64 = 1) throws -> RobustnessPlan {
    guard
      let run = RunSettings(chains: 2, warmup: 200, draws: draws, seed: seed, threads: 1),
      let noUTurn = NoUTurnSettings()
    else { preconditionFailure("settings") }
    return try RobustnessPlan(
      Study.load(study),
      filters: [],
      isOfAnySize: false,
      fit: FitSettings(run: run, noUTurn: noUTurn),
      isReweighting: true
    )
  }
}

extension RobustnessPlan {
  /// What analyses its universes.
  func analysis() throws -> UniverseAnalysis {
    try UniverseAnalysis(
      study,
      universes: declared.universes,
      run: fit.run,
      noUTurn: fit.noUTurn
    ) { "failed: \($0)" }
  }
}

/// Makes a folder of files, lends its path for as long as that takes, and removes it.
func withFolder<Result>(
  _ files: [String: String],
  _ body: (String) async throws -> Result
) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "csto-bayes-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  for (path, text) in files { try Data(text.utf8).write(to: folder.appending(path: path)) }
  return try await body(folder.path)
}
