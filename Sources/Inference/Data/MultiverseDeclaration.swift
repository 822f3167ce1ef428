/// The choices that a study declares for a check of robustness: what other analysts could have chosen.
///
/// Under the key `multiverse` of `study.yaml`; every list may be left out:
///
///     multiverse:
///       codings: [text, table1]       # all of them
///       contested: each               # none, each (one cell at a time), all (every combination)
///       priors: [weakly-informative]  # the study's own
///       formulas: {full: y ~ a + b}   # the study's own, as `default`
///       links: [logit, probit]        # logit
///       drop: each                    # none, each (one case at a time)
///       samplers: [auto]              # auto
public struct MultiverseDeclaration: Sendable, Equatable {
  /// Which alternative codes of contested cells are tried.
  public enum Contested: String, Sendable, CaseIterable {
    /// The codes as they are.
    case none
    /// As they are, and each cell with each of its alternatives alone.
    case each
    /// Every combination of codes.
    case all
  }

  /// Which cases are left out.
  public enum Drop: String, Sendable, CaseIterable {
    /// None.
    case none
    /// None, and each case alone.
    case each
  }

  /// A formula under a name.
  public struct NamedFormula: Sendable, Equatable, Hashable {
    /// The name.
    public let name: String
    /// The formula.
    public let text: String
  }

  /// The names of the codings.
  public let codings: [String]
  /// Which alternative codes are tried.
  public let contested: Contested
  /// The names of prior sets; whether they exist is for whoever compiles them.
  public let priors: [String]
  /// The formulas.
  public let formulas: [NamedFormula]
  /// The links.
  public let links: [Link]
  /// Which cases are left out.
  public let drop: Drop
  /// The names of samplers; whether they exist is for whoever runs them.
  public let samplers: [String]

  /// The choices of a study that declares none: its codings, everything else as it is.
  init(codings: [String], formula: String, prior: String) {
    self.codings = codings
    contested = .none
    priors = [prior]
    formulas = [NamedFormula(name: "default", text: formula)]
    links = [.logit]
    drop = .none
    samplers = ["auto"]
  }

  /// Reads a declaration.
  ///
  /// - Throws: `DataError` with the line of an unknown key, coding or choice, or of an empty list.
  init(
    _ node: YAMLNode,
    codings known: [String],
    formula: String,
    prior: String
  ) throws(DataError) {
    let mapping = try node.mapping(knownKeys: [
      "codings", "contested", "priors", "formulas", "links", "drop", "samplers",
    ])
    codings = try Self.names(mapping.optional("codings"), accepted: known) ?? known
    contested = try mapping.optional("contested")?.choice(of: Contested.self) ?? .none
    priors =
      try Self.list(mapping.optional("priors")) { node throws(DataError) in
        try StudyLoader.ownPath(node)
      } ?? [prior]
    links =
      try Self.list(mapping.optional("links")) { node throws(DataError) in
        try node.choice(of: Link.self)
      } ?? [.logit]
    drop = try mapping.optional("drop")?.choice(of: Drop.self) ?? .none
    samplers = try Self.names(mapping.optional("samplers"), accepted: []) ?? ["auto"]
    guard let formulas = mapping.optional("formulas") else {
      self.formulas = [NamedFormula(name: "default", text: formula)]
      return
    }
    let entries = try formulas.mapping().entries
    if entries.isEmpty { throw formulas.invalid(accepted: ["name: formula"]) }
    self.formulas = try entries.map { entry throws(DataError) in
      NamedFormula(name: entry.key, text: try entry.value.text())
    }
  }

  private static func names(
    _ node: YAMLNode?,
    accepted: [String]
  ) throws(DataError) -> [String]? {
    try list(node) { item throws(DataError) in
      let name = try item.text()
      guard accepted.isEmpty || accepted.contains(name) else {
        throw item.invalid(accepted: accepted)
      }
      return name
    }
  }

  /// The items of a list, each once; nil where there is no list.
  private static func list<Item: Hashable>(
    _ node: YAMLNode?,
    _ read: (YAMLNode) throws(DataError) -> Item
  ) throws(DataError) -> [Item]? {
    guard let node else { return nil }
    var items: [Item] = []
    for entry in try node.list() {
      let item = try read(entry)
      if items.contains(item) { throw entry.invalid(accepted: ["each choice once"]) }
      items.append(item)
    }
    if items.isEmpty { throw node.invalid(accepted: ["at least one choice"]) }
    return items
  }
}
