import ArgumentParser
import Foundation
import Inference

/// The run that a command reads, and what it prints of it.
struct RunOptions: ParsableArguments {
  @Argument(help: "The folder of a run, as `csto-bayes fit --output` writes it.")
  var run: String

  @Option(help: "What is printed: table, json or csv.")
  var format = OutputFormat.table

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @OptionGroup var answers: AnswerOptions

  /// The run, read back; refits may use all processors.
  func saved() throws -> SavedRun {
    var saved = try SavedRun.read(
      run,
      threads: ProcessInfo.processInfo.activeProcessorCount,
      trustsEdited: answers.trust.trustEdited
    )
    if let output = answers.output { saved.answerFolder = output }
    return saved
  }

  /// Writes the files of an answer about the run.
  func write(_ group: FileGroup, as answer: String, of saved: SavedRun) throws {
    try answers.write(group, as: answer, of: saved, asked: [run])
  }
}
