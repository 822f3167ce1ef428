import Foundation
import Testing

/// Prior sets that a study names by path are files of its own folder, as its cases are.
@Suite(.waitsForPrograms) struct StudyPriorTests {
  private static let own = Sheet.priorFile("normal(0, 2.5)", "normal(0, 0.5)")

  /// A study below the working folder with a prior file of its own, and one of that name beside it.
  private static func study(_ prior: String = "own.yaml") throws -> WorkFolder {
    let folder = try WorkFolder()
    var files = Sheet.study("study.yaml", "prior: sceptical", "prior: \(prior)")
    files["s/own.yaml"] = own
    files["s/sets/own.yml"] = own
    files["s/mine"] = own
    files["own.yaml"] = Sheet.priorFile("normal(0, 2.5)", "normal(0, 9)")
    files["other"] = Sheet.priorFile
    files["secret.yaml"] = "zebra: classified\n"
    try folder.write(files.reduce(into: [:]) { $0["deep/" + $1.key] = $1.value })
    try folder.write(files.filter { !$0.key.hasPrefix("s/") })
    return folder
  }

  private static let fit = ["fit", "deep/s", "--draws", "100", "--format", "csv"]

  @Test(arguments: ["own.yaml", "./own.yaml", "sets/own.yml", "mine"])
  func aPriorFileIsSoughtInTheStudysFolder(_ name: String) throws {
    let folder = try Self.study(name)
    let run = try folder.run(Self.fit + ["--output", "run"])
    #expect(run.status < 2, "\(run.errors)")
    let same = try folder.run(Self.fit + ["--prior", "deep/s/own.yaml"])
    #expect(run.output == same.output)
    #expect(try folder.text("run/run.json").contains("normal(0, 0.5)"))
    let digests = try #require(folder.json("run/run.json")["data"] as? [String: Any])
    let files = try #require(digests["sha256"] as? [String: Any])
    #expect(files[name == "./own.yaml" ? "own.yaml" : name] != nil, "\(files.keys)")
    // On the command line a path is the user's, from where he is.
    let stated = try folder.run(Self.fit + ["--prior", "own.yaml", "--output", "stated"])
    #expect(stated.status < 2, "\(stated.errors)")
    #expect(try folder.text("stated/run.json").contains("normal(0, 9)"))
  }

  /// The absolute path of a file of the study is that file, wherever the package goes.
  @Test func anAbsolutePathIsOneOfTheStudy() throws {
    let folder = try Self.study()
    let place = folder.url.resolvingSymlinksInPath().path + "/deep/s/own.yaml"
    let text = try folder.text("deep/s/study.yaml")
    try folder.write(["deep/s/study.yaml": text.replacing("own.yaml", with: place)])
    let run = try folder.run(Self.fit + ["--output", "run"])
    #expect(run.status < 2, "\(run.errors)")
    let digests = try #require(folder.json("run/run.json")["data"] as? [String: Any])
    #expect((digests["sha256"] as? [String: Any])?["own.yaml"] != nil)
  }

  @Test(arguments: [
    ("../own.yaml", 65, "deep/s/study.yaml:14: '../own.yaml' leads out of the study's folder"),
    ("sets/../../own.yaml", 65, "deep/s/study.yaml:14: 'sets/../../own.yaml' leads out of"),
    ("/etc/passwd", 65, "deep/s/study.yaml:14: '/etc/passwd' leads out of the study's folder"),
    ("link.yaml", 65, "deep/s: 'link.yaml' leads out of the study's folder"),
    ("link", 65, "deep/s: 'link' leads out of the study's folder"),
    ("pipe.yaml", 66, "deep/s/pipe.yaml: this is a pipe or a device; a regular file is needed"),
    ("nosuch.yaml", 66, "deep/s/nosuch.yaml: there is no such file"),
    ("other", 64, "prior: there is no prior set 'other'"),
    ("deep/s/own.yaml", 66, "deep/s/deep/s/own.yaml: there is no such file"),
  ])
  func otherFilesAreNoPriorsOfAStudy(_ name: String, _ status: Int32, _ message: String) throws {
    let folder = try Self.study(name)
    let place = folder.url.appending(path: "deep/s").path
    for link in ["link.yaml", "link"] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(place)/\(link)",
        withDestinationPath: "../secret.yaml"
      )
    }
    #expect(mkfifo("\(place)/pipe.yaml", 0o600) == 0)
    let run = try folder.run(Self.fit)
    #expect(run.status == status, "\(run.errors)")
    #expect(run.errors.hasPrefix("csto-bayes: " + message), "\(run.errors)")
    #expect(run.output.isEmpty && !run.errors.contains("classified"))
    // Nor are they in a plan.
    let text = try folder.text("deep/s/study.yaml")
      .replacing("prior: \(name)", with: "prior: sceptical\nmultiverse:\n  priors: ['\(name)']")
    try folder.write(["deep/s/study.yaml": text])
    let plan = try folder.run(["robustness", "deep/s", "--plan"])
    #expect(plan.status == status, "\(plan.errors)")
    #expect(plan.output.isEmpty && !plan.errors.contains("classified"))
  }

  /// Everything that reads a study's prior finds it.
  @Test func everyCommandFindsIt() throws {
    let folder = try Self.study()
    let advice = try folder.run(["collapse", "deep/s", "--sql", "duckdb", "--table", "t"])
    #expect(advice.output.contains("--prior deep/s/own.yaml"), "\(advice.output)")
    let simulated = try folder.run([
      "sbc", "deep/s", "--sampler", "nuts", "--chains", "1", "--draws", "200", "--replications",
      "20",
      "--fit-prior", "protest ~ normal(0, 0.5)",
    ])
    #expect(simulated.status < 2, "\(simulated.errors)")
    let package = try folder.run([
      "package", "deep/s", "--output", "p", "--command", "fit --draws 100 --output results/fit",
      "--command", "robustness --draws 100 --output results/all",
    ])
    #expect(package.status < 2, "\(package.errors)")
    #expect(try folder.text("p/study/own.yaml") == Self.own)
    #expect(try folder.text("p/run.sh").contains("--prior study/own.yaml"))
    let verified = try folder.run(["verify", "p"])
    #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
  }

  /// The commands of a study read no file of the working folder, and none outside the study.
  @Test(arguments: ["own.yaml", "study/own.yaml", "priors/sceptical.yaml", "sceptical"])
  func commandsOfAStudyNameItsPriors(_ name: String) throws {
    let folder = try Self.study()
    let text = try folder.text("deep/s/study.yaml")
    let command = "fit study --prior \(name) --draws 100 --output results/fit"
    try folder.write(["deep/s/study.yaml": text + "package:\n  commands: ['\(command)']\n"])
    let run = try folder.run(["package", "deep/s", "--output", "p"])
    #expect(run.status < 2, "\(run.errors)")
    let path = name.hasSuffix("own.yaml") ? "study/own.yaml" : "priors/sceptical.yaml"
    #expect(try folder.text("p/run.sh").contains("--prior \(path)"))
    #expect(try folder.run(["verify", "p"]).status == 0)
  }

  @Test(arguments: ["../secret.yaml", "secret.yaml", "other", "priors/mine.yaml", "/etc/passwd"])
  func commandsOfAStudyReadNothingElse(_ name: String) throws {
    let folder = try Self.study()
    try folder.write(["priors/mine.yaml": "zebra: classified\n"])
    let text = try folder.text("deep/s/study.yaml")
    let command = "fit study --prior \(name) --draws 100 --output results/fit"
    try folder.write(["deep/s/study.yaml": text + "package:\n  commands: ['\(command)']\n"])
    let before = try WatchedTree(folder.url)
    let run = try folder.run(["package", "deep/s", "--output", "p"])
    #expect(run.status == 64, "\(run.errors)")
    #expect(run.errors.contains("there is no prior set '\(name)'"), "\(run.errors)")
    #expect(!run.errors.contains("zebra") && run.output.isEmpty)
    #expect(try WatchedTree(folder.url) == before)
  }
}
