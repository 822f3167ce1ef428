/// The names that parameters have in a Stan CSV file, where commas part columns, dots number the
/// elements of an array and colons those of a tuple, and nothing can be quoted.
///
/// A name made of letters, digits and underscores stays as it is, in any script. Names
/// `b[1]`, `b[2]`, … that stand side by side and count from 1 become `b.1`, `b.2`, …. Of any other
/// name, also of one that is the name of such an array, a colon becomes `_x_` and each run of other characters one underscore; a name that starts
/// with no letter gets a `v` in front; one that is taken gets `_2`, `_3`, … at its end. Each
/// changed name is kept in a comment, from which ``StanCSVReader`` brings it back:
///
///     # name protest_x_ethnic_clashes protest:ethnic_clashes
///
/// with every byte of UTF-8 but letters, digits and `_.:()[]^*+-` written as `%` and two hexadecimal
/// digits, so that no tool finds a setting (`key = value`) in it.
package struct StanColumnNames: Sendable, Equatable {
  /// A column whose name is not the parameter's.
  package struct Change: Sendable, Equatable {
    var column: String
    var name: String
  }

  /// What follows the `#` of a comment that keeps a changed name.
  private static let commentKey = " name "
  /// ArviZ names its dimensions so; a variable must not.
  private static let reserved: Set<String> = ["chain", "draw"]

  /// The column of each name.
  package let columns: [String]
  /// The columns whose names had to be changed.
  package let changes: [Change]

  /// Finds columns for names.
  ///
  /// O(names).
  package init(_ names: [String]) {
    let elements = StanColumnNames.arrayElements(names)
    var taken = StanColumnNames.reserved.union(elements.compactMap { $0?.base })
    var columns: [String?] = elements.map { element in
      element.map { "\($0.base).\($0.number)" }
    }
    for (index, name) in names.enumerated() where columns[index] == nil {
      if StanColumnNames.isPlain(name), taken.insert(name).inserted { columns[index] = name }
    }
    var changes: [Change] = []
    for (index, name) in names.enumerated() where columns[index] == nil {
      let stem = StanColumnNames.plainName(for: name)
      var column = stem
      var number = 1
      while !taken.insert(column).inserted {
        number += 1
        column = "\(stem)_\(number)"
      }
      columns[index] = column
      changes.append(Change(column: column, name: name))
    }
    self.columns = columns.compactMap { $0 }
    self.changes = changes
  }

  /// Reads the comment that keeps a changed name, without its `#`; nil where it is another.
  static func change(inComment comment: String) -> Change? {
    guard comment.hasPrefix(commentKey) else { return nil }
    let parts = comment.dropFirst(commentKey.count).split(separator: " ")
    guard parts.count == 2, let name = decoded(parts[1]) else { return nil }
    return Change(column: String(parts[0]), name: name)
  }

  /// The comment that keeps a changed name, without its `#`.
  package static func comment(for change: Change) -> String {
    commentKey + change.column + " " + encoded(change.name)
  }

  // MARK: Elements of arrays

  private struct Element {
    var base: String
    var number: Int
  }

  /// For each name whether it is an element of an array that is complete and in order.
  private static func arrayElements(_ names: [String]) -> [Element?] {
    var result = [Element?](repeating: nil, count: names.count)
    var used: Set<String> = []
    var start = 0
    while start < names.count {
      guard let first = element(names[start]), first.number == 1, !used.contains(first.base) else {
        start += 1
        continue
      }
      var end = start
      while end < names.count, let next = element(names[end]), next.base == first.base,
        next.number == end - start + 1
      {
        result[end] = next
        end += 1
      }
      used.insert(first.base)
      start = end
    }
    return result
  }

  private static func element(_ name: String) -> Element? {
    guard name.last == "]", let bracket = name.firstIndex(of: "[") else { return nil }
    let digits = name[name.index(after: bracket)...].dropLast()
    let base = String(name[..<bracket])
    guard let number = Int(digits), String(number) == digits, isPlain(base),
      !reserved.contains(base)
    else { return nil }
    return Element(base: base, number: number)
  }

  // MARK: Plain names

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? Character(scalar).isLetter : scalar.properties.isAlphabetic
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "_" || isLetter(scalar) { return true }
    switch scalar.properties.generalCategory {
    case .decimalNumber, .nonspacingMark, .spacingMark: return true
    default: return false
    }
  }

  private static func isPlain(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first else { return false }
    return isLetter(first) && name.unicodeScalars.allSatisfy(isPlain) && !name.hasSuffix("__")
  }

  private static func plainName(for name: String) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      if isPlain(scalar) {
        result.unicodeScalars.append(scalar)
      } else if scalar == ":" {
        result += "_x_"
      } else if !result.hasSuffix("_") {
        result += "_"
      }
    }
    while result.hasSuffix("_") { result.removeLast() }
    let startsWithLetter = result.unicodeScalars.first.map(isLetter) ?? false
    return startsWithLetter ? result : "v" + result
  }

  // MARK: Names in comments

  private static func isKept(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_.:()[]^*+-".utf8.contains(byte)
    }
  }

  private static func encoded(_ name: String) -> String {
    name.utf8.reduce(into: "") { result, byte in
      if isKept(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += byte < 16 ? "%0" : "%"
        result += String(byte, radix: 16, uppercase: true)
      }
    }
  }

  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let value = UInt8(Substring(rest.prefix(2)), radix: 16) else {
        return nil
      }
      rest = rest.dropFirst(2)
      bytes.append(value)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
