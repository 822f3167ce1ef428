import Testing

@testable import Inference

/// A small study that is right; each test breaks one thing.
private let sound = [
  "study.yaml": """
  name: small
  title: T
  citation: C
  cases: cases.csv
  codebook: codebook.yaml
  codings:
    one: {file: one.csv, label: L, note: N}
  default_coding: one
  outcome: y
  formula: y ~ x
  prior: weakly-informative
  evidence: evidence.csv

  """,
  "cases.csv": "case_id,country\na,A\nb,B\nc,C\n",
  "codebook.yaml": """
  variables:
    x:
      label: L
      question: Q
      kind: numeric
      role: condition
      source: S
    y:
      label: L
      question: Q
      kind: coded
      role: outcome
      levels: {"yes": Y, "no": N}
      source: S
    z:
      label: L
      question: Q
      kind: factor
      role: other
      levels: {low: L, high: H}
      reference: low
      source: S
  contested:
    - case: a
      variable: y
      alternatives: {one: ["no"]}
      reason: R
      section: S

  """,
  "one.csv": "case_id,x,y,z\nb,1,yes,low\na,2.5,1,\n",
  "evidence.csv": "coding,case_id,variable,section,reason\none,a,y,S,R\n",
]

private func load(_ file: String, _ old: String, _ new: String) -> DataError? {
  var files = sound
  guard let text = files[file], text.contains(old) else { return nil }
  files[file] = text.replacing(old, with: new)
  return dataError { try withFolder(files) { folder in try Study.load(folder) } }
}

@Suite struct StudyLoaderTests {
  @Test func theSoundStudyLoads() throws {
    let table = try withFolder(sound) { folder in try Study.load(folder + "/").table() }
    #expect(table.caseNames == ["b", "a"])
    #expect(table.columns.map(\.name) == ["case_id", "country", "x", "y", "z"])
    #expect(table["country"]?.values == .text(["B", "A"]))
    #expect(table["x"]?.values == .numeric([1, 2.5]))
    #expect(table["y"]?.values == .coded([true, true]))
    #expect(table["z"]?.values == .text(["low", nil]))
  }

  @Test(arguments: [
    ("study.yaml", "name: small", "name: [small", DataError.Kind.malformedYAML, 2),
    ("study.yaml", "name: small", "name: small\nname: again", .malformedYAML, 1),
    ("study.yaml", "title: T\n", "", .missingKey, 1),
    ("study.yaml", "title: T", "titel: T", .unknownKey, 2),
    ("study.yaml", "outcome: y", "outcome: x", .unknownVariable, 9),
    ("study.yaml", "default_coding: one", "default_coding: two", .unknownCoding, 8),
    ("study.yaml", "formula: y ~ x", "formula:", .invalidValue, 10),
    ("codebook.yaml", "kind: numeric", "kind: number", .invalidValue, 5),
    ("codebook.yaml", "role: outcome", "role: result", .invalidValue, 12),
    ("codebook.yaml", "{\"yes\": Y, \"no\": N}", "{\"yes\": Y}", .invalidValue, 13),
    ("codebook.yaml", "reference: low", "reference: lowest", .invalidValue, 21),
    ("codebook.yaml", "- case: a", "- case: d", .unknownCase, 24),
    ("codebook.yaml", "variable: y", "variable: w", .unknownVariable, 25),
    ("codebook.yaml", "{one: [\"no\"]}", "{one: [\"maybe\"]}", .unknownLevel, 26),
    ("codebook.yaml", "{one: [\"no\"]}", "{two: [\"no\"]}", .unknownCoding, 24),
    ("codebook.yaml", "{one: [\"no\"]}", "{one: [\"yes\"]}", .invalidValue, 24),
    ("codebook.yaml", "section: S", "sections: S", .unknownKey, 28),
    ("one.csv", "x,y,z", "x,y,w", .unknownVariable, 1),
    ("one.csv", "b,1,yes,low", "b,1,maybe,low", .unknownLevel, 2),
    ("one.csv", "b,1,yes,low", "b,1,yes,medium", .unknownLevel, 2),
    ("one.csv", "a,2.5,1,", "a,inf,1,", .unknownLevel, 3),
    ("one.csv", "a,2.5", "d,2.5", .unknownCase, 3),
    ("one.csv", "a,2.5", "b,2.5", .duplicateCaseName, 3),
    ("one.csv", "a,2.5", ",2.5", .missingCaseName, 3),
    ("one.csv", "case_id", "case", .unknownColumn, 1),
    ("cases.csv", "country", "x", .duplicateColumn, 1),
    ("cases.csv", "b,B", "a,B", .duplicateCaseName, 3),
    ("evidence.csv", "one,a,y", "two,a,y", .unknownCoding, 2),
    ("evidence.csv", "one,a,y", "one,c,y", .unknownCase, 2),
    ("evidence.csv", "one,a,y", "one,a,v", .unknownVariable, 2),
  ])
  func oneThingWrong(
    file: String,
    old: String,
    new: String,
    kind: DataError.Kind,
    line: Int?
  ) throws {
    let error = try #require(load(file, old, new))
    #expect(error.kind == kind)
    #expect(error.line == line)
    #expect(error.file.hasSuffix("/" + file))
  }

  @Test func aFileThatIsNotThereIsNamed() throws {
    let error = try #require(load("study.yaml", "file: one.csv", "file: two.csv"))
    #expect(error.kind == .noSuchFile)
    #expect(error.file.hasSuffix("/two.csv"))
  }

  @Test func theFactsAreComplete() throws {
    let level = try #require(load("one.csv", "b,1,yes,low", "b,1,maybe,low"))
    #expect(level.column == "y")
    #expect(level.value == "maybe")
    #expect(level.accepted == Cell.acceptedCodes)
    let factor = try #require(load("one.csv", "b,1,yes,low", "b,1,yes,medium"))
    #expect(factor.column == "z")
    #expect(factor.accepted == ["low", "high"])
    let key = try #require(load("study.yaml", "title: T", "titel: T"))
    #expect(key.column == "titel")
    #expect(key.accepted.contains("title"))
    let missing = try #require(load("study.yaml", "title: T\n", ""))
    #expect(missing.column == "title")
    let kind = try #require(load("codebook.yaml", "kind: numeric", "kind: number"))
    #expect(kind.column == "kind")
    #expect(kind.value == "number")
    #expect(kind.accepted == ["coded", "factor", "numeric"])
  }

  /// Cases were looked up one by one among all others, and each cell copied those before it: a study of
  /// 100,000 took a minute.
  @Test func manyCasesAreRead() throws {
    let names = ["a"] + (1..<50_000).map { "case \($0)" }
    var files = sound
    files["cases.csv"] = "case_id,country\n" + names.map { $0 + ",A\n" }.joined()
    files["one.csv"] =
      "case_id,x,y,z\n" + names.reversed().map { $0 + ",2.5,yes,low\n" }.joined()
    files["evidence.csv"] =
      "coding,case_id,variable,section,reason\n" + names.map { "one,\($0),x,s,r\n" }.joined()
    try withFolder(files) { folder in
      let study = try Study.load(folder)
      let table = try study.table()
      #expect(table.caseNames == names.reversed())
      #expect(table.rowCount == 50_000 && study.evidence.count == 50_000)
    }
  }
}
