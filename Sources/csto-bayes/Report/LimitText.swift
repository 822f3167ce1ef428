import Inference

extension Separation.Limit {
  /// What decides a probability: the data say towards which end at most, and the prior how far.
  var wordsOfProbability: String {
    switch self {
    case .finite: "the data"
    case .plusInfinity: "data: towards 1, prior: how far"
    case .minusInfinity: "data: towards 0, prior: how far"
    case .undetermined, .notIdentified: "the prior alone"
    }
  }
}

extension DecidedBy {
  /// The words for it in a column *decided by*.
  var shortWords: String {
    switch self {
    case .data: "sign and size: data"
    case .sign: "sign: data, size: prior"
    case .prior: "the prior alone"
    }
  }
}

/// What has to be said beneath a table whose probabilities are not decided by the data.
enum LimitText {
  /// The notes on the limits that occur.
  static func notes(of limits: [Separation.Limit]) -> [String] {
    var notes: [String] = []
    if limits.contains(.plusInfinity) || limits.contains(.minusInfinity) {
      notes.append(
        "prior: how far: the conditions predict the outcome perfectly there, so that without a prior the "
          + "probability would be 1, or 0; how near it comes is from the prior"
      )
    }
    if limits.contains(.undetermined) || limits.contains(.notIdentified) {
      notes.append(
        "the prior alone: no case bounds the probability on either side; another prior, another answer"
      )
    }
    return notes
  }
}
