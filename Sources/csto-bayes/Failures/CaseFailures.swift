import Inference

extension CaseComparisonError {
  var failure: Failure {
    switch self {
    case .noCases:
      Failure(
        "the run has no single cases: its rows are merged, as those of more than "
          + "\(AnalysisOptions.pointwiseLimit) cases are; fit again with --pointwise",
        ExitStatus.data
      )
    case .noDraws:
      Failure(
        "there are no draws: the run was stopped, or its chains did not start",
        ExitStatus.data
      )
    case .notFinite(let name):
      Failure(
        "case \(Phrase.quoted(name)): its log likelihood is not a number at some draw",
        ExitStatus.data
      )
    case .missingCase(let name, let has, let lacks):
      Failure(
        "the runs are of different data: case \(Phrase.quoted(name)) is in \(Phrase.oneLine(has)) and "
          + "not in \(Phrase.oneLine(lacks))",
        ExitStatus.data
      )
    case .differentOutcomes(let name, let first, let one, let second, let other):
      Failure(
        "the runs are of different data: case \(Phrase.quoted(name)) has the outcome \(one) in "
          + "\(Phrase.oneLine(first)) and \(other) in \(Phrase.oneLine(second))",
        ExitStatus.data
      )
    case .repeatedName(let name, let model):
      Failure(
        "\(Phrase.oneLine(model)): two cases are called \(Phrase.quoted(name)), so they cannot be "
          + "matched between runs",
        ExitStatus.data
      )
    case .oneModel: Failure("give the folders of at least two runs", ExitStatus.usage)
    case .noSuchCase(let name, let known):
      Failure("no case is called \(Phrase.quoted(name))\(Phrase.accepted(known))", ExitStatus.usage)
    case .manyCases(let count, let limit):
      Failure(
        "\(count) cases are \(count) refits: name some with --case, or ask for all with --all (every case "
          + "is left out unasked up to \(limit))",
        ExitStatus.usage
      )
    }
  }
}
