/// A robustness run that is computed in shards, each by a process of its own.
public struct ShardedRun: Sendable, Equatable {
  /// The program, by a name that the shell finds or an absolute path.
  public let program: String
  /// What follows `robustness` but for `--output`, `--shard` and `--jobs`: the study, `--only` and so on.
  public let arguments: [String]
  /// The number of shards.
  public let shards: Int
  /// The threads of each shard.
  public let jobs: Int
  /// The output folder, absolute or relative to `workingFolder`; the stores are in its folder `shards`.
  public let folder: String
  /// The absolute path of the folder in which the relative paths hold.
  public let workingFolder: String

  /// Describes a run.
  ///
  /// - Precondition: at least one shard and one job; `workingFolder` is absolute.
  public init(
    program: String,
    arguments: [String],
    shards: Int,
    jobs: Int,
    folder: String,
    workingFolder: String
  ) {
    precondition(shards > 0 && jobs > 0, "at least one shard and one job")
    precondition(workingFolder.hasPrefix("/"), "an absolute folder to work in")
    self.program = program
    self.arguments = arguments
    self.shards = shards
    self.jobs = jobs
    self.folder = folder
    self.workingFolder = workingFolder
  }

  /// The words of a shard's command, but for which shard it is and its jobs.
  var command: [String] {
    [program, "robustness"] + arguments + ["--output", folder]
  }

  /// The words of the command that merges the stores of the shards.
  var collectCommand: [String] { [program, "robustness", "collect", folder] }
}
