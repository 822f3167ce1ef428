import Foundation

/// What the standard output can show.
enum Screen {
  /// The narrowest screen that anything is fitted to.
  private static let least = 40

  /// The number of cells of a line of answers; nil where nothing limits it.
  ///
  /// As in git, `COLUMNS` says it where it is exported, else the terminal does. What goes to a file or a pipe is
  /// not fitted to anything: it is read by programs, or later on a screen that is not known now. `COLUMNS` counts
  /// there too, so that a pager or a test can ask for the screen that it will be shown on.
  static let width: Int? = stated ?? size(of: STDOUT_FILENO)

  /// The width that prose is broken to: no wider than what is easily read.
  static var proseWidth: Int { min(width ?? readable, readable) }

  /// The width up to which prose is easily read.
  static let readable = 99

  /// The width of messages on the standard error stream; nil where that is no terminal.
  static let messageWidth: Int? = {
    guard isatty(STDERR_FILENO) == 1 else { return nil }
    return min(stated ?? size(of: STDERR_FILENO) ?? 80, 100)
  }()

  /// What `COLUMNS` says, if that is a number.
  private static let stated: Int? = {
    guard let text = getenv("COLUMNS"), let columns = Int(String(cString: text)), columns > 0
    else { return nil }
    return max(columns, least)
  }()

  private static func size(of stream: Int32) -> Int? {
    var size = winsize()
    guard isatty(stream) == 1 else { return nil }
    guard ioctl(stream, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return max(Int(size.ws_col), least)
  }
}
