/// Finds the name that someone probably meant.
package enum NameSuggestion {
  /// The candidate closest to a name, or nil where none is close.
  ///
  /// Close means equal apart from case, or within an edit distance (insertions, deletions,
  /// substitutions) of a third of the name's length.
  package static func closest(to name: String, among candidates: [String]) -> String? {
    let wanted = Array(name.lowercased())
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let distance = editDistance(wanted, Array(candidate.lowercased()))
      guard distance <= max(1, wanted.count / 3), distance < max(wanted.count, 1) else { continue }
      if let found = best, found.distance <= distance { continue }
      best = (candidate, distance)
    }
    return best?.name
  }

  /// The Levenshtein distance.
  static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var previous = Array(0...b.count)
    for (i, left) in a.enumerated() {
      var current = [i + 1]
      for (j, right) in b.enumerated() {
        let substituted = previous[j] + (left == right ? 0 : 1)
        current.append(min(substituted, previous[j + 1] + 1, current[j] + 1))
      }
      previous = current
    }
    return previous[b.count]
  }
}
