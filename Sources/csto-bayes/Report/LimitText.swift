import Inference

extension Separation.Limit {
  /// What the data do not decide of a number on the log-odds scale.
  var words: String {
    switch self {
    case .finite: ""
    case .plusInfinity: "how far up"
    case .minusInfinity: "how far down"
    case .undetermined: "how far and which way"
    case .notIdentified: "everything"
    }
  }
}
