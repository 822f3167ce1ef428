import ArgumentParser
import Foundation
import Inference

/// `csto-bayes verify`: whether a replication package gives what it says.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Verify a replication package: its digests, and everything run again.",
    discussion: """
      Checks the manifest, runs the commands of commands.json again from copies of the data and priors \
      in a temporary folder, and compares every result: byte by byte, or within Monte Carlo error \
      where the package comes from another version or another kind of machine. What differs is named \
      by file, row and column. Nothing in the package is executed or changed.

      Exit codes: 0 identical or in agreement, 1 something differs, 2 it could not be told, 64 usage, \
      65 no package, or one with symbolic links or paths that lead out of it, 66 no such folder.

      Example:
        csto-bayes verify csto-replication
      """
  )

  @Argument(help: "The folder of the package.")
  var package: String

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  /// The commands of a package are a stranger's.
  private func check(_ command: PackagedCommand) throws {
    do {
      try PackagedSteps.check(command)
    } catch let error as PackageError {
      throw PackageError(error.kind, path: "\(package)/\(PackagePart.commands)")
    }
  }

  func run() throws {
    let work = FileManager.default.temporaryDirectory
      .appending(path: "csto-bayes-verify-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    } catch {
      throw ExportError(kind: .cannotCreate, path: work.path)
    }
    defer { try? FileManager.default.removeItem(at: work) }
    let runner = PackageProcess()
    let interrupt = InterruptHandler(
      first: { runner.stop() },
      second: { try? FileManager.default.removeItem(at: work) }
    )
    defer { interrupt.cancel() }
    let progress = PackageProgress()
    defer { progress.finish() }
    let verification = try PackageVerification.verify(
      package,
      in: work.path,
      with: runner,
      check: check,
      progress: { progress.report($0, $1, of: $2) }
    )
    progress.finish()
    try StandardOutput.write(VerifyReport(verification, package: package).text)
    guard verification.holds else {
      throw ExitCode(
        verification.problems.isEmpty ? ExitStatus.notTold : ExitStatus.checkFailed
      )
    }
  }
}
