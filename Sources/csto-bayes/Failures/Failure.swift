import Foundation
import Inference

/// The exit codes of the program; beyond 0 and 1 they are those of sysexits.h.
enum ExitStatus {
  static let checkFailed: Int32 = 1
  static let notTold: Int32 = 2
  static let usage: Int32 = 64
  static let data: Int32 = 65
  static let noInput: Int32 = 66
  static let cannotCreate: Int32 = 73
  /// 128 and the number of SIGPIPE.
  static let readerGone: Int32 = 141
}

/// One message for the user and the exit code that goes with it.
///
/// Commands throw one themselves where no error of the library says it.
struct Failure: Error, Equatable {
  /// What is wrong, where, and what would be accepted.
  var message: String
  /// The exit code.
  var status: Int32

  /// A message of a length that people read, whatever was quoted in it.
  static func bounded(_ message: String) -> String {
    let limit = 3000
    // Line breaks are the message's own: what is quoted has none left.
    guard message.utf8.count > limit, message.count > limit else { return message }
    return message.prefix(limit) + "… (\(message.count) characters)"
  }

  /// Prints a message on the standard error stream, as that of an error or beside an answer.
  static func warn(_ message: String) {
    StandardError.write("csto-bayes: \(bounded(message))\n")
  }

  /// What an error says to the user; nil for one that the parser of arguments words.
  init?(_ error: any Error) {
    switch error {
    case let error as Failure: self = error
    case is CancellationError: self = AnalysisError.nothingDrawn.failure
    case let error as any ReportedError: self = error.failure
    default: return nil
    }
  }

  init(_ message: String, _ status: Int32) {
    self.message = message
    self.status = status
  }
}
