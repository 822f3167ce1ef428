import Foundation
import Inference

/// The answer's way to the user; what cannot be written is an error, not silence.
///
/// Names from files are in answers. Nothing that a terminal obeys goes through, except in data on their way
/// to a file or another program, where names stay what they are.
enum StandardOutput {
  private static let isTerminal = isatty(STDOUT_FILENO) == 1

  /// Writes a text; one that `isData`, CSV or JSON, as it is where no terminal reads it.
  static func write(_ text: String, isData: Bool = false) throws(ExportError) {
    let shown = isData && !isTerminal ? text : QuotedText.harmless(text)
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(shown.utf8))
    } catch {
      throw ExportError(kind: .cannotWrite, path: "standard output")
    }
  }
}
