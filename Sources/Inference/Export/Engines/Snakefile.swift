/// A workflow for Snakemake: a rule for the shards of a robustness run, and one that collects them.
///
/// The shards' outputs are marks, not their stores: Snakemake removes the outputs of a job that did not
/// end well, and the stores are what such a job goes on from. A shard that ends with exit code 1 has
/// universes that failed, or was stopped; the others go on, and `collect` judges. Where it finds something
/// missing the marks go, so that the next call visits every shard again.
///
/// Snakemake itself fails in a folder with braces in its path.
public struct Snakefile: ExportedFile, Sendable, Equatable {
  /// The name of the file in the output folder.
  public static let fileName = "Snakefile"

  /// The run.
  public let run: ShardedRun

  /// Makes the workflow of a run.
  public init(_ run: ShardedRun) { self.run = run }

  /// What the user does next.
  public var advice: String {
    let file = ShellWord.quoted("\(run.folder)/\(Self.fileName)")
    return "Run: snakemake --snakefile \(file) --cores all\n"
  }

  /// Writes the workflow.
  ///
  /// - Throws: ``ExportError`` `cannotWrite` where the file behind the buffer cannot be written.
  public func write(to buffer: inout TextBuffer) throws(ExportError) {
    buffer.write(workflow)
  }

  private var workflow: String {
    """
    # \(run.shards) shards of a robustness run, then all in one; written by csto-bayes robustness.
    # Stopped, it goes on where it was. The paths of the commands hold in WORK.
    workdir: workflow.basedir

    WORK = \(Self.literal(run.workingFolder))
    COMPUTE = \(Self.literal(run.command))
    COLLECT = \(Self.literal(run.collectCommand))


    rule all:
        input:
            "shards/collected.done",


    rule shard:
        output:
            touch("shards/{shard}-of-\(run.shards).done"),
        wildcard_constraints:
            shard=r"\\d+",
        params:
            work=lambda wildcards: WORK,
            command=lambda wildcards: COMPUTE,
        threads: \(run.jobs)
        shell:
            "cd -- {params.work:q} && {params.command:q}"
            " --shard {wildcards.shard}/\(run.shards) --jobs {threads} || test $? -eq 1"


    rule collect:
        input:
            expand("shards/{shard}-of-\(run.shards).done", shard=range(1, \(run.shards + 1))),
        output:
            touch("shards/collected.done"),
        params:
            work=lambda wildcards: WORK,
            command=lambda wildcards: COLLECT,
        shell:
            "(cd -- {params.work:q} && {params.command:q}) || (rm -f shards/*.done; exit 1)"

    """
  }

  private static func literal(_ words: [String]) -> String {
    "[" + words.map(literal).joined(separator: ", ") + "]"
  }

  /// A text as Python writes it.
  private static func literal(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "\"": result += "\\" + String(scalar)
      case _ where scalar.properties.generalCategory == .control:
        let digits = String(scalar.value, radix: 16)
        result += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
