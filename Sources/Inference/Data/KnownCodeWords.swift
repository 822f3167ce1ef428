/// Words that stand for yes and no in languages and programs; none of them is a code by itself.
extension CodeWords {
  /// Two words in the order yes, no; nil where nobody would take them for that.
  ///
  /// Letter case does not count.
  public static func inOrder(_ words: [String]) -> (yes: String, no: String)? {
    guard words.count == 2 else { return nil }
    let keys = words.map { $0.lowercased() }
    if pairs[keys[0]]?.contains(keys[1]) ?? false { return (words[0], words[1]) }
    if pairs[keys[1]]?.contains(keys[0]) ?? false { return (words[1], words[0]) }
    return nil
  }

  /// What declares two words for a column; nil where the words or the name do not fit into a declaration.
  public static func remedy(yes: String, no: String, column: String) -> Remedy? {
    guard !(yes + no).contains("/"), !(yes + no).contains("="), !column.contains(","),
      CodeWords(column + "=" + yes + "/" + no) != nil
    else { return nil }
    return .declareCodes(yes: yes, no: no, column: column)
  }

  // The words for no of each word for yes.
  private static let pairs: [String: Set<String>] = [
    "y": ["n"], "j": ["n"], "o": ["n"], "s": ["n"], "t": ["f"], "v": ["f"], "w": ["f"], "e": ["h"],
    "yes": ["no", "n"], "yeah": ["no"], "yep": ["nope"], "ja": ["nein", "nej", "nee", "nei", "no"],
    "jo": ["nej", "ne"], "oui": ["non", "no"], "si": ["no"], "s\u{ED}": ["no"], "s\u{EC}": ["no"],
    "sim": ["n\u{E3}o", "nao"], "da": ["nu", "ne", "net", "njet", "nyet"],
    "да": ["нет", "не"], "так": ["ні"], "tak": ["nie", "ne"], "ano": ["ne", "nie"],
    "\u{E1}no": ["nie"], "igen": ["nem"], "kyll\u{E4}": ["ei"], "jah": ["ei"],
    "evet": ["hay\u{131}r", "hayir", "hay\u{131}\u{307}r"], "taip": ["ne"],
    "j\u{101}": ["n\u{113}"],
    "ναι": ["όχι", "οχι"], "po": ["jo"], "haa": ["nahi"], "ndiyo": ["hapana"], "ya": ["tidak"],
    "はい": ["いいえ"], "是": ["否", "不", "不是"], "有": ["无", "無", "没有"], "예": ["아니오", "아니요"],
    "نعم": ["لا"], "כן": ["לא"],
    "true": ["false"], ".true.": [".false."], ".t.": [".f."], "#true#": ["#false#"],
    "=true()": ["=false()"], "wahr": ["falsch"], "vrai": ["faux"], "vero": ["falso"],
    "verdadero": ["falso"], "verdadeiro": ["falso"], "waar": ["onwaar"], "sant": ["falskt"],
    "sand": ["falsk"], "prawda": ["fa\u{142}sz"], "истина": ["ложь"],
    "on": ["off"], "present": ["absent"], "vorhanden": ["nicht vorhanden"],
    "\u{2713}": ["\u{2717}", "\u{2718}", "x", "\u{D7}"],
    "\u{2714}": ["\u{2718}", "\u{2717}", "\u{2716}", "x"], "\u{2705}": ["\u{274C}"],
    "\u{2611}": ["\u{2610}", "\u{2612}"], "+": ["-", "\u{2212}", "\u{2013}", "0"],
    "x": ["-", "\u{2013}"],
  ]
}
