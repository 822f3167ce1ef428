/// Reading decimal numbers from bytes, correctly rounded.
enum DecimalText {
  /// Reads a decimal number such as `-0.5`, `+2`, `.5` or `1e3`; nil where the bytes are none.
  ///
  /// Also the words nan, inf and infinity, signed and in any case, because other tools write them.
  /// No hexadecimal numbers, no blanks, no digit grouping. A number too large is infinite.
  ///
  /// Up to 19 digits with a small exponent are converted exactly in one operation (W. D. Clinger,
  /// How to read floating point numbers accurately, 1990); the standard library does the others,
  /// which allocates where the number has more than 15 characters.
  static func parse(_ bytes: Span<UInt8>) -> Double? {
    var index = 0
    let count = bytes.count
    guard count > 0 else { return nil }
    let isNegative = bytes[0] == minus
    if isNegative || bytes[0] == plus { index = 1 }
    let firstDigit = index

    var significand: UInt64 = 0
    var significandDigits = 0
    var digits = 0
    var fractionDigits = 0
    var hasPoint = false
    while index < count {
      let byte = bytes[index]
      if byte &- zero < 10 {
        digits += 1
        if hasPoint { fractionDigits += 1 }
        if significand > 0 || byte != zero { significandDigits += 1 }
        if significandDigits <= 19 { significand = significand &* 10 &+ UInt64(byte &- zero) }
      } else if byte == point, !hasPoint {
        hasPoint = true
      } else {
        break
      }
      index += 1
    }
    if digits == 0 { return hasPoint ? nil : word(bytes, from: firstDigit, isNegative) }

    var exponent = 0
    if index < count {
      guard bytes[index] | 0x20 == UInt8(ascii: "e") else { return nil }
      guard let found = self.exponent(bytes, from: index + 1) else { return nil }
      exponent = found
    }
    if significandDigits <= 19,
      let exact = exactly(significand, timesTenTo: exponent - fractionDigits)
    {
      return isNegative ? -exact : exact
    }
    return Double(String(bytes: bytes))
  }

  private static let plus = UInt8(ascii: "+")
  private static let minus = UInt8(ascii: "-")
  private static let point = UInt8(ascii: ".")
  private static let zero = UInt8(ascii: "0")

  /// Reads the exponent up to the last byte; beyond a million its size no longer matters.
  private static func exponent(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    guard index < bytes.count else { return nil }
    let isNegative = bytes[index] == minus
    if isNegative || bytes[index] == plus { index += 1 }
    guard index < bytes.count else { return nil }
    var value = 0
    while index < bytes.count {
      let digit = bytes[index] &- zero
      guard digit < 10 else { return nil }
      value = min(value * 10 + Int(digit), 1_000_000)
      index += 1
    }
    return isNegative ? -value : value
  }

  /// The product where both factors are doubles, so that it is rounded once; else nil.
  private static func exactly(_ significand: UInt64, timesTenTo power: Int) -> Double? {
    if significand == 0 { return 0 }
    guard significand <= 1 << 53, power >= -22, power <= 22 else { return nil }
    return power < 0
      ? Double(significand) / powersOfTen[-power] : Double(significand) * powersOfTen[power]
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  private static func word(_ bytes: Span<UInt8>, from start: Int, _ isNegative: Bool) -> Double? {
    let word = bytes.extracting(start..<bytes.count)
    if word.equalsIgnoringCase("nan") { return .nan }
    if word.equalsIgnoringCase("inf") || word.equalsIgnoringCase("infinity") {
      return isNegative ? -.infinity : .infinity
    }
    return nil
  }
}
