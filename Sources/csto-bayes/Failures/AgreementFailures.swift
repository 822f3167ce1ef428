import Inference

extension AgreementError {
  /// The message and exit code of draws that cannot be compared with those of a run.
  var failure: Failure { Failure(sentence, ExitStatus.data) }

  private var sentence: String {
    let name = Phrase.quoted(parameter)
    let owner = side == .run ? "of the run" : "to compare"
    switch kind {
    case .differentParameters:
      let parts = [
        missing.isEmpty ? nil : "lacking \(Phrase.list(missing))",
        additional.isEmpty ? nil : "not in the run \(Phrase.list(additional))",
      ]
      return "the draws are of other parameters than the run: "
        + parts.compactMap { $0 }.joined(separator: "; ")
    case .notFinite:
      return
        "the draws \(owner) hold a value of \(name) that is not finite, and of no other parameter can "
        + "anything be said"
    case .repeatedDraws(let phrases):
      return
        "the draws \(owner) hold the same draws twice (\(phrases.prefix(3).joined(separator: "; "))): "
        + "their errors would be too small; give each chain once"
    case .noMonteCarloError:
      return
        "the draws \(owner) have no Monte Carlo error for \(name): they are all equal, or too few"
    }
  }
}
