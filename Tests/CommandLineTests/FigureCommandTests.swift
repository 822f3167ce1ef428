import Foundation
import Testing

/// `figure` and `report` from run folder to files.
@Suite(.waitsForPrograms) struct FigureCommandTests {
  @Test func allFiguresOfARun() throws {
    let folder = try RunFolders.work(RunFolders.study)
    let list = try folder.run(["figure", "list"])
    #expect(list.status == 0 && list.errors.isEmpty)
    for name in [
      "configurations", "effects", "coefficients", "conditional", "influence", "counts",
      "calibration", "ranks", "traces", "prior-implications",
    ] {
      #expect(list.output.contains("  \(name) "), "\(name)")
      let run = try folder.run(["figure", name, "run"])
      #expect(run.status == 0 && run.errors.isEmpty, "\(name): \(run.errors)")
      #expect(run.output.contains("run/figure-\(name).svg (84 x "))
      let svg = try folder.text("run/figure-\(name).svg")
      #expect(svg.contains("width=\"84mm\"") && svg.contains("<title id=\"title\">"))
      #expect(try folder.text("run/figure-\(name).csv").split(separator: "\n").count > 1)
    }
    // The same run, the same bytes.
    let before = try folder.data("run/figure-effects.svg")
    #expect(try folder.run(["figure", "effects", "run"]).errors.isEmpty)
    #expect(try folder.data("run/figure-effects.svg") == before)
  }

  @Test func numbersAreThoseOfTheCommands() throws {
    let folder = try RunFolders.work(RunFolders.study)
    for (figure, command, file) in [
      ("configurations", "predict", "predictions.csv"),
      ("counts", "check", "checks.csv"), ("influence", "influence", "influence.csv"),
    ] {
      #expect(try folder.run([command, "run"]).status == 0)
      #expect(try folder.run(["figure", figure, "run"]).status == 0)
      #expect(
        try folder.data("run/figure-\(figure).csv") == folder.data("run/\(file)"),
        "\(figure)"
      )
    }
    // Of an effect the figure shows the difference.
    #expect(try folder.run(["effects", "run"]).status == 0)
    #expect(try folder.run(["figure", "effects", "run"]).status == 0)
    let rows = try folder.text("run/effects.csv").split(separator: "\n")
    #expect(
      try folder.text("run/figure-effects.csv").split(separator: "\n")
        == rows.filter { $0.hasPrefix("condition,") || $0.contains(",risk_difference,") }
    )
    let drawn = try folder.text("run/figure-configurations.svg")
    for name in ["KGZ2005", "KGZ2010", "KGZ2020", "ARM2021", "TJKKGZ2021", "RUS2024", "KAZ2022"] {
      #expect(drawn.contains(name), "\(name)")
    }
  }

  @Test func filesOfOthersStay() throws {
    let folder = try RunFolders.work(RunFolders.study)
    try folder.write(["mine.svg": "<svg/>", "numbers.csv": "a\n1\n"])
    for output in ["mine.svg", "numbers.svg"] {
      for force in [[], ["--force"]] {
        let run = try folder.run(["figure", "effects", "run", "-o", output] + force)
        #expect(run.status == 73 && run.output.isEmpty, "\(run.errors)")
      }
    }
    #expect(try folder.text("mine.svg") == "<svg/>" && folder.text("numbers.csv") == "a\n1\n")
    #expect(try folder.run(["figure", "effects", "run", "-o", "own.svg"]).status == 0)
    let again = try folder.run(["figure", "effects", "run", "-o", "own.svg"])
    #expect(again.status == 73 && again.errors.contains("--force"))
    let edited = try folder.text("own.csv") + "mine\n"
    try folder.write(["own.csv": edited])
    let forced = try folder.run(["figure", "effects", "run", "-o", "own.svg", "--force"])
    #expect(forced.status == 0 && forced.errors.contains("own.csv.kept"))
    #expect(try folder.text("own.csv.kept") == edited)
  }

  @Test(arguments: [
    (["nothing", "run"], "there is no figure 'nothing'"),
    (["effects"], "needs the folder of a run"),
    (["effects", "run", "--width", "3mm"], "--width must be 60mm to 400mm"),
    (["effects", "run", "--width", "wide"], "--width must be 60mm to 400mm"),
    (["effects", "run", "-o", "a.pdf", "--format", "png"], "--format png"),
    (["effects", "run", "-o", "a.docx"], "give --format"),
    (["effects", "run", "--force"], "--force goes with --output"),
  ])
  func whatIsAskedWrongly(_ arguments: [String], message: String) throws {
    let folder = try RunFolders.work(RunFolders.study)
    let run = try folder.run(["figure"] + arguments)
    #expect(run.status == 64 && run.errors.contains(message), "\(run.errors)")
  }

  @Test func whatIsNotThere() throws {
    let folder = try RunFolders.work(RunFolders.study)
    let other = try folder.run(["figure", "conditional", "run", "--of", "protst"])
    #expect([64, 65].contains(other.status) && other.errors.contains("protest"))
    let store = try folder.run(["figure", "p-box", "run"])
    #expect(store.status == 65 && store.errors.contains("a check of robustness"))
  }

  /// Without the converter nothing is written, and one is told how to get it.
  @Test func pictureFormatsNeedTheConverter() throws {
    let folder = try RunFolders.work(RunFolders.study)
    let run = try ProgramRun(
      ["figure", "effects", "run", "-o", "a.pdf"],
      in: folder,
      environment: ["PATH": "/nonexistent"]
    )
    #expect(run.status == 66 && run.errors.contains("apt install librsvg2-bin"))
    #expect(try !folder.entries().contains("a.pdf"))
  }

  private static let hasConverter = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/rsvg-convert")
    }

  @Test(.enabled(if: hasConverter, "rsvg-convert is not installed")) func pictures() throws {
    let folder = try RunFolders.work(RunFolders.study)
    #expect(try folder.run(["figure", "effects", "run", "-o", "a.pdf"]).status == 0)
    let pdf = try folder.data("a.pdf")
    #expect(pdf.starts(with: Data("%PDF".utf8)))
    #expect(pdf.range(of: Data("/FontFile".utf8)) != nil, "fonts are embedded")
    let png = ["figure", "effects", "run", "-o", "a.png", "--width", "100mm", "--dpi", "254"]
    #expect(try folder.run(png).status == 0)
    let bytes = [UInt8](try folder.data("a.png"))
    #expect(bytes.prefix(4) == [0x89, 0x50, 0x4E, 0x47])
    // 100 mm at ten dots a millimetre.
    #expect(bytes[16..<20].reduce(0) { $0 << 8 | Int($1) } == 1000)
  }

  @Test func storesHaveFigures() throws {
    let folder = try WorkFolder()
    let run = try folder.run([
      "robustness", "--only", "dropped=-", "--only", "recodes=-", "--draws", "250", "--output",
      "rob",
    ])
    #expect(run.status == 0, "\(run.errors)")
    for name in ["prior-by-effect", "specification", "p-box"] {
      let run = try folder.run(["figure", name, "rob", "--width", "174mm"])
      #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
      #expect(
        try folder.text("rob/figure-\(name).csv").contains("security_uncertainty")
          || name == "specification"
      )
    }
    let report = try folder.run(["report", "rob"])
    #expect(report.status == 0 && report.errors.isEmpty, "\(report.errors)")
    #expect(try folder.text("rob/report.html").contains("The effects over all analyses"))
    try folder.write(["own.csv": "case,y,x\nA,1,1\nB,0,0\nC,1,0\n"])
    let fit = ["fit", "--data", "own.csv", "--formula", "y ~ x", "--output", "own"]
    #expect(try folder.run(fit).status < 2)
    let mixed = try folder.run(["report", "own", "--robustness", "rob"])
    #expect(mixed.status == 65 && mixed.errors.contains("another study"))
    let wrong = try folder.run(["figure", "effects", "rob"])
    #expect(wrong.status == 65 && wrong.errors.contains("specification"))
  }

  @Test func theReportOfTheStudy() throws {
    let folder = try RunFolders.work(RunFolders.study)
    let run = try folder.run(["report", "run"])
    #expect(run.status == 0 && run.errors.isEmpty && run.output == "Report: run/report.html\n")
    let page = try folder.text("run/report.html")
    #expect(page.utf8.count < 1_000_000)
    for name in ["KGZ2005", "ARM2021", "TJKKGZ2021", "RUS2024", "BLR2020", "KAZ2022"] {
      #expect(page.contains("<th scope=\"row\">\(name)</th>"), "\(name)")
    }
    for words in [
      "sign from the data, size from the prior", "csto-bayes effects run", "All 7 checks",
      "prefers-color-scheme:dark", "How to make each number again",
    ] {
      #expect(page.contains(words), "\(words)")
    }
    let again = try folder.run(["report", "run"])
    #expect(again.status == 73 && again.errors.contains("--force"))
    #expect(try folder.run(["report", "run", "--force"]).errors.isEmpty)
    #expect(try folder.text("run/report.html") == page)
  }
}
