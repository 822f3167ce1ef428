/// Why a folder cannot be read as a run.
public struct RunError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Kind: Sendable, Equatable {
    /// There is no such folder.
    case noSuchFolder
    /// The folder has no `run.json`.
    case notRun
    /// A file of the run is not there.
    case missingFile(String)
    /// `run.json` is not as the program writes it; what is wrong with it.
    case malformedRecord(String)
    /// The run was written in another format: by which version of the program, where it says so.
    case otherFormat(version: String?)
    /// The file has changed since the run: its path.
    case changedFile(String)
    /// A file of the run is not as the run wrote it: its name.
    case editedFile(String)
    /// The file that the cases came from is not there, or cannot be read again: its path.
    case sourceGone(String)
    /// The model has no coefficients, so that there is nothing to check its draws by.
    case noCoefficients
    /// The draws have other parameters than the model.
    case otherParameters(found: [String], expected: [String])
    /// A draw is not a finite number.
    case notFinite(parameter: String, chain: Int, draw: Int)
    /// What is asked for can only be had of a run under the logit link: the link of this one.
    case otherLink(Link)
    /// Models are not written for other tools under the Jeffreys prior.
    case jeffreysPrior
    /// A tool has no words for a prior: of which coefficient, and which.
    case unknownToTool(tool: String, coefficient: String, prior: String)
    /// What is asked for needs cases whose codes are certain.
    case uncertainCodes
    /// The log density of a draw is not that of the model and the data.
    case otherDensity(chain: Int, draw: Int)
  }

  /// What is wrong.
  public let kind: Kind
  /// The path of the folder.
  public let path: String

  /// Describes one thing that is wrong.
  public init(_ kind: Kind, path: String) {
    self.kind = kind
    self.path = path
  }
}

extension RunError: CustomStringConvertible {
  /// What is wrong, in a sentence.
  public var description: String { Phrase.place(path) + sentence }

  private var sentence: String {
    switch kind {
    case .noSuchFolder: "there is no such folder"
    case .notRun: "this is no run folder: it has no run.json of csto-bayes"
    case .missingFile(let name): "the run has lost its \(Phrase.oneLine(name)); fit again"
    case .malformedRecord(let reason):
      "run.json is not as it was written: \(Phrase.sentence(reason)); fit again"
    case .otherFormat(let version):
      "the run was written by \(version.map { "version \(Phrase.oneLine($0))" } ?? "another version") of csto-bayes in "
        + "another format; fit again with this one (\(Program.version))"
    case .changedFile(let name):
      "\(Phrase.oneLine(name)) has changed since the run; put it back, or fit again"
    case .editedFile(let name):
      "\(Phrase.oneLine(name)) was edited since the run wrote it; put it back, fit again, or use it as "
        + "it is"
    case .sourceGone(let name):
      "the cases are too many to be copied into the run folder, and the file they came from, "
        + "\(Phrase.quoted(name)), is not there; work in the folder where the run was fitted"
    case .noCoefficients:
      "the model has no coefficients: its probabilities are fixed, and there is nothing to check"
    case .otherLink(let link):
      "the run has the \(link.rawValue) link; models are written for other tools under the logit link "
        + "only"
    case .jeffreysPrior: "models are not written for other tools under the Jeffreys prior"
    case .unknownToTool(let tool, let coefficient, let prior):
      "\(tool) has no words for the prior \(prior) of \(Phrase.quoted(coefficient)); write the model for another "
        + "tool, or fit with another prior"
    case .uncertainCodes: CaseComparisonError.uncertainCodes.description
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
