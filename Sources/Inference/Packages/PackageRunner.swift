/// Runs this program for a package; the process is the caller's to start.
public protocol PackageRunner: Sendable {
  /// Runs a command and waits for its end.
  ///
  /// - Parameters:
  ///   - arguments: What follows the name of the program; no shell reads them.
  ///   - folder: The working folder.
  ///   - file: The path, from the folder, of the file for what is printed.
  /// - Returns: How it ended.
  /// - Throws: ``PackageError`` `interrupted`, or what kept the process from starting.
  func run(_ arguments: [String], in folder: String, printingTo file: String) throws -> CommandEnd

  /// The largest memory of a command so far, in bytes.
  var peakBytes: Int { get }
}

/// How a command ended.
public struct CommandEnd: Sendable, Equatable {
  /// The exit status; that of the signal where one ended it.
  public let status: Int32
  /// Whether a signal ended it.
  public let wasKilled: Bool
  /// What it wrote to its error stream.
  public let message: String

  /// Describes an end.
  public init(status: Int32, wasKilled: Bool, message: String) {
    self.status = status
    self.wasKilled = wasKilled
    self.message = message
  }

  /// Whether there are results: all is well, or a check failed.
  var hasResults: Bool { !wasKilled && (status == 0 || status == 1) }
}
