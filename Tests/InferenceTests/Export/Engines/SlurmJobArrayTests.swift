import Testing

@testable import Inference

extension ShardedRun {
  /// A run whose every word is hard for a shell.
  static let awkward = ShardedRun(
    program: "/opt/my tools/csto-bayes",
    arguments: [
      "studies/it's {mine}", "--only", "prior=sceptical,link=\"probit\"", "--no-reweight",
    ],
    shards: 64,
    jobs: 2,
    folder: "out of 100%",
    workingFolder: "/home/ann o'hara/$work"
  )
}

@Suite struct SlurmJobArrayTests {
  @Test func script() {
    #expect(
      SlurmJobArray(.awkward).text() == #"""
        #!/bin/sh
        # 64 shards of a robustness run, one a task; written by csto-bayes robustness.
        # Submitted again it goes on where it was. What your cluster asks for besides, such as
        # --partition, --account or --time, goes into lines like these or on the command line.
        #SBATCH --job-name=csto-bayes
        #SBATCH --array=1-64
        #SBATCH --ntasks=1
        #SBATCH --cpus-per-task=2
        #SBATCH --output=csto-bayes-%A-%a.log
        set -eu
        cd -- '/home/ann o'\''hara/$work'
        exec '/opt/my tools/csto-bayes' robustness 'studies/it'\''s {mine}' --only \#
        'prior=sceptical,link="probit"' --no-reweight --output 'out of 100%' \
          --shard "${SLURM_ARRAY_TASK_ID}/64" --jobs "${SLURM_CPUS_PER_TASK:-2}"

        """#
    )
  }

  @Test func advice() {
    #expect(
      SlurmJobArray(.awkward).advice == """
        Submit:  sbatch 'out of 100%/robustness.sbatch'
        Collect: '/opt/my tools/csto-bayes' robustness collect 'out of 100%'

        """
    )
  }
}
