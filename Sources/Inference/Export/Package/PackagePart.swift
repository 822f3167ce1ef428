/// The names of the parts of a package.
public enum PackagePart {
  /// The study's files.
  public static let study = "study"
  /// The prior sets.
  public static let priors = "priors"
  /// What the commands wrote.
  public static let results = "results"
  /// The commands as data.
  public static let commands = "commands.json"
  /// The commands as a script.
  public static let script = "run.sh"
  /// The digests of all other files.
  public static let manifest = "MANIFEST.sha256"
  /// What a reader needs to know.
  public static let readme = "README.md"
  /// The licence of the script.
  public static let codeLicense = "LICENSE-CODE.txt"
  /// The licence of study, priors and results.
  public static let dataLicense = "LICENSE-DATA.txt"
  /// How to cite the package.
  public static let citation = "CITATION.cff"
  /// What the files are and how they were made, for machines.
  public static let crate = "ro-crate-metadata.json"
}
