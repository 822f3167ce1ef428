import Foundation

/// Coding sheets that tests read.
enum Sheet {
  /// Five cases whose outcomes no condition tells apart.
  static let crises = """
    case,protest,split,year,size,intervention
    A,yes,no,2001,3.5,no
    B,no,yes,2005,1.2,yes
    C,yes,yes,2010,7,yes
    D,no,no,2020,2,no
    E,yes,no,2021,4,yes

    """

  /// The sheet with one text put for another, which must be there.
  static func crises(_ old: String, _ new: String) -> String {
    precondition(crises.contains(old), "the sheet has no \(old)")
    return crises.replacing(old, with: new, maxReplacements: 1)
  }

  /// A whole prior file.
  static let priorFile = """
    title: A set of one's own
    description: As an example.
    source: None.
    intercept:
      prior: normal(0, 5)
      reason: Wide.
    coefficients:
      prior: normal(0, 2.5)
      scaling: range
      reason: Not so wide.

    """

  /// The prior file with one text put for another, which must be there.
  static func priorFile(_ old: String, _ new: String) -> String {
    precondition(priorFile.contains(old), "the prior file has no \(old)")
    return priorFile.replacing(old, with: new, maxReplacements: 1)
  }

  /// The files of a small study in the folder `s`.
  static let study = [
    "s/study.yaml": """
    name: small
    title: A small study
    citation: Nobody, nowhere.
    cases: cases.csv
    codebook: codebook.yaml
    codings:
      first:
        file: first.csv
        label: The first
        note: As it is.
    default_coding: first
    outcome: intervention
    formula: intervention ~ protest
    prior: sceptical

    """,
    "s/cases.csv": "case_id,country\nA,X\nB,Y\nC,Z\n",
    "s/first.csv": "case_id,protest,intervention\nA,yes,no\nB,no,yes\nC,yes,yes\n",
    "s/codebook.yaml": """
    variables:
      protest:
        label: Protest
        question: Were there protests?
        kind: coded
        role: condition
        levels:
          "yes": There were.
          "no": There were none.
        source: Section 1
      intervention:
        label: Intervention
        question: Was there an intervention?
        kind: coded
        role: outcome
        levels:
          "yes": There was.
          "no": There was none.
        source: Section 2
    contested: []

    """,
  ]

  /// The study with one text of one file put for another, which must be there.
  static func study(_ file: String, _ old: String, _ new: String) -> [String: String] {
    var files = study
    guard let text = files["s/" + file], text.contains(old) else {
      preconditionFailure("\(file) has no \(old)")
    }
    files["s/" + file] = text.replacing(old, with: new, maxReplacements: 1)
    return files
  }
}
