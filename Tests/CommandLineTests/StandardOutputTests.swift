import Foundation
import Testing

/// What happens where nobody reads what is printed, or where it cannot be stored.
@Suite(.waitsForPrograms) struct StandardOutputTests {
  @Test(arguments: ["studies", "--help", "fit --output run", "fit --help"])
  func fullOutputIsAnError(_ arguments: String) throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let folder = try WorkFolder()
    let run = try ShellRun("\"$0\" \(arguments) >/dev/full", in: folder)
    #expect(run.status == 73)
    #expect(run.errors.contains("standard output: cannot be written (No space left on device)"))
    #expect(try folder.entries().allSatisfy { !$0.contains(".partial-") })
    #expect(try ShellRun("\"$0\" priors >&-", in: folder).status == 73)
  }

  @Test(arguments: ["studies", "--help", "fit --output run", "verify p"])
  func goneReaderEndsWithoutAWord(_ arguments: String) throws {
    let folder = try WorkFolder()
    if arguments.hasPrefix("verify") {
      let package = "package --output p --command 'fit --draws 250 --output results/fit'"
      #expect(try ShellRun("\"$0\" \(package)", in: folder).status < 2)
    }
    let temporary = folder.root.appending(path: "temporary")
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    let line =
      "TMPDIR='\(temporary.path)'; export TMPDIR; "
      + "(sleep 1; \"$0\" \(arguments); echo $? >status) | true"
    let run = try ShellRun(line, in: folder)
    #expect(run.errors.isEmpty)
    for _ in 0..<200
    where !FileManager.default.fileExists(
      atPath: folder.url.appending(path: "status").path
    ) {
      Thread.sleep(forTimeInterval: 0.05)
    }
    Thread.sleep(forTimeInterval: 0.1)
    #expect(try folder.text("status") == "141\n")
    // No temporary folder is left, and the run is there.
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path).isEmpty)
    if arguments.hasPrefix("fit") { #expect(try folder.entries().contains("run/draws.csv")) }
  }
}
