import ArgumentParser
import Foundation
import Inference

/// The exit codes of the program; beyond 0 and 1 they are those of sysexits.h.
enum ExitStatus {
  static let checkFailed: Int32 = 1
  static let usage: Int32 = 64
  static let data: Int32 = 65
  static let noInput: Int32 = 66
  static let cannotCreate: Int32 = 73
}

/// One message for the user and the exit code that goes with it.
struct Failure: Equatable {
  /// What is wrong, where, and what would be accepted.
  var message: String
  /// The exit code.
  var status: Int32

  /// Prints the message of an error and ends with its exit code; passes on what is not ours.
  static func exit(for error: any Error) throws -> Never {
    guard let failure = Failure(error) else { throw error }
    FileHandle.standardError.write(Data("csto-bayes: \(failure.message)\n".utf8))
    throw ExitCode(failure.status)
  }

  /// The failure of an error of the library; nil for any other.
  init?(_ error: any Error) {
    switch error {
    case let error as DataError: self = error.failure
    case let error as FormulaError: self = error.failure
    case let error as PriorError: self = error.failure
    case let error as DrawsError: self = error.failure
    case let error as ExportError: self = error.failure
    case let error as InitializationError: self = error.failure
    case let error as AnalysisError: self = error.failure
    default: return nil
    }
  }

  init(_ message: String, _ status: Int32) {
    self.message = message
    self.status = status
  }
}

/// Parts of messages.
enum Phrase {
  /// `file:line: ` as far as both are known.
  static func place(_ file: String?, _ line: Int?) -> String {
    guard let file, !file.isEmpty else { return "" }
    return line.map { "\(file):\($0): " } ?? "\(file): "
  }

  /// Names between commas, at most twenty, with `or` before the last.
  static func choice(_ names: [String]) -> String {
    let shown = names.prefix(20).map { $0 }
    let rest = names.count > 20 ? " and \(names.count - 20) more" : ""
    guard shown.count > 1, rest.isEmpty, let last = shown.last else {
      return shown.joined(separator: ", ") + rest
    }
    return shown.dropLast().joined(separator: ", ") + " or " + last
  }

  /// `; accepted: …`, or nothing.
  static func accepted(_ names: [String]) -> String {
    names.isEmpty ? "" : "; accepted: \(choice(names))"
  }

  /// `; did you mean 'x'?`, or nothing.
  static func suggestion(_ name: String?) -> String {
    name.map { "; did you mean '\($0)'?" } ?? ""
  }

  /// A text with a range of it marked below, on two more lines.
  static func marked(_ text: String, _ range: Range<Int>?) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    guard let range, !text.isEmpty else { return "" }
    let before = String(line.prefix(range.lowerBound)).displayWidth
    let marked = line.dropFirst(range.lowerBound).prefix(range.count)
    let width = max(1, String(marked).displayWidth)
    return "\n  \(line)\n  " + String(repeating: " ", count: before)
      + String(repeating: "^", count: width)
  }
}

extension InitializationError {
  var failure: Failure {
    switch kind {
    case .noFiniteStart(let attempts):
      Failure(
        "chain \(chain) found no start: the log density was not finite at \(attempts) random "
          + "positions; look for numbers of extreme size among the predictors",
        ExitStatus.data
      )
    case .noStepSize(let last):
      Failure(
        "chain \(chain) found no step size (the last tried was \(last)): the posterior seems to be "
          + "improper; use proper priors or rescale the predictors",
        ExitStatus.data
      )
    }
  }
}

extension AnalysisError {
  var failure: Failure {
    switch self {
    case .formulaMissing(let columns):
      Failure(
        "--data needs --formula, such as --formula 'outcome ~ condition'; columns: "
          + columns.prefix(20).joined(separator: ", "),
        ExitStatus.usage
      )
    case .nothingDrawn:
      Failure("stopped before the first draw; nothing was written", ExitStatus.checkFailed)
    }
  }
}
