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
