import Foundation
import Testing

/// `verify` on packages that a stranger made: it reads nothing outside them, waits for nothing, and says
/// what it left out.
@Suite(.waitsForPrograms) struct VerifyTests {
  @Test(
    .timeLimit(.minutes(5)),
    arguments: [
      ("cases: cases.csv", "cases: ../../secret.csv"), ("cases: cases.csv", "cases: /dev/zero"),
      ("cases: cases.csv", "cases: SECRET/pipe"),
      ("codebook: codebook.yaml", "codebook: SECRET/secret.csv"),
      ("prior: weakly-informative", "prior: ../secret.csv"),
      ("evidence: evidence.csv", "evidence: ../../../../../../etc/passwd"),
    ]
  )
  func studiesNameFilesOfTheirOwn(_ old: String, _ new: String) throws {
    let folder = try PackageTests.copy()
    try folder.write(["secret.csv": "case_id,zebra\nKAZ2022,classified\n"])
    let pipe = folder.url.appending(path: "pipe").path
    #expect(mkfifo(pipe, 0o600) == 0)
    let named = new.replacing("SECRET", with: folder.url.path)
    try PackageTests.change(folder, "study/study.yaml", old, named)
    try PackageTests.seal(folder)
    let run = try folder.run(["verify", "q"])
    #expect(run.status == 1, "\(run.errors)")
    let text = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("leads out of the study's folder"))
    for secret in ["classified", "zebra", "root:"] {
      #expect(!run.output.contains(secret) && !run.errors.contains(secret))
    }
  }

  @Test func recordsOfRunsAreNoInputs() throws {
    let folder = try PackageTests.copy()
    try PackageTests.change(
      folder,
      "commands.json",
      "\"study/cases.csv\"",
      "\"results/fit/run.json\", \"study/cases.csv\""
    )
    let run = try folder.run(["verify", "q"])
    #expect(run.status == 65)
    #expect(run.errors.contains("the path 'results/fit/run.json' leads out of"))
  }

  @Test(arguments: ["README.md", "CITATION.cff", "LICENSE-DATA.txt", "ro-crate-metadata.json"])
  func documentsBelongToAPackage(_ name: String) throws {
    let folder = try PackageTests.copy()
    try PackageTests.remove(folder, name)
    try PackageTests.seal(folder)
    let run = try folder.run(["verify", "q"])
    #expect(run.status == 1)
    #expect(run.output.contains("  - \(name): missing\n"))
  }

  @Test func litterOfOperatingSystemsIsIgnored() throws {
    let folder = try PackageTests.copy()
    let litter = [
      ".DS_Store", "results/.DS_Store", "results/fit/Thumbs.db", "study/desktop.ini", "._README.md",
      "__MACOSX/q/._run.sh",
    ]
    for name in litter { try folder.write(["q/" + name: "x"]) }
    let run = try folder.run(["verify", "q"])
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("Ignored   left by the operating system, no part of the package: "))
    for name in litter { #expect(run.output.contains(name), "\(name)") }
    // What is left open for the authors is named, and no fault.
    #expect(run.output.contains("Open      AUTHOR TO FILL IN, in README.md or a licence: where"))
  }
}
