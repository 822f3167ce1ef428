import Foundation
import PackagePlugin

/// Writes the commit that is built into a source file of the program, before each build.
///
/// The file is only touched where the commit has changed, so that builds stay reproducible and what is built stays
/// built. Without git, or outside a clone, the commit is unknown.
@main
struct RecordCommit: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let folder = context.pluginWorkDirectoryURL
    let root = context.package.directoryURL
    return [
      .prebuildCommand(
        displayName: "Record the commit",
        executable: URL(fileURLWithPath: "/bin/sh"),
        arguments: [root.appending(path: "Scripts/record-commit.sh").path, root.path, folder.path],
        outputFilesDirectory: folder
      )
    ]
  }
}
