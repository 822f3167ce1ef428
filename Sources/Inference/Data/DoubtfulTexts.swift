/// Words that a table may hold in place of a value, and that are not taken for missing values by
/// themselves: a group may be called so.
extension MissingTexts {
  /// Whether a word, without blanks around it, hardly is the name of a group: it says in some language that
  /// the value is not known, or that it is the one above, or has neither letter nor digit.
  ///
  /// O(length).
  public static func isDoubtful(_ text: String) -> Bool {
    // NA is a word only where it was declared to be one.
    guard !text.isEmpty, text.utf8.count <= 40, text != "NA" else { return false }
    if text.unicodeScalars.allSatisfy(isMark) { return true }
    if asWritten.contains(text) { return true }
    var key = text.lowercased().split(separator: " ").joined(separator: " ")
    if isDoubtfulWord(key) { return true }
    // Stata's own missing values, and errors of spreadsheets in other languages.
    let bytes = Array(text.utf8)
    if bytes.count == 2, bytes[0] == UInt8(ascii: "."), bytes[1] &- UInt8(ascii: "a") < 26 {
      return true
    }
    if bytes.count > 2, bytes[0] == UInt8(ascii: "#"), bytes[1] &- UInt8(ascii: "A") < 26 {
      return bytes.contains(UInt8(ascii: "/"))
    }
    // `99 = unknown`, `-9: refused`, `9 (missing)`.
    let head = key.prefix { $0.isNumber || "-. =:()".contains($0) }
    guard head.contains(where: \.isNumber), head.count < key.count else { return false }
    key.removeFirst(head.count)
    if key.hasSuffix(")") { key.removeLast() }
    return isDoubtfulWord(key)
  }

  /// Whether a statement can declare a text to be missing: the marks of statements are not in it.
  public static func canBeDeclared(_ text: String) -> Bool {
    !text.contains(",") && !text.contains("=") && text != "empty"
  }

  private static func isDoubtfulWord(_ key: String) -> Bool {
    words.contains(key) || key.hasSuffix(".") && words.contains(String(key.dropLast()))
      || lowercased.contains(key)
  }

  /// Marks that are no signs of a group; `+` and arrows may be.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "-", "*", ".", "?", "!", "/", "\\", "_", "#", "'", "\"", "|", ":", ";", ",", "=", "~", "^",
      "\u{2010}"..."\u{201F}", "\u{2026}", "\u{2032}"..."\u{2037}", "\u{3003}", "\u{2212}",
      "\u{B4}",
      "`", "\u{2022}", "\u{B7}", " ":
      true
    default: false
    }
  }

  /// In these letters only: `ND` and `DK` are codes of places.
  private static let asWritten: Set<String> = [
    "Na", "nA", "nd", "dk", "N A", "do.", "Do.", "id.", "Id.", "NoneType", "bd", "x/x",
  ]

  // In any case, without a point at the end.
  private static let words: Set<String> = [
    "na", "n/d", "n.d", "n. d", "s.d", "s/d", "s.i", "n.r", "n/r", "unknown", "unk", "not known",
    "unclear", "uncertain", "not available", "unavailable", "not applicable", "inapplicable",
    "inap",
    "no data", "no answer", "no response", "no information", "no info", "not stated",
    "not reported",
    "not specified", "not coded", "unspecified", "undefined", "undetermined", "nil", "void",
    "blank",
    "(blank)", "empty", "(empty)", "tbd", "tba", "d/k", "don't know", "don\u{2019}t know",
    "dont know", "do not know", "refused", "refusal", "skipped", "invalid", "missing data",
    "missing value", "system missing", "sysmis", "none given", "keine angabe", "keine angaben",
    "k.a",
    "k. a", "unbekannt", "wei\u{DF} nicht", "weiss nicht", "nicht verf\u{FC}gbar", "nicht bekannt",
    "nicht anwendbar", "entf\u{E4}llt", "fehlt", "fehlend", "n.v", "n. v", "n.b", "o.a", "o. a",
    "s.o", "siehe oben", "inconnu", "inconnue", "non disponible", "non renseign\u{E9}",
    "non renseigne", "nsp", "sans r\u{E9}ponse", "manquant", "sin datos", "sin dato",
    "desconocido", "no disponible", "no sabe", "ns/nc", "ns/nr", "sconosciuto", "non noto",
    "desconhecido", "sem dados", "n\u{E3}o dispon\u{ED}vel", "onbekend", "brak danych", "nieznane",
    "b.d", "okänd", "ukjent", "ukendt", "tuntematon", "нет данных", "н/д", "н.д", "неизвестно",
    "не указано", "不明", "未知", "不详", "ditto", "idem", "ibid", "ibidem", "as above", "see above",
    "bilinmiyor", "pd.na", "s/o", "non applicable", "non concern\u{E9}", "non concerne",
    "sin informaci\u{F3}n", "sin informacion", "no aplica", "no aplicable",
    "sem informa\u{E7}\u{E3}o", "sem informacao", "n\u{E3}o se aplica", "b/d", "brak",
    "nie dotyczy", "keine daten", "kein wert", "nicht erhoben", "nicht zutreffend",
    "trifft nicht zu", "k.d", "n/k", "t.b.d", "tbc", "no code", "unklar", "unsicher", "()", "[]",
    "{}",
  ]
}
