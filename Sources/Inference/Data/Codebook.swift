/// What the columns of a study mean: each variable's question and levels, and the cells in dispute.
public struct Codebook: Sendable, Equatable {
  /// The file, for messages.
  public let source: String
  /// The variables, in the order of the file.
  public let variables: [Variable]
  /// The cells that another reader of the sources could code otherwise.
  public let contestedCells: [ContestedCell]

  /// The variable with a name, or nil.
  ///
  /// O(variables).
  public subscript(name: String) -> Variable? { variables.first { $0.name == name } }

  /// Reads a codebook from the bytes of its YAML file; `source` is its name in messages.
  ///
  /// - Throws: `DataError` with the line where the YAML is malformed, a key is missing or unknown, or
  ///   a value is not among those accepted.
  public init(bytes: [UInt8], source: String) throws(DataError) {
    let root = try YAMLNode(bytes: bytes, file: source)
      .mapping(knownKeys: ["variables", "contested"])
    self.source = source
    var variables: [Variable] = []
    for entry in try root.required("variables").mapping().entries {
      variables.append(try Variable(name: entry.key, entry.value))
    }
    self.variables = variables
    var cells: [ContestedCell] = []
    for node in try root.optional("contested")?.list() ?? [] {
      cells.append(try ContestedCell(node, variables))
    }
    contestedCells = cells
  }
}

extension Codebook {
  /// One variable of a codebook.
  public struct Variable: Sendable, Equatable {
    /// What the cells of a variable are.
    public enum Kind: String, Sendable, CaseIterable {
      /// Yes/no codes.
      case coded
      /// One of several named levels.
      case factor
      /// Numbers.
      case numeric
    }

    /// What a variable is for.
    public enum Role: String, Sendable, CaseIterable {
      /// What is to be explained.
      case outcome
      /// What may explain it.
      case condition
      /// Neither: recorded, but not meant for a model.
      case other
    }

    /// A value that cells may have, and what it means.
    public struct Level: Sendable, Equatable {
      /// The value as it stands in a cell; `yes` or `no` for a coded variable.
      public let value: String
      /// When a case has it.
      public let meaning: String
    }

    /// The name of the column.
    public let name: String
    /// A short name for readers.
    public let label: String
    /// The question put to every case.
    public let question: String
    /// What the cells are.
    public let kind: Kind
    /// What the variable is for.
    public let role: Role
    /// The levels, in the order of the file; empty for a numeric variable.
    public let levels: [Level]
    /// The level that a factor's other levels are compared with; nil for other kinds.
    public let reference: String?
    /// The words for yes and no in the cells of a coded variable, beside the codes that all have; nil
    /// for none.
    public let codes: CodeWords?
    /// The part of the source that defines the variable.
    public let source: String

    init(name: String, _ node: YAMLNode) throws(DataError) {
      let mapping = try node.mapping(
        knownKeys: [
          "label", "question", "kind", "role", "levels", "reference", "codes", "source",
        ]
      )
      self.name = name
      label = try mapping.text("label")
      question = try mapping.text("question")
      kind = try mapping.required("kind").choice(of: Kind.self)
      role = try mapping.required("role").choice(of: Role.self)
      source = try mapping.text("source")
      var levels: [Level] = []
      if kind != .numeric {
        for entry in try mapping.required("levels").mapping().entries {
          levels.append(Level(value: entry.key, meaning: try entry.value.text()))
        }
      } else if let surplus = mapping.optional("levels") {
        throw surplus.invalid(.unknownKey, accepted: [])
      }
      self.levels = levels
      let values = levels.map(\.value)
      if kind == .coded, Set(values) != ["yes", "no"] {
        throw try mapping.required("levels").invalid(accepted: ["yes", "no"])
      }
      codes = try Self.codes(mapping, of: name, kind)
      switch kind {
      case .factor:
        let node = try mapping.required("reference")
        let text = try node.text()
        guard values.contains(text) else { throw node.invalid(accepted: values) }
        reference = text
      case .coded, .numeric:
        if let surplus = mapping.optional("reference") {
          throw surplus.invalid(.unknownKey, accepted: [])
        }
        reference = nil
      }
    }

    /// The words declared as `codes: war/peace`; numbers too, as the column is known.
    private static func codes(
      _ mapping: YAMLMapping,
      of name: String,
      _ kind: Kind
    ) throws(DataError) -> CodeWords? {
      guard let node = mapping.optional("codes") else { return nil }
      guard kind == .coded else { throw node.invalid(.unknownKey, accepted: []) }
      let text = try node.text()
      guard !text.contains("="), let words = CodeWords(name + "=" + text),
        words.missingTexts.isEmpty
      else {
        throw node.invalid(accepted: ["two words, yes before no, as war/peace"])
      }
      return words
    }
  }

  /// A cell that another reader of the sources could code otherwise.
  public struct ContestedCell: Sendable, Equatable {
    /// The case.
    public let caseName: String
    /// The variable.
    public let variable: String
    /// For each coding that codes the cell, the other values that can be defended.
    public let alternatives: [String: [String]]
    /// Why the cell is in dispute.
    public let reason: String
    /// The part of the source where the dispute arises.
    public let section: String
    /// The line of the codebook, from 1.
    public let line: Int?

    init(_ node: YAMLNode, _ variables: [Variable]) throws(DataError) {
      let mapping = try node.mapping(
        knownKeys: ["case", "variable", "alternatives", "reason", "section"])
      caseName = try mapping.text("case")
      let variableNode = try mapping.required("variable")
      let name = try variableNode.text()
      guard let variable = variables.first(where: { $0.name == name }) else {
        throw variableNode.invalid(.unknownVariable, accepted: variables.map(\.name))
      }
      self.variable = name
      reason = try mapping.text("reason")
      section = try mapping.text("section")
      line = node.line
      let accepted = variable.levels.map(\.value)
      var alternatives: [String: [String]] = [:]
      for entry in try mapping.required("alternatives").mapping().entries {
        var values: [String] = []
        for item in try entry.value.list() {
          let value = try item.text()
          guard accepted.isEmpty || accepted.contains(value) else {
            throw DataError(
              .unknownLevel,
              file: item.file,
              line: item.line,
              place: .init(name, value: value),
              accepted: accepted
            )
          }
          if variable.kind == .numeric, !Cell(Array(value.utf8).span).isNumber {
            throw item.invalid(accepted: ["a number"])
          }
          if values.contains(value) { throw item.invalid(accepted: ["each value once"]) }
          values.append(value)
        }
        alternatives[entry.key] = values
      }
      self.alternatives = alternatives
    }
  }
}

extension Cell {
  /// Whether it is a finite number.
  fileprivate var isNumber: Bool {
    switch self {
    case .digit: true
    case .number(let number): number.isFinite
    default: false
    }
  }
}
