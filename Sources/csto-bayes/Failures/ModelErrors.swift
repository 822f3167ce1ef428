import Inference

extension FormulaError: ReportedError {
  var status: Int32 {
    switch subject {
    case .scenario, .hypothesis: return isAboutFit ? ExitStatus.data : ExitStatus.usage
    case .formula, .newCases: break
    }
    guard !isAboutText else { return ExitStatus.usage }
    switch kind {
    case .unknownColumn where subject == .newCases: return ExitStatus.data
    case .unknownColumn, .unknownReference, .ambiguousColumn, .reservedName:
      return ExitStatus.usage
    default: return ExitStatus.data
    }
  }

  var hint: String? { remedies.options }
}

extension PriorError: ReportedError {
  var status: Int32 {
    switch kind {
    case .noSuchFile, .notReadable, .refusedFile(.notRegularFile): ExitStatus.noInput
    case .unknownColumn, .unknownSet: ExitStatus.usage
    case .flatRefused, .jeffreysRefused, .scenario: ExitStatus.data
    default: file == nil ? ExitStatus.usage : ExitStatus.data
    }
  }

  var hint: String? { remedies.options }
}
