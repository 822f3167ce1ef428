import Foundation
import Testing

/// `package` and `verify` on the built-in study, and what `verify` finds after tampering.
@Suite(.waitsForPrograms) struct PackageTests {
  /// What makes a small package of the built-in study.
  private static let making = [
    "package", "--output", "p", "--command",
    "fit --draws 500 --chains 2 --output results/fit --no-exact", "--command",
    "effects results/fit", "--command", "loo results/fit --no-refit",
  ]

  /// The files of that package and its zip, made once.
  private static let package = Result { () throws -> [String: Data] in
    let folder = try WorkFolder()
    let run = try folder.run(making)
    try #require(run.status == 0, "\(run.errors)")
    return try files(of: folder)
  }

  private static func files(of folder: WorkFolder) throws -> [String: Data] {
    let names = try folder.entries().filter { name in
      var isFolder: ObjCBool = false
      let path = folder.url.appending(path: name).path
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
    return Dictionary(uniqueKeysWithValues: try names.map { ($0, try folder.data($0)) })
  }

  /// A copy of the package as `q`, without the zip.
  static func copy() throws -> WorkFolder {
    let folder = try WorkFolder()
    for (name, bytes) in try package.get() where name.hasPrefix("p/") {
      try folder.write(["q" + name.dropFirst(): bytes])
    }
    return folder
  }

  /// Changes a text of a file, which must be there.
  static func change(
    _ folder: WorkFolder,
    _ name: String,
    _ old: String,
    _ new: String
  ) throws {
    let text = try folder.text("q/" + name)
    try #require(text.contains(old), "\(name) has \(old)")
    try folder.write(["q/" + name: text.replacing(old, with: new, maxReplacements: 1)])
  }

  /// Makes the manifest anew, as somebody would who hides a change; with `sha256sum` alone.
  static func seal(_ folder: WorkFolder) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c",
      "find . -type f ! -name MANIFEST.sha256 | sed 's,^./,,' | LC_ALL=C sort | "
        + "xargs sha256sum > ../manifest && mv ../manifest MANIFEST.sha256",
    ]
    process.currentDirectoryURL = folder.url.appending(path: "q")
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  static func remove(_ folder: WorkFolder, _ name: String) throws {
    try FileManager.default.removeItem(at: folder.url.appending(path: "q/" + name))
  }

  @Test func verifiesWhereverItIs() throws {
    let folder = try Self.copy()
    let before = try folder.entries()
    let run = try folder.run(["verify", "q"])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("Commands  3 of 3 run again"))
    #expect(run.output.hasSuffix("\nThe package holds.\n"))
    #expect(try folder.entries() == before)
  }

  @Test func sameInputGivesTheSameBytes() throws {
    let folder = try WorkFolder()
    #expect(try folder.run(Self.making).status == 0)
    #expect(try Self.files(of: folder) == Self.package.get())
  }

  @Test func noFileNamesTheMachine() throws {
    let folder = try WorkFolder()
    #expect(try folder.run(Self.making).status == 0)
    let host = ProcessInfo.processInfo.hostName
    for (name, bytes) in try Self.files(of: folder) {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(!text.contains(folder.root.lastPathComponent), "\(name)")
      #expect(host.count < 4 || !text.contains(host), "\(name)")
    }
    let record = try folder.json("p/results/fit/run.json")
    for key in ["started", "seconds", "kernel", "blas"] { #expect(record[key] is NSNull, "\(key)") }
  }

  @Test(arguments: [false, true]) func changedDigitInTheData(isSealed: Bool) throws {
    let folder = try Self.copy()
    try Self.change(folder, "study/cases.csv", "KAZ2022,Kazakhstan,2022", "KAZ2022,Kazakhstan,2021")
    if isSealed { try Self.seal(folder) }
    let run = try folder.run(["verify", "q"])
    #expect(run.status == 1)
    #expect(run.output.contains("study/cases.csv: changed") == !isSealed)
    #expect(
      run.output.contains(
        "row KAZ2022 KAZ2022 Kazakhstan (line 9), column year: '2022' in the package, '2021' when run"
      )
    )
  }

  @Test(arguments: [false, true]) func changedCode(isSealed: Bool) throws {
    let folder = try Self.copy()
    try Self.change(folder, "study/codings/text.csv", "BLR2020,yes", "BLR2020,no")
    if isSealed { try Self.seal(folder) }
    let run = try folder.run(["verify", "q"])
    #expect(run.status == 1)
    #expect(run.output.contains("study/codings/text.csv: changed") == !isSealed)
    #expect(run.words.contains("column protest: 'yes' in the package, 'no' when run again"))
    #expect(run.output.contains("results/fit/summary.csv: "))
  }

  @Test(arguments: [false, true]) func missingPrior(isSealed: Bool) throws {
    let folder = try Self.copy()
    try Self.remove(folder, "priors/weakly-informative.yaml")
    if isSealed { try Self.seal(folder) }
    let run = try folder.run(["verify", "q"])
    #expect(run.status == 1)
    #expect(run.output.contains("  - priors/weakly-informative.yaml: missing\n"))
    #expect(run.output.hasSuffix("The package does not hold.\n"))
  }

  @Test func changedPriorBehindANewManifest() throws {
    let folder = try Self.copy()
    try Self.change(folder, "priors/weakly-informative.yaml", "normal(0, 2.5)", "normal(0, 2.4)")
    try Self.seal(folder)
    let run = try folder.run(["verify", "q"])
    #expect(run.status == 1)
    #expect(run.output.contains("results/fit/run.json: "))
    #expect(run.output.contains("'normal(0, 2.5)' in the package, 'normal(0, 2.4)' when run again"))
  }

  @Test(arguments: [false, true]) func editedTable(isSealed: Bool) throws {
    let folder = try Self.copy()
    let lines = try folder.text("q/results/fit/summary.csv").split(separator: "\n")
    let fields = lines[2].split(separator: ",")
    try Self.change(
      folder,
      "results/fit/summary.csv",
      "protest,\(fields[1]),",
      "protest,9\(fields[1]),"
    )
    if isSealed { try Self.seal(folder) }
    let run = try folder.run(["verify", "q"])
    #expect(run.status == 1)
    #expect(run.output.contains("results/fit/summary.csv: changed") == !isSealed)
    #expect(
      run.words.contains(
        "row protest (line 3), column mean: '9\(fields[1])' in the package, '\(fields[1])' when run"
      )
    )
  }

  /// Multiplies the standard deviation of a row, which has no Monte Carlo error in effects.csv, or adds
  /// joint Monte Carlo standard errors to the mean in summary.csv.
  private static func edit(_ folder: WorkFolder, mean count: Double?) throws {
    let name = count == nil ? "results/fit/effects.csv" : "results/fit/summary.csv"
    let lines = try folder.text("q/" + name).split(separator: "\n").map(String.init)
    let header = lines[0].split(separator: ",").map(String.init)
    var fields = lines[2].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    func value(_ column: String) throws -> (index: Int, number: Double) {
      let index = try #require(header.firstIndex(of: column))
      return (index, try #require(Double(fields[index])))
    }
    let (index, number) = try value(count == nil ? "sd" : "mean")
    let error = try count.map { try value("mcse_mean").number * 2.0.squareRoot() * $0 }
    fields[index] = "\(error.map { number + $0 } ?? number * 1.01)"
    try change(folder, name, lines[2], fields.joined(separator: ","))
  }

  /// A package of another platform whose draws are the same: everything is held to rounding.
  @Test func anotherPlatform() throws {
    let folder = try Self.copy()
    try Self.change(folder, "commands.json", "\"platform\": \"", "\"platform\": \"Other ")
    try Self.seal(folder)
    let same = try folder.run(["verify", "q"])
    #expect(same.status == 0, "\(same.output)")
    #expect(same.output.contains("made the same draws: numbers may differ by rounding"))
    try Self.edit(folder, mean: nil)
    try Self.seal(folder)
    let edited = try folder.run(["verify", "q"])
    #expect(edited.status == 1)
    #expect(edited.output.contains("results/fit/effects.csv: 1 place differs"))
    #expect(edited.output.contains("column sd"))
  }

  /// Other draws of the same posterior, as another platform may make them: here by another seed.
  @Test func otherDraws() throws {
    let folder = try Self.copy()
    try Self.change(folder, "commands.json", "\"platform\": \"", "\"platform\": \"Other ")
    try Self.change(folder, "commands.json", "\"20220105\"", "\"4\"")
    try Self.change(folder, "run.sh", "--seed 20220105", "--seed 4")
    try Self.seal(folder)
    let run = try folder.run(["verify", "q"])
    // The seed of the record is all that cannot be chance.
    #expect(run.output.contains("made other draws"))
    #expect(run.output.contains("settings.seed: '20220105' in the package, '4' when run again"))
    #expect(run.output.count { $0 == "'" } == 4, "\(run.output)")
    try Self.edit(folder, mean: 20)
    try Self.seal(folder)
    let edited = try folder.run(["verify", "q"])
    #expect(edited.output.contains("results/fit/summary.csv: 1 place differs"))
    #expect(edited.output.contains("row protest (line 3), column mean: "))
    #expect(edited.output.contains(" joint Monte Carlo standard errors apart"))
  }

  @Test func otherFilesAreNamed() throws {
    let folder = try Self.copy()
    try folder.write(["q/results/fit/extra.csv": "a\n1\n", "q/note.txt": "x"])
    try Self.change(folder, "run.sh", "rm -rf results", "rm -rf results /tmp/x")
    try Self.remove(folder, "results/fit/effects.csv")
    let run = try folder.run(["verify", "q"])
    #expect(run.status == 1)
    for line in [
      "results/fit/extra.csv: not in the manifest", "note.txt: not in the manifest",
      "results/fit/extra.csv: no command makes this file", "run.sh: changed", "run.sh: line ",
      "results/fit/effects.csv: missing",
    ] { #expect(run.output.contains("  - " + line), "\(line)") }
  }

  /// What no package may hold is refused before anything is run.
  @Test func linksAndPathsThatLeadOutAreRefused() throws {
    let folder = try Self.copy()
    let refusals: [(String, (WorkFolder) throws -> Void, Int32, String)] = [
      (
        "link",
        {
          try FileManager.default.createSymbolicLink(
            at: $0.url.appending(path: "q/study/link.csv"),
            withDestinationURL: URL(fileURLWithPath: "/etc/passwd")
          )
        }, 65, "symbolic links or devices: study/link.csv"
      ),
      (
        "manifest",
        {
          try $0.write([
            "q/MANIFEST.sha256": String(repeating: "0", count: 64) + "  ../secret\n"
          ])
        }, 65, "q/MANIFEST.sha256:1: the path '../secret' leads out of the package"
      ),
      (
        "absolute",
        {
          try $0.write([
            "q/MANIFEST.sha256": String(repeating: "0", count: 64) + "  /etc/passwd\n"
          ])
        }, 65, "the path '/etc/passwd' leads out of the package"
      ),
      ("no manifest", { try Self.remove($0, "MANIFEST.sha256") }, 65, "it has no MANIFEST.sha256"),
      (
        "input",
        { try Self.change($0, "commands.json", "\"study/cases.csv\"", "\"../cases.csv\"") },
        65, "the path '../cases.csv' leads out of the package"
      ),
      (
        "output",
        { try Self.change($0, "commands.json", "\"results/fit\"", "\"../elsewhere\"") }, 65,
        "it writes to '../elsewhere', which is not in results/"
      ),
      (
        "command", { try Self.change($0, "commands.json", "\"effects\"", "\"priors\"") }, 65,
        "a package cannot run 'priors results/fit'"
      ),
      (
        "reading",
        {
          try Self.change(
            $0,
            "commands.json",
            "\"priors/weakly-informative.yaml\", \"--seed\"",
            "\"/etc/hosts\", \"--seed\""
          )
        },
        65, "it reads '/etc/hosts', which is not in study/, priors/ or results/"
      ), ("no JSON", { try $0.write(["q/commands.json": "{"]) }, 65, "it is not an object of JSON"),
    ]
    for (name, tamper, status, message) in refusals {
      let copy = try Self.copy()
      try tamper(copy)
      let run = try copy.run(["verify", "q"])
      #expect(run.status == status, "\(name): \(run.errors)")
      #expect(run.errors.contains(message), "\(name): \(run.errors)")
      #expect(run.output.isEmpty)
    }
    #expect(try folder.run(["verify", "nosuch"]).status == 66)
    #expect(try folder.run(["verify", "q/run.sh"]).status == 65)
    #expect(try folder.run(["verify"]).status == 64)
  }

  @Test func replacesOnlyWhatItWrote() throws {
    let folder = try WorkFolder()
    let fit = ["package", "--output", "p", "--command", "fit --draws 20 --output results/fit"]
    #expect(try [0, 1].contains(folder.run(fit).status))
    let again = try folder.run(fit)
    #expect(again.status == 73)
    #expect(again.errors.contains("the output folder exists"))
    #expect(try [0, 1].contains(folder.run(fit + ["--force"]).status))
    try folder.write(["other/notes.txt": "mine", "alone.zip": "mine"])
    let other = try folder.run(["package", "--output", "other", "--force"])
    #expect(other.status == 73)
    let zip = try folder.run(["package", "--output", "alone", "--force"])
    #expect(zip.status == 73)
    #expect(try folder.text("alone.zip") == "mine")
    #expect(try folder.text("other/notes.txt") == "mine")
    #expect(try folder.entries().allSatisfy { !$0.contains("partial") })
  }

  @Test func nothingIsLeftWhereACommandFails() throws {
    let folder = try WorkFolder()
    try folder.write(Sheet.study("study.yaml", "~ protest", "~ nosuch"))
    let before = try folder.entries()
    let run = try folder.run(["package", "s", "--output", "p"])
    #expect(run.status == 64)
    #expect(run.errors.contains("there is no column 'nosuch'"))
    #expect(try folder.entries() == before)
  }

  @Test func studyOfOnesOwnWithItsPrior() throws {
    let folder = try WorkFolder()
    try folder.write(Sheet.study)
    try folder.write(["mine.yaml": Sheet.priorFile])
    let run = try folder.run([
      "package", "s", "--output", "p", "--prior", "mine.yaml", "--seed", "5", "--draws", "100",
    ])
    #expect(run.status == 0 || run.status == 1, "\(run.errors)")
    #expect(try folder.text("p/priors/mine.yaml") == Sheet.priorFile)
    #expect(try folder.text("p/run.sh").contains("--prior priors/mine.yaml --seed 5"))
    #expect(try folder.text("p/README.md").contains("(`--seed 5`)"))
    #expect(try folder.text("p/LICENSE-DATA.txt").contains("[AUTHOR TO FILL IN"))
    #expect(run.output.contains("authors, date, code_license, data_license"))
    #expect(try folder.run(["verify", "p"]).status == 0)
  }

  @Test func commandsThatNoPackageMayRun() throws {
    let folder = try WorkFolder()
    let refused = [
      "fit --output elsewhere": "it writes to 'elsewhere', which is not in results/",
      "fit": "it needs --output results/NAME",
      "fit --data ../x.csv --formula y~x --output results/fit": "it reads '../x.csv'",
      "loo /tmp/run": "it reads '/tmp/run'",
      "priors show sceptical": "a package runs fit, predict, contrast",
      "verify x": "a package runs fit, predict, contrast",
      "fit --nosuch --output results/fit": "Unknown option '--nosuch'",
      "fit --help --output results/fit": "a package runs fit",
    ]
    for (command, message) in refused {
      let run = try folder.run(["package", "--output", "p", "--command", command])
      #expect(run.status == 64, "\(command)")
      #expect(run.errors.contains(message), "\(command): \(run.errors)")
    }
    let open = try folder.run(["package", "--output", "p", "--command", "loo 'results"])
    #expect(open.status == 64)
    #expect(open.errors.contains("with quotes closed"))
    #expect(try folder.run(["package"]).status == 64)
    #expect(try folder.entries().isEmpty)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func nothingIsLeftOfAPackageThatIsStopped(_ signal: Int32) throws {
    let folder = try WorkFolder()
    let run = try folder.run([
      "package", "--output", "p", "--command",
      "fit --sampler nuts --chains 2 --draws 2000000 --output results/fit",
    ]) { process in
      for _ in 0..<1000 {
        if try folder.entries().contains(where: { $0.contains("results/.fit.partial") }) { break }
        Thread.sleep(forTimeInterval: 0.01)
      }
      kill(process, signal)
    }
    #expect(run.status == 1)
    #expect(run.errors == "csto-bayes: stopped; nothing is left\n")
    #expect(try folder.entries().isEmpty)
  }
}
