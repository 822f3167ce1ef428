import ArgumentParser
import Foundation
import Inference

/// The run that a command reads, and what it prints of it.
struct RunOptions: ParsableArguments {
  @Argument(help: "The folder of a run, as `csto-bayes fit --output` writes it.")
  var run: String

  @Option(help: "What is printed: table, json or csv.")
  var format = OutputFormat.table

  /// The run, read back; refits may use all processors.
  func saved() throws -> SavedRun {
    try SavedRun(path: run, threads: ProcessInfo.processInfo.activeProcessorCount)
  }
}
