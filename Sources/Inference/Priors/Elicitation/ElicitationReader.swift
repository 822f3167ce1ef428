/// Reads statements from YAML.
///
/// At the top: `statements`, or `experts`, each with `name`, `statements` and optionally `weight`; and
/// optionally `title`, `description`, `source`. A statement has a `scenario`, perhaps `compared_with`,
/// and a belief: `between: [a, b]`, `at_least` or `at_most` with `sure`, `about` (the median), or
/// `quantiles`; `more_likely` for a comparison. Any other key is refused.
struct ElicitationReader {
  let file: String

  /// The whole file.
  func file(_ bytes: [UInt8]) throws -> ElicitationFile {
    let root = try YAMLNode(bytes: bytes, file: file)
      .mapping(knownKeys: ["title", "description", "source", "experts", "statements"])
    return ElicitationFile(
      file: file,
      title: try root.optionalText("title") ?? "",
      summary: try root.optionalText("description") ?? "",
      source: try root.optionalText("source") ?? "",
      experts: try experts(root)
    )
  }

  private func experts(_ root: YAMLMapping) throws -> [Expert] {
    guard let node = root.optional("experts") else {
      let statements = try root.required("statements")
      return [Expert(name: "the expert", weight: 1, statements: try self.statements(statements))]
    }
    if let surplus = root.optional("statements") {
      throw surplus.invalid(.unknownKey, accepted: ["statements inside experts"])
    }
    var experts: [Expert] = []
    for item in try node.list() {
      let mapping = try item.mapping(knownKeys: ["name", "weight", "statements"])
      let name = try mapping.required("name")
      if experts.contains(where: { $0.name == (try? name.text()) }) {
        throw name.invalid(accepted: ["a name that no other expert has"])
      }
      experts.append(
        Expert(
          name: try name.text(),
          weight: try mapping.optional("weight").map(positive) ?? 1,
          statements: try statements(try mapping.required("statements"))
        )
      )
    }
    guard !experts.isEmpty else { throw node.invalid(accepted: ["at least one expert"]) }
    return experts
  }

  private func statements(_ node: YAMLNode) throws -> [ElicitedStatement] {
    let items = try node.list()
    guard !items.isEmpty else { throw node.invalid(accepted: ["at least one statement"]) }
    return try items.map(statement)
  }

  private func statement(_ node: YAMLNode) throws -> ElicitedStatement {
    let mapping = try node.mapping(knownKeys: [
      "scenario", "compared_with", "between", "at_least", "at_most", "about", "quantiles",
      "more_likely", "sure", "weight", "reason",
    ])
    let scenario = try mapping.text("scenario")
    let subject: ElicitedStatement.Subject =
      if let reference = try mapping.optionalText("compared_with") {
        .oddsRatio(scenario: scenario, reference: reference)
      } else {
        .probability(scenario: scenario)
      }
    var belief = try ElicitedBelief(mapping, subject)
    let quantiles = try belief.sorted(at: node)
    return ElicitedStatement(
      subject: subject,
      words: belief.words,
      quantiles: quantiles,
      weight: try mapping.optional("weight").map(positive) ?? 1,
      reason: try mapping.optionalText("reason"),
      file: file,
      line: node.line
    )
  }

  private func positive(_ node: YAMLNode) throws(DataError) -> Double {
    guard let value = Double(try node.text()), value > 0, value <= 1e6 else {
      throw node.invalid(accepted: ["a number above 0 and up to 1000000"])
    }
    return value
  }
}

/// The belief of a statement: its quantiles, and its words.
private struct ElicitedBelief {
  private let subject: ElicitedStatement.Subject
  private var quantiles: [ElicitedStatement.Quantile] = []
  private var parts: [String] = []

  var words: String { parts.joined(separator: ", ") }

  init(_ mapping: YAMLMapping, _ subject: ElicitedStatement.Subject) throws {
    self.subject = subject
    var usesSure = false
    if let node = mapping.optional("between") {
      usesSure = true
      let sure = try Self.sure(mapping)
      let ends = try node.list().map { try value($0) }
      guard ends.count == 2, ends[0] < ends[1] else {
        throw node.invalid(accepted: ["[lower, upper], the lower first"])
      }
      add((1 - sure) / 2, ends[0])
      add((1 + sure) / 2, ends[1])
      parts.append("between \(bare(ends[0])) and \(text(ends[1])), \(Self.percent(sure)) sure")
    }
    for (key, isLower) in [("at_least", true), ("at_most", false)] {
      guard let node = mapping.optional(key) else { continue }
      usesSure = true
      guard mapping.optional("between") == nil else {
        throw node.invalid(.unknownKey, accepted: ["between, or at_least and at_most, not both"])
      }
      let sure = try Self.sure(mapping)
      let bound = try value(node)
      add(isLower ? 1 - sure : sure, bound)
      parts.append(
        "\(isLower ? "at least" : "at most") \(text(bound)), \(Self.percent(sure)) sure"
      )
    }
    if let node = mapping.optional("about") {
      let centre = try value(node)
      add(0.5, centre)
      parts.append("about \(text(centre))")
    }
    for entry in try mapping.optional("quantiles")?.mapping().entries ?? [] {
      guard let share = Self.share(entry.key), share > 0, share < 1 else {
        throw DataError(
          .invalidValue,
          file: mapping.file,
          line: entry.line,
          place: .init("quantiles", value: entry.key),
          accepted: [Self.acceptedProbability]
        )
      }
      let bound = try value(entry.value)
      add(share, bound)
      parts.append("\(Self.percent(share)) quantile \(text(bound))")
    }
    if let node = mapping.optional("more_likely") {
      guard case .oddsRatio = subject else {
        throw node.invalid(.unknownKey, accepted: ["more_likely together with compared_with"])
      }
      let sure = try Self.probability(node)
      add(1 - sure, 1)
      parts.append("more likely, \(Self.percent(sure)) sure")
    }
    if let surplus = mapping.optional("sure"), !usesSure {
      throw surplus.invalid(
        .unknownKey,
        accepted: ["sure together with between, at_least or at_most"]
      )
    }
  }

  /// The quantiles in order; refused where there is none, or where they contradict each other.
  mutating func sorted(at node: YAMLNode) throws -> [ElicitedStatement.Quantile] {
    quantiles.sort { $0.probability < $1.probability }
    guard !quantiles.isEmpty else {
      throw node.invalid(
        accepted: ["a belief: between, at_least, at_most, about, quantiles or more_likely"]
      )
    }
    for (first, second) in zip(quantiles, quantiles.dropFirst())
    where first.probability == second.probability || first.value >= second.value {
      throw node.invalid(
        accepted: [
          "rising values (here \(Self.percent(first.probability)) below "
            + "\(text(first.value)) and \(Self.percent(second.probability)) below "
            + "\(text(second.value)))"
        ]
      )
    }
    return quantiles
  }

  private mutating func add(_ probability: Double, _ value: Double) {
    // 1 - 0.9 leaves more digits than anybody stated.
    let probability = (probability * 1e15).rounded() / 1e15
    quantiles.append(
      .init(probability: probability, value: value, logOdds: subject.logOdds(value))
    )
  }

  /// A value of the subject: a probability, or an odds ratio.
  private func value(_ node: YAMLNode) throws(DataError) -> Double {
    switch subject {
    case .probability: return try Self.probability(node)
    case .oddsRatio:
      guard let value = Double(try node.text()), value > 0, value.isFinite else {
        throw node.invalid(accepted: ["an odds ratio above 0, such as 3 or 0.5"])
      }
      return value
    }
  }

  private static let acceptedProbability =
    "a probability between 0 and 1, both excluded, such as 0.05 or 5 %"

  private static func sure(_ mapping: YAMLMapping) throws(DataError) -> Double {
    try probability(try mapping.required("sure"))
  }

  private static func probability(_ node: YAMLNode) throws(DataError) -> Double {
    guard let share = share(try node.text()), share > 0, share < 1 else {
      throw node.invalid(accepted: [acceptedProbability])
    }
    return share
  }

  /// A share as a number or in per cent; nil where the text is neither.
  private static func share(_ text: String) -> Double? {
    let bare = text.filter { !$0.isWhitespace }
    guard bare.hasSuffix("%") else { return Double(bare) }
    return Double(bare.dropLast()).map { $0 / 100 }
  }

  private static func percent(_ share: Double) -> String {
    text(of: (share * 1e10).rounded() / 1e8) + " %"
  }

  private func text(_ value: Double) -> String {
    switch subject {
    case .probability: bare(value)
    case .oddsRatio: bare(value) + " times the odds"
    }
  }

  private func bare(_ value: Double) -> String {
    switch subject {
    case .probability: Self.percent(value)
    case .oddsRatio: Self.text(of: value)
    }
  }

  private static func text(of value: Double) -> String { Expression.text(of: value) }
}
