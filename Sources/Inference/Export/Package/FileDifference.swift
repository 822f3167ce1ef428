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
  /// Number by number within Monte Carlo errors: another version or another kind of machine.
  case withinMonteCarloError

  /// How many joint standard errors two estimates may differ.
  ///
  /// A normal tail of 5 leaves 1 in 1700 false alarms among 1000 independent numbers.
  public static let limit = 5.0

  /// What differs; nil where the files are the same or agree.
  ///
  /// O(bytes) where they are the same, else as long as reading both takes.
  func difference(of path: String, packaged: [UInt8], again: [UInt8]) -> FileDifference? {
    if packaged == again { return nil }
    switch self {
    case .identical:
      let places =
        structured(path, packaged, again).flatMap { $0.isEmpty ? nil : $0 }
        ?? Self.lines(packaged, again)
      return FileDifference(path: path, places)
    case .withinMonteCarloError:
      guard Self.isJudged(path) else { return nil }
      let places = structured(path, packaged, again) ?? Self.lines(packaged, again)
      return places.isEmpty ? nil : FileDifference(path: path, places)
    }
  }

  /// Whether a file is compared at all where the machines differ.
  ///
  /// What is printed is rounded, and the checks of the draws are of the draws; draws are judged by
  /// their means and quantiles instead.
  static func isJudged(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return (name.hasSuffix(".csv") || name.hasSuffix(".json")) && name != "diagnostics.json"
      && !isDraws(path) && name != "ranks.csv"
  }

  /// Whether a file holds draws.
  static func isDraws(_ path: String) -> Bool {
    path.hasSuffix("/draws.csv") || path.hasSuffix("-draws.csv") || path.contains("/chains/")
  }

  /// The places of a table or of JSON; nil where one of the two cannot be read as such.
  private func structured(
    _ path: String,
    _ packaged: [UInt8],
    _ again: [UInt8]
  ) -> [FileDifference.Place]? {
    if path.hasSuffix(".csv") {
      guard let ours = TextCells(packaged, path), let theirs = TextCells(again, path) else {
        return nil
      }
      return ours.differences(from: theirs, self)
    }
    guard path.hasSuffix(".json"), let ours = ValueTree(packaged), let theirs = ValueTree(again)
    else { return nil }
    return ours.differences(from: theirs, self, isRecord: path.hasSuffix("/run.json"))
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
    case differs(standardErrors: Double?)
  }

  /// Judges two numbers by their Monte Carlo errors; by size, coarsely, where they have none.
  ///
  /// Numbers that describe the draws, such as R-hat, are not judged. Where an estimate has no error of
  /// its own (a standard deviation, say), a tenth of it and 0.05 are allowed.
  static func judge(_ pair: Pair) -> Judgement {
    let (ours, theirs) = pair.values
    if ours == theirs || ours.isNaN && theirs.isNaN { return .agrees }
    let distance = abs(ours - theirs)
    let size = max(abs(ours), abs(theirs))
    // The last bits, in which two machines may round otherwise.
    if distance <= 1e-9 * size || describesDraws(pair.name) { return .agrees }
    if let first = pair.errors.0, let second = pair.errors.1, first.isFinite, second.isFinite {
      let joint = (first * first + second * second).squareRoot()
      return distance <= limit * joint ? .agrees : .differs(standardErrors: distance / joint)
    }
    return distance <= 0.1 * size + 0.05 ? .agrees : .differs(standardErrors: nil)
  }

  private static func describesDraws(_ name: String) -> Bool {
    name.hasPrefix("mcse_") || name.hasPrefix("ess_") || name.hasPrefix("pareto_k")
      || ["rhat", "mcse", "error", "n_eff", "r_eff", "in_mcse"].contains(name)
  }
}
