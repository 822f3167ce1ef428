import Testing

@testable import Inference

@Suite struct SnakefileTests {
  @Test func workflow() {
    #expect(
      Snakefile(.awkward).text() == #"""
        # 64 shards of a robustness run, then all in one; written by csto-bayes robustness.
        # Stopped, it goes on where it was. The paths of the commands hold in WORK.
        workdir: workflow.basedir

        WORK = "/home/ann o'hara/$work"
        COMPUTE = ["/opt/my tools/csto-bayes", "robustness", "studies/it's {mine}", "--only", \#
        "prior=sceptical,link=\"probit\"", "--no-reweight", "--output", "out of 100%"]
        COLLECT = ["/opt/my tools/csto-bayes", "robustness", "collect", "out of 100%"]


        rule all:
            input:
                "shards/collected.done",


        rule shard:
            output:
                touch("shards/{shard}-of-64.done"),
            wildcard_constraints:
                shard=r"\d+",
            params:
                work=lambda wildcards: WORK,
                command=lambda wildcards: COMPUTE,
            threads: 2
            shell:
                "cd -- {params.work:q} && {params.command:q}"
                " --shard {wildcards.shard}/64 --jobs {threads} || test $? -eq 1"


        rule collect:
            input:
                expand("shards/{shard}-of-64.done", shard=range(1, 65)),
            output:
                touch("shards/collected.done"),
            params:
                work=lambda wildcards: WORK,
                command=lambda wildcards: COLLECT,
            shell:
                "(cd -- {params.work:q} && {params.command:q}) || (rm -f shards/*.done; exit 1)"

        """#
    )
  }

  @Test func wordsAreThoseOfPython() {
    let run = ShardedRun(
      program: "a\\b",
      arguments: ["tab\there", "line\nbreak", "протест 😀"],
      shards: 1,
      jobs: 1,
      folder: "out",
      workingFolder: "/"
    )
    #expect(
      Snakefile(run).text().contains(
        #"COMPUTE = ["a\\b", "robustness", "tab\x09here", "line\x0abreak", "протест 😀", "--output", "out"]"#
      )
    )
  }
}
