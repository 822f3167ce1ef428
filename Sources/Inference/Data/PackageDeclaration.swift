/// What a study says of its own replication package, under `package` in `study.yaml`.
///
/// Whatever is not said stays open in the package, marked for the author to fill in.
public struct PackageDeclaration: Sendable, Equatable {
  /// A person or a group that made the package.
  public struct Author: Sendable, Equatable {
    /// The whole name.
    public var name: String
    /// The given and the family name of a person; nil for a group.
    public var person: (given: String, family: String)? {
      family.map { (given ?? "", $0) }
    }
    private var given: String?
    private var family: String?
    /// The institution; nil where it is not said.
    public var affiliation: String?
    /// The ORCID, as four groups of four digits; nil where it is not said.
    public var orcid: String?
  }

  /// What the authors certify, as the template README asks.
  public enum Certificate: String, Sendable, CaseIterable {
    /// That they may use the data.
    case access
    /// That they may pass the data on.
    case publication
  }

  /// How many of the data are publicly available.
  public enum Available: String, Sendable, CaseIterable {
    /// All of them, some, none.
    case all, some
    case nothing = "none"
  }

  /// What of the paper the package reproduces.
  public enum Coverage: String, Sendable, CaseIterable {
    /// Numbers in its text, its tables and figures, some of these.
    case numbers, tables, selected
  }

  /// Who made the package.
  public var authors: [Author] = []
  /// What the authors certify.
  public var certified: [Certificate] = []
  /// How many of the data are publicly available; nil where it is not said.
  public var available: Available?
  /// For how many years after publication confidential data are kept; nil where it is not said.
  public var preservedYears: Int?
  /// What of the paper is reproduced.
  public var covers: [Coverage] = []
  /// The day of publication, `YYYY-MM-DD`.
  public var date: String?
  /// The licence of the code, an SPDX identifier.
  public var codeLicense: String?
  /// The licence of the data, an SPDX identifier.
  public var dataLicense: String?
  /// How the data were obtained, and how others can.
  public var availability: String?
  /// By what right the data are used and passed on.
  public var rights: String?
  /// Where this version of the program can be obtained.
  public var software: String?
  /// The machine that it was run on.
  public var machine: String?
  /// What of the paper the package reproduces.
  public var reproduces: String?
  /// The number of a table or figure of the paper by the file it was made from.
  public var tables: [String: String] = [:]
  /// The commands, each as its arguments, in place of those of `csto-bayes package`.
  public var commands: [[String]] = []

  /// The keys, of those that a package needs, that are not said.
  public var openParts: [String] {
    let isPreservationOpen = preservedYears == nil && available != nil && available != .all
    // The type is stated because the compiler needs half a minute to find it.
    let parts: [(isOpen: Bool, key: String)] = [
      (authors.isEmpty, "authors"), (date == nil, "date"), (codeLicense == nil, "code_license"),
      (dataLicense == nil, "data_license"), (availability == nil, "availability"),
      (rights == nil, "rights"), (software == nil, "software"), (machine == nil, "machine"),
      (reproduces == nil, "reproduces"), (tables.isEmpty, "tables"),
      (certified.isEmpty, "certified"), (available == nil, "available"),
      (isPreservationOpen, "preserved"), (covers.isEmpty, "covers"),
    ]
    return parts.filter(\.isOpen).map(\.key)
  }

  /// A study that says nothing.
  public init() {}

  static let keys = [
    "authors", "date", "code_license", "data_license", "availability", "rights", "software",
    "machine", "reproduces", "tables", "commands", "certified", "available", "preserved",
    "covers",
  ]

  /// Reads the declaration.
  init(_ node: YAMLNode) throws(DataError) {
    let mapping = try node.mapping(knownKeys: Self.keys)
    if let node = mapping.optional("authors") {
      for item in try node.list() { authors.append(try Author(item)) }
    }
    if let node = mapping.optional("date") { date = try Self.date(node) }
    codeLicense = try Self.license(mapping.optional("code_license"))
    dataLicense = try Self.license(mapping.optional("data_license"))
    certified = try Self.choices(mapping.optional("certified"))
    available = try mapping.optional("available")?.choice(of: Available.self)
    if let node = mapping.optional("preserved") { preservedYears = try Self.years(node) }
    covers = try Self.choices(mapping.optional("covers"))
    availability = try mapping.optionalText("availability")
    rights = try mapping.optionalText("rights")
    software = try mapping.optionalText("software")
    machine = try mapping.optionalText("machine")
    reproduces = try mapping.optionalText("reproduces")
    if let node = mapping.optional("tables") {
      for entry in try node.mapping().entries { tables[entry.key] = try entry.value.text() }
    }
    if let node = mapping.optional("commands") {
      for item in try node.list() { commands.append(try Self.command(item)) }
    }
  }

  private static func date(_ node: YAMLNode) throws(DataError) -> String {
    let text = try node.text()
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let limits = [1000...9999, 1...12, 1...31]
    let isDate =
      parts.map(\.count) == [4, 2, 2]
      && zip(parts, limits).allSatisfy { part, limit in
        part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
          && Int(part).map(limit.contains) == true
      }
    guard isDate else { throw node.invalid(accepted: ["a day, as in 2026-01-28"]) }
    return text
  }

  private static func years(_ node: YAMLNode) throws(DataError) -> Int {
    guard let years = Int(try node.text()), (1...1000).contains(years) else {
      throw node.invalid(accepted: ["a whole number of years"])
    }
    return years
  }

  private static func choices<Choice: RawRepresentable & CaseIterable>(
    _ node: YAMLNode?
  ) throws(DataError) -> [Choice] where Choice.RawValue == String {
    var choices: [Choice] = []
    for item in try node?.list() ?? [] { choices.append(try item.choice(of: Choice.self)) }
    return choices
  }

  private static func license(_ node: YAMLNode?) throws(DataError) -> String? {
    guard let node else { return nil }
    let text = try node.text()
    let isIdentifier = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "+"):
        true
      default: false
      }
    }
    guard isIdentifier else {
      throw node.invalid(accepted: ["an SPDX identifier, as in CC-BY-4.0"])
    }
    return text
  }

  private static func command(_ node: YAMLNode) throws(DataError) -> [String] {
    if let list = try? node.list() {
      var words: [String] = []
      for item in list { words.append(try item.text()) }
      return words
    }
    guard let words = CommandWords.split(try node.text()), !words.isEmpty else {
      throw node.invalid(accepted: ["arguments, as in 'loo results/fit', with quotes closed"])
    }
    return words
  }
}

extension PackageDeclaration.Author {
  fileprivate init(_ node: YAMLNode) throws(DataError) {
    let mapping = try node.mapping(
      knownKeys: ["name", "given", "family", "affiliation", "orcid"]
    )
    if mapping.optional("name") == nil {
      let parts = (given: try mapping.text("given"), family: try mapping.text("family"))
      (given, family) = (parts.given, parts.family)
      name = "\(parts.given) \(parts.family)"
    } else {
      name = try mapping.text("name")
    }
    affiliation = try mapping.optionalText("affiliation")
    if let node = mapping.optional("orcid") {
      let text = try node.text()
      let groups = text.split(separator: "-", omittingEmptySubsequences: false)
      let digits = groups.joined().utf8
      let isIdentifier =
        groups.count == 4 && groups.allSatisfy { $0.utf8.count == 4 }
        && digits.enumerated()
          .allSatisfy { index, byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
              || index == 15 && byte == UInt8(ascii: "X")
          }
      guard isIdentifier else {
        throw node.invalid(accepted: ["an ORCID, as in 0000-0002-1825-0097"])
      }
      orcid = text
    }
  }
}

/// A command in one text, as people type it.
public enum CommandWords {
  /// The words, with quotes taken off; nil where one is left open.
  ///
  /// Blanks separate, single and double quotes keep together. Nothing else has a meaning: no
  /// variables, no patterns, no backslashes, as there is no shell.
  public static func split(_ text: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil } else { word?.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let finished = word { words.append(finished) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return quote == nil ? words : nil
  }
}
