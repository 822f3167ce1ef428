/// The files of a study: inside the program or in a folder.
enum StudyFolder {
  case builtIn(String)
  case path(String)

  /// The path of a file of the study.
  func path(of file: String) -> String {
    switch self {
    case .builtIn(let folder): folder + "/" + file
    case .path(let folder): folder.hasSuffix("/") ? folder + file : folder + "/" + file
    }
  }

  /// The bytes of a file of the study.
  func contents(of file: String) throws(DataError) -> [UInt8] {
    switch self {
    case .builtIn:
      let path = path(of: file)
      guard let text = BuiltInFiles.contents[path] else {
        throw DataError(.noSuchFile, file: path)
      }
      return Array(text.utf8)
    case .path(let folder):
      // A study may be a stranger's: it names its own files and no others.
      let isDocument = file.hasSuffix(".yaml") || file.hasSuffix(".yml")
      return try ByteSource.contents(
        of: FilePolicy.path(of: file, in: folder),
        isDocument ? .document : .table
      )
    }
  }
}

extension StudyFolder {
  /// The file that `study.yaml` means by the name of a prior set, as a path in the study; nil where that
  /// is the name of a set and no file.
  ///
  /// As elsewhere a slash or the ending of YAML tells a path; any other name may be a file's too.
  fileprivate func priorFile(_ name: String) -> String? {
    guard case .path(let folder) = self else { return nil }
    if name.hasPrefix("/") { return FilePolicy.path(of: name, below: folder) }
    let isPath = name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    return isPath || FilePolicy.isThere(path(of: name)) ? name : nil
  }
}

/// Reads the files of a study and checks that they agree.
package struct StudyLoader {
  package static let descriptionFile = "study.yaml"

  private let folder: StudyFolder
  private var fingerprints: [String: String] = [:]
  private var format = TableFormat()

  init(folder: StudyFolder) { self.folder = folder }

  /// The study.
  func study() throws(DataError) -> Study {
    var loader = self
    return try loader.load()
  }

  private mutating func load() throws(DataError) -> Study {
    let root = try YAMLNode(
      bytes: read(Self.descriptionFile),
      file: folder.path(of: Self.descriptionFile)
    ).mapping(knownKeys: [
      "name", "title", "citation", "cases", "codebook", "codings", "default_coding", "outcome",
      "formula", "prior", "evidence", "multiverse", "package", "format",
    ])
    if let node = root.optional("format") { format = try TableFormat(node) }
    let codebookFile = try root.text("codebook")
    let codebook = try Codebook(
      bytes: read(codebookFile),
      source: folder.path(of: codebookFile)
    )
    let casesFile = try root.text("cases")
    let cases = try TableReader.read(
      bytes: read(casesFile),
      source: folder.path(of: casesFile),
      caseColumn: Coding.caseColumn,
      format: format
    )
    try checkNames(of: cases, codebook)
    let codings = try self.codings(root.required("codings"), codebook, cases)
    let codingNames = codings.map(\.name)

    let defaultNode = try root.required("default_coding")
    guard codingNames.contains(try defaultNode.text()) else {
      throw defaultNode.invalid(.unknownCoding, accepted: codingNames)
    }
    let outcomeNode = try root.required("outcome")
    let outcomes = codebook.variables.filter { $0.role == .outcome }.map(\.name)
    guard outcomes.contains(try outcomeNode.text()) else {
      throw outcomeNode.invalid(.unknownVariable, accepted: outcomes)
    }
    try check(codebook.contestedCells, of: codebook, codings, cases)
    var evidence: [CellSource] = []
    if let file = try root.optionalText("evidence") {
      evidence = try self.evidence(file, codings)
    }
    let formula = try root.text("formula")
    let prior = try Self.ownPath(root.required("prior"))
    let multiverse =
      try root.optional("multiverse").map { node throws(DataError) in
        try MultiverseDeclaration(node, codings: codingNames, formula: formula, prior: prior)
      } ?? MultiverseDeclaration(codings: codingNames, formula: formula, prior: prior)
    let priors = try ownPriors([prior] + multiverse.priors)
    var package = PackageDeclaration()
    if let node = root.optional("package") { package = try PackageDeclaration(node) }
    return Study(
      name: try root.text("name"),
      title: try root.text("title"),
      citation: try root.text("citation"),
      cases: cases,
      codebook: codebook,
      codings: codings,
      defaultCoding: try defaultNode.text(),
      outcome: try outcomeNode.text(),
      defaultFormula: formula,
      defaultPriorSet: prior,
      ownPriors: priors,
      evidence: evidence,
      multiverse: multiverse,
      package: package,
      fingerprints: fingerprints
    )
  }

  /// The name of a prior set, the path of a file from the study's folder, or the absolute path of one in it.
  static func ownPath(_ node: YAMLNode) throws(DataError) -> String {
    let text = try node.text()
    let folder = node.file.lastIndex(of: "/").map { String(node.file[...$0]) } ?? "."
    guard FilePolicy.isInside(text) || FilePolicy.path(of: text, below: folder) != nil else {
      throw DataError(.outsideFolder, file: node.file, line: node.line, place: .init(value: text))
    }
    return text
  }

  private mutating func read(_ file: String) throws(DataError) -> [UInt8] {
    let bytes = try folder.contents(of: file)
    fingerprints[FilePolicy.withoutDot(file)] = Fingerprint.sha256(of: bytes)
    return bytes
  }

  /// Reads the prior sets that are files of the study; whether there is a set of any other name is for
  /// whoever compiles it.
  private mutating func ownPriors(
    _ names: [String]
  ) throws(DataError) -> [String: Study.OwnPrior] {
    var found: [String: Study.OwnPrior] = [:]
    for name in names where BuiltInFiles.contents["priors/\(name).yaml"] == nil {
      guard found[name] == nil, let file = folder.priorFile(name) else { continue }
      let bytes = try read(file)
      found[name] = .init(
        path: FilePolicy.withoutDot(file),
        place: folder.path(of: file),
        bytes: bytes
      )
    }
    return found
  }

  private mutating func codings(
    _ node: YAMLNode,
    _ codebook: Codebook,
    _ cases: Table
  ) throws(DataError) -> [Coding] {
    var codings: [Coding] = []
    let known = Set(cases.caseNames)
    for entry in try node.mapping().entries {
      let mapping = try entry.value.mapping(knownKeys: ["file", "label", "note"])
      let file = try mapping.text("file")
      let description = Coding.Description(
        name: entry.key,
        label: try mapping.text("label"),
        note: try mapping.text("note"),
        file: folder.path(of: file),
        format: format
      )
      let coding = try Coding(description, bytes: read(file), codebook: codebook)
      for (name, line) in zip(coding.table.caseNames, coding.table.lines)
      where !known.contains(name) {
        throw DataError(
          .unknownCase,
          file: coding.table.source,
          line: line,
          place: .init(Coding.caseColumn, value: name),
          accepted: cases.caseNames
        )
      }
      codings.append(coding)
    }
    if codings.isEmpty { throw node.invalid(accepted: ["at least one coding"]) }
    return codings
  }

  // Attributes and variables end up in one table, where a name can stand only once.
  private func checkNames(of cases: Table, _ codebook: Codebook) throws(DataError) {
    for column in cases.columns where codebook[column.name] != nil {
      throw DataError(.duplicateColumn, file: cases.source, line: 1, place: .init(column.name))
    }
  }

  /// For each coding by its name, the row of each case.
  private func rowsOfCases(_ codings: [Coding]) -> [String: [String: Int]] {
    Dictionary(codings.map { ($0.name, $0.table.rowOfCase) }) { first, _ in first }
  }

  private func check(
    _ cells: [Codebook.ContestedCell],
    of codebook: Codebook,
    _ codings: [Coding],
    _ cases: Table
  ) throws(DataError) {
    var seen: Set<[String]> = []
    let known = Set(cases.caseNames)
    let places = rowsOfCases(codings)
    for cell in cells {
      func failure(_ kind: DataError.Kind, _ column: String, _ value: String, _ accepted: [String])
        -> DataError
      {
        DataError(
          kind,
          file: codebook.source,
          line: cell.line,
          place: .init(column, value: value),
          accepted: accepted
        )
      }
      guard known.contains(cell.caseName) else {
        throw failure(.unknownCase, "case", cell.caseName, cases.caseNames)
      }
      for (name, values) in cell.alternatives.sorted(by: { $0.key < $1.key }) {
        guard let coding = codings.first(where: { $0.name == name }) else {
          throw failure(.unknownCoding, "alternatives", name, codings.map(\.name))
        }
        guard let row = places[name]?[cell.caseName] else {
          throw failure(.unknownCase, "case", cell.caseName, coding.table.caseNames)
        }
        guard let column = coding.table[cell.variable] else {
          throw failure(
            .unknownVariable,
            "variable",
            cell.variable,
            coding.table.columns.map(\.name)
          )
        }
        guard seen.insert([name, cell.caseName, cell.variable]).inserted else {
          throw failure(.invalidValue, "variable", cell.variable, ["each cell of a coding once"])
        }
        // An alternative to a cell is another value than the one it has.
        if case .numeric(let numbers) = column.values, let present = numbers[row],
          let same = values.first(where: { Double($0) == present })
        {
          throw failure(.invalidValue, "alternatives", same, ["another number"])
        }
        if let present = column.levelText(row), values.contains(present) {
          let others = codebook[cell.variable]?.levels.map(\.value).filter { $0 != present }
          throw failure(.invalidValue, "alternatives", present, others ?? [])
        }
      }
    }
  }

  /// Reads the file that says where every cell comes from; each row must mean a cell that is there.
  private mutating func evidence(
    _ file: String,
    _ codings: [Coding]
  ) throws(DataError) -> [CellSource] {
    let source = folder.path(of: file)
    var reader = try CSVReader(bytes: read(file), source: source, options: .sheet())
    var fields: [Int] = []
    for name in ["coding", Coding.caseColumn, "variable", "section", "reason"] {
      guard let field = reader.columnNames.firstIndex(of: name) else {
        throw DataError(
          .unknownColumn,
          file: source,
          line: reader.line,
          place: .init(name),
          accepted: reader.columnNames
        )
      }
      fields.append(field)
    }
    let places = rowsOfCases(codings)
    var evidence: [CellSource] = []
    while try reader.next() {
      let texts = fields.map { reader.text($0) }
      let entry = CellSource(
        coding: texts[0],
        caseName: texts[1],
        variable: texts[2],
        section: texts[3],
        reason: texts[4]
      )
      func failure(_ kind: DataError.Kind, _ column: String, _ value: String, _ accepted: [String])
        -> DataError
      {
        DataError(
          kind,
          file: source,
          line: reader.line,
          place: .init(column, value: value),
          accepted: accepted
        )
      }
      guard let coding = codings.first(where: { $0.name == entry.coding }) else {
        throw failure(.unknownCoding, "coding", entry.coding, codings.map(\.name))
      }
      guard places[entry.coding]?[entry.caseName] != nil else {
        throw failure(
          .unknownCase,
          Coding.caseColumn,
          entry.caseName,
          coding.table.caseNames
        )
      }
      guard coding.table[entry.variable] != nil else {
        throw failure(
          .unknownVariable,
          "variable",
          entry.variable,
          coding.table.columns.map(\.name)
        )
      }
      evidence.append(entry)
    }
    return evidence
  }
}

extension Column {
  /// The level of a row as a codebook writes it; nil for numbers and where it is missing.
  package func levelText(_ row: Int) -> String? {
    switch values {
    case .coded(let codes): codes[row].map { $0 ? "yes" : "no" }
    case .text(let texts): texts[row]
    case .numeric: nil
    }
  }
}
