/// A batch script for Slurm: a job array, one shard a task.
///
/// Submitted again, it goes on where it was, because the stores of the shards do; single shards are asked
/// for with `sbatch --array=3,7`. The tasks go to the folder in which the command was given, so that the
/// script may be submitted from anywhere; their logs are where `sbatch` was called.
public struct SlurmJobArray: ExportedFile, Sendable, Equatable {
  /// The name of the file in the output folder.
  public static let fileName = "robustness.sbatch"

  /// The run.
  public let run: ShardedRun

  /// Makes the script of a run.
  public init(_ run: ShardedRun) { self.run = run }

  /// What the user does next: submit, then collect.
  public var advice: String {
    let script = ShellWord.quoted("\(run.folder)/\(Self.fileName)")
    let collect = run.collectCommand.map(ShellWord.quoted).joined(separator: " ")
    return """
      Submit:  sbatch \(script)
      Collect: \(collect)

      """
  }

  /// Writes the script.
  ///
  /// - Throws: ``ExportError`` `cannotWrite` where the file behind the buffer cannot be written.
  public func write(to buffer: inout TextBuffer) throws(ExportError) {
    let command = run.command.map(ShellWord.quoted).joined(separator: " ")
    buffer.write(
      """
      #!/bin/sh
      # \(run.shards) shards of a robustness run, one a task; written by csto-bayes robustness.
      # Submitted again it goes on where it was. What your cluster asks for besides, such as
      # --partition, --account or --time, goes into lines like these or on the command line.
      #SBATCH --job-name=csto-bayes
      #SBATCH --array=1-\(run.shards)
      #SBATCH --ntasks=1
      #SBATCH --cpus-per-task=\(run.jobs)
      #SBATCH --output=csto-bayes-%A-%a.log
      set -eu
      cd -- \(ShellWord.quoted(run.workingFolder))
      exec \(command) \\
        --shard "${SLURM_ARRAY_TASK_ID}/\(run.shards)" --jobs "${SLURM_CPUS_PER_TASK:-\(run.jobs)}"

      """
    )
  }
}
