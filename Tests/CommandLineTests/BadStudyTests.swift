import Foundation
import Testing

/// Studies in folders that are refused, and studies and codings that are not there.
@Suite(.waitsForPrograms) struct BadStudyTests {
  private static func study(
    _ name: String,
    _ files: [String: String],
    status: Int32 = 65,
    _ message: String
  ) -> BadInput {
    BadInput(name, ["fit", "s", "--output", "out"], files, status, "csto-bayes: " + message)
  }

  static let studies = [
    study(
      "malformed study.yaml",
      Sheet.study("study.yaml", "codings:", "codings: ["),
      "s/study.yaml:8: this is not YAML: did not find expected ',' or ']'"
    ),
    study(
      "empty study.yaml",
      Sheet.study.merging(["s/study.yaml": ""]) { $1 },
      "s/study.yaml: the file is empty"
    ),
    study(
      "list as study.yaml",
      Sheet.study.merging(["s/study.yaml": "- a\n"]) { $1 },
      "s/study.yaml:1: not what is needed here; accepted: keys with values"
    ),
    study(
      "unknown key in study.yaml",
      Sheet.study("study.yaml", "formula:", "formla:"),
      "s/study.yaml:13: the key 'formla' means nothing here; accepted: name, title, citation, "
        + "cases, codebook, codings, default_coding, outcome, formula, prior, evidence, multiverse, "
        + "package or format"
    ),
    study(
      "missing key in study.yaml",
      Sheet.study("study.yaml", "title: A small study\n", ""),
      "s/study.yaml:1: the key 'title' is missing"
    ),
    study(
      "default coding that is not there",
      Sheet.study("study.yaml", "default_coding: first", "default_coding: second"),
      "s/study.yaml:11: there is no coding 'second'; accepted: first"
    ),
    study(
      "file of the study that is not there",
      Sheet.study("study.yaml", "cases: cases.csv", "cases: nosuch.csv"),
      status: 66,
      "s/nosuch.csv: there is no such file"
    ),
    study(
      "formula of the study with an unknown column",
      Sheet.study("study.yaml", "~ protest", "~ protst"),
      status: 64,
      """
      s/first.csv: there is no column 'protst' (did you mean 'protest'?); columns: case_id, \
      country, protest, intervention
        intervention ~ protst
                       ^^^^^^
      """
    ),
    study(
      "malformed codebook",
      Sheet.study("codebook.yaml", "variables:", "variables: {"),
      "s/codebook.yaml:3: this is not YAML: did not find expected ',' or '}'"
    ),
    study(
      "unknown kind in the codebook",
      Sheet.study("codebook.yaml", "kind: coded", "kind: code"),
      "s/codebook.yaml:5: 'kind': found 'code'; accepted: coded, factor or numeric"
    ),
    study(
      "question missing in the codebook",
      Sheet.study("codebook.yaml", "    question: Were there protests?\n", ""),
      "s/codebook.yaml:3: the key 'question' is missing"
    ),
    study(
      "cell that is no code",
      Sheet.study("first.csv", "A,yes", "A,maybe"),
      "s/first.csv:2: column 'protest': found 'maybe'; accepted: yes, no, true, false, present, "
        + "absent, 1 or 0"
    ),
    study(
      "coding of a case that is not there",
      Sheet.study("first.csv", "A,yes", "K,yes"),
      "s/first.csv:2: there is no case 'K'; accepted: A, B or C"
    ),
    study(
      "case coded twice",
      Sheet.study("first.csv", "B,no", "A,no"),
      "s/first.csv:3: column 'case_id': a second case is called 'A'; each case needs its own name"
    ),
    study(
      "coding of a variable that the codebook lacks",
      Sheet.study("first.csv", "protest", "riot"),
      "s/first.csv:1: there is no variable 'riot' in the codebook; accepted: protest or "
        + "intervention"
    ),
    BadInput(
      "bytes that are not UTF-8",
      ["studies", "s"],
      bytes: ["s/study.yaml": Data("name: ".utf8) + [0xFF, 0x0A]],
      65,
      "csto-bayes: s/study.yaml:1: there are bytes that are not UTF-8; save the file as UTF-8"
    ),
    BadInput(
      "unknown study",
      ["fit", "nosuch", "--output", "out"],
      [:],
      66,
      "csto-bayes: there is no study 'nosuch': neither built in (csto) nor a folder with a "
        + "study.yaml"
    ),
    BadInput(
      "unknown study, shown",
      ["studies", "nosuch"],
      [:],
      66,
      "csto-bayes: there is no study 'nosuch': neither built in (csto) nor a folder with a "
        + "study.yaml"
    ),
    BadInput(
      "CSV file as a study",
      ["fit", "d.csv", "--output", "out"],
      ["d.csv": Sheet.crises],
      66,
      "csto-bayes: there is no study 'd.csv': a file of cases is given as data, with a formula "
        + "(--data d.csv --formula 'outcome ~ condition')"
    ),
    BadInput(
      "unknown coding",
      ["fit", "--coding", "second", "--output", "out"],
      [:],
      64,
      "csto-bayes: csto: there is no coding 'second'; accepted: text or table1"
    ),
    BadInput(
      "unknown coding, shown",
      ["studies", "csto", "--coding", "second"],
      [:],
      64,
      "csto-bayes: csto: there is no coding 'second'; accepted: text or table1"
    ),
  ]

  @Test(arguments: studies) func studyIsRefused(_ input: BadInput) throws { try input.check() }

  /// The study that the cases above damage is itself sound.
  @Test func undamagedStudyIsFitted() throws {
    let folder = try WorkFolder()
    try folder.write(Sheet.study)
    let run = try folder.run(["fit", "s"])
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
  }
}
