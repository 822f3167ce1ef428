import Foundation
import Testing

/// A working folder as a user has it: results of every kind, with files of his own in every folder.
enum UserWorld {
  static let fit = ["fit", "--draws", "250", "--output"]
  static let sbc = [
    "sbc", "--cases", "30", "--coefficients", "2", "--sampler", "nuts", "--chains", "1", "--draws",
    "200", "--replications", "20", "--output",
  ]
  static let package = [
    "package", "--command", "fit --draws 250 --output results/fit", "--output",
  ]
  static let statements = "studies/csto/elicitation-example.yaml"
  private static let robustness = [
    "robustness", "--only", "prior=sceptical", "--only", "dropped=-", "--only", "link=logit",
    "--draws",
    "250",
  ]

  /// What a user has put beside the results in a folder: a folder, and what is in it, too.
  static let foreign = [
    "notes.md", "figure.png", "mine/plot.R", "mine/deep/data.csv", "read-only.txt", "link.csv",
    "elsewhere", "mine/link",
  ]

  /// Whether a path is one of the user's.
  static func isForeign(_ name: String) -> Bool {
    name.hasPrefix("outside") || foreign.contains { name == $0 || name.hasSuffix("/" + $0) }
  }

  /// Results of every kind, each folder of them with the user's files in it, and folders of his own.
  static func folder() throws -> WorkFolder {
    let folder = try WorkFolder()
    try folder.write([
      "outside/precious.csv": "case,y\nA,1\n", "outside/run.json": "{\"program\": \"csto-bayes\"}",
    ])
    for arguments in [
      fit + ["run"], fit + ["other", "--seed", "2"], sbc + ["sbc"], package + ["pack"],
      ["export", "stan", "run"], ["notebook", "run", "--output", "run/look.ipynb"],
      ["priors", "elicit", statements, "--output", "prior.yaml"], robustness + ["--output", "rob"],
      robustness + ["--output", "parts", "--shard", "1/2"],
      robustness + ["--output", "parts", "--shard", "2/2"],
      ["robustness", "--output", "engines", "--slurm", "2"],
    ] {
      let run = try folder.run(arguments)
      try #require([0, 1].contains(run.status), "\(arguments): \(run.errors)")
    }
    for name in try folders(of: folder) { try furnish(folder, name) }
    return folder
  }

  /// The folders that the commands made, those in them too.
  private static func folders(of folder: WorkFolder) throws -> [String] {
    try folder.entries().filter { name in
      var isFolder: ObjCBool = false
      let path = folder.url.appending(path: name).path
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      return isFolder.boolValue && !name.hasPrefix("outside")
    }
  }

  private static func furnish(_ folder: WorkFolder, _ name: String) throws {
    let manager = FileManager.default
    let up = String(repeating: "../", count: name.split(separator: "/").count)
    for file in foreign.prefix(5) {
      try folder.write(["\(name)/\(file)": "what I found out in \(name)/\(file)\n"])
    }
    for (link, target) in [
      ("link.csv", up + "outside/precious.csv"), ("elsewhere", up + "outside"),
      ("mine/link", "../\(up)outside"),
    ] {
      try manager.createSymbolicLink(
        atPath: folder.url.appending(path: "\(name)/\(link)").path,
        withDestinationPath: target
      )
    }
    let old = Date(timeIntervalSince1970: 1_000_000_000)
    for file in foreign.prefix(5) {
      let path = folder.url.appending(path: "\(name)/\(file)").path
      let permissions = file == "read-only.txt" ? 0o444 : 0o644
      try manager.setAttributes(
        [.modificationDate: old, .posixPermissions: permissions],
        ofItemAtPath: path
      )
    }
  }

  /// Every command, with every `--force`.
  static let commands: [[String]] = [
    ["fit"], fit + ["run", "--force"], fit + ["other", "--force", "--seed", "3"],
    sbc + ["sbc", "--force"], package + ["pack", "--force"],
    ["export", "stan", "run", "--force"],
    ["export", "numpyro", "run", "--output", "run/export-stan", "--force"],
    ["export", "brms", "run"], ["export", "brms", "run", "--force"], ["export", "bambi", "run"],
    ["notebook", "run", "--output", "run/look.ipynb", "--force"],
    ["summary", "run"], ["figure", "list"], ["figure", "effects", "run"],
    ["figure", "effects", "run", "--output", "run/look.svg"],
    ["figure", "effects", "run", "--output", "run/look.svg", "--force"], ["report", "run"],
    ["report", "run", "--force"],
    ["priors", "elicit", statements, "--output", "prior.yaml", "--force"],
    ["predict", "run", "--at", "protest=yes"], ["predict", "run", "--grid", "all", "--draws"],
    ["predict", "run", "--output", "other"],
    ["contrast", "run", "--from", "protest=no", "--to", "protest=yes"],
    ["effects", "run", "--hypothesis", "protest > 0"], ["effects", "run"],
    ["effects", "run", "--output", "run/chains"],
    ["table", "run", "--no-refit", "--output", "run/models.tex", "--force"],
    ["table", "run", "other"], ["check", "run"],
    ["check", "run", "--group", "protest"], ["loo", "run"], ["loo", "run", "--no-refit"],
    ["influence", "run"], ["compare", "run", "other"], ["agree", "run", "other/draws.csv"],
    ["diagnose", "run/draws.csv"],
    ["diagnose"] + (1...4).map { "run/chains/chain-\($0).csv" }, ["verify", "pack"],
    ["collapse"], ["collapse", "--sql", "duckdb", "--table", "t"], ["studies"],
    ["studies", "csto"],
    ["priors"], ["priors", "list"], ["priors", "show", "sceptical"],
    robustness + ["--plan"], robustness + ["--output", "rob"],
    robustness + ["--output", "rob", "--force"],
    robustness + ["--output", "rob", "--retry-failed"],
    robustness + ["--output", "parts", "--shard", "1/2"],
    robustness + ["--output", "parts", "--shard", "2/2", "--force"],
    robustness + ["--store", "own.sqlite"], robustness + ["--store", "own.sqlite", "--force"],
    ["robustness", "collect", "parts"], ["robustness", "collect", "parts", "--format", "json"],
    ["robustness", "--output", "engines", "--slurm", "3", "--snakemake", "2"],
    // And once more over all that came of it.
    fit + ["run", "--force", "--seed", "5"], package + ["pack", "--force"],
    sbc + ["sbc", "--force"],
  ]

  /// Results where the user has a file of his own.
  static let intrusions: [[String]] = [
    fit + ["run/notes.md"], fit + ["run/notes.md", "--force"], fit + ["run/mine", "--force"],
    fit + ["run/elsewhere", "--force"], sbc + ["run/read-only.txt", "--force"],
    package + ["outside", "--force"], package + ["run/link.csv", "--force"],
    ["export", "stan", "run", "--output", "run/mine", "--force"],
    ["figure", "effects", "run", "--output", "run/link.svg", "--force"],
    ["report", "run", "--output", "run/notes.md", "--force"],
    ["notebook", "run", "--output", "run/notes.md", "--force"],
    ["table", "run", "--output", "run/notes.md", "--force"],
    ["table", "run", "--output", "run/link.csv", "--force"],
    ["notebook", "run", "--output", "run/link.csv", "--force"],
    ["priors", "elicit", statements, "--output", "run/read-only.txt", "--force"],
    ["effects", "run", "--output", "run/notes.md"], ["loo", "run", "--output", "run/link.csv"],
    robustness + ["--store", "run/notes.md"], robustness + ["--store", "run/notes.md", "--force"],
    robustness + ["--store", "run/link.csv", "--force"],
    robustness + ["--store", "run/draws.csv", "--force"],
    robustness + ["--output", "run/mine", "--force"],
    robustness + ["--output", "outside", "--force"],
    ["robustness", "--output", "run/mine", "--slurm", "2"],
  ]
}
