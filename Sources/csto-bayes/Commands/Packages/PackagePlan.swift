import Inference

/// The commands of a package and the priors that they read.
///
/// A plan is data, made before anything runs: what the commands leave unsaid, such as the seed, is
/// written out, and prior sets become files of the package.
struct PackagePlan {
  /// The commands, in order.
  private(set) var commands: [PackagedCommand] = []
  /// The prior sets, sorted by path.
  private(set) var priors: [ReplicationPackage.PriorFile] = []
  private let study: Study
  private let studyName: String
  private let areOfStudy: Bool

  /// Makes the plan of a study, loaded by `name`, from commands as they are given.
  ///
  /// `areOfStudy` says that the study gives them: a stranger's, who names no files but its own.
  ///
  /// - Throws: ``PackageError`` or ``PriorError``.
  init(_ study: Study, named name: String, commands given: [[String]], areOfStudy: Bool) throws {
    self.study = study
    studyName = name
    self.areOfStudy = areOfStudy
    // What study.yaml names is part of the study.
    for name in try Self.builtInSets(in: study.files(of: name)) {
      _ = try file(of: name, in: .builtIn)
    }
    for arguments in given {
      let number = commands.count + 1
      let name = arguments.first ?? ""
      let command = PackagedCommand(
        arguments: try completed(arguments),
        standardOutput: "\(PackagePart.results)/\(number < 10 ? "0" : "")\(number)-\(name).txt"
      )
      try PackagedSteps.check(command)
      commands.append(command)
    }
    priors.sort { $0.path < $1.path }
  }

  /// The commands where neither the study nor the user names any: a fit with what follows from it,
  /// and the multiverse where the study declares one.
  ///
  /// Refits without each case are left out where there are many cases.
  static func standard(_ study: Study, fit options: [String], coding: String?) throws -> [[String]]
  {
    let run = "\(PackagePart.results)/fit"
    let formula = try Formula(study.defaultFormula)
    var commands = [
      ["fit", PackagePart.study] + options + ["--output", run], ["loo", run],
    ]
    if try study.coding(coding).table.rowCount <= 200 {
      commands += [["check", run], ["influence", run]]
    }
    commands += [["effects", run], ["predict", run]]
    if formula.usedColumns.count <= 8 { commands[commands.count - 1] += ["--grid", "all"] }
    if study.multiverse.hasChoices {
      commands.append(
        ["robustness", PackagePart.study, "--output", "\(PackagePart.results)/robustness"]
      )
    }
    return commands
  }

  // MARK: What is left unsaid

  private mutating func completed(_ arguments: [String]) throws -> [String] {
    var arguments = arguments
    let settings = try PackagedSteps.parse(arguments).settings
    if let study = settings.study { name(study, in: &arguments) }
    if let prior = settings.prior { try self.prior(prior, in: &arguments) }
    if let seed = settings.seed { Self.seed(&arguments, seed) }
    return arguments + settings.flags
  }

  /// Names the prior set by its file in the package.
  private mutating func prior(
    _ prior: PackagedSettings.Named,
    in arguments: inout [String]
  ) throws {
    guard case .as(let set) = prior else {
      arguments += ["--prior", try place(of: study.defaultPriorSet, areOfStudy: true)]
      return
    }
    let path = try place(of: set, areOfStudy: areOfStudy)
    for index in arguments.indices.dropFirst() {
      if arguments[index - 1] == "--prior", arguments[index] == set { arguments[index] = path }
      if arguments[index] == "--prior=" + set { arguments[index] = "--prior=" + path }
    }
  }

  /// Names the study as it is called in the package.
  private func name(_ named: PackagedSettings.Named, in arguments: inout [String]) {
    // A study that is not among the arguments is the built-in one.
    guard case .as(let study) = named, arguments.dropFirst().contains(study) else {
      let isBelow = arguments.count > 1 && arguments[0] == "robustness" && arguments[1] == "run"
      arguments.insert(PackagePart.study, at: isBelow ? 2 : 1)
      return
    }
    if study == studyName, let index = arguments.dropFirst().firstIndex(of: study) {
      arguments[index] = PackagePart.study
    }
  }

  private static func seed(_ arguments: inout [String], _ seed: UInt64) {
    let isSeeded = arguments.contains { $0 == "--seed" || $0.hasPrefix("--seed=") }
    if !isSeeded { arguments += ["--seed", "\(seed)"] }
  }

  /// The path in the package of a prior set: a file of the study is there with the study.
  private mutating func place(of set: String, areOfStudy: Bool) throws -> String {
    // A file of the user's goes before what is in the package.
    guard areOfStudy || !ProgramFiles.exists(set) else { return try file(of: set, in: .builtIn) }
    let folder = PackagePart.study + "/"
    if let own = study.ownPriors[set] { return folder + own.path }
    // Whether the study has it, the command finds out.
    if set.hasPrefix(folder) { return set }
    let library = areOfStudy ? PriorLibrary(of: study) : .builtIn
    return try file(of: Self.packaged(set) ?? set, in: library)
  }

  /// The path in the package of a prior set, which is put there.
  private mutating func file(of set: String, in library: PriorLibrary) throws -> String {
    let specification = try library.specification(set)
    let path = "\(PackagePart.priors)/\(specification.name).yaml"
    let bytes = try library.text(of: set)
    if let known = priors.first(where: { $0.path == path }) {
      guard known.bytes == bytes else {
        throw PackageError(.twoPriorSets(specification.name), path: set)
      }
    } else {
      priors.append(.init(path: path, bytes: bytes))
    }
    return path
  }

  /// The built-in set that a path in the package stands for, as commands in study.yaml may name it.
  private static func packaged(_ set: String) -> String? {
    let prefix = PackagePart.priors + "/"
    guard set.hasPrefix(prefix), set.hasSuffix(".yaml") else { return nil }
    let name = String(set.dropFirst(prefix.count).dropLast(".yaml".count))
    return PriorLibrary.builtIn.names.contains(name) ? name : nil
  }

  /// The built-in sets that are named anywhere in study.yaml.
  private static func builtInSets(in files: [Study.File]) -> [String] {
    let text = files.first { $0.path == "study.yaml" }.map {
      String(decoding: $0.bytes, as: UTF8.self)
    }
    let words = Set(
      (text ?? "").split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        .map(String.init)
    )
    return PriorLibrary.builtIn.names.filter(words.contains)
  }
}

extension MultiverseDeclaration {
  /// Whether there is more than one universe.
  fileprivate var hasChoices: Bool {
    [codings.count, priors.count, formulas.count, links.count, samplers.count]
      .contains { $0 > 1 } || contested != .none || drop != .none
  }
}
