/// Why a folder cannot be read as a run.
///
/// The facts are here, the sentence is the caller's.
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
