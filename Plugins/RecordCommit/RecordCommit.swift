import Foundation
import PackagePlugin

/// Writes the commit that is built into a source file of the program.
///
/// Again where git's log of HEAD or a source has changed; the file is only touched where it would say something
/// else, so that what is built stays built. Without git, or outside a clone, the commit is unknown.
@main
struct RecordCommit: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let folder = context.pluginWorkDirectoryURL
    let root = context.package.directoryURL
    let log = root.appending(path: ".git/logs/HEAD")
    let sources = context.package.targets.compactMap { $0 as? SourceModuleTarget }
      .filter { $0.kind != .test }
      .flatMap { $0.sourceFiles.filter { $0.type == .source }.map(\.url) }
    return [
      .buildCommand(
        displayName: "Record the commit",
        executable: URL(fileURLWithPath: "/bin/sh"),
        arguments: [root.appending(path: "Scripts/record-commit.sh").path, root.path, folder.path],
        inputFiles: [log].filter { FileManager.default.fileExists(atPath: $0.path) } + sources,
        outputFiles: [folder.appending(path: "RecordedCommit.swift")]
      )
    ]
  }
}
