/// A word with each run of digits as `9` and each run of letters as `a`.
///
/// Kinds of signs are one sign each: spaces `_`, dashes other than that of ASCII `~`, currencies `$`, bounds
/// `<`, per cent `%`, raised digits `^`, daggers `*`, underscores and the decimal marks of other scripts `¦`;
/// digits of other scripts are `d` and fractions `h`.
struct WordShape {
  /// The shape.
  private(set) var text = ""
  /// The runs of digits.
  private(set) var runs: [String] = []
  /// The runs of letters, in lower case.
  private(set) var letters: [String] = []
  private let word: String

  /// Takes a word; nil where it is none that may look like a number.
  init?(_ word: String) {
    self.word = word
    guard let first = word.unicodeScalars.first, word.utf8.count <= 64 else { return nil }
    let hasDigit = word.utf8.contains { $0 &- 0x30 < 10 }
    guard hasDigit || first == "#" || word.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    for scalar in word.unicodeScalars { append(scalar) }
    guard hasDigit || first == "#" || text.contains("d") || text.contains("h") else { return nil }
    if text.hasPrefix("a") {
      guard let begin = letters.first,
        Self.isMonth(begin) || Self.currencies.contains(begin) || Self.bounds.contains(begin)
          || ["q", "w", "m"].contains(begin)
      else { return nil }
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "0"..."9":
      if text.hasSuffix("9") {
        runs[runs.count - 1].unicodeScalars.append(scalar)
      } else {
        text += "9"
        runs.append(String(scalar))
      }
    case " ", "\t", "\u{A0}", "\u{202F}", "\u{2009}", "\u{2007}": text += "_"
    case "\u{2212}", "\u{2010}"..."\u{2015}", "\u{FE63}", "\u{FF0D}": text += "~"
    case "_", "\u{66B}", "\u{66C}", "\u{B7}", "\u{22C5}", "\u{2E33}", "\u{2027}": text += "\u{A6}"
    case "\u{2019}": text += "'"
    case "<", ">", "\u{2264}", "\u{2265}", "\u{2248}", "~", "\u{B1}": text += "<"
    case "%", "\u{2030}": text += "%"
    case "\u{B9}", "\u{B2}", "\u{B3}", "\u{2070}"..."\u{2079}", "^": text += "^"
    case "\u{2020}", "\u{2021}", "\u{A7}", "*": text += "*"
    case "\u{B0}", "\u{B5}": appendLetter(scalar)
    case "\u{BC}"..."\u{BE}", "\u{2150}"..."\u{215E}": text += "h"
    default: appendOther(scalar)
    }
  }

  private mutating func appendOther(_ scalar: Unicode.Scalar) {
    let properties = scalar.properties
    if scalar.value < 0x80 {
      if properties.isAlphabetic {
        appendLetter(scalar)
      } else {
        text.unicodeScalars.append(scalar)
      }
    } else if properties.generalCategory == .currencySymbol {
      text += "$"
    } else if properties.generalCategory == .decimalNumber {
      text += "d"
    } else if properties.isAlphabetic {
      appendLetter(scalar)
    } else {
      text += "&"
    }
  }

  private mutating func appendLetter(_ scalar: Unicode.Scalar) {
    let lower = scalar.properties.lowercaseMapping
    if text.hasSuffix("a") {
      letters[letters.count - 1] += lower
    } else {
      text += "a"
      letters.append(lower)
    }
  }

  /// Whether it is a number as it stands.
  var isPlainNumber: Bool { DecimalText.parse(Array(word.utf8).span) != nil }

  /// Whether the first digit is a zero.
  var leadsZero: Bool { runs.first?.hasPrefix("0") ?? false }

  /// `#VALUE!` and its like, in any language.
  var isSpreadsheetError: Bool {
    guard word.hasPrefix("#"), let last = word.last, last == "!" || last == "?", word.count > 3
    else { return false }
    return word.dropFirst().dropLast().allSatisfy {
      $0.isUppercase || $0.isNumber || $0 == "/" || $0 == "\u{A1}" || $0 == "\u{BF}"
    }
  }

  /// Whether it is a number with the sign or the code of a currency.
  var isMoney: Bool {
    let signs = text.count { $0 == "$" }
    let isAmount = text.allSatisfy { "9a$.,_'+-".contains($0) } && runs.count > 0
    if signs == 1 {
      return isAmount && letters.count < 3
        && letters.allSatisfy { Self.scales.contains($0) || Self.currencies.contains($0) }
    }
    return signs == 0 && isAmount && letters.count == 1 && Self.currencies.contains(letters[0])
  }

  /// Whether a part of a shape is digits with marks between them.
  static func isNumber(_ part: some StringProtocol) -> Bool {
    part.contains("9") && part.allSatisfy { "9.,_'".contains($0) }
  }

  /// Whether a word, in lower case, is the name of a month, or of three letters its beginning.
  static func isMonth(_ word: String) -> Bool {
    months.contains(word) || word.count == 3 && months.prefix(12).contains { $0.hasPrefix(word) }
  }

  /// Words before a number that is no exact one.
  static let bounds: Set<String> = [
    "ca", "c", "approx", "about", "over", "under", "less", "more", "up", "circa", "almost",
  ]
  /// Letters behind a number that make a name of it.
  static let endings: Set<String> = [
    "st", "nd", "rd", "th", "s", "er", "re", "a", "b", "c", "d", "e", "f",
  ]
  private static let scales: Set<String> = ["k", "m", "bn", "b", "mn", "mio"]
  private static let currencies: Set<String> = [
    "usd", "eur", "gbp", "chf", "jpy", "cny", "rub", "inr", "brl", "cad", "aud", "sek", "nok",
    "dkk",
    "pln", "czk", "huf", "try", "uah", "kzt", "mxn", "zar", "rs", "us",
  ]
  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october",
    "november", "december", "januar", "februar", "m\u{E4}rz", "mai", "juni", "juli", "oktober",
    "dezember", "janvier", "f\u{E9}vrier", "mars", "avril", "juin", "juillet", "ao\u{FB}t",
    "septembre", "octobre", "novembre", "d\u{E9}cembre", "enero", "febrero", "marzo", "abril",
    "mayo",
    "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre", "sept", "okt",
    "dez",
    "dic", "ene",
  ]
}
