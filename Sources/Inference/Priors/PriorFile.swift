/// Reads a prior set from YAML.
///
/// Required: `intercept` and `coefficients`, each a prior or a mapping with the key `prior`.
/// Optional: `title`, `description`, `source`, and `named`, a mapping from columns to priors. Any
/// other key is refused, so that a typing error does not pass for a default.
enum PriorFile {
  /// The set in a file.
  ///
  /// - Parameters:
  ///   - bytes: The YAML.
  ///   - name: The name of the set.
  ///   - file: What errors call the file.
  /// - Returns: The set.
  /// - Throws: ``PriorError`` with the line.
  static func decode(
    _ bytes: [UInt8],
    name: String,
    file: String
  ) throws(PriorError) -> PriorSpecification {
    do {
      return try specification(bytes, name: name, file: file)
    } catch let error as PriorError {
      throw error
    } catch let error as DataError {
      throw PriorError(error)
    } catch {
      preconditionFailure("only these two errors are thrown")
    }
  }

  // MARK: Parts

  private static func specification(
    _ bytes: [UInt8],
    name: String,
    file: String
  ) throws -> PriorSpecification {
    let root = try YAMLNode(bytes: bytes, file: file)
      .mapping(knownKeys: [
        "title", "description", "source", "intercept", "coefficients", "named",
      ])
    let coefficients = try root.required("coefficients")
    var result = PriorSpecification(
      name: name,
      intercept: try entry(try root.required("intercept"), in: .intercept),
      coefficients: try entry(coefficients, in: .coefficients)
    )
    result.file = file
    result.title = try root.optionalText("title") ?? ""
    result.summary = try root.optionalText("description") ?? ""
    result.source = try root.optionalText("source") ?? ""
    if let details = try? coefficients.mapping(), let scaling = details.optional("scaling") {
      result.scaling = try scaling.choice(of: PriorSpecification.Scaling.self)
    }
    if let named = root.optional("named") {
      result.named = try named.mapping().entries.map { try namedPrior($0, file: file) }
    }
    return result
  }

  /// Where an entry stands, which decides on its keys and on the quantities it can document.
  private enum Role {
    case intercept
    case coefficients
    case named

    var keys: [String] {
      let common = ["prior", "reason", "central_50", "central_90", "central_95"]
      return switch self {
      case .intercept: common
      case .coefficients: common + ["scaling"]
      case .named: common + ["optional"]
      }
    }

    var quantities: [DocumentedInterval.Quantity] {
      self == .intercept
        ? [.logOdds, .probability]
        : [.logOdds, .oddsRatio, .fromTenPercent, .fromFiftyPercent]
    }
  }

  private enum Flag: String, CaseIterable {
    case yes = "true"
    case no = "false"
  }

  private static func entry(
    _ node: YAMLNode,
    in role: Role
  ) throws -> PriorSpecification.Entry {
    if let text = try? node.text() {
      var entry = PriorSpecification.Entry(try prior(text, at: node))
      entry.line = node.line
      return entry
    }
    let mapping = try node.mapping(knownKeys: role.keys)
    let statement = try mapping.required("prior")
    var entry = PriorSpecification.Entry(try prior(try statement.text(), at: statement))
    entry.line = statement.line
    entry.reason = try mapping.optionalText("reason")
    entry.isOptional = try mapping.optional("optional")?.choice(of: Flag.self) == .yes
    for percent in [50, 90, 95] {
      guard let intervals = mapping.optional("central_\(percent)") else { continue }
      entry.documented += try documented(intervals, percent: percent, role.quantities)
    }
    return entry
  }

  private static func prior(
    _ text: String,
    at node: YAMLNode
  ) throws(PriorError) -> CoefficientPrior {
    do throws(PriorError) {
      return try CoefficientPrior(text)
    } catch {
      throw error.located(file: node.file, line: node.line)
    }
  }

  private static func namedPrior(
    _ entry: YAMLMapping.Entry,
    file: String
  ) throws -> PriorSpecification.Named {
    // The intercept has its own entry.
    if entry.key == "Intercept" || entry.key == "(Intercept)" {
      throw PriorError(.duplicatePrior, name: entry.key).located(file: file, line: entry.line)
    }
    return .init(
      column: entry.key.filter { $0 != "`" },
      entry: try Self.entry(entry.value, in: .named)
    )
  }

  private static func documented(
    _ node: YAMLNode,
    percent: Int,
    _ quantities: [DocumentedInterval.Quantity]
  ) throws -> [DocumentedInterval] {
    let mapping = try node.mapping(knownKeys: quantities.map(\.rawValue))
    return try quantities.compactMap { quantity in
      guard let value = mapping.optional(quantity.rawValue) else { return nil }
      let texts = try value.list().map { try $0.text() }
      let ends = texts.compactMap { Double($0) }
      guard ends.count == 2, texts.count == 2, ends[0] <= ends[1] else {
        throw value.invalid(accepted: ["[lower, upper]"])
      }
      return DocumentedInterval(
        mass: Double(percent) / 100,
        quantity: quantity,
        lower: ends[0],
        upper: ends[1]
      )
    }
  }
}

extension PriorError {
  /// What reading the file found, as an error about priors.
  init(_ error: DataError) {
    let kind: Kind =
      switch error.kind {
      case .noSuchFile: .noSuchFile
      case .notUTF8: .notUTF8
      case .malformedYAML: .malformedYAML
      case .emptyFile, .missingKey: .missingKey
      case .unknownKey: .unknownKey
      case .invalidValue: .invalidValue
      case .notRegularFile, .tooLarge, .tooComplex: .refusedFile(error.kind)
      default: .notReadable
      }
    let name = error.kind == .emptyFile ? "intercept" : error.column
    self = .unknown(kind, name ?? error.file, accepted: error.accepted)
    if kind != .unknownKey { suggestion = nil }
    text = error.value
    file = error.file
    line = error.line
  }
}
