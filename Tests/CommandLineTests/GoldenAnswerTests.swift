import Foundation
import Testing

/// Every answer about the built-in study on screens of three widths, and every figure of it, as committed in
/// `Golden/screens` and `Golden/figures`.
///
/// `UPDATE_GOLDEN=1 make test ARGS='--filter GoldenAnswerTests'` writes them anew; then look at each, the figures as
/// pictures.
@Suite(.waitsForPrograms) struct GoldenAnswerTests {
  private static let screens: [(name: String, arguments: [String])] = [
    ("fit", ["fit"]), ("fit-verbose", ["fit", "--verbose"]), ("summary", ["summary", "run"]),
    ("effects", ["effects", "run", "--hypothesis", "protest > foreign_intrusion"]),
    ("contrast", ["contrast", "run", "--from", "none", "--to", "protest, security_uncertainty"]),
    ("predict", ["predict", "run", "--grid", "all"]), ("check", ["check", "run"]),
    ("loo", ["loo", "run"]), ("influence", ["influence", "run"]),
    ("compare", ["compare", "run", "sceptical"]), ("table", ["table", "run", "sceptical"]),
    ("priors-show", ["priors", "show", "sceptical"]), ("studies", ["studies", "csto"]),
    ("diagnose", ["diagnose", "run/draws.csv"]),
  ]
  private static let figures = [
    "configurations", "effects", "coefficients", "conditional", "influence", "counts",
    "calibration", "ranks", "traces", "prior-implications",
  ]
  private static let storeFigures = ["prior-by-effect", "specification", "p-box"]

  private static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil

  private static func folder(_ name: String) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/\(name)")
  }

  private static let runs = Result<[String: Data], any Error> {
    let folder = try RunFolders.work(RunFolders.study)
    let run = try folder.run(["fit", "--prior", "sceptical", "--output", "sceptical"])
    try #require(run.status == 0, "\(run.errors)")
    let names = try folder.entries().filter { $0.hasSuffix(".csv") || $0.hasSuffix(".json") }
    return Dictionary(uniqueKeysWithValues: try names.map { ($0, try folder.data($0)) })
  }

  private static func expect(_ text: String, in folder: String, _ file: String) throws {
    let url = Self.folder(folder).appending(path: file)
    if isUpdating {
      try FileManager.default.createDirectory(
        at: Self.folder(folder),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: url)
    }
    let committed = try String(contentsOf: url, encoding: .utf8)
    #expect(text == committed, "\(folder)/\(file)")
  }

  @Test(arguments: screens.indices) func screensAreAsCommitted(_ index: Int) throws {
    let (name, arguments) = Self.screens[index]
    for columns in ["60", "80", "120"] {
      let folder = try RunFolders.work(Self.runs)
      let run = try ProgramRun(
        arguments,
        in: folder,
        environment: ["COLUMNS": columns, "NO_COLOR": "1"]
      )
      #expect(run.status == 0, "\(run.errors)")
      let text = run.output.replacing(/\/[^ \n]*\/(?=run|sceptical)/, with: "")
      try Self.expect(text, in: "screens", "\(name)-\(columns).txt")
    }
  }

  @Test func figuresAreAsCommitted() throws {
    let folder = try RunFolders.work(RunFolders.study)
    for name in Self.figures {
      let run = try folder.run(["figure", name, "run", "-o", "\(name).svg"])
      #expect(run.status == 0, "\(run.errors)")
      try Self.expect(folder.text("\(name).svg"), in: "figures", "\(name).svg")
    }
  }

  @Test func figuresOfStoresAreAsCommitted() throws {
    let folder = try WorkFolder()
    let run = try folder.run([
      "robustness", "--only", "dropped=-", "--only", "recodes=-", "--draws", "250", "--output",
      "rob",
    ])
    #expect(run.status == 0, "\(run.errors)")
    for name in Self.storeFigures {
      let run = try folder.run(["figure", name, "rob", "-o", "\(name).svg", "--width", "174mm"])
      #expect(run.status == 0, "\(run.errors)")
      try Self.expect(folder.text("\(name).svg"), in: "figures", "\(name).svg")
    }
  }

  /// Every file there is compared.
  @Test func nothingIsLeftOver() throws {
    let files = FileManager.default
    let screens = Self.screens.flatMap { screen in
      ["60", "80", "120"].map { "\(screen.name)-\($0).txt" }
    }
    let drawn = (Self.figures + Self.storeFigures).map { $0 + ".svg" }
    #expect(
      try files.contentsOfDirectory(atPath: Self.folder("screens").path).sorted()
        == screens.sorted()
    )
    #expect(
      try files.contentsOfDirectory(atPath: Self.folder("figures").path).sorted() == drawn.sorted()
    )
  }
}
