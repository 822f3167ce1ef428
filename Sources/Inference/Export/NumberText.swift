import Foundation

/// Numbers as they are printed: no more digits than their error lets mean something.
///
/// The estimate is shown to the decimal place of twice its error, as ArviZ does with
/// `round_to="auto"`; files keep all digits.
public enum NumberText {
  /// An estimate rounded by its standard error, with 1 to 4 decimals (0 above 100).
  public static func estimate(_ value: Double, error: Double) -> String {
    guard value.isFinite else { return unusual(value) }
    if abs(value) >= 1e6 { return String(format: "%.3g", value) }
    guard error.isFinite, error > 0 else { return fixed(value, 2) }
    let decimals = Int((-log10(2 * error)).rounded(.up))
    return fixed(value, min(4, max(abs(value) >= 100 ? 0 : 1, decimals)))
  }

  /// What stands for a number that is none: `-` for an undefined one, the largest number for one beyond it.
  private static func unusual(_ value: Double) -> String {
    value.isNaN ? "-" : value > 0 ? ">1e308" : "<-1e308"
  }

  /// A Pareto k-hat: `Inf` where no tail could be fitted, as R and ArviZ print it.
  public static func shape(_ value: Double) -> String {
    value == .infinity ? "Inf" : fixed(value, 2)
  }

  /// A prior as it is written, its numbers to four significant digits; files keep all of them.
  public static func prior(_ prior: CoefficientPrior) -> String {
    let family = prior.family
    let arguments = family.arguments.map { String(format: "%.4g", $0) }
    return "\(type(of: family).signature.name)(\(arguments.joined(separator: ", ")))"
  }

  /// A probability rounded by its standard error, with 1 to 4 decimals; one that would be printed as
  /// 0 or 1 without being so is bounded instead.
  public static func probability(_ value: Double, error: Double) -> String {
    guard value > 0, value < 1 else { return estimate(value, error: error) }
    if value < 0.0001 { return "<0.0001" }
    if value > 0.9999 { return ">0.9999" }
    let text = estimate(value, error: error)
    return Double(text) == 0 || Double(text) == 1 ? fixed(value, 4) : text
  }

  /// A positive ratio by three significant digits, or by fewer where its error leaves no more certain.
  public static func ratio(_ value: Double, error: Double) -> String {
    guard value.isFinite, value > 0, error.isFinite, error > 0 else { return ratio(value) }
    let last = (-log10(2 * error)).rounded(.up)
    let digits = last + log10(value).rounded(.down) + 1
    guard digits < 3 else { return ratio(value) }
    let rounded = Double(String(format: "%.\(max(Int(digits) - 1, 0))e", value)) ?? value
    return ratio(rounded)
  }

  /// A positive ratio by three significant digits.
  public static func ratio(_ value: Double) -> String {
    guard value.isFinite else { return unusual(value) }
    if value >= 1e5 || (value < 1e-3 && value > 0) { return String(format: "%.1e", value) }
    return value >= 100 ? fixed(value, 0) : String(format: "%.3g", value)
  }

  /// A number with so many decimals, never `-0`.
  public static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return unusual(value) }
    let text = String(format: "%.\(decimals)f", value)
    // A rounded negative zero is zero.
    return text.hasPrefix("-") && !text.contains { "123456789".contains($0) }
      ? String(text.dropFirst()) : text
  }

  /// A sample size, rounded down.
  public static func count(_ value: Double) -> String {
    value.isFinite ? "\(Int(value.rounded(.down)))" : "-"
  }

  /// A whole number with commas between thousands.
  public static func whole(_ value: Int) -> String { Phrase.whole(value) }

  /// A part of a whole in per cent; all and nothing only where it is all or nothing.
  public static func part(_ count: Int, of total: Int) -> String {
    percentage(Double(count) / Double(total))
  }

  /// How probable a direction is, with three decimals; where it cannot be told from 0 or 1, the bound.
  public static func share(_ evidence: DirectionEvidence) -> String {
    share(evidence.probability, of: evidence)
  }

  /// The same of the direction's probability or of its opposite.
  public static func share(_ value: Double, of evidence: DirectionEvidence) -> String {
    guard evidence.isExact, value.isFinite else { return share(value, of: evidence.drawCount) }
    return share(value, decimals: 3)
  }

  /// A share in whole per cent; 0 and 100 only where it is exactly that.
  public static func percentage(_ share: Double) -> String { Phrase.percentage(share) }

  /// A share of draws, with three decimals; where all draws agree, the bound that their number sets.
  public static func share(_ value: Double, of count: Int) -> String {
    guard value.isFinite else { return "-" }
    let least = 1 / Double(count)
    let decimals = least < 0.001 ? 4 : 3
    if value == 1 { return ">" + fixed(1 - least, decimals) }
    if value == 0 { return "<" + fixed(least, decimals) }
    return share(value, decimals: 3)
  }

  /// A probability with so many decimals, never rounded to 0 or 1.
  public static func share(_ value: Double, decimals: Int) -> String {
    let step = Portable.pow(10, -decimals)
    if value > 1 - 0.5 * step { return ">" + fixed(1 - step, decimals) }
    return value < 0.5 * step ? "<" + fixed(step, decimals) : fixed(value, decimals)
  }

  /// `2.5%`.
  public static func percent(_ share: Double) -> String {
    var text = fixed(100 * share, 4)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text + "%"
  }

  /// A difference of probabilities in percentage points, rounded by its standard error, with no more decimals
  /// than are asked for.
  public static func points(_ difference: Double, error: Double, decimals most: Int) -> String {
    guard difference.isFinite else { return unusual(difference) }
    guard error.isFinite, error > 0 else { return fixed(100 * difference, most) }
    let decimals = Int((-log10(200 * error)).rounded(.up))
    return fixed(100 * difference, min(most, max(0, decimals)))
  }
}

extension CredibleInterval {
  /// `90%`.
  public var percent: String { NumberText.percent(mass) }

  /// `90% equal-tailed interval`.
  public var words: String { "\(percent) \(kind.rawValue) interval" }
}
