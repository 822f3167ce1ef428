import Inference

extension Remedy {
  /// The options to type.
  var options: String {
    switch self {
    case .nameCases: "--case-column COLUMN"
    case .stateEncoding: "--encoding NAME"
    case .countCases(let column): "--count-column \(ShellWord.quoted(column))"
    case .keepTexts: "--missing empty"
    case .declareThousands: "--thousands point"
    case .declareMissing(let values):
      "--missing \(ShellWord.quoted(values.joined(separator: ","))) --drop-missing"
    case .declareCodes(let yes, let no, let column):
      "--codes \(ShellWord.quoted("\(column)=\(yes)/\(no)"))"
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
  static func suffix(_ remedy: Remedy?) -> String {
    remedy.map { " (\($0.options))" } ?? ""
  }
}
