import Foundation
import Testing

@testable import Inference

@Suite struct PackageScriptTests {
  @Test func linesOfCommands() {
    let script = PackageScript(PackageExamples.record)
    let first = script.line(ofCommand: 0)
    #expect(
      script.lines[first - 1]
        == "run 0 results/01-fit.txt fit study --prior priors/weakly-informative.yaml --prior "
        + "'it'\\''s ~ normal(0, 1)' --seed 7 --output results/fit"
    )
    #expect(script.lines[first] == "run 1 results/02-loo.txt loo results/fit")
    #expect(script.lines.first == "#!/bin/sh")
    #expect(script.text().hasSuffix("\n"))
  }

  /// A shell gives the program the arguments of the record, word by word, and checks how it ends.
  @Test(arguments: [("exit $#", 3), ("[ \"$1\" != loo ]", 0)])
  func shellPassesTheArguments(_ end: String, status: Int32) throws {
    let folder = ExportExamples.temporaryPath()
    try FileManager.default.createDirectory(
      atPath: folder + "/results/fit",
      withIntermediateDirectories: true
    )
    defer { FileSystem.removeTree(folder) }
    try PackageScript(PackageExamples.record).write(toFile: folder + "/run.sh")
    try PlainText("#!/bin/sh\nfor word in \"$@\"; do echo \"$word\"; done\n\(end)\n")
      .write(toFile: folder + "/program")
    try #require(FileSystem.makeExecutable(folder + "/program") == 0)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["run.sh"]
    process.environment = ["PATH": "/usr/bin:/bin", "CSTO_BAYES": "./program"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == (status == 0 ? 0 : 1))
    let words = try ByteSource.contents(of: folder + "/results/01-fit.txt")
    #expect(
      String(decoding: words, as: UTF8.self)
        == PackageExamples.record.commands[0].arguments.map { $0 + "\n" }.joined()
    )
    #expect(
      FileSystem.entry(at: folder + "/results/02-loo.txt") == (status == 0 ? .other : .nothing)
    )
  }
}
