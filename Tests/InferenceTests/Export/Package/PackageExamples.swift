@testable import Inference

/// The built-in study with two commands, for the documents of a package.
enum PackageExamples {
  static var record: PackageRecord {
    var record = PackageRecord(version: "1.2.3", platform: "Linux x86_64")
    record.inputs = ["priors/weakly-informative.yaml", "study/cases.csv", "study/study.yaml"]
    var fit = PackagedCommand(
      arguments: [
        "fit", "study", "--prior", "priors/weakly-informative.yaml", "--prior",
        "it's ~ normal(0, 1)",
        "--seed", "7", "--output", "results/fit",
      ],
      standardOutput: "results/01-fit.txt"
    )
    fit.outputs = ["results/fit/run.json", "results/fit/summary.csv"]
    var loo = PackagedCommand(
      arguments: ["loo", "results/fit"],
      standardOutput: "results/02-loo.txt"
    )
    loo.status = 1
    loo.outputs = ["results/fit/loo.csv"]
    record.commands = [fit, loo]
    return record
  }

  static func contents() throws -> PackageContents {
    PackageContents(
      study: try Study.load("csto"),
      record: record,
      requirements: PackageRequirements(seconds: 700, peakBytes: 2_000_000_000, storedBytes: 3000)
    )
  }

  static let files = [
    "MANIFEST.sha256", "README.md", "commands.json", "priors/weakly-informative.yaml",
    "results/01-fit.txt", "results/02-loo.txt", "results/fit/loo.csv", "results/fit/run.json",
    "results/fit/summary.csv", "run.sh", "study/cases.csv", "study/study.yaml",
  ]
}
