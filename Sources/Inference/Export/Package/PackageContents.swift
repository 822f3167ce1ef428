/// What the documents of a package are written from.
struct PackageContents: Sendable {
  /// The study.
  let study: Study
  /// What was run.
  let record: PackageRecord
  /// What it took.
  let requirements: PackageRequirements

  /// What the study says of its package.
  var declaration: PackageDeclaration { study.package }
  /// The script.
  var script: PackageScript { PackageScript(record) }
  /// The title of the package.
  var title: String { "Replication package: \(study.title)" }

  /// Where a seed is set, and the seed.
  struct SeedPlace: Sendable, Equatable {
    let line: Int
    let seed: String
  }

  /// The places in `run.sh` where the seed is set, in order.
  var seeds: [SeedPlace] {
    let script = script
    return record.commands.enumerated().compactMap { index, command in
      command.optionValue("--seed").map { SeedPlace(line: script.line(ofCommand: index), seed: $0) }
    }
  }

  /// A line that only the author can write.
  static func open(_ what: String) -> String { "**[\(openMark) \(what)]**" }

  private static let openMark = "AUTHOR TO FILL IN:"

  /// What is marked as open in a document, in its order.
  static func openParts(in text: String) -> [String] {
    text.split(separator: "[\(openMark)", omittingEmptySubsequences: false).dropFirst()
      .map { part in
        let words = part.prefix { $0 != "]" && $0 != "." }
        return words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
  }

  /// What a file of a package holds.
  static func description(of path: String, study: Study) -> String {
    let parts = path.split(separator: "/").map(String.init)
    let name = parts.last ?? path
    switch parts.first {
    case PackagePart.study?:
      let inner = parts.dropFirst().joined(separator: "/")
      if inner == "study.yaml" {
        return "The study: names the other files, the default coding, formula and prior"
      }
      if let coding = study.codings.first(where: { isFile($0.table.source, inner) }) {
        return "Coding \(coding.name): \(coding.label)"
      }
      if name == PackagePart.readme { return "About the study: how it was coded" }
      return fileDescriptions[name] ?? "A file of the study"
    case PackagePart.priors?: return "A prior set, with the reason for each prior"
    case PackagePart.results?:
      if name.hasPrefix("chain-") { return "Draws of one chain in Stan's CSV format" }
      if parts.count == 2, name.hasSuffix(".txt") { return "What the command prints" }
      if name.hasSuffix(".svg") {
        return "Figure: an effect over all analyses (specification curve)"
      }
      return fileDescriptions[name] ?? "A result"
    default: return fileDescriptions[name] ?? "A file of the package"
    }
  }

  private static func isFile(_ source: String, _ inner: String) -> Bool {
    source == inner || source.hasSuffix("/" + inner)
  }

  private static let fileDescriptions = [
    PackagePart.readme: "What a reader needs to know",
    PackagePart.script: "Runs all computations again",
    PackagePart.commands: "The computations as data: arguments, exit status, files written",
    PackagePart.manifest: "The SHA-256 of every other file",
    PackagePart.codeLicense: "The licence of the code",
    PackagePart.dataLicense: "The licence of the data",
    PackagePart.citation: "How to cite the package",
    PackagePart.crate: "What the files are and how they were made, for machines",
    "codebook.yaml": "Codebook: question, levels and source of each variable; contested cells",
    "evidence.csv": "Provenance: for each coded cell the part of the source it rests on",
    "cases.csv": "The cases",
    "run.json": "Record of the run: data, model, priors, settings, seed",
    "draws.csv": "Draws of all chains",
    "summary.csv": "Coefficients (log-odds) with Monte Carlo errors",
    "summary.json": "Coefficients (log-odds) with Monte Carlo errors, as JSON",
    "tidy.csv": "Coefficients with the column names of R's broom",
    "glance.csv": "The run in one row with the column names of R's broom",
    "sentences.txt": "What may be quoted of the run, what may not, and what it rests on",
    "probabilities.csv": "Probability of the outcome in each configuration and case",
    "diagnostics.json": "Checks of the draws, and whether conditions predict the outcome perfectly",
    "exact.json": "The exact posterior beside the draws",
    "densities.csv": "Marginal densities of the exact posterior",
    "loo.csv": "Each case predicted from the others",
    "loo.json": "Each case predicted from the others, as JSON",
    "checks.csv": "Counts of outcomes, predicted and observed",
    "check-cases.csv": "Calibration: each case predicted from the others",
    "check.json": "Checks of the model: counts, calibration, scores",
    "influence.csv": "What leaving out each case changes",
    "influence.json": "What leaving out each case changes, as JSON",
    "prior_cases.csv": "How many cases each prior is worth",
    "effects.csv": "Average effect of each condition on the probability",
    "effects.json": "Average effect of each condition on the probability, as JSON",
    "hypotheses.csv": "Directed hypotheses",
    "contrasts.csv": "Differences between two scenarios",
    "contrasts.json": "Differences between two scenarios, as JSON",
    "predictions.csv": "Probability of the outcome in scenarios or configurations",
    "predictions.json": "Probability of the outcome in scenarios or configurations, as JSON",
    "compare.csv": "Models compared",
    "compare.json": "Models compared, as JSON",
    "universes.csv": "The analyses of the multiverse: choices, and what became of each",
    "quantities.csv": "Every quantity in every analysis of the multiverse",
    "robustness.csv": "What the analyses of the multiverse say together",
    "robustness.json": "What the analyses of the multiverse say together, as JSON",
    "robustness-priors.csv":
      "The same by prior set, beside what each prior says alone, before any data",
    "variance.csv": "How much of the variance over the multiverse each choice explains",
    "fragility.csv": "The fewest recoded cells that overturn each conclusion",
    "fragility-cells.csv": "The recoded cells behind fragility.csv",
    "sbc.csv": "Simulation-based calibration",
    "sbc.json": "Simulation-based calibration, as JSON",
    "ranks.csv": "Ranks of simulation-based calibration",
  ]
}

extension PackagedCommand {
  /// The value of an option, written `--name value` or `--name=value`; the last where it is repeated.
  func optionValue(_ name: String) -> String? {
    var value: String?
    for (index, argument) in arguments.enumerated() {
      if argument == name, index + 1 < arguments.count {
        value = arguments[index + 1]
      } else if argument.hasPrefix(name + "=") {
        value = String(argument.dropFirst(name.count + 1))
      }
    }
    return value
  }
}
