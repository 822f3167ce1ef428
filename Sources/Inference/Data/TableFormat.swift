/// What is stated of the file of a table; nil where it is to be found.
public struct TableFormat: Sendable, Equatable {
  /// What stands between fields.
  public enum Delimiter: String, Sendable, CaseIterable {
    case comma, semicolon, tab, pipe, space

    /// The byte.
    public var byte: UInt8 {
      switch self {
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      case .tab: UInt8(ascii: "\t")
      case .pipe: UInt8(ascii: "|")
      case .space: UInt8(ascii: " ")
      }
    }
  }

  /// What stands between fields; spaces are runs of them.
  public var delimiter: Delimiter?
  /// How letters are written as bytes.
  public var encoding: TextEncoding?
  /// How cells are read.
  public var cells: CellRules

  /// States what is known.
  public init(
    delimiter: Delimiter? = nil,
    encoding: TextEncoding? = nil,
    cells: CellRules = .init()
  ) {
    self.delimiter = delimiter
    self.encoding = encoding
    self.cells = cells
  }

  /// The same with what was stated of the cells of an earlier file, as far as nothing is stated of this one.
  package func inheriting(_ earlier: CellRules) -> TableFormat {
    var format = self
    if cells.decimal == nil, cells.thousands == nil {
      (format.cells.decimal, format.cells.thousands) = (earlier.decimal, earlier.thousands)
    }
    if cells.missing == MissingTexts() { format.cells.missing = earlier.missing }
    return format
  }

  /// The format in which words declared for columns are no missing values there, as `-` beside `+`.
  public func keeping(_ declarations: [CodeWords]) -> TableFormat {
    var format = self
    for words in declarations {
      for column in words.columns ?? [] {
        format.cells.missing.kept += words.missingTexts.map { .init($0, column: column) }
      }
    }
    return format
  }
}

extension TableFormat {
  /// Reads what a study states of its tables: `delimiter`, `encoding`, `decimal`, `thousands` and `missing`,
  /// as the options of the same names.
  init(_ node: YAMLNode) throws(DataError) {
    let mapping = try node.mapping(
      knownKeys: ["delimiter", "encoding", "decimal", "thousands", "missing"]
    )
    let delimiter: Delimiter? = try mapping.optional("delimiter")?.choice(of: Delimiter.self)
    let encoding: TextEncoding? = try mapping.optional("encoding")?.choice(of: TextEncoding.self)
    let decimal: CellRules.DecimalMark? = try mapping.optional("decimal")?.choice(
      of: CellRules.DecimalMark.self
    )
    let thousands: CellRules.ThousandsMark? = try mapping.optional("thousands")?.choice(
      of: CellRules.ThousandsMark.self
    )
    let mark = decimal?.rawValue ?? (thousands == .point ? "comma" : "point")
    if let node = mapping.optional("thousands"), thousands?.rawValue == mark {
      throw node.invalid(accepted: ["another mark than that before decimals"])
    }
    let missing = try mapping.optionalText("missing").map { MissingTexts(statements: [$0]) }
    self.init(
      delimiter: delimiter,
      encoding: encoding,
      cells: CellRules(decimal: decimal, thousands: thousands, missing: missing ?? MissingTexts())
    )
  }
}
