import Foundation
import Testing

/// Options that are refused, and output folders that cannot be written.
@Suite(.waitsForPrograms) struct BadUsageTests {
  private static func option(_ arguments: [String], _ message: String) -> BadInput {
    BadInput(
      arguments.joined(separator: " "),
      ["fit", "--output", "out"] + arguments,
      [:],
      64,
      "Error: " + message
    )
  }

  static let options = [
    option(["--chains", "0"], "--chains must be at least 1, not 0."),
    option(["--chains", "99999"], "--chains must be at most 10000, not 99999."),
    option(["--draws", "0"], "--draws must be at least 1, not 0."),
    option(
      ["--draws", "99999999999"],
      "--draws must be at most 100000000, not 99999999999."
    ),
    option(["--draws", "many"], "The value 'many' is invalid for '--draws <draws>'"),
    option(["--draws"], "Missing value for '--draws <draws>'"),
    option(["--warmup=-1"], "--warmup must be at least 0, not -1."),
    option(["--threads", "0"], "--threads must be at least 1, not 0."),
    option(["--seed=-1"], "The value '-1' is invalid for '--seed <seed>'"),
    option(["--adapt-delta", "1"], "--adapt-delta must lie between 0 and 1, not 1.0."),
    option(["--adapt-delta", "nan"], "--adapt-delta must lie between 0 and 1, not nan."),
    option(["--max-treedepth", "0"], "--max-treedepth must be 1 to 20, not 0."),
    option(
      ["--sampler", "gibbs"],
      "The value 'gibbs' is invalid for '--sampler <sampler>'. Please provide one of 'auto', "
        + "'nuts', 'independence', 'exact' or 'random-walk'."
    ),
    option(
      ["--metric", "round"],
      "The value 'round' is invalid for '--metric <metric>'. Please provide one of 'auto', 'diagonal' or "
        + "'dense'."
    ),
    option(
      ["--format", "xml"],
      "The value 'xml' is invalid for '--format <format>'. Please provide one of 'table', 'json' or "
        + "'csv'."
    ),
    option(
      ["--drws", "3"],
      "Unknown option '--drws'. Did you mean '--draws' (draws kept of each chain)?"
    ),
    option(["csto", "extra"], "Unexpected argument 'extra'"),
    option(["csto", "--data", "d.csv"], "Give a study (csto) or --data, not both."),
    option(
      ["--delimiter", "comma"],
      "--case-column, --count-column and --delimiter go with --data."
    ),
    option(
      ["--data", "d.csv", "--delimiter", "hash"],
      "The value 'hash' is invalid for '--delimiter <name>'. Please provide one of 'comma', "
        + "'semicolon', 'tab', 'pipe' or 'space'."
    ),
    option(
      ["--data", "d.csv", "--coding", "text"],
      "--coding chooses among the codings of a study; --data has none."
    ),
    option(["--reference", "region"], "--reference takes column=level, not 'region'."),
    option(
      ["--prior", "sceptical", "--prior", "charter"],
      "One prior set at a time: sceptical, charter. Override single coefficients with --prior "
        + "'name ~ family(arguments)'."
    ),
    BadInput(
      "unknown command",
      ["fitt"],
      [:],
      64,
      "Error: Unknown command 'fitt'. Did you mean 'fit' (fit a logistic regression to coded cases and say what "
        + "the data and the prior decide)?"
    ),
    BadInput(
      "--force without --output",
      ["fit", "--force"],
      [:],
      64,
      "Error: --force goes with --output."
    ),
    BadInput(
      "coding without study",
      ["studies", "--coding", "text"],
      [:],
      64,
      "Error: --coding goes with a study."
    ),
    BadInput("no file", ["diagnose"], [:], 64, "Error: Missing expected argument '<files> ...'"),
  ]

  @Test(arguments: options) func optionIsRefused(_ input: BadInput) throws { try input.check() }

  private static func output(
    _ name: String,
    _ path: String,
    force: Bool = false,
    with files: [String: String] = [:],
    status: Int32 = 73,
    _ message: String
  ) -> BadInput {
    BadInput(
      name,
      ["fit", "--output", path] + (force ? ["--force"] : []),
      files,
      status,
      "csto-bayes: " + message
    )
  }

  static let outputs = [
    output(
      "folder that exists",
      "out",
      with: ["out/": ""],
      "out: the output folder exists; name another, or replace it (--force)"
    ),
    output(
      "folder with something else and --force",
      "out",
      force: true,
      with: ["out/notes.txt": "mine"],
      "out: the folder holds something other than an earlier run and is not replaced; "
        + "name another"
    ),
    output(
      "file in the way",
      "out",
      with: ["out": "mine"],
      "out: this exists and is no folder; name another"
    ),
    output(
      "file in the way and --force",
      "out",
      force: true,
      with: ["out": "mine"],
      "out: this exists and is no folder; name another"
    ),
    output(
      "parent missing",
      "up/out",
      "up: there is no such folder to put the output in; make it first, or name another"
    ),
    output(
      "parent missing and --force",
      "up/out",
      force: true,
      "up: there is no such folder to put the output in; make it first, or name another"
    ),
    output(
      "file as parent",
      "up/out",
      with: ["up": "mine"],
      "up: this is no folder, so nothing can be put below it"
    ),
    output(
      "working folder",
      ".",
      with: ["notes.txt": "mine"],
      ".: the output folder exists; name another, or replace it (--force)"
    ),
    output(
      "working folder with something else and --force",
      ".",
      force: true,
      with: ["notes.txt": "mine"],
      ".: the folder holds something other than an earlier run and is not replaced; "
        + "name another"
    ),
    output("no name", "", status: 64, "the name of the output is empty (--output)"),
  ]

  @Test(arguments: outputs) func outputIsRefused(_ input: BadInput) throws { try input.check() }

  /// Nobody can make a folder below /proc, the superuser included.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status")))
  func outputBelowProcIsRefused() throws {
    try BadInput(
      "below /proc",
      ["fit", "--output", "/proc/out"],
      [:],
      73,
      "csto-bayes: /proc/out: the output folder cannot be made here (No such file or directory)"
    ).check()
  }

  /// A folder that may not be written to; the superuser may write to it all the same.
  @Test(.enabled(if: geteuid() != 0, "the superuser may write everywhere"))
  func outputInReadOnlyFolderIsRefused() throws {
    let folder = try WorkFolder()
    try folder.write(["up/": ""])
    let parent = folder.url.appending(path: "up").path
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: parent)
    let run = try folder.run(["fit", "--output", "up/out"])
    #expect(run.status == 73)
    #expect(
      run.errors
        == "csto-bayes: up/out: the output folder cannot be made here (Permission denied)\n"
    )
    #expect(try folder.entries() == ["up"])
  }
}
