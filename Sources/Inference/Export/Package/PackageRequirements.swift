/// What a package takes to be run again, in the classes of the AEA template.
///
/// Classes rather than numbers: they seldom change from one run to the next, and the numbers always do.
public struct PackageRequirements: Sendable, Equatable {
  /// A class and all that there are.
  struct Choice: Sendable, Equatable {
    let all: [String]
    let index: Int

    /// The class.
    var text: String { all[index] }

    /// The first class whose limit a value does not reach; the last where it reaches all.
    init(_ value: Double, limits: [Double], texts: [String]) {
      precondition(texts.count == limits.count + 1, "one class more than limits")
      all = texts
      index = limits.firstIndex { value < $0 } ?? limits.count
    }
  }

  /// The time of a run.
  let time: Choice
  /// The largest memory of a command.
  let memory: Choice
  /// The size of the package.
  let storage: Choice

  /// Puts measured numbers into classes.
  ///
  /// - Parameters:
  ///   - seconds: The time of all commands, by the clock.
  ///   - peakBytes: The largest resident set of one of them.
  ///   - storedBytes: The size of all files.
  public init(seconds: Double, peakBytes: Int, storedBytes: Int) {
    let hour = 3600.0
    time = Choice(
      seconds,
      limits: [hour / 6, hour, 2 * hour, 8 * hour, 24 * hour, 72 * hour, 14 * 24 * hour],
      texts: [
        "<10 minutes", "10-60 minutes", "1-2 hours", "2-8 hours", "8-24 hours", "1-3 days",
        "3-14 days", "> 14 days",
      ]
    )
    memory = Choice(
      Double(peakBytes),
      limits: [1e9, 4e9, 16e9, 64e9],
      texts: ["< 1 GB", "1 GB - 4 GB", "4 GB - 16 GB", "16 GB - 64 GB", "> 64 GB"]
    )
    storage = Choice(
      Double(storedBytes),
      limits: [25e6, 250e6, 2e9, 25e9, 250e9],
      texts: [
        "< 25 MBytes", "25 MB - 250 MB", "250 MB - 2 GB", "2 GB - 25 GB", "25 GB - 250 GB",
        "> 250 GB",
      ]
    )
  }
}
