/// One code of a coding given another value.
public struct Recode: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The case.
  public let caseName: String
  /// The variable.
  public let variable: String
  /// The value that it is given, as the codebook writes it.
  public let value: String

  /// Describes a change of one cell.
  public init(caseName: String, variable: String, value: String) {
    self.caseName = caseName
    self.variable = variable
    self.value = value
  }

  /// `KAZ2022.security_uncertainty=no`.
  public var description: String { "\(caseName).\(variable)=\(value)" }

  /// By the text.
  public static func < (left: Recode, right: Recode) -> Bool {
    left.description < right.description
  }
}

/// One way to analyse a study: a choice at every fork.
public struct Universe: Sendable, Hashable {
  /// The coding.
  public internal(set) var coding: String
  /// The cells that differ from the coding, sorted.
  public internal(set) var recodes: [Recode]
  /// The name of the prior set.
  public internal(set) var prior: String
  /// The formula and its name.
  public internal(set) var formula: MultiverseDeclaration.NamedFormula
  /// The link.
  public internal(set) var link: Link
  /// The case left out; nil for none.
  public internal(set) var droppedCase: String?
  /// The name of the sampler.
  public internal(set) var sampler: String

  /// The universe that makes some choices otherwise.
  func changing(_ change: (inout Universe) -> Void) -> Universe {
    var universe = self
    change(&universe)
    return universe
  }

  /// The forks with what was chosen, in order.
  public var choices: [(fork: String, choice: String)] {
    [
      ("coding", coding),
      ("recodes", recodes.isEmpty ? "-" : recodes.map(\.description).joined(separator: " ")),
      ("prior", prior), ("formula", formula.name), ("link", link.rawValue),
      ("dropped", droppedCase ?? "-"), ("sampler", sampler),
    ]
  }

  /// What tells it from every other universe of any plan: sixteen hexadecimal digits of the SHA-256 of its
  /// choices, the formula by its text.
  ///
  /// The same for ever: results are stored under it.
  public var identifier: String {
    let parts = [
      "coding", coding, "recodes", recodes.map(\.description).joined(separator: "\u{1f}"), "prior",
      prior, "formula", formula.text, "link", link.rawValue, "dropped", droppedCase ?? "",
      "sampler", sampler,
    ]
    let bytes = Array(parts.joined(separator: "\u{1e}").utf8)
    return String(Fingerprint.sha256(of: bytes).prefix(16))
  }
}
