/// In how many analyses of a multiverse an effect is clearly positive or negative, in words.
///
/// What the prior says alone, before any data, is no finding: such analyses are named apart and are in no share.
public struct RobustnessHeadline: Sendable {
  /// The effect over the analyses.
  public let curve: SpecificationCurve
  /// What the effect is on.
  public let outcome: String
  /// Whether the plan has one analysis only, so that a share would say nothing.
  public let isSingle: Bool

  /// The line that is reported.
  private static let line = 0.95

  /// Takes an effect; `outcome` as in `the probability of OUTCOME`.
  public init(_ curve: SpecificationCurve, outcome: String, isSingle: Bool) {
    (self.curve, self.outcome, self.isSingle) = (curve, outcome, isSingle)
  }

  /// The sentences; empty where no analysis has the effect.
  public var text: String {
    guard curve.all.count > 0, let raises = Side(.above, curve), let lowers = Side(.below, curve)
    else { return "" }
    if isSingle { return single }
    let apart = [raises, lowers].compactMap(setApart)
    let isAllApart = raises.found.universeCount == 0 || lowers.found.universeCount == 0
    if isAllApart, raises.found.count + lowers.found.count == 0 {
      return apart.joined(separator: " ")
    }
    return ([shares(raises, lowers)] + apart).joined(separator: " ")
  }

  /// One side of the line.
  private struct Side {
    let verb: String
    let found: SpecificationCurve.Agreement
    let threshold: EvidenceThreshold
    let isAbove: Bool

    init?(_ side: EvidenceThreshold.Side, _ curve: SpecificationCurve) {
      isAbove = side == .above
      verb = isAbove ? "raises" : "lowers"
      threshold = EvidenceThreshold(side, isAbove ? RobustnessHeadline.line : 0.05)
      guard let found = curve.all.agreement(threshold) else { return nil }
      self.found = found
    }
  }

  private func shares(_ raises: Side, _ lowers: Side) -> String {
    let line = RobustnessHeadline.line
    guard raises.found.count + lowers.found.count > 0 else {
      let count = max(raises.found.universeCount, lowers.found.universeCount)
      return "In none of \(Phrase.whole(count)) analyses \(curve.key.name) raises or lowers the "
        + "probability of \(outcome) with P > \(line)."
    }
    let isRaising = raises.found.count >= lowers.found.count
    let (strong, other) = isRaising ? (raises, lowers) : (lowers, raises)
    var text =
      "In \(Phrase.whole(strong.found.count)) of \(Phrase.whole(strong.found.universeCount)) analyses "
      + "(\(Phrase.percentage(strong.found.share))) \(curve.key.name) \(strong.verb) the probability of "
      + "\(outcome) with P > \(line)"
    if curve.oneClassCount > 0, let both = curve.twoClasses.agreement(strong.threshold) {
      text +=
        "; of the \(Phrase.whole(both.universeCount)) with both outcomes in \(Phrase.whole(both.count))"
    }
    if other.found.count > 0 {
      text += "; in \(Phrase.whole(other.found.count)) it \(other.verb) it so"
    }
    return text + "."
  }

  /// The analyses whose prior says it alone, by prior set; nil where there are none.
  private func setApart(_ side: Side) -> String? {
    let count = side.found.priorAloneCount
    guard count > 0 else { return nil }
    let parts = curve.priorParts.filter {
      $0.summary.agreement(side.threshold)?.priorAloneCount ?? 0 > 0
    }
    let priors = parts.map { part in
      Phrase.oneLine(part.prior) + (Self.own(part, isAbove: side.isAbove).map { ": \($0)" } ?? "")
    }
    return
      "Set apart: in \(Phrase.whole(count)) analyses the prior alone says, before any data, that "
      + "\(curve.key.name) \(side.verb) the probability of \(outcome) (its own P, "
      + "\(priors.joined(separator: "; ")))."
  }

  /// What is said of the one analysis there is.
  private var single: String {
    guard let point = curve.points.first else { return "" }
    let positive = point.quantity.probabilityPositive
    let verdict =
      positive > Self.line
      ? "raises the probability of \(outcome) with P > \(Self.line)"
      : positive < 1 - Self.line
        ? "lowers the probability of \(outcome) with P > \(Self.line)"
        : "neither raises nor lowers the probability of \(outcome) with P > \(Self.line)"
    let own = curve.priorParts.first.flatMap { Self.own($0, isAbove: true) }
    let isAlone = curve.all.agreements.contains { $0.priorAloneCount > 0 }
    return "\(curve.key.name) \(verdict): the probability that the effect is positive is "
      + Self.text(positive) + (own.map { ", under the prior alone \($0)" } ?? "")
      + (isAlone ? "; the prior says it alone, so that this is no finding" : "") + "."
  }

  /// The prior's own probability of a positive effect, or of a negative one: `0.5`, `0.97 to 0.99`.
  private static func own(_ part: SpecificationCurve.PriorPart, isAbove: Bool) -> String? {
    guard let smallest = part.smallestOwn?.value, let largest = part.largestOwn?.value else {
      return nil
    }
    let (low, high) =
      isAbove ? (text(smallest), text(largest)) : (text(1 - largest), text(1 - smallest))
    return low == high ? low : "\(low) to \(high)"
  }

  /// A probability to three decimals; 0 and 1 only where it is that.
  private static func text(_ value: Double) -> String {
    if value > 0.9995, value < 1 { return ">0.999" }
    if value < 0.0005, value > 0 { return "<0.001" }
    return value == 0 ? "0" : value == 1 ? "1" : "\((value * 1000).rounded() / 1000)"
  }
}

extension RobustnessReading {
  /// Whether the plan has one analysis only: nothing was varied.
  public var isSingle: Bool { results.plannedCount == 1 }

  /// What is said first of a quantity; empty of what is no effect.
  public func headline(_ curve: SpecificationCurve, outcome: String) -> String {
    guard curve.key.kind == .effect else { return "" }
    return RobustnessHeadline(curve, outcome: outcome, isSingle: isSingle).text
  }
}
