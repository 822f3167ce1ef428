/// How the letters of a text file are written as bytes.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case windows1252 = "windows-1252"
  case latin1
  case latin9
  case windows1250 = "windows-1250"
  case windows1251 = "windows-1251"
  case windows1253 = "windows-1253"
  case windows1254 = "windows-1254"
  case macRoman = "macroman"
  case dos850 = "cp850"
  case utf16 = "utf-16"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"

  /// What the bytes from 0x80 on stand for; nil where an encoding has more than one byte a letter.
  ///
  /// Bytes without a letter are control characters, as in the Encoding Standard of WHATWG. The tables are
  /// those of Python's codecs: `bytes(range(128, 256)).decode('cp1252')`.
  var upperHalf: [Unicode.Scalar]? {
    switch self {
    case .utf8, .utf16, .utf16LittleEndian, .utf16BigEndian: nil
    case .latin1: (0x80...0xFF).compactMap { Unicode.Scalar(UInt32($0)) }
    case .latin9: Self.latin9Letters
    case .windows1252: Array(Self.windows1252Text.unicodeScalars)
    case .windows1250: Array(Self.windows1250Text.unicodeScalars)
    case .windows1251: Array(Self.windows1251Text.unicodeScalars)
    case .windows1253: Array(Self.windows1253Text.unicodeScalars)
    case .windows1254: Array(Self.windows1254Text.unicodeScalars)
    case .macRoman: Array(Self.macRomanText.unicodeScalars)
    case .dos850: Array(Self.dos850Text.unicodeScalars)
    }
  }

  /// ISO 8859-15: Latin 1 with the euro and seven letters of French, Finnish and Czech names.
  private static var latin9Letters: [Unicode.Scalar] {
    let changed: [Int: Unicode.Scalar] = [
      0xA4: "\u{20AC}", 0xA6: "\u{160}", 0xA8: "\u{161}", 0xB4: "\u{17D}", 0xB8: "\u{17E}",
      0xBC: "\u{152}", 0xBD: "\u{153}", 0xBE: "\u{178}",
    ]
    return (0x80...0xFF).compactMap { changed[$0] ?? Unicode.Scalar(UInt32($0)) }
  }

  private static let windows1252Text =
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ"
    + "\u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿"
    + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
    + "àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"

  private static let windows1250Text =
    "€\u{81}‚\u{83}„…†‡\u{88}‰Š‹ŚŤŽŹ\u{90}‘’“”•–—\u{98}™š›śťžź"
    + "\u{A0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{AD}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż"
    + "ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß"
    + "ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙"

  private static let windows1251Text =
    "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{98}™љ›њќћџ"
    + "\u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґµ¶·ё№є»јЅѕї"
    + "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
    + "абвгдежзийклмнопрстуфхцчшщъыьэюя"

  private static let windows1253Text =
    "€\u{81}‚ƒ„…†‡\u{88}‰\u{8A}‹\u{8C}\u{8D}\u{8E}\u{8F}\u{90}‘’“”•–—\u{98}™\u{9A}›\u{9C}\u{9D}\u{9E}\u{9F}"
    + "\u{A0}΅Ά£¤¥¦§¨©ª«¬\u{AD}®―°±²³΄µ¶·ΈΉΊ»Ό½ΎΏ"
    + "ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡÒΣΤΥΦΧΨΩΪΫάέήί"
    + "ΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώÿ"

  private static let windows1254Text =
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}\u{8E}\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}\u{9E}Ÿ"
    + "\u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿"
    + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß"
    + "àáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ"

  private static let macRomanText =
    "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü"
    + "†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
    + "¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ"
    + "‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ"

  private static let dos850Text =
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ"
    + "áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"
    + "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀"
    + "ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}"
}
