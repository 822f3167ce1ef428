/// A clause of a sentence that says what can be done, or what is to be known for it.
struct Advice {
  /// The clause, without marks around it.
  let text: String
  /// What it speaks of, where a program has options for that.
  let remedies: [Remedy]

  init(_ text: String, _ remedies: [Remedy] = []) {
    self.text = text
    self.remedies = remedies
  }
}

extension [Advice] {
  /// The clauses with remedies last: a program names its options behind the sentence.
  var ordered: [Advice] {
    filter { $0.remedies.isEmpty } + filter { !$0.remedies.isEmpty }
  }

  /// The clauses as the end of a sentence, each behind a semicolon.
  var text: String { ordered.map { "; " + $0.text }.joined() }

  /// What they speak of, in their order.
  var remedies: [Remedy] { ordered.flatMap(\.remedies) }
}
