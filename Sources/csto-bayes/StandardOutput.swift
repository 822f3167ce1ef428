import ArgumentParser
import Foundation
import Inference

// Inside the enumeration the name `write` means its method.
private func systemWrite(_ bytes: UnsafeRawBufferPointer) -> Int {
  write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
}

/// The answer's way to the user; what cannot be written is an error, not silence.
///
/// Names from files are in answers. Nothing that a terminal obeys goes through, except in data on their way
/// to a file or another program, where names stay what they are.
enum StandardOutput {
  private static let isTerminal = isatty(STDOUT_FILENO) == 1

  /// Writes a text, which is not even made under `--quiet`; one that `isData`, CSV or JSON, as it is where no
  /// terminal reads it.
  ///
  /// - Throws: ``ExportError`` `cannotWrite`, with the system's reason; ``ExitCode`` 141 without a word
  ///   where the reader has gone, as a shell reports a program that died of that (`… | head`).
  static func write(_ text: @autoclosure () throws -> String, isData: Bool = false) throws {
    guard !Quiet.isAsked else { return }
    try print(text(), isData: isData)
  }

  /// Writes a text that was asked for by itself, such as help, whether or not answers are wanted.
  static func print(_ text: String, isData: Bool = false) throws {
    signal(SIGPIPE, SIG_IGN)
    let shown = isData && !isTerminal ? text : QuotedText.harmless(text)
    var bytes = Array(shown.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { systemWrite($0) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if count < 0, errno == EPIPE {
        throw ExitCode(ExitStatus.readerGone)
      } else if count == 0 || errno != EINTR {
        throw ExportError(
          kind: .cannotWrite,
          path: "standard output",
          systemCode: count == 0 ? EIO : errno
        )
      }
    }
  }
}
