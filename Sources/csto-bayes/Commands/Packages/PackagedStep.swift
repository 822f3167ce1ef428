import ArgumentParser
import Inference

/// A command that a replication package may run: it reads and writes inside the package alone.
///
/// What it names in its arguments is all that it reads and writes. A command without a conformance
/// cannot be part of a package.
protocol PackagedStep: ParsableCommand {
  /// The files and folders it reads.
  var readPaths: [String] { get }
  /// The files and folders it writes; nil where it writes somewhere that is not named.
  var writtenPaths: [String]? { get }
  /// What a package writes out for it; nothing for a command that reads a run.
  var settings: PackagedSettings { get }
}

extension PackagedStep {
  var settings: PackagedSettings { PackagedSettings() }
}

/// What a command may leave unsaid and a package says, so that every run of it is the same.
struct PackagedSettings {
  /// How a command names a thing that it reads.
  enum Named: Equatable {
    case not
    case `as`(String)

    init(_ name: String?) { self = name.map { .as($0) } ?? .not }
  }

  /// The study; nil where none is read.
  var study: Named?
  /// The prior set; nil where none is read.
  var prior: Named?
  /// The seed; nil where nothing is drawn.
  var seed: UInt64?
  /// Flags that a package adds.
  var flags: [String] = []
}

extension FitCommand: PackagedStep {
  var settings: PackagedSettings {
    var settings = PackagedSettings(data, prior, sampler)
    if !output.noTimes { settings.flags = ["--no-times"] }
    return settings
  }
  var readPaths: [String] { data.readPaths + prior.readPaths }
  var writtenPaths: [String]? { output.output.map { [$0] } }
}

extension SBCCommand: PackagedStep {
  var settings: PackagedSettings {
    cases == nil ? PackagedSettings(data, prior, sampler) : PackagedSettings()
  }
  var readPaths: [String] {
    let fitted = fitPrior.filter { !PriorStatement.isStatement($0) }
    return (cases == nil ? data.readPaths : []) + prior.readPaths + fitted
  }
  var writtenPaths: [String]? { output.map { [$0] } }
}

extension RobustnessRunCommand: PackagedStep {
  var settings: PackagedSettings {
    PackagedSettings(study: .as(plan.study), seed: sampling.seed)
  }
  var readPaths: [String] { [plan.study] }
  /// Scripts for engines name the machine, and a part is no result.
  var writtenPaths: [String]? {
    guard results.slurm == nil, results.snakemake == nil, results.shard == nil else { return nil }
    return results.output.map { [$0] + [results.store].compactMap(\.self) }
  }
}

extension LooCommand: PackagedStep {
  var readPaths: [String] { [run.run] }
  var writtenPaths: [String]? { run.writtenPaths }
}

extension CheckCommand: PackagedStep {
  var readPaths: [String] { [options.run] }
  var writtenPaths: [String]? { options.writtenPaths }
}

extension InfluenceCommand: PackagedStep {
  var readPaths: [String] { [run.run] }
  var writtenPaths: [String]? { run.writtenPaths }
}

extension EffectsCommand: PackagedStep {
  var readPaths: [String] { [source.run] }
  var writtenPaths: [String]? { source.writtenPaths }
}

extension ContrastCommand: PackagedStep {
  var readPaths: [String] { [source.run] }
  var writtenPaths: [String]? { source.writtenPaths }
}

extension PredictCommand: PackagedStep {
  var readPaths: [String] { [source.run] + [data].compactMap(\.self) }
  var writtenPaths: [String]? { source.writtenPaths }
}

extension CompareCommand: PackagedStep {
  var readPaths: [String] { runs }
  var writtenPaths: [String]? { answers.output.map { [$0] } ?? Array(runs.prefix(1)) }
}

extension DiagnoseCommand: PackagedStep {
  var readPaths: [String] { files }
  var writtenPaths: [String]? { [] }
}

extension AgreeCommand: PackagedStep {
  var readPaths: [String] { [options.run] + draws }
  var writtenPaths: [String]? { options.writtenPaths }
}

extension NotebookCommand: PackagedStep {
  var readPaths: [String] { [asked.source] }
  var writtenPaths: [String]? { output.map { [$0] } }
}

extension ExportCommand: PackagedStep {
  var readPaths: [String] { [asked.source] }
  var writtenPaths: [String]? { [output ?? asked.source] }
}

extension RunOptions {
  /// The folder of the answer.
  fileprivate var writtenPaths: [String] { [answers.output ?? run] }
}

extension DataOptions {
  /// The study or the file.
  fileprivate var readPaths: [String] { [data, study].compactMap(\.self) }
}

extension PriorOptions {
  /// The prior set.
  fileprivate var readPaths: [String] { [set].compactMap(\.self) }
}

extension PackagedSettings {
  fileprivate init(_ data: DataOptions, _ prior: PriorOptions, _ sampler: SamplerOptions) {
    study = data.data == nil ? Named(data.study) : nil
    self.prior = Named(prior.set)
    seed = sampler.seed
  }
}

/// Judges commands before a package runs them.
enum PackagedSteps {
  /// The names of the commands that a package may run.
  static let names: [String] = CSTOBayes.configuration.subcommands
    .filter { command in
      ([command] + command.configuration.subcommands).contains { $0 is any PackagedStep.Type }
    }
    .map { $0.configuration.commandName ?? "" }

  /// The command that arguments stand for.
  ///
  /// - Throws: ``PackageError`` `refusedCommand` where they stand for none, or for one that no package
  ///   may run.
  static func parse(_ arguments: [String]) throws -> any PackagedStep {
    // Help and the like would be printed and exit here.
    guard let name = arguments.first, names.contains(name),
      !arguments.contains(where: { ["--help", "-h", "--version"].contains($0) })
    else {
      throw refusal(arguments, "a package runs \(Phrase.list(names))")
    }
    do {
      guard let step = try CSTOBayes.parseAsRoot(arguments) as? any PackagedStep else {
        throw refusal(arguments, "a package runs \(Phrase.list(names))")
      }
      return step
    } catch let error as PackageError {
      throw error
    } catch {
      throw refusal(arguments, CSTOBayes.message(for: error))
    }
  }

  /// Checks that a command reads and writes inside the package alone.
  ///
  /// - Throws: ``PackageError`` `refusedCommand`.
  static func check(_ command: PackagedCommand) throws {
    let arguments = command.arguments
    // A command is one line of run.sh.
    let hasControl = arguments.contains { argument in
      argument.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
    if hasControl { throw refusal(arguments, "an argument has a line break") }
    let step = try parse(arguments)
    for path in step.readPaths {
      let isStudy = path == PackagePart.study
      let folders = [PackagePart.study, PackagePart.priors, PackagePart.results]
      guard isStudy || folders.contains(where: { PackagePath.isInside(path, folder: $0) }) else {
        throw refusal(
          arguments,
          "it reads \(Phrase.quoted(path)), which is not in study/, priors/ or results/"
        )
      }
    }
    if step.settings.study == .not {
      let name = arguments.first ?? ""
      throw refusal(arguments, "it names no study; write `\(name) \(PackagePart.study)`")
    }
    guard let written = step.writtenPaths else {
      throw refusal(arguments, "it needs --output results/NAME")
    }
    for path in written where !PackagePath.isInside(path, folder: PackagePart.results) {
      throw refusal(arguments, "it writes to \(Phrase.quoted(path)), which is not in results/")
    }
  }

  private static func refusal(_ arguments: [String], _ reason: String) -> PackageError {
    PackageError(.refusedCommand(arguments: arguments, reason: reason), path: "")
  }
}
