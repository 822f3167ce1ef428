import Inference

extension Remedy {
  /// The options to type.
  var options: String {
    switch self {
    case .nameCases: "--case-column COLUMN"
    case .stateEncoding: "--encoding NAME"
    case .stateDelimiter(let delimiter): "--delimiter \(delimiter.rawValue)"
    case .countCases(let column): "--count-column \(ShellWord.quoted(column))"
    case .keepTexts: "--missing empty"
    case .declareMarks(let thousands, let decimal):
      ((thousands.map { ["--thousands \($0.rawValue)"] } ?? [])
        + (decimal.map { ["--decimal \($0.rawValue)"] } ?? [])).joined(separator: " ")
    case .declareMissing(let values):
      "--missing \(ShellWord.quoted(values.joined(separator: ","))) --drop-missing"
    case .leaveOutCases: "--drop-missing"
    case .declareCodes(let yes, let no, let column):
      "--codes \(ShellWord.quoted("\(column)=\(yes)/\(no)"))"
    case .declareYes(let value): "--outcome-is \(ShellWord.quoted(value))"
    case .stateOnlyPrior(let name): "--prior \(name)"
    case .nameConditions: "--grid a,b"
    case .stateScenarios: "--at"
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

extension [Remedy] {
  /// The options to type for one or another; nil where there are none.
  var options: String? {
    isEmpty ? nil : map(\.options).joined(separator: " or ")
  }
}

extension Remedy {
  static func suffix(_ remedy: Remedy?) -> String {
    remedy.map { " (\($0.options))" } ?? ""
  }
}
