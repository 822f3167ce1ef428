import ArgumentParser
import Foundation
import Inference

/// Where a figure goes, and the numbers behind it.
struct FigureFile {
  /// The name of the figure's file.
  let name: String
  /// The name of the table's.
  let tableName: String
  /// The folder; nil: that of the run.
  let folder: String?

  /// Finds out whether the files may be written; nothing is made.
  ///
  /// - Throws: ``ExportError`` where one of them exists and is not to be replaced.
  init(
    _ output: String?,
    named standard: String,
    format: FigureFormat,
    force: Bool
  ) throws(ExportError) {
    let last = output?.split(separator: "/").last.map(String.init) ?? standard
    let ending = "." + format.rawValue
    let stem = last.lowercased().hasSuffix(ending) ? String(last.dropLast(ending.count)) : last
    name = stem + ending
    tableName = stem + ".csv"
    guard let output else {
      folder = nil
      return
    }
    let parent = output.dropLast(last.count)
    let folder = parent.isEmpty ? "." : parent == "/" ? "/" : String(parent.dropLast())
    self.folder = folder
    for (name, isReplaced) in [(name, force), (tableName, true)] {
      // Another format of a figure has the same table: one of ours is made again, others' are never touched.
      _ = try OutputFile(at: "\(folder)/\(name)", replacingExisting: isReplaced, answersIn: folder)
    }
  }

  /// The paths of both files, in the folder of a run where none was stated.
  func path(in source: String) -> (figure: String, table: String) {
    let folder = folder ?? source
    let start = folder == "." ? "" : folder + "/"
    return (start + name, start + tableName)
  }
}

/// The format of a figure.
enum FigureFormat: String, ExpressibleByArgument, CaseIterable {
  case svg, pdf, png

  /// What makes files of the format; nil for one that needs nothing.
  ///
  /// - Throws: a ``Failure`` that says how to get it where it is missing.
  func converter() throws -> RSVGConverter? { self == .svg ? nil : try RSVGConverter() }

  /// A drawing in the format.
  func file(
    of drawn: DrawnFigure,
    _ converter: RSVGConverter?,
    dpi: Int
  ) throws -> any ExportedFile & Sendable {
    guard let converter else { return drawn.svg }
    return BinaryFile(try converter.convert(drawn.svg.text(), to: self, dpi: dpi))
  }
}

/// `rsvg-convert`, which makes PDF and PNG of SVG.
struct RSVGConverter {
  private static let name = "rsvg-convert"
  private let path: String

  /// Looks for it in PATH.
  ///
  /// - Throws: a ``Failure`` where it is not there.
  init() throws {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let places = folders.map { "\($0)/\(Self.name)" }
    guard let place = places.first(where: FileManager.default.isExecutableFile) else {
      throw Failure(
        "PDF and PNG are made by \(Self.name), which is not in PATH; install it (apt install "
          + "librsvg2-bin; brew install librsvg), or take SVG (--format svg)",
        ExitStatus.noInput
      )
    }
    path = place
  }

  /// Converts a drawing.
  ///
  /// - Throws: a ``Failure`` with what the converter says where it fails.
  func convert(_ svg: String, to format: FigureFormat, dpi: Int) throws -> [UInt8] {
    let folder = try WorkingFolder.temporary()
    defer { folder.remove() }
    let (input, output) = ("\(folder.path)/figure.svg", "\(folder.path)/figure.out")
    try Data(svg.utf8).write(to: URL(fileURLWithPath: input))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = [
      "--format", format.rawValue, "--dpi-x", "\(dpi)", "--dpi-y", "\(dpi)", "--output", output,
      input,
    ]
    // The same drawing gives the same bytes: no date in the PDF.
    var environment = ProcessInfo.processInfo.environment
    environment["SOURCE_DATE_EPOCH"] = environment["SOURCE_DATE_EPOCH"] ?? "0"
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0,
      let data = try? Data(contentsOf: URL(fileURLWithPath: output)), !data.isEmpty
    else {
      let text = String(decoding: said, as: UTF8.self)
      throw Failure(
        "\(Self.name) failed: \(QuotedText(text, limit: 400).description)",
        ExitStatus.cannotCreate
      )
    }
    return Array(data)
  }
}

/// A folder with the results of a check of robustness.
enum StoredFolder {
  /// Whether a folder holds a store.
  static func isStore(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/\(RobustnessFolder.storeName)")
  }

  /// What the results in a folder say, for a page.
  static func report(of folder: String) throws -> StoreReport {
    let (stored, plan) = try read(folder)
    return StoreReport(stored, title: plan.study.title, folder: folder)
  }

  /// The results in a folder, of the plan that they were asked for with.
  static func results(in folder: String) throws -> StoredResults { try read(folder).results }

  private static func read(
    _ folder: String
  ) throws -> (results: StoredResults, plan: RobustnessPlan) {
    let path = "\(folder)/\(RobustnessFolder.storeName)"
    let store = try UniverseStore(reading: path)
    guard let command = try? RobustnessRunCommand.parse(store.request()) else {
      throw StoreError(.damaged("it does not say what it was asked for"), path: path)
    }
    let plan = try command.plan.plan(command.sampling)
    return (try StoredResults(store, of: plan, command.analysis(of: plan)), plan)
  }
}
