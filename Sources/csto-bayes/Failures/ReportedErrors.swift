import Inference

/// An error of the library as the program reports it: its sentence, what to type, and the exit code.
protocol ReportedError: Error, CustomStringConvertible {
  /// The exit code.
  var status: Int32 { get }
  /// The options or the command that the sentence speaks of; nil where there are none.
  var hint: String? { get }
  /// The description without the lines that mark a place in a text: the hint stands between the two.
  var sentence: String { get }
  /// These lines; empty where there are none.
  var mark: String { get }
}

extension ReportedError {
  var hint: String? { nil }
  var sentence: String { description }
  var mark: String { "" }

  /// The message and exit code.
  var failure: Failure { Failure(sentence + (hint.map { " (\($0))" } ?? "") + mark, status) }
}

extension DataError: ReportedError {
  var status: Int32 {
    switch kind {
    case .noSuchFile, .notReadable, .isDirectory, .notRegularFile, .unknownStudy: ExitStatus.noInput
    case .unknownCoding where line == nil: ExitStatus.usage
    default: ExitStatus.data
    }
  }

  var hint: String? {
    switch kind {
    case .missingCaseName: value?.isEmpty == false ? "--missing empty" : nil
    case .unknownStudy where isTableForStudy:
      "--data \(Phrase.oneLine(ShellWord.quoted(value ?? ""))) --formula 'outcome ~ condition'"
    case .otherEncoding, .isUTF8, .mixedEncodings: "--encoding"
    case .unknownEncoding: value == nil ? "--encoding" : nil
    default: nil
    }
  }
}

extension DrawsError: ReportedError {
  var status: Int32 {
    switch kind {
    case .file(.noSuchFile), .file(.notReadable), .file(.isDirectory), .file(.notRegularFile):
      ExitStatus.noInput
    case .noFiles: ExitStatus.usage
    default: ExitStatus.data
    }
  }
}

extension FigureError: ReportedError {
  var status: Int32 { ExitStatus.data }

  var hint: String? {
    guard case .noEffect = kind else { return nil }
    return "--of"
  }
}

extension InitializationError: ReportedError {
  var status: Int32 { ExitStatus.data }
}

extension AnalysisError: ReportedError {
  var status: Int32 {
    switch self {
    case .formulaMissing, .unusedReference, .tooManyDraws: ExitStatus.usage
    case .extremeColumn: ExitStatus.data
    case .nothingDrawn: ExitStatus.checkFailed
    }
  }

  var hint: String? {
    switch self {
    case .formulaMissing: "--formula"
    case .unusedReference: "--reference"
    case .tooManyDraws: "--draws"
    case .extremeColumn, .nothingDrawn: nil
    }
  }
}

extension AgreementError: ReportedError {
  var status: Int32 { ExitStatus.data }
}

extension CaseComparisonError: ReportedError {
  var status: Int32 {
    switch self {
    case .oneModel, .noSuchCase, .manyCases: ExitStatus.usage
    default: ExitStatus.data
    }
  }

  var hint: String? {
    switch self {
    case .noCases: "--pointwise"
    case .manyCases: "--case NAME or --all"
    default: nil
    }
  }
}

extension MultiverseError: ReportedError {
  var status: Int32 {
    switch kind {
    case .unknownSampler: ExitStatus.data
    default: ExitStatus.usage
    }
  }

  var hint: String? {
    switch kind {
    case .unknownFork, .unknownChoice, .malformedFilter, .nothingLeft: "--only"
    case .tooMany: "--yes"
    case .unknownSampler: nil
    }
  }
}

extension StoreError: ReportedError {
  var status: Int32 {
    switch kind {
    case .noSuchFile: ExitStatus.noInput
    case .notStore, .damaged, .otherFormat, .otherPlan: ExitStatus.data
    case .diskFull, .cannotWrite, .busy, .strangerBeside: ExitStatus.cannotCreate
    }
  }

  var hint: String? {
    switch kind {
    case .damaged: "--force"
    case .otherPlan(let key, _, _) where key == Self.planKey: "--extend"
    default: nil
    }
  }
}

extension ExportError: ReportedError {
  var status: Int32 { kind == .emptyPath ? ExitStatus.usage : ExitStatus.cannotCreate }

  var hint: String? {
    switch kind {
    case .emptyPath: "--output"
    case .alreadyExists, .fileExists: "--force"
    default: nil
    }
  }
}

extension CountStatementError: ReportedError {
  var status: Int32 { ExitStatus.usage }

  var hint: String? {
    if case .notATableName = self { "--table" } else { nil }
  }
}

extension RunError: ReportedError {
  var status: Int32 {
    switch kind {
    case .noSuchFolder, .notRun, .missingFile, .sourceGone: ExitStatus.noInput
    default: ExitStatus.data
    }
  }

  var hint: String? {
    switch kind {
    case .noSuchFolder, .notRun: "`csto-bayes fit --output DIR` makes one"
    case .editedFile: "--trust-edited"
    default: nil
    }
  }
}

extension PackageError: ReportedError {
  var status: Int32 {
    switch kind {
    case .noSuchFolder: ExitStatus.noInput
    case .refusedCommand where path.isEmpty: ExitStatus.usage
    case .commandFailed(_, let status): status
    case .interrupted: ExitStatus.checkFailed
    case .tooLargeForZip: ExitStatus.cannotCreate
    default: ExitStatus.data
    }
  }
}
