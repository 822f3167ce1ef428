/// Lines of output as a document shows them; a line `...` stands for any lines that are left out.
struct ShownOutput {
  /// The lines between the cuts, at least one list.
  private let segments: [[Substring]]

  init(_ lines: [Substring]) {
    segments = Self.trimmed(lines).split(
      omittingEmptySubsequences: false,
      whereSeparator: Self.isCut
    )
    .map(Array.init)
  }

  /// The lines of an output, without the empty ones at its end.
  static func lines(of text: String) -> [Substring] {
    trimmed(text.split(separator: "\n", omittingEmptySubsequences: false))
  }

  private static func isCut(_ line: Substring) -> Bool {
    line.drop(while: \.isWhitespace) == "..."
  }

  private static func trimmed(_ lines: [Substring]) -> [Substring] {
    Array(lines.prefix((lines.lastIndex { !$0.isEmpty } ?? -1) + 1))
  }

  /// The first line shown that the output does not have at its place; nil where all agree.
  func firstDifference(from actual: [Substring]) -> String? {
    let head = segments[0]
    guard segments.count > 1 else {
      return Self.difference(head, at: 0, of: actual)
        ?? actual.dropFirst(head.count).first.map { "printed and not shown: \($0)" }
    }
    if let difference = Self.difference(head, at: 0, of: actual) { return difference }
    var start = head.count
    for segment in segments.dropFirst().dropLast() where !segment.isEmpty {
      let place = actual.indices[start...].first { actual[$0...].starts(with: segment) }
      guard let place else {
        let rest = actual[start...]
        return "not printed there: \(segment.first { !rest.contains($0) } ?? segment[0])"
      }
      start = place + segment.count
    }
    let tail = segments[segments.count - 1]
    return Self.difference(tail, at: max(start, actual.count - tail.count), of: actual)
  }

  private static func difference(
    _ shown: [Substring],
    at place: Int,
    of actual: [Substring]
  ) -> String? {
    for (index, line) in shown.enumerated() {
      let printed = place + index < actual.count ? actual[place + index] : ""
      if printed != line || place + index >= actual.count {
        return "shown:   \(line)\nprinted: \(printed)"
      }
    }
    return nil
  }

  /// The output as it is now, with the same parts left out; nil where a cut cannot be found again.
  ///
  /// A part begins and ends with the lines that begin with the same words as the ones shown. The empty line below
  /// a table is a good end: rows may be broken, and others come.
  func renewed(from actual: [Substring]) -> [Substring]? {
    var lines: [Substring] = []
    var start = 0
    for (number, segment) in segments.enumerated() {
      if number > 0 { lines.append("...") }
      guard let head = segment.first, let tail = segment.last else { continue }
      let firsts = number == 0 ? [0] : Self.places(of: head, in: actual[start...])
      guard let first = firsts.first else { return nil }
      let isLast = number == segments.count - 1
      let lasts = isLast ? [actual.count - 1] : Self.places(of: tail, in: actual[first...])
      // The second line that begins so stays the second.
      let earlier = segment.dropLast().count { Self.words($0) == Self.words(tail) }
      guard let last = lasts.dropFirst(earlier).first ?? lasts.last, last >= first else {
        return nil
      }
      lines += actual[first...last]
      start = last + 1
    }
    return lines
  }

  /// Where lines begin with the words of one shown; where none has just these, with these and more; where none has
  /// that either, with the first two of them, as where a heading is broken elsewhere.
  private static func places(of shown: Substring, in lines: ArraySlice<Substring>) -> [Int] {
    let wanted = words(shown)
    let same = lines.indices.filter { words(lines[$0]) == wanted }
    guard same.isEmpty, !wanted.isEmpty else { return same }
    let longer = lines.indices.filter { words(lines[$0]).starts(with: wanted) }
    guard longer.isEmpty, wanted.count > 1 else { return longer }
    return lines.indices.filter { words(lines[$0]).prefix(2) == wanted.prefix(2) }
  }

  /// What a line begins with: its words before the first number.
  private static func words(_ line: Substring) -> [Substring] {
    Array(line.split(separator: " ").prefix { !$0.contains(where: \.isNumber) })
  }
}
