import ArgumentParser
import Foundation
import Inference

/// `csto-bayes figure`: one figure of a run or of a store of analyses.
struct FigureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure",
    abstract: "Draw a figure of a run or of a check of robustness, with the numbers behind it.",
    discussion: """
      Writes figure-NAME.svg and figure-NAME.csv into the run's folder. The size is that of a column \
      of a journal; colours are safe for colour blindness and grey print. PDF (fonts embedded) and PNG are \
      made by rsvg-convert, which has to be installed for them: on Debian, apt install librsvg2-bin.

      Of a run: \(FigureCatalog.names(RunFigure.all.map { ($0.name, $0.summary) })).

      Of a check of robustness: \(FigureCatalog.names(StoreFigure.all.map { ($0.name, $0.summary) })).

      Examples:
        csto-bayes figure list
        csto-bayes figure effects results
        csto-bayes figure configurations results --width 174mm -o thesis/probabilities.pdf
        csto-bayes figure specification robustness --of security_uncertainty
      """
  )

  @Argument(help: "The figure, or list.")
  var name: String

  @Argument(
    help: ArgumentHelp(
      "The folder of a run, or of a check of robustness.",
      valueName: "run"
    )
  )
  var source: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The file (default: figure-NAME.svg in the folder of the run).",
      discussion: "Its ending says the format; the numbers go beside it, as FILE.csv.",
      valueName: "file"
    )
  )
  var output: String?

  @Option(help: ArgumentHelp("The width: 84mm, 8.4cm or 3.3in.", valueName: "length"))
  var width = "84mm"

  @Option(help: "The format: svg, pdf or png (default: by the file's ending, else svg).")
  var format: FigureFormat?

  @Option(help: "The dots per inch of a PNG.")
  var dpi = 300

  @Option(
    name: .customLong("of"),
    help: ArgumentHelp(
      "The condition or the effect to draw (default: all of them; specification: the first).",
      valueName: "name"
    )
  )
  var subject: String?

  @Option(
    help: ArgumentHelp("What conditions are held at in conditional.", valueName: "scenario")
  )
  var hold: String?

  @OptionGroup var interval: IntervalOptions

  @Flag(
    help: ArgumentHelp(
      "Replace a figure that this command has written at --output.",
      discussion: "One that was edited since is kept, as FILE.kept."
    )
  )
  var force = false

  @OptionGroup var trust: TrustOptions

  func validate() throws {
    guard name != "list" else { return }
    let names = RunFigure.all.map(\.name) + StoreFigure.all.map(\.name)
    guard names.contains(name) else {
      throw ValidationError(
        "there is no figure \(Phrase.quoted(name))" + Phrase.accepted(["list"] + names) + "."
      )
    }
    guard source != nil else {
      throw ValidationError("figure \(name) needs the folder of a run.")
    }
    guard let length = FigureLength(width), DrawnFigure.widths.contains(length.millimetres) else {
      throw ValidationError(
        "--width must be 60mm to 400mm, as in 84mm, 8.4cm or 3.3in, not \(Phrase.quoted(width))."
      )
    }
    guard (30...2400).contains(dpi) else {
      throw ValidationError("--dpi must be 30 to 2400, not \(dpi).")
    }
    if force, output == nil { throw ValidationError("--force goes with --output.") }
    if let format, let ending, format != ending {
      throw ValidationError(
        "--format \(format.rawValue) and a file that ends in .\(ending.rawValue)."
      )
    }
    if let output, format == nil, ending == nil,
      output.split(separator: "/").last?.contains(".") == true
    {
      throw ValidationError(
        "The file ends in none of \(Phrase.list(FigureFormat.allCases.map { "." + $0.rawValue })); "
          + "give --format."
      )
    }
  }

  /// The format that the ending of the file says.
  private var ending: FigureFormat? {
    output.flatMap { path in
      FigureFormat.allCases.first { path.lowercased().hasSuffix("." + $0.rawValue) }
    }
  }

  private var request: FigureRequest {
    var request = FigureRequest()
    request.width = FigureLength(width)?.millimetres ?? DrawnFigure.standardWidth
    request.interval = interval.interval
    request.subject = subject
    request.held = hold
    return request
  }

  func run() async throws {
    guard name != "list" else { return try StandardOutput.write(FigureCatalog.list) }
    guard let source else { return }
    let format = format ?? ending ?? .svg
    // What cannot be written is said before anything is computed.
    let converter = try format.converter()
    let file = try FigureFile(output, named: "figure-\(name)", format: format, force: force)
    if let figure = RunFigure.all.first(where: { $0.name == name }) {
      guard !StoredFolder.isStore(source) else { throw otherSource(source, isStore: true) }
      let saved = try SavedRun.read(
        source,
        threads: ProcessInfo.processInfo.activeProcessorCount,
        trustsEdited: trust.trustEdited
      )
      let drawn = try await figure.drawn(of: saved, request)
      var files = FileGroup()
      files.add(try format.file(of: drawn, converter, dpi: dpi), as: file.name)
      files.add(drawn.table, as: file.tableName)
      let question = AskedQuestion.text(of: CommandLine.arguments, about: [source])
      let notes = try InterruptHandler.deferring { () throws(ExportError) in
        try saved.write(files, as: file.name, to: file.folder ?? source, asked: question)
      }
      Notice.show(notes, in: file.folder ?? source)
      Notice.showEdited(saved)
      try report(drawn, file.path(in: source))
    } else if let figure = StoreFigure.all.first(where: { $0.name == name }) {
      guard StoredFolder.isStore(source) else { throw otherSource(source, isStore: false) }
      let drawn = try figure.drawn(of: StoredFolder.results(in: source), request)
      var files = FileGroup()
      files.add(try format.file(of: drawn, converter, dpi: dpi), as: file.name)
      files.add(drawn.table, as: file.tableName)
      let question = AskedQuestion.text(of: CommandLine.arguments, about: [source])
      let notes = try InterruptHandler.deferring { () throws(ExportError) in
        try AnswerFolder(at: file.folder ?? source)
          .write(files, answering: .init(answer: file.name, text: question))
      }
      Notice.show(notes, in: file.folder ?? source)
      try report(drawn, file.path(in: source))
    }
  }

  private func otherSource(_ source: String, isStore: Bool) -> Failure {
    let names = isStore ? StoreFigure.all.map(\.name) : RunFigure.all.map(\.name)
    return Failure(
      "\(Phrase.oneLine(source)): figure \(name) is of "
        + (isStore
          ? "a run, and this is a check of robustness, which has "
          : "a check of robustness, and this is none; a run has ") + Phrase.list(names),
      ExitStatus.data
    )
  }

  private func report(_ drawn: DrawnFigure, _ paths: (figure: String, table: String)) throws {
    let (width, height) = drawn.size
    try StandardOutput.write(
      """
      Figure:  \(Phrase.oneLine(paths.figure)) (\(Int(width.rounded())) x \(Int(height.rounded())) mm)
               \(QuotedText(drawn.title, limit: 300).description)
      Numbers: \(Phrase.oneLine(paths.table))

      """
    )
  }
}

/// The list of figures.
enum FigureCatalog {
  static func names(_ figures: [(name: String, summary: String)]) -> String {
    figures.map { "\($0.name) (\($0.summary))" }.joined(separator: "; ")
  }

  /// What `figure list` prints.
  static var list: String {
    let run = RunFigure.all.map { ($0.name, $0.summary) }
    let store = StoreFigure.all.map { ($0.name, $0.summary) }
    let width = (run + store).map(\.0.count).max() ?? 0
    func lines(_ figures: [(String, String)]) -> String {
      figures.map { name, summary in
        let padding = String(repeating: " ", count: width - name.count + 2)
        return Paragraph.text(
          summary,
          mark: "  " + name + padding
        )
      }.joined()
    }
    return "Figures of a run (csto-bayes figure NAME RUN)\n" + lines(run)
      + "\nFigures of a check of robustness (csto-bayes figure NAME FOLDER)\n" + lines(store)
  }
}

/// A length as one types it.
struct FigureLength {
  let millimetres: Double

  /// Reads `84mm`, `8.4cm`, `3.3in` or `84`, which is millimetres; nil for anything else.
  init?(_ text: String) {
    let units = [("mm", 1.0), ("cm", 10), ("in", 25.4), ("", 1)]
    guard let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }),
      let number = Double(text.dropLast(unit.count).trimmingCharacters(in: .whitespaces)),
      number.isFinite
    else { return nil }
    millimetres = number * factor
  }
}
