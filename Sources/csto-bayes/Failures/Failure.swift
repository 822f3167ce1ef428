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
    case let error as DataError: self = error.failure
    case let error as FormulaError: self = error.failure
    case let error as PriorError: self = error.failure
    case let error as DrawsError: self = error.failure
    case let error as ExportError: self = error.failure
    case let error as CountStatementError: self = error.failure
    case let error as InitializationError: self = error.failure
    case let error as AnalysisError: self = error.failure
    case let error as RunError: self = error.failure
    case let error as CaseComparisonError: self = error.failure
    case let error as MultiverseError: self = error.failure
    case let error as StoreError: self = error.failure
    case let error as AgreementError: self = error.failure
    case let error as PackageError: self = error.failure
    default: return nil
    }
  }

  init(_ message: String, _ status: Int32) {
    self.message = message
    self.status = status
  }
}

/// Parts of messages.
///
/// What comes from an input goes through ``QuotedText``: one line, cut where it is long, escapes shown.
enum Phrase {
  /// `file:line: ` as far as both are known.
  static func place(_ file: String?, _ line: Int?) -> String {
    guard let file, !file.isEmpty else { return "" }
    // A path may be long and is wanted whole, within reason.
    let name = QuotedText(file, limit: 3 * QuotedText.limit).description
    return line.map { "\(name):\($0): " } ?? "\(name): "
  }

  /// Names between commas, at most twenty and some lines of them.
  static func list(_ names: [String]) -> String { QuotedText.list(names) }

  /// Names between commas, with `or` before the last where all are shown.
  static func choice(_ names: [String]) -> String {
    let all = list(names)
    guard (2...20).contains(names.count), let last = names.last, let first = names.first,
      all == (names.map { QuotedText($0).description }).joined(separator: ", ")
    else { return all }
    let others = names.count == 2 ? oneLine(first) : list(Array(names.dropLast()))
    return others + " or " + oneLine(last)
  }

  /// `; accepted: …`, or nothing.
  static func accepted(_ names: [String]) -> String {
    names.isEmpty ? "" : "; accepted: \(choice(names))"
  }

  /// ` (did you mean 'x'?)`, or nothing.
  static func suggestion(_ name: String?) -> String {
    name.map { " (did you mean \(quoted($0))?)" } ?? ""
  }

  /// A name or a value between quotes.
  static func quoted(_ text: String?) -> String { QuotedText(text ?? "").quoted }

  /// A name or a value as it is.
  static func oneLine(_ text: String) -> String { QuotedText(text).description }

  /// A command or a sentence that quotes an input, which may be longer than a name.
  static func sentence(_ text: String) -> String {
    QuotedText(text, limit: 6 * QuotedText.limit).description
  }

  /// A text with a range of it marked below, on two more lines; of a long text only the part around.
  static func marked(_ text: String, _ range: Range<Int>?) -> String {
    guard let range, !text.isEmpty else { return "" }
    // A blank for each character that cannot be shown: the marks stand below their characters.
    let line = text.map { QuotedText.visible(String($0)).count == 1 ? $0 : " " }
    let isLong = line.count > 100
    let start = isLong ? min(max(range.lowerBound - 60, 0), line.count) : 0
    let end = isLong ? min(range.lowerBound + 40, line.count) : line.count
    let head = start > 0 ? "…" : ""
    let shown = head + String(line[start..<end]) + (end < line.count ? "…" : "")
    let before = head + String(line[start..<min(range.lowerBound, end)])
    let marked = String(line[min(range.lowerBound, end)..<min(range.upperBound, end)])
    return "\n  \(shown)\n  " + String(repeating: " ", count: before.displayWidth)
      + String(repeating: "^", count: max(1, marked.displayWidth))
  }
}

extension MemoryNeed {
  /// `80 GB, and 18 GB may be used here`.
  var text: String { "\(Self.size(bytes)), and \(Self.size(limit)) may be used here" }

  private static func size(_ bytes: Double) -> String {
    let units: [(Double, String)] = [(1e15, "PB"), (1e12, "TB"), (1e9, "GB")]
    let (unit, name) = units.first { bytes >= $0.0 } ?? (1e6, "MB")
    let amount = bytes / unit
    let digits = amount < 10 ? (amount * 10).rounded() / 10 : amount.rounded()
    return (digits == digits.rounded() ? "\(Int(digits.rounded()))" : "\(digits)") + " " + name
  }
}

extension InitializationError {
  var failure: Failure {
    switch kind {
    case .noFiniteStart(let attempts):
      Failure(
        "chain \(chain) found no start: the log density was not finite at \(attempts) random "
          + "positions; look for numbers of extreme size in the columns of the formula or the priors",
        ExitStatus.data
      )
    case .noStepSize(let last):
      Failure(
        "chain \(chain) found no step size (the last tried was \(last)): the posterior seems to be "
          + "improper; use a proper prior for every coefficient, or rescale the columns",
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
          + Phrase.list(columns),
        ExitStatus.usage
      )
    case .unusedReference(let column, let factors):
      Failure(
        "--reference \(Phrase.oneLine(column)): there is no such factor in the formula"
          + (factors.isEmpty ? "; it has none" : "; factors: \(Phrase.list(factors))"),
        ExitStatus.usage
      )
    case .extremeColumn(let column, let size):
      Failure(
        "the values of \(Phrase.quoted(column)) go up to \(size): squares of such numbers overflow or "
          + "vanish; write \(Phrase.oneLine("scale(\(column))")), or use other units",
        ExitStatus.data
      )
    case .tooManyDraws(let run, let values, let need):
      Failure(
        "\(run.chains) x \(NumberText.whole(run.draws)) draws of \(values) numbers each would take "
          + "\(need.text); ask for fewer draws",
        ExitStatus.usage
      )
    case .nothingDrawn:
      Failure(
        "stopped before the first draw; nothing is left to report or to save",
        ExitStatus.checkFailed
      )
    }
  }
}
