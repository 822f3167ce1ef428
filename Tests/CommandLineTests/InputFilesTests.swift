import Foundation
import Testing

/// The reference of files that are read has every key: an unknown one is refused with those that there are.
@Suite(.waitsForPrograms) struct InputFilesTests {
  /// Where a key that means nothing is put: below a line; at the top of the file where it is empty.
  struct Place: CustomTestStringConvertible, Sendable {
    let file: String
    let line: String
    let key: String
    let page: String

    var testDescription: String { "\(file), below '\(line)'" }
  }

  static let places = [
    Place(file: "study.yaml", line: "name: csto", key: "nonsense: 1", page: "study"),
    Place(file: "study.yaml", line: "multiverse:", key: "  nonsense: 1", page: "study"),
    Place(file: "study.yaml", line: "package:", key: "  nonsense: 1", page: "study"),
    Place(file: "study.yaml", line: "name: csto", key: "format:\n  nonsense: 1", page: "study"),
    Place(file: "study.yaml", line: "  text:", key: "    nonsense: 1", page: "study"),
    Place(file: "codebook.yaml", line: "variables:", key: "", page: "codebook"),
    Place(file: "codebook.yaml", line: "  protest:", key: "    nonsense: 1", page: "codebook"),
    Place(
      file: "codebook.yaml",
      line: "contested:",
      key: "  - nonsense: 1",
      page: "codebook"
    ),
  ]

  @Test(arguments: places) func everyKeyOfAStudyIsDescribed(_ place: Place) throws {
    let folder = try WorkFolder()
    let study = ProgramRun.packageRoot.appending(path: "studies/csto")
    for name in try FileManager.default.subpathsOfDirectory(atPath: study.path)
    where name.contains(".") {
      try folder.write(["s/" + name: try Data(contentsOf: study.appending(path: name))])
    }
    let text = try folder.text("s/" + place.file)
    let line = "\n\(place.line)\n"
    try #require(("\n" + text).contains(line))
    let changed =
      place.key.isEmpty
      ? "nonsense: 1\n" + text
      : String(
        ("\n" + text).replacing(line, with: line + place.key + "\n", maxReplacements: 1).dropFirst()
      )
    try folder.write(["s/" + place.file: changed])
    try Self.check(try folder.run(["studies", "s"]), on: place.page)
  }

  @Test(arguments: [
    ("nonsense: 1\n", "priors"),
    ("intercept: normal(0, 1)\ncoefficients:\n  nonsense: 1\n", "priors"),
    ("coefficients: normal(0, 1)\nintercept:\n  nonsense: 1\n", "priors"),
    (
      "coefficients: normal(0, 1)\nintercept: normal(0, 1)\nnamed:\n  a:\n    nonsense: 1\n",
      "priors"
    ),
  ])
  func everyKeyOfAPriorSetIsDescribed(text: String, page: String) throws {
    let folder = try WorkFolder()
    try folder.write(["set.yaml": text])
    try Self.check(try folder.run(["priors", "./set.yaml"]), on: page)
  }

  @Test(arguments: [
    "nonsense: 1\n", "experts:\n  - nonsense: 1\n", "statements:\n  - {nonsense: 1}\n",
  ])
  func everyKeyOfStatementsIsDescribed(text: String) throws {
    let folder = try WorkFolder()
    try folder.write(["statements.yaml": text])
    let page = "../tutorials/statements-to-a-prior"
    try Self.check(try folder.run(["priors", "elicit", "statements.yaml"]), on: page)
  }

  /// Every key that a message says is accepted stands on a page, as code or in an example.
  private static func check(_ run: ProgramRun, on page: String) throws {
    #expect(run.status == 65)
    let list = try #require(
      run.errors.firstMatch(of: /'nonsense' means nothing here; accepted: ([^\n(]+)/)?.1,
      "\(run.errors)"
    )
    let keys = list.replacing(" or ", with: ", ").split(separator: ", ")
    #expect(!keys.isEmpty)
    let file = ProgramRun.packageRoot.appending(path: "docs/reference/\(page).md")
    let words = Set(
      try String(contentsOf: file, encoding: .utf8).split {
        !$0.isLetter && !$0.isNumber && $0 != "_"
      }
    )
    for key in keys {
      let isDescribed = words.contains(key)
      #expect(isDescribed, "docs/reference/\(page).md: \(key) is not described")
    }
  }
}
