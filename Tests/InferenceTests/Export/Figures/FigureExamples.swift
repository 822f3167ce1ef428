import Foundation
import Testing

@testable import Inference
@testable import InferenceCore

/// Runs to draw, and what every drawing must be.
enum FigureExamples {
  /// A name that must be shown as it is, wherever it stands.
  static let hostile = "<script>alert(1)</script>, \"O'Neil\" & \u{00C7}o =1+1"

  /// Eight cases of three conditions, one of them with long levels; two cases have names to be wary of.
  static let sheet = """
    case,y,a,region,n
    "\(hostile.replacingOccurrences(of: "\"", with: "\"\""))",1,1,Sub-Saharan_Africa_and_Sahel,1.5
    B,0,0,Asia,2
    Case with a name of many words,1,1,Asia,3
    D,0,1,Asia,0.5
    E,0,0,Sub-Saharan_Africa_and_Sahel,1
    F,1,0,Asia,2.5
    G,0,0,Sub-Saharan_Africa_and_Sahel,2
    H,1,1,Sub-Saharan_Africa_and_Sahel,4

    """

  /// A run of these cases, read back.
  static let run = Task { try await make("y ~ a + region + n") }
  /// A run with an intercept alone: one configuration.
  static let bare = Task { try await make("y ~ 1") }

  private static func make(_ formula: String) async throws -> SavedRun {
    let folder = NSTemporaryDirectory() + "figures-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/cases.csv"
    try Data(sheet.utf8).write(to: URL(fileURLWithPath: file))
    var model = ModelRequest()
    model.formula = formula
    let settings = try #require(RunSettings(chains: 2, draws: 200, seed: 7, threads: 1))
    let noUTurn = try #require(NoUTurnSettings())
    let options = AnalysisOptions(
      cases: CaseSource(.file(file, caseColumn: nil, format: TableFormat())),
      model: model,
      fit: FitSettings(run: settings, noUTurn: noUTurn)
    )
    let result = try await Analysis.run(try AnalysisInput.read(options))
    let output = try OutputFolder(at: folder + "/run")
    try result.write(to: output, started: "2026-01-01T00:00:00Z")
    try output.commit()
    return try SavedRun.read(folder + "/run")
  }

  /// No text lies upon another, and none leaves the page.
  static func expectTidy(_ drawing: Drawing, _ name: String = "") {
    let boxes = drawing.textBoxes
    #expect(!boxes.isEmpty && !drawing.title.isEmpty && !drawing.description.isEmpty, "\(name)")
    for (index, box) in boxes.enumerated() {
      #expect(box.frame.left >= 0, "\(name): \(box.text)")
      #expect(box.frame.right <= drawing.width + 0.3, "\(name): \(box.text)")
      #expect(box.frame.top >= 0 && box.frame.bottom <= drawing.height, "\(name): \(box.text)")
      for other in boxes[(index + 1)...] {
        #expect(!box.frame.overlaps(other.frame), "\(name): \(box.text) | \(other.text)")
      }
    }
  }

  /// All words of a drawing, as they follow one another.
  static func words(_ drawing: Drawing) -> String {
    drawing.textBoxes.map(\.text).joined(separator: " ")
  }
}
