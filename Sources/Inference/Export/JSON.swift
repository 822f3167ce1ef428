/// A JSON value (RFC 8259) whose objects keep the order of their members.
public enum JSON: Sendable, Equatable {
  /// `null`.
  case null
  /// `true` or `false`.
  case boolean(Bool)
  /// A whole number.
  case integer(Int)
  /// A number, written with the fewest digits that read back exactly; `null` where not finite, and then the
  /// object that it is in says so under `caveat`.
  case number(Double)
  /// Text.
  case string(String)
  /// Values in order.
  case array([JSON])
  /// Named values in order.
  case object([Member])

  /// A named value of an object.
  public struct Member: Sendable, Equatable {
    /// The name.
    public var key: String
    /// The value.
    public var value: JSON

    /// Makes a member from its parts.
    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// The number, or null where there is none or it is not finite.
  public static func optional(_ value: Double?) -> JSON {
    value.map(JSON.number) ?? .null
  }

  /// The text, or null where there is none.
  public static func optional(_ value: String?) -> JSON {
    value.map(JSON.string) ?? .null
  }

  /// The first member of an object with a name; nil where there is none.
  public subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByNilLiteral
{
  /// Makes a string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// Makes a whole number.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// Makes a number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// Makes `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// Makes an array.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// Makes an object with its members in the order given.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0, $1) })
  }
  /// Makes `null`.
  public init(nilLiteral: ()) { self = .null }
}

// MARK: Writing

extension JSON: ExportedFile {
  /// Writes the value, two spaces a level, arrays of plain values on one line, and a line feed.
  ///
  /// - Throws: ``ExportError`` `cannotWrite` where the file behind the buffer cannot be written.
  public func write(to text: inout TextBuffer) throws(ExportError) {
    try write(to: &text, level: 0)
    text.endLine()
  }

  private var isContainer: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }

  private func write(to text: inout TextBuffer, level: Int) throws(ExportError) {
    switch self {
    case .null: text.write("null")
    case .boolean(let value): text.write(value ? "true" : "false")
    case .integer(let value): text.append(value)
    case .number(let value): text.append(value, nonFinite: .null)
    case .string(let value): JSON.write(value, to: &text)
    case .array(let values) where !values.contains(where: \.isContainer):
      text.write("[")
      for (index, value) in values.enumerated() {
        if index > 0 { text.write(", ") }
        try value.write(to: &text, level: level)
      }
      text.write("]")
    case .array(let values):
      text.write("[\n")
      for (index, value) in values.enumerated() {
        JSON.indent(level + 1, &text)
        try value.write(to: &text, level: level + 1)
        text.write(index + 1 < values.count ? ",\n" : "\n")
        try text.flushIfFull()
      }
      JSON.indent(level, &text)
      text.write("]")
    case .object(let members) where members.isEmpty:
      text.write("{}")
    case .object(let members):
      let members = JSON.explained(members)
      text.write("{\n")
      for (index, member) in members.enumerated() {
        JSON.indent(level + 1, &text)
        JSON.write(member.key, to: &text)
        text.write(": ")
        try member.value.write(to: &text, level: level + 1)
        text.write(index + 1 < members.count ? ",\n" : "\n")
      }
      JSON.indent(level, &text)
      text.write("}")
    }
  }

  /// The members of an object, with the caveat of those numbers that are written as null, as a table says it
  /// in its column of that name.
  private static func explained(_ members: [Member]) -> [Member] {
    var (undefined, infinite): ([String], [String]) = ([], [])
    for member in members {
      let values: [JSON] =
        if case .array(let values) = member.value { values } else { [member.value] }
      for case .number(let value) in values where !value.isFinite {
        let name = member.key
        if value.isNaN {
          if undefined.last != name { undefined.append(name) }
        } else if infinite.last != name {
          infinite.append(name)
        }
      }
    }
    if undefined.isEmpty, infinite.isEmpty { return members }
    let reasons = caveats(undefined, infinite)
    guard let place = members.firstIndex(where: { $0.key == "caveat" }),
      case .array(let known) = members[place].value
    else { return members + [.init("caveat", .array(reasons))] }
    var members = members
    members[place].value = .array(known + reasons)
    return members
  }

  private static func caveats(_ undefined: [String], _ infinite: [String]) -> [JSON] {
    [("undefined", "there is no such number: ", undefined), ("infinite", "infinite: ", infinite)]
      .filter { !$0.2.isEmpty }
      .map { ["code": .string($0.0), "message": .string($0.1 + $0.2.joined(separator: ", "))] }
  }

  private static func indent(_ level: Int, _ text: inout TextBuffer) {
    for _ in 0..<level { text.write("  ") }
  }

  /// Writes text in quotes; quotes, backslashes and control characters escaped (section 7).
  private static func write(_ string: String, to text: inout TextBuffer) {
    text.write("\"")
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""): text.write("\\\"")
      case UInt8(ascii: "\\"): text.write("\\\\")
      case UInt8(ascii: "\n"): text.write("\\n")
      case UInt8(ascii: "\r"): text.write("\\r")
      case UInt8(ascii: "\t"): text.write("\\t")
      case 0..<0x20:
        text.write(byte < 16 ? "\\u000" : "\\u00")
        text.write(String(byte, radix: 16))
      default: text.append(byte)
      }
    }
    text.write("\"")
  }
}
