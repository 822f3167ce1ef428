import Foundation
import Inference

/// The answer's way to the user; what cannot be written is an error, not silence.
enum StandardOutput {
  static func write(_ text: String) throws(ExportError) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      throw ExportError(kind: .cannotWrite, path: "standard output")
    }
  }
}
