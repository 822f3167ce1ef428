import Foundation
import InferenceTestSupport
import Testing

@testable import Inference

/// The files for other tools, byte by byte as in `References/exports/`.
///
/// `UPDATE_GOLDEN=1 make test ARGS='--filter ModelExportTests'` writes them anew; then read the
/// difference, and let `make test-export` run them.
@Suite struct ModelExportTests {
  /// Counts out of trials, an offset, a factor of awkward names, and a prior of every family.
  static func model(_ other: [CoefficientPrior]? = nil) throws -> ExportedModel {
    let level = ["plain", "comma, \"level\"", "two\nlines", "протест"]
    let table = Table(
      source: "cases.csv",
      columns: [
        Column(name: "k", values: .numeric([1, 3, 0, 2, 1, 3])),
        Column(name: "n", values: .numeric([2, 4, 3, 2, 2, 5])),
        Column(name: "dose", values: .numeric([-0.5, 0.25, 1, 1e-7, -0.5, 2])),
        Column(name: "level", values: .text([0, 1, 2, 3, 0, 1].map { level[$0] })),
        Column(name: "shift", values: .numeric([0, 0.5, 0, -0.25, 0, 0])),
      ],
      caseNames: ["a", "b, c", "d", "e", "f", "g"]
    )
    let design = try DesignMatrix(
      formula: Formula("k | trials(n) ~ dose + level + I(dose^2) + offset(shift)"),
      table: table,
      references: ["level": "plain"]
    )
    let families: [CoefficientPrior] = [
      .normal(NormalDistribution(mean: 0, standardDeviation: 10_000_000_000)),
      .studentT(StudentT(degreesOfFreedom: 3, location: 0.5, scale: 2.5)),
      .cauchy(Cauchy(location: -0.0, scale: 1)), .laplace(Laplace(location: 0, scale: 1e-7)),
      .logistic(Logistic(location: 0.1, scale: 2)), .flat(FlatPrior()),
    ]
    let used = zip(design.columns, other ?? families).map {
      PriorUse(column: $0.name, prior: $1, rescaling: nil, origin: .set(name: "test"))
    }
    return ExportedModel(
      BinaryRegression(
        design: design,
        prior: PriorSet(name: "test", used: Array(used.prefix(design.columns.count)))
      ),
      formula: design.formula.text,
      caseNames: design.caseNames,
      settings: try #require(RunSettings(chains: 3, draws: 1500, seed: 1 << 31 + 7, threads: 1)),
      targetAcceptanceRate: 0.9
    )
  }

  private static let folder = Result { URL(fileURLWithPath: try References.own("exports")) }

  private static func contents() throws -> [String: String] {
    var result: [String: String] = [:]
    for tool in ModelExports.all {
      for file in try tool.files(of: model()) {
        result["\(tool.tool)/\(file.name)"] = file.contents.text()
      }
    }
    return result
  }

  @Test func filesAreAsCommitted() throws {
    let contents = try Self.contents()
    let folder = try Self.folder.get()
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      for (name, text) in contents {
        let url = folder.appending(path: name)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: url)
      }
    }
    let committed = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.contains("/") }
    #expect(committed.sorted() == contents.keys.sorted())
    for (name, text) in contents {
      #expect(
        text == (try String(contentsOf: folder.appending(path: name), encoding: .utf8)),
        "\(name)"
      )
    }
  }

  /// Every tool has a script of its own, and is found by its name only.
  @Test func toolsAreFoundByName() {
    #expect(ModelExports.all.map(\.tool) == ["stan", "brms", "bambi", "numpyro"])
    #expect(Set(ModelExports.all.map(\.script)).count == ModelExports.all.count)
    for tool in ModelExports.all { #expect(ModelExports.named(tool.tool)?.script == tool.script) }
    #expect(ModelExports.named("Stan") == nil)
    #expect(ModelExports.named("") == nil)
  }

  /// The rows are those of the cases, by the case names: 1 of 2 twice at the same dose is 2 of 4.
  @Test func equalCasesAreMergedAndNamed() throws {
    let text = ModelDataCSV(model: try Self.model()).text()
    // The first record holds a name with a line break.
    let lines = text.split(separator: "\n")
    #expect(lines.count == 7)
    #expect(text.hasPrefix(".cases,.successes,.trials,.offset,Intercept,dose,"))
    #expect(text.contains("\na; f,2,4,0,1,-0.5,0,0,0,0.25\n"))
    #expect(text.contains("\n\"b, c\",3,4,0.5,1,0.25,"))
  }

  @Test func stanDataAreJSON() throws {
    let text = StanDataJSON(model: try Self.model()).text()
    let data = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    )
    #expect(data["N"] as? Int == 5)
    #expect(data["P"] as? Int == 6)
    #expect(data["successes"] as? [Int] == [2, 3, 0, 2, 3])
    #expect(data["trials"] as? [Int] == [4, 4, 3, 2, 5])
    #expect(data["offsets"] as? [Double] == [0, 0.5, 0, -0.25, 0])
    let design = try #require(data["X"] as? [[Double]])
    #expect(design.map { $0[1] } == [-0.5, 0.25, 1, 1e-7, 2])
    #expect(design.allSatisfy { $0.count == 6 && $0[0] == 1 })
  }

  /// Above the limit, names of cases would make rows of megabytes.
  @Test func manyCasesAreNotNamed() throws {
    let count = Table.namedCaseLimit + 1
    let table = Table(
      source: "cases.csv",
      columns: [
        Column(name: "y", values: .coded((0..<count).map { $0 % 3 == 0 })),
        Column(name: "a", values: .coded((0..<count).map { $0 % 2 == 0 })),
      ],
      caseNames: (0..<count).map { "case \($0)" }
    )
    let model = try BinaryRegressionTests.model(table, "y ~ a")
    let exported = ExportedModel(
      model,
      formula: "y ~ a",
      caseNames: (0..<count).map { "case \($0)" },
      settings: try #require(RunSettings(seed: 1, threads: 1)),
      targetAcceptanceRate: 0.8
    )
    #expect(ModelDataCSV(model: exported).text().hasPrefix(".cases,.successes,.trials,.offset,"))
    #expect(!ModelDataCSV(model: exported).text().contains("case 1"))
  }

  /// Numbers that every language reads as the same real number: no integers beyond 32 bits.
  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (2.5, "2.5"), (-3, "-3"), (999_999, "999999"),
    (1_000_000, "1000000.0"), (1e10, "10000000000.0"), (1e300, "1e+300"), (1e-7, "1e-07"),
    (0.1 + 0.2, "0.30000000000000004"),
  ]) func numbersReadBack(_ value: Double, _ text: String) {
    #expect(ScriptText.number(value) == text)
    #expect(Double(text) == value)
  }

  @Test func commentsAreOneLine() {
    #expect(ScriptText.comment("two\nlines\r\t\u{0}") == "two lines   ")
    #expect(ScriptText.comment("протест") == "протест")
  }
}
