import Foundation
import Inference

/// Numbers as they are printed: no more digits than their error lets mean something.
///
/// The estimate is shown to the decimal place of twice its error, as ArviZ does with
/// `round_to="auto"`; files keep all digits.
enum NumberText {
  /// An estimate rounded by its standard error, with 1 to 4 decimals (0 above 100).
  static func estimate(_ value: Double, error: Double) -> String {
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
  static func shape(_ value: Double) -> String {
    value == .infinity ? "Inf" : fixed(value, 2)
  }

  /// A prior as it is written, its numbers to four significant digits; files keep all of them.
  static func prior(_ prior: CoefficientPrior) -> String {
    let family = prior.family
    let arguments = family.arguments.map { String(format: "%.4g", $0) }
    return "\(type(of: family).signature.name)(\(arguments.joined(separator: ", ")))"
  }

  /// A probability rounded by its standard error, with 1 to 4 decimals; one that would be printed as
  /// 0 or 1 without being so is bounded instead.
  static func probability(_ value: Double, error: Double) -> String {
    guard value > 0, value < 1 else { return estimate(value, error: error) }
    if value < 0.0001 { return "<0.0001" }
    if value > 0.9999 { return ">0.9999" }
    let text = estimate(value, error: error)
    return Double(text) == 0 || Double(text) == 1 ? fixed(value, 4) : text
  }

  /// A positive ratio by three significant digits, or by fewer where its error leaves no more certain.
  static func ratio(_ value: Double, error: Double) -> String {
    guard value.isFinite, value > 0, error.isFinite, error > 0 else { return ratio(value) }
    let last = (-log10(2 * error)).rounded(.up)
    let digits = last + log10(value).rounded(.down) + 1
    guard digits < 3 else { return ratio(value) }
    let rounded = Double(String(format: "%.\(max(Int(digits) - 1, 0))e", value)) ?? value
    return ratio(rounded)
  }

  /// A positive ratio by three significant digits.
  static func ratio(_ value: Double) -> String {
    guard value.isFinite else { return unusual(value) }
    if value >= 1e5 || (value < 1e-3 && value > 0) { return String(format: "%.1e", value) }
    return value >= 100 ? fixed(value, 0) : String(format: "%.3g", value)
  }

  static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return unusual(value) }
    let text = String(format: "%.\(decimals)f", value)
    // A rounded negative zero is zero.
    return text.hasPrefix("-") && !text.contains { "123456789".contains($0) }
      ? String(text.dropFirst()) : text
  }

  /// A sample size, rounded down.
  static func count(_ value: Double) -> String {
    value.isFinite ? "\(Int(value.rounded(.down)))" : "-"
  }

  /// A whole number with commas between thousands.
  static func whole(_ value: Int) -> String { Phrase.whole(value) }

  /// A part of a whole in per cent; all and nothing only where it is all or nothing.
  static func part(_ count: Int, of total: Int) -> String {
    percentage(Double(count) / Double(total))
  }

  /// A share in whole per cent; 0 and 100 only where it is exactly that.
  static func percentage(_ share: Double) -> String {
    guard share.isFinite else { return "-" }
    if share > 0, share < 0.005 { return "<1 %" }
    if share >= 0.995, share < 1 { return ">99 %" }
    return fixed(100 * share, 0) + " %"
  }
}
