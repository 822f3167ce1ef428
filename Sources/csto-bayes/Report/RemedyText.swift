import Inference

extension Remedy {
  /// The options to type.
  var options: String {
    switch self {
    case .nameCases: "--case-column COLUMN"
    case .stateEncoding: "--encoding NAME"
    case .keepTexts: "--missing empty"
    case .declareThousands: "--thousands point"
    case .declareMissing(let values):
      "--missing \(values.joined(separator: ",")) --drop-missing"
    case .integrate: "--sampler exact"
    }
  }
}

extension AnalysisWarning {
  /// The message, and what to type.
  var advice: String { message + Remedy.suffix(remedy) }
}

extension TableNotice {
  /// The message, and what to type.
  var advice: String { message + Remedy.suffix(remedy) }
}

extension Remedy {
  fileprivate static func suffix(_ remedy: Remedy?) -> String {
    remedy.map { " (\($0.options))" } ?? ""
  }
}
