extension String {
  /// What remains of a word without case, space and invisible characters: equal for words that a reader
  /// takes for one.
  var spellingKey: String {
    var key = String.UnicodeScalarView()
    for scalar in lowercased().unicodeScalars {
      let properties = scalar.properties
      if properties.isWhitespace || properties.isDefaultIgnorableCodePoint || scalar == "_" {
        continue
      }
      key.append(scalar)
    }
    return String(key)
  }
}

extension String {
  /// What remains of a word without what its spellings differ in: beyond ``spellingKey`` accents, letters of
  /// other scripts and widths that look the same, and hyphens, apostrophes and points in and behind words.
  ///
  /// Equal for words that hardly are two groups, such as `Côte d'Ivoire` and `Cote dIvoire`.
  var likenessKey: String {
    let letters = Array(spellingKey)
    var key = ""
    for (index, letter) in letters.enumerated() {
      let isAfterLetter = index > 0 && letters[index - 1].isLetter
      let isBeforeLetter = index + 1 < letters.count && letters[index + 1].isLetter
      if letter == ".", isAfterLetter { continue }
      if Self.joints.contains(letter), isAfterLetter, isBeforeLetter { continue }
      key += letter.isASCII ? String(letter) : Self.plainLetters[letter] ?? String(letter)
    }
    return key
  }

  /// Hyphens and apostrophes.
  private static let joints: Set<Character> = [
    "-", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}", "'", "\u{2018}",
    "\u{2019}", "\u{2BC}", "`", "\u{B4}",
  ]

  /// Letters as one would write them without their marks.
  ///
  /// Characters are equal where they look the same, in one piece or in two.
  private static let plainLetters: [Character: String] = {
    var letters: [Character: String] = [
      "\u{DF}": "ss", "\u{F8}": "o", "\u{142}": "l", "\u{111}": "d", "\u{E6}": "ae",
      "\u{153}": "oe",
      "\u{131}": "i",
      // Cyrillic letters that look like Latin ones.
      "\u{430}": "a", "\u{435}": "e", "\u{43E}": "o", "\u{440}": "p", "\u{441}": "c",
      "\u{443}": "y",
      "\u{445}": "x", "\u{456}": "i", "\u{458}": "j", "\u{455}": "s",
    ]
    let marks =
      "\u{300}\u{301}\u{302}\u{303}\u{304}\u{306}\u{307}\u{308}\u{30A}\u{30B}\u{30C}\u{327}\u{328}"
    for base in "abcdefghijklmnopqrstuvwxyz" {
      for mark in marks.unicodeScalars {
        var scalars = String(base).unicodeScalars
        scalars.append(mark)
        letters[Character(String(scalars))] = String(base)
      }
      if let value = base.asciiValue, let wide = Unicode.Scalar(0xFF41 + UInt32(value) - 0x61) {
        letters[Character(wide)] = String(base)
      }
    }
    return letters
  }()
}
