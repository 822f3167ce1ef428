import Inference

extension RunError {
  /// The message and exit code of a folder that cannot be read as a run.
  var failure: Failure { Failure(Phrase.place(path, nil) + sentence, status) }

  private var status: Int32 {
    switch kind {
    case .noSuchFolder, .notRun, .missingFile, .sourceGone: ExitStatus.noInput
    default: ExitStatus.data
    }
  }

  private var sentence: String {
    switch kind {
    case .noSuchFolder:
      "there is no such folder; a run folder is made by `csto-bayes fit --output DIR`"
    case .notRun:
      "this is no run folder: it has no run.json of csto-bayes; make one by `csto-bayes fit --output DIR`"
    case .missingFile(let name): "the run has lost its \(Phrase.oneLine(name)); fit again"
    case .malformedRecord(let reason):
      "run.json is not as it was written: \(Phrase.sentence(reason)); fit again"
    case .otherFormat(let version):
      "the run was written by \(version.map { "version \(Phrase.oneLine($0))" } ?? "another version") of csto-bayes in "
        + "another format; fit again with this one (\(Program.version))"
    case .changedFile(let name):
      "\(Phrase.oneLine(name)) has changed since the run; put it back, or fit again"
    case .editedFile(let name):
      "\(Phrase.oneLine(name)) was edited since the run wrote it; put it back or fit again, or use it as "
        + "it is with --trust-edited"
    case .sourceGone(let name):
      "the cases are too many to be copied into the run folder, and the file they came from, "
        + "\(Phrase.quoted(name)), is not there; call this from the folder where `fit` was called"
    case .noCoefficients:
      "the model has no coefficients: its probabilities are fixed, and there is nothing to check"
    case .otherLink(let link):
      "the run is under the \(link.rawValue) link; models are written for other tools under the logit "
        + "link only"
    case .otherParameters(let found, let expected):
      "draws.csv and the model do not belong together: the coefficients are \(Phrase.list(found)), "
        + "expected \(Phrase.list(expected))"
    case .notFinite(let parameter, let chain, let draw):
      "draws.csv: draw \(draw) of chain \(chain) is not a finite number for \(Phrase.quoted(parameter)); "
        + "nothing can be said from such draws"
    case .otherDensity(let chain, let draw):
      "draws.csv: draw \(draw) of chain \(chain) has another log density (lp__) than the model in this "
        + "folder gives it; draws, cases and run.json do not belong together"
    }
  }
}
