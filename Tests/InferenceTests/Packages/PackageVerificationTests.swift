import Foundation
import Testing

@testable import Inference

/// Verification by a scripted program; `CommandLineTests` has the real one.
@Suite struct PackageVerificationTests {
  private func verify(
    _ folder: PackageFolder,
    _ runner: ScriptedRunner = PackageFolder.runner
  ) throws -> PackageVerification {
    let work = folder.path + "/work"
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    defer { FileSystem.removeTree(work) }
    return try PackageVerification.verify(
      folder.path + "/p",
      in: work,
      with: runner,
      check: { _ in },
      progress: { _, _, _ in }
    )
  }

  @Test func samePackageHolds() throws {
    let folder = try PackageFolder()
    try folder.package()
    let found = try verify(folder)
    #expect(found.holds)
    #expect(found.identicalCount == 5)
    #expect(found.runCount == 2)
  }

  @Test func differencesAreNamed() throws {
    let folder = try PackageFolder()
    try folder.package()
    var runner = PackageFolder.runner
    runner.files["second"] = ["results/c.csv": "x\n4\n", "results/d.csv": "x\n"]
    let problems = try verify(folder, runner).problems
    #expect(problems.count == 3)
    #expect(problems.contains(.lacking("results/d.csv")))
    let places = problems.compactMap { problem -> String? in
      guard case .different(let difference) = problem else { return nil }
      return difference.path + " " + (difference.places.first?.place ?? "")
    }
    #expect(
      places == [
        "results/b.csv row (line 2), column x", "results/c.csv row (line 2), column x",
      ]
    )
  }

  @Test func commandThatEndsOtherwise() throws {
    let folder = try PackageFolder()
    try folder.package()
    var runner = PackageFolder.runner
    let end = CommandEnd(status: 65, wasKilled: false, message: "no")
    runner.ends["second"] = end
    let found = try verify(folder, runner)
    guard case .status(let command, end)? = found.problems.first else {
      Issue.record("\(found.problems)")
      return
    }
    #expect(command.arguments == ["second"])
    #expect(found.obstacles.isEmpty)
    // What it would have made is not held against the package.
    #expect(found.problems.count == 1)
  }

  @Test(arguments: [
    CommandEnd(status: 9, wasKilled: true, message: ""),
    CommandEnd(status: 73, wasKilled: false, message: "no space"),
  ])
  func whatCannotBeTold(_ end: CommandEnd) throws {
    let folder = try PackageFolder()
    try folder.package()
    var runner = PackageFolder.runner
    runner.ends["first"] = end
    let found = try verify(folder, runner)
    #expect(!found.holds)
    #expect(found.problems.isEmpty)
    #expect(found.obstacles.count == 1)
    #expect(found.runCount == 0)
  }
}
