/// Reads priors as they are written in Stan and brms: `normal(0, 2.5)`, `protest ~ normal(1, 1)`.
///
/// Errors carry the text and the range in it. White space is free.
struct PriorParser {
  private let text: String
  private let characters: [Character]
  private var position = 0

  init(_ text: String) {
    self.text = text
    characters = Array(text)
  }

  /// `target ~ prior`, and nothing after it.
  mutating func parseStatement() throws(PriorError) -> PriorStatement {
    skipSpace()
    let start = position
    let (target, isQuoted) = try parseTarget()
    let end = start + characters[start..<position].trimmedCount
    guard position < characters.count else {
      throw expected("~", at: position..<position)
    }
    guard !target.isEmpty else { throw expected("a coefficient", at: position..<(position + 1)) }
    position += 1
    return PriorStatement(
      target: target,
      isQuoted: isQuoted,
      prior: try parsePrior(),
      text: text,
      targetRange: start..<end
    )
  }

  /// `family(argument, ...)`, and nothing after it.
  ///
  /// The brackets may be left out where they would be empty.
  mutating func parsePrior() throws(PriorError) -> CoefficientPrior {
    skipSpace()
    let start = position
    while position < characters.count, characters[position].isNamePart { position += 1 }
    guard position > start else { throw expected("a family", at: hereRange) }
    let nameRange = start..<position
    let name = String(characters[nameRange])
    let families = CoefficientPrior.families
    let family = families.first {
      $0.signature.name == name || $0.signature.synonyms.contains(name)
    }
    guard let family else {
      throw PriorError.unknown(.unknownFamily, name, accepted: families.map(\.signature.name))
        .located(in: text, at: nameRange)
    }
    let arguments = try parseArguments()
    let end = position
    skipSpace()
    guard position == characters.count else {
      throw expected("nothing more", at: position..<characters.count)
    }
    try check(arguments, against: family.signature, at: start..<end)
    return family.make(arguments.map(\.value))
  }

  // MARK: Parts

  private struct Argument {
    let value: Double
    let range: Range<Int>
  }

  /// Everything up to the first `~` outside backticks, which go, as does the space around `:`.
  private mutating func parseTarget() throws(PriorError) -> (name: String, isQuoted: Bool) {
    var name = ""
    var isQuoted = false
    var space = false
    while position < characters.count, characters[position] != "~" {
      let character = characters[position]
      if character.isWhitespace {
        space = true
        position += 1
        continue
      }
      if space, !name.isEmpty, character != ":", name.last != ":" { name.append(" ") }
      space = false
      if character == "`" {
        let start = position
        guard let close = characters[(start + 1)...].firstIndex(of: "`") else {
          throw expected("a closing backtick", at: start..<characters.count)
        }
        name += characters[(start + 1)..<close]
        isQuoted = true
        position = close + 1
      } else {
        name.append(character)
        position += 1
      }
    }
    return (name, isQuoted)
  }

  private mutating func parseArguments() throws(PriorError) -> [Argument] {
    let end = position
    skipSpace()
    guard position < characters.count, characters[position] == "(" else {
      position = end
      return []
    }
    let open = position
    position += 1
    guard let close = characters[position...].firstIndex(of: ")") else {
      throw expected("a closing bracket", at: open..<characters.count)
    }
    defer { position = close + 1 }
    if characters[position..<close].allSatisfy(\.isWhitespace) { return [] }
    var arguments: [Argument] = []
    while true {
      let stop = characters[position..<close].firstIndex(of: ",") ?? close
      skipSpace()
      let start = position
      let length = characters[start..<stop].trimmedCount
      guard let value = Self.number(characters[start..<(start + length)]) else {
        throw expected("a number", at: start..<(start + length))
      }
      arguments.append(Argument(value: value, range: start..<(start + length)))
      if stop == close { return arguments }
      position = stop + 1
    }
  }

  /// A decimal number; infinite where it is written so or too large.
  private static func number(_ characters: ArraySlice<Character>) -> Double? {
    let text = String(characters)
    let words = ["inf", "infinity", "nan"]
    let unsigned = text.hasPrefix("-") || text.hasPrefix("+") ? String(text.dropFirst()) : text
    guard let first = unsigned.first else { return nil }
    let isDecimal = unsigned.allSatisfy { "0123456789.eE+-".contains($0) }
    guard words.contains(unsigned.lowercased()) || (isDecimal && "0123456789.".contains(first))
    else { return nil }
    return Double(text)
  }

  private func check(
    _ arguments: [Argument],
    against signature: PriorSignature,
    at range: Range<Int>
  ) throws(PriorError) {
    let parameters = signature.parameters
    guard arguments.count == parameters.count else {
      let kind = PriorError.Kind.wrongNumberOfArguments(
        expected: parameters.count,
        found: arguments.count
      )
      throw PriorError(kind, name: signature.name, accepted: [signature.text])
        .located(in: text, at: range)
    }
    for (argument, parameter) in zip(arguments, parameters)
    where !parameter.accepts(argument.value) {
      let kind: PriorError.Kind = argument.value.isFinite ? .notPositive : .notFinite
      throw PriorError(kind, name: parameter.name, accepted: [signature.text])
        .located(in: text, at: argument.range)
    }
  }

  private mutating func skipSpace() {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
  }

  private var hereRange: Range<Int> { position..<min(position + 1, characters.count) }

  private func expected(_ what: String, at range: Range<Int>) -> PriorError {
    PriorError(.doesNotParse, accepted: [what]).located(in: text, at: range)
  }
}

extension Character {
  fileprivate var isNamePart: Bool { isLetter || isNumber || self == "_" || self == "." }
}

extension ArraySlice<Character> {
  /// The number of characters before the white space at the end.
  fileprivate var trimmedCount: Int {
    (lastIndex { !$0.isWhitespace }).map { $0 - startIndex + 1 } ?? 0
  }
}
