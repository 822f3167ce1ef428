import Foundation
import InferenceTestSupport
import Testing

/// A document whose commands are run one after the other in one folder.
struct DocumentRun {
  /// What is written anew where ``isRecording``: the outputs shown, and no longer the comments about what the
  /// program lacks.
  private(set) var renewed: String
  /// What differs.
  private(set) var differences: [String] = []

  private let document: String
  private let folder: WorkFolder
  private let study: WorkFolder

  /// Whether the outputs that documents show are written anew: `CSTO_BAYES_RECORD` is set and not empty.
  static let isRecording =
    ProcessInfo.processInfo.environment["CSTO_BAYES_RECORD"]?.isEmpty == false

  /// Outputs are shown as a terminal of 100 columns has them, which is what fits on a page.
  private static let environment = ["COLUMNS": "100", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"]

  /// Commands that a block marked `console` may show besides the program's.
  private static let otherCommands = ["cat", "head", "tail", "ls", "cut", "fold", "grep", "wc"]

  init(_ document: String) throws {
    self.document = document
    renewed = try String(
      contentsOf: ProgramRun.packageRoot.appending(path: document),
      encoding: .utf8
    )
    folder = try WorkFolder()
    study = try WorkFolder()
    try study.write(Self.partOfStudy())
    var outputs: [(place: Range<Int>, lines: [Substring])] = []
    let parts = DocumentPart.all(
      in: renewed,
      has: ProgramFeatures.has,
      hasTool: ProgramFeatures.hasTool
    )
    for part in parts {
      switch part {
      case .file(let name, let text): try folder.write([name: text])
      case .command(let words, let status): try run(words, status)
      case .shown(let command): outputs.append((command.place, try output(of: command)))
      }
    }
    renew(outputs)
  }

  private mutating func run(_ words: [String], _ status: Int32) throws {
    if words.first == "make" { try checkTargets(words.dropFirst()) }
    if words.first == "pdflatex" {
      let run = try ShellRun(
        "pdflatex -interaction=nonstopmode \(words.dropFirst().joined(separator: " "))",
        in: folder
      )
      if run.status != 0 { differences.append("\(words): \(run.output.suffix(500))") }
    }
    guard words.first == "csto-bayes" else { return }
    let run = try program(words)
    if run.status != status {
      differences.append("\(words) ended with \(run.status): \(run.errors)")
    }
  }

  /// The lines that belong below a command, which are those shown unless they are recorded.
  private mutating func output(of command: ShownCommand) throws -> [Substring] {
    let words = ShellWords(command.line).words
    let isOurs = words.first == "csto-bayes" && !words.contains("|")
    guard isOurs || Self.otherCommands.contains(words.first ?? "") || words.contains("|") else {
      differences.append("\(command.line): such a command is not run, so its output is not shown")
      return command.output
    }
    let text: String
    let status: Int32
    if isOurs {
      let run = try program(words)
      (text, status) = (run.output + run.errors, run.status)
    } else {
      let run = try ShellRun(command.line, in: folder, environment: Self.environment)
      (text, status) = (run.output + run.errors, run.status)
    }
    if status != command.status {
      differences.append("\(command.line) ended with \(status): \(text)")
    }
    guard !command.output.allSatisfy(\.isEmpty) else { return command.output }
    let actual = ShownOutput.lines(of: text)
    let shown = ShownOutput(command.output)
    if Self.isRecording {
      if let lines = shown.renewed(from: actual) { return lines }
      differences.append("\(command.line): what was cut is not found again; the whole is shown now")
      return actual
    }
    if let difference = shown.firstDifference(from: actual) {
      differences.append("\(command.line)\n\(difference)")
    }
    return command.output
  }

  private func program(_ words: [String]) throws -> ProgramRun {
    let arguments = Self.inPart(Array(words.dropFirst()), study.url.path)
    return try ProgramRun(
      try Self.expanded(arguments, in: folder),
      in: folder,
      environment: Self.environment
    )
  }

  /// Puts outputs in the place of those shown, from the last to the first, and drops what is no longer lacked.
  private mutating func renew(_ outputs: [(place: Range<Int>, lines: [Substring])]) {
    var lines = renewed.split(separator: "\n", omittingEmptySubsequences: false)
    for (place, output) in outputs.reversed() { lines.replaceSubrange(place, with: output) }
    for index in lines.indices.reversed()
    where DocumentBlock.needs(of: lines[index])?.allSatisfy(ProgramFeatures.has) ?? false {
      // The empty line below a comment goes with it, where another stands above.
      let hasGap = index > 0 && lines[index - 1].isEmpty && lines[index + 1].isEmpty
      lines.removeSubrange(index...(hasGap ? index + 1 : index))
    }
    renewed = lines.joined(separator: "\n")
  }

  /// The built-in study with fewer choices declared: the same forks of recodes and cases left out, of one
  /// coding, prior and link.
  private static func partOfStudy() throws -> [String: Data] {
    let root = ProgramRun.packageRoot.appending(path: "studies/csto")
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: root.path)
    where name.contains(".") {
      files[name] = try Data(contentsOf: root.appending(path: name))
    }
    var text = String(decoding: try #require(files["study.yaml"]), as: UTF8.self)
    for (old, new) in [
      ("  codings: [text, table1]\n", "  codings: [text]\n"),
      (
        "  priors: [weakly-informative, sceptical, charter, regime-survival]\n",
        "  priors: [sceptical]\n"
      ), ("  links: [logit, probit, cloglog]\n", "  links: [logit]\n"),
    ] {
      try #require(text.contains(old), "study.yaml declares \(old)")
      text.replace(old, with: new)
    }
    files["study.yaml"] = Data(text.utf8)
    return files
  }

  /// A command with part of the study named where it would run the whole multiverse of the built-in one.
  private static func inPart(_ arguments: [String], _ study: String) -> [String] {
    let whole = [
      ["robustness", "--output", "robustness"], ["package", "--output", "replication"],
    ]
    guard !Effort.isFull, whole.contains(arguments) else { return arguments }
    return [arguments[0], study] + arguments.dropFirst()
  }

  private mutating func checkTargets(_ words: ArraySlice<String>) throws {
    let makefile = try String(
      contentsOf: ProgramRun.packageRoot.appending(path: "Makefile"),
      encoding: .utf8
    )
    let targets = makefile.split(separator: "\n").compactMap { $0.firstMatch(of: /^([a-z0-9-]+):/) }
      .map { String($0.1) }
    for word in words
    where !word.contains("=") && !word.hasPrefix("-") && !targets.contains(word) {
      differences.append("there is no make \(word)")
    }
  }

  /// Words with a star stand for the files that they match, as in a shell.
  private static func expanded(_ words: [String], in folder: WorkFolder) throws -> [String] {
    try words.flatMap { word -> [String] in
      let parts = word.split(separator: "*", omittingEmptySubsequences: false)
      guard parts.count == 2, !word.contains(" ") else { return [word] }
      let matches = try folder.entries().filter { entry in
        entry.hasPrefix(parts[0]) && entry.hasSuffix(parts[1])
          && entry.count >= word.count - 1
          && !entry.dropFirst(parts[0].count).contains("/")
      }
      return matches.isEmpty ? [word] : matches
    }
  }
}

/// What the built program has, so that documents may be written before it has all of it.
enum ProgramFeatures {
  /// Whether there is a command (`figure`), an option of one (`fit --verbose`) or a file of a fit (`tidy.csv`).
  static func has(_ feature: String) -> Bool {
    let words = feature.split(separator: " ").map(String.init)
    if feature.contains(".") { return files.contains(feature) }
    guard let command = words.first, commands.contains(command) else { return false }
    return words.dropFirst().allSatisfy { help(command).contains($0) }
  }

  /// Whether the machine has a command.
  static func hasTool(_ name: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
    }
  }

  /// The commands that `--help` lists.
  static let commands: [String] = {
    let help = (try? WorkFolder().run(["--help"]).output) ?? ""
    let list = help.split(separator: "SUBCOMMANDS:").last ?? ""
    return list.split(separator: "\n").compactMap { line in
      line.firstMatch(of: /^  ([a-z][a-z-]*)(  |$)/).map { String($0.1) }
    }
  }()

  private static func help(_ command: String) -> String {
    (try? WorkFolder().run(["help", command]).output) ?? ""
  }

  private static let files: [String] = {
    guard let folder = try? WorkFolder(), (try? folder.run(["fit", "--output", "run"])) != nil
    else { return [] }
    return ((try? folder.entries()) ?? []).map { String($0.dropFirst("run/".count)) }
  }()
}
