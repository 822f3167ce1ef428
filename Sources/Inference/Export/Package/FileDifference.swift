/// What a file of a package has otherwise than the same file made again.
public struct FileDifference: Sendable, Equatable {
  /// One place.
  public struct Place: Sendable, Equatable {
    /// Where: row and column, the path of a value, or a line.
    public let place: String
    /// What the package has.
    public let packaged: String
    /// What was made again.
    public let again: String
    /// The difference in joint Monte Carlo standard errors; nil where it is not judged by them.
    public let standardErrors: Double?
  }

  /// The path in the package.
  public let path: String
  /// The first places, in the order of the file.
  public let places: [Place]
  /// The number of places in all.
  public let count: Int

  /// How many places are kept.
  static let keptCount = 5

  init(path: String, _ places: [Place]) {
    self.path = path
    self.places = Array(places.prefix(Self.keptCount))
    count = places.count
  }
}

/// How two files that should be one are compared.
public enum FileComparison: Sendable {
  /// Byte by byte: the same program on the same kind of machine.
  case identical
  /// Number by number up to rounding: another version or kind of machine that made the same draws.
  case withinRounding
  /// Number by number within Monte Carlo errors: the draws themselves are others.
  case withinMonteCarloError

  /// How many joint standard errors two estimates may differ.
  ///
  /// A normal tail of 5 leaves 1 in 1700 false alarms among 1000 independent numbers.
  public static let limit = 5.0
  /// Which part of its size a number may differ where only rounding does.
  public static let rounding = 1e-6

  /// What came of comparing two files.
  struct Outcome: Sendable, Equatable {
    /// What differs; nil where the files are the same or agree.
    var difference: FileDifference?
    /// The numbers and words that differ and were not judged: they have no Monte Carlo error.
    var unjudgedCount = 0
  }

  /// What differs between two files.
  ///
  /// O(bytes) where they are the same, else as long as reading both takes.
  func outcome(of path: String, packaged: [UInt8], again: [UInt8]) -> Outcome {
    if packaged == again { return Outcome() }
    var found = Findings()
    let isStructured = structured(path, packaged, again, &found)
    if case .identical = self {
      // Cells that read the same, and bytes that are not.
      if !isStructured || found.places.isEmpty { found.places = Self.lines(packaged, again) }
    } else if !isStructured {
      guard Self.isJudged(path) else { return Outcome() }
      found.places = Self.lines(packaged, again)
    }
    return Outcome(
      difference: found.places.isEmpty ? nil : FileDifference(path: path, found.places),
      unjudgedCount: found.unjudgedCount
    )
  }

  /// The places found so far.
  struct Findings {
    var places: [FileDifference.Place] = []
    var unjudgedCount = 0
  }

  /// Whether a file is compared at all where the machines differ.
  ///
  /// What is printed is rounded, and the checks of the draws are of the draws; draws are judged by
  /// their means and quantiles instead.
  static func isJudged(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    // Digests are of the bytes, which differ where numbers do.
    let unjudged = [
      "diagnostics.json", "ranks.csv", FileLedger.answersName, FileLedger.filesName,
    ]
    return (name.hasSuffix(".csv") || name.hasSuffix(".json")) && !unjudged.contains(name)
      && !isDraws(path)
  }

  /// Whether a file holds draws.
  static func isDraws(_ path: String) -> Bool {
    path.hasSuffix("/draws.csv") || path.hasSuffix("-draws.csv") || path.contains("/chains/")
  }

  /// Finds the places of a table or of JSON; false where one of the two cannot be read as such.
  private func structured(
    _ path: String,
    _ packaged: [UInt8],
    _ again: [UInt8],
    _ found: inout Findings
  ) -> Bool {
    if case .identical = self {} else if !Self.isJudged(path) { return false }
    if path.hasSuffix(".csv") {
      guard let ours = TextCells(packaged, path), let theirs = TextCells(again, path) else {
        return false
      }
      ours.compare(with: theirs, self, &found)
      return true
    }
    let isNamed = if case .withinMonteCarloError = self { true } else { false }
    guard path.hasSuffix(".json"), let ours = ValueTree(packaged, byName: isNamed),
      let theirs = ValueTree(again, byName: isNamed)
    else { return false }
    ours.compare(with: theirs, self, isRecord: path.hasSuffix("/run.json"), &found)
    return true
  }

  /// The lines that differ.
  private static func lines(_ packaged: [UInt8], _ again: [UInt8]) -> [FileDifference.Place] {
    let sides = [packaged, again]
      .map { bytes in
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
          .map { String(decoding: $0.prefix(200), as: UTF8.self) }
      }
    var places: [FileDifference.Place] = []
    for index in 0..<max(sides[0].count, sides[1].count) {
      let pair = sides.map { index < $0.count ? $0[index] : "no such line" }
      guard pair[0] != pair[1] else { continue }
      places.append(
        .init(place: "line \(index + 1)", packaged: pair[0], again: pair[1], standardErrors: nil)
      )
    }
    guard places.isEmpty else { return places }
    // Beyond what of a line is shown, or bytes that are not text.
    let first = zip(packaged, again).prefix { $0 == $1 }.count
    return [
      .init(
        place: "byte \(first + 1)",
        packaged: "\(packaged.count) bytes",
        again: "\(again.count) bytes",
        standardErrors: nil
      )
    ]
  }

  // MARK: Numbers

  /// Two numbers that are to be judged.
  struct Pair {
    let name: String
    let values: (Double, Double)
    let errors: (Double?, Double?)
  }

  /// The verdict on two numbers.
  enum Judgement: Equatable {
    case agrees
    case unjudged
    case differs(standardErrors: Double?)
  }

  /// Judges two numbers: by their size where the draws are the same, else by their Monte Carlo errors.
  ///
  /// Numbers that describe the draws, such as R-hat, and numbers without an error of their own are not
  /// judged by errors.
  func judge(_ pair: Pair) -> Judgement {
    let (ours, theirs) = pair.values
    if ours == theirs || ours.isNaN && theirs.isNaN { return .agrees }
    let distance = abs(ours - theirs)
    switch self {
    case .identical: return .differs(standardErrors: nil)
    case .withinRounding:
      let size = max(abs(ours), abs(theirs), 1e-9)
      return distance <= Self.rounding * size ? .agrees : .differs(standardErrors: nil)
    case .withinMonteCarloError:
      guard !Self.describesDraws(pair.name), let first = pair.errors.0, let second = pair.errors.1,
        first.isFinite, second.isFinite, max(first, second) > 0
      else { return .unjudged }
      let joint = (first * first + second * second).squareRoot()
      return distance <= Self.limit * joint ? .agrees : .differs(standardErrors: distance / joint)
    }
  }

  private static func describesDraws(_ name: String) -> Bool {
    name.hasPrefix("mcse_") || name.hasPrefix("ess_") || name.hasPrefix("pareto_k")
      || ["rhat", "mcse", "error", "n_eff", "r_eff", "in_mcse"].contains(name)
  }
}
