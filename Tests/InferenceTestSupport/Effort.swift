import Foundation

/// How much of a campaign of many seeds or fits a test runs.
///
/// Everyday tests run a few, so that all of them take minutes; `make test-full` runs the whole.
public enum Effort {
  /// Whether campaigns run whole: `CSTO_BAYES_FULL` is set and not empty.
  public static let isFull =
    ProcessInfo.processInfo.environment["CSTO_BAYES_FULL"]?.isEmpty == false

  /// The number of repetitions: a few, or all.
  public static func count(_ few: Int, of all: Int) -> Int { isFull ? all : few }
}
