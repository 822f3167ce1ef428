extension AnswerBasis {
  /// `rests_on` of summary.json: the largest effect, without each case and under sceptical priors.
  var json: JSON {
    [
      "condition": .string(condition),
      "change": .string(change),
      "full": full.json,
      "without_case": .array(cases.map(\.json)),
      "not_judged": .array(unjudged.map(JSON.string)),
      "improper": .array(improper.map(JSON.string)),
      "sceptical": sceptical?.json ?? .null,
    ]
  }
}

extension AnswerBasis.Estimate {
  fileprivate var json: JSON {
    [
      "name": .string(name),
      "effect": .number(effect),
      "mcse": .number(mcse),
      "p_positive": .number(positive),
      "method": .string(method.rawValue),
    ]
  }
}
