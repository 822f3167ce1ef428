/// A set of cases with its codebook and one or more codings of them.
///
/// A study is a folder with `study.yaml`, which names the other files. The built-in studies travel
/// inside the program.
public struct Study: Sendable, Equatable {
  /// The short name.
  public let name: String
  /// The title.
  public let title: String
  /// The source that the coding follows, as one cites it.
  public let citation: String
  /// The cases with their attributes, such as country and year.
  public let cases: Table
  /// What the variables mean.
  public let codebook: Codebook
  /// The codings, in the order of the file.
  public let codings: [Coding]
  /// The name of the coding that is used where none is asked for.
  public let defaultCoding: String
  /// The name of the variable that is to be explained.
  public let outcome: String
  /// The formula that is fitted where none is asked for.
  public let defaultFormula: String
  /// The name of the prior set that is used where none is asked for.
  public let defaultPriorSet: String
  /// The prior sets that are files of the study, by the names that `study.yaml` gives them.
  public let ownPriors: [String: OwnPrior]
  /// For each cell of each coding, the part of the source that it rests on.
  public let evidence: [CellSource]
  /// What other analysts could have chosen, for checks of robustness.
  public let multiverse: MultiverseDeclaration
  /// What the study says of its replication package.
  public let package: PackageDeclaration
  /// The SHA-256 of every file of the study that was read, by its path in the study.
  public let fingerprints: [String: String]

  /// The coding of a name, or the default one.
  ///
  /// - Throws: `DataError` of kind `unknownCoding`, listing those there are.
  public func coding(_ name: String? = nil) throws(DataError) -> Coding {
    let wanted = name ?? defaultCoding
    guard let coding = codings.first(where: { $0.name == wanted }) else {
      throw DataError(
        .unknownCoding,
        file: self.name,
        place: .init(value: wanted),
        accepted: codings.map(\.name)
      )
    }
    return coding
  }

  /// The cases of a coding: their attributes, then the variables coded.
  ///
  /// Rows are in the order of the coding; a cell that it leaves open is missing.
  ///
  /// - Throws: `DataError` of kind `unknownCoding`, listing those there are.
  public func table(coding name: String? = nil) throws(DataError) -> Table {
    let coded = try coding(name).table
    let places = cases.rowOfCase
    let rows = coded.caseNames.compactMap { places[$0] }
    precondition(rows.count == coded.rowCount, "loading has checked that every case is known")
    var table = Table(
      source: coded.source,
      columns: cases.selecting(rows: rows).columns + coded.columns,
      caseNames: coded.caseNames,
      lines: coded.lines
    )
    table.notices = cases.notices + coded.notices
    return table
  }

  /// The names of the studies that travel inside the program, sorted.
  public static var builtInNames: [String] {
    let paths = BuiltInFiles.contents.keys.filter {
      $0.hasPrefix("studies/") && $0.hasSuffix("/study.yaml")
    }
    return paths.compactMap { $0.split(separator: "/").dropFirst().first.map(String.init) }
      .sorted()
  }

  /// Loads a study: a built-in name, or the path of a folder that holds a `study.yaml`.
  ///
  /// - Throws: `DataError` where there is none, or with the file and line of what is wrong in it.
  public static func load(_ nameOrFolder: String) throws(DataError) -> Study {
    if builtInNames.contains(nameOrFolder) {
      return try StudyLoader(folder: .builtIn("studies/" + nameOrFolder)).study()
    }
    if nameOrFolder.isEmpty {
      throw DataError(.unknownStudy, file: "", accepted: builtInNames)
    }
    do throws(DataError) {
      return try StudyLoader(folder: .path(nameOrFolder)).study()
    } catch {
      let description = StudyFolder.path(nameOrFolder).path(of: StudyLoader.descriptionFile)
      guard error.kind == .noSuchFile, error.file == description else { throw error }
      throw DataError(
        .unknownStudy,
        file: description,
        place: .init(value: nameOrFolder),
        accepted: builtInNames
      )
    }
  }
}

/// Where one cell of a coding comes from.
public struct CellSource: Sendable, Equatable {
  /// The coding.
  public let coding: String
  /// The case.
  public let caseName: String
  /// The variable.
  public let variable: String
  /// The part of the source.
  public let section: String
  /// What the source says there, in a few words.
  public let reason: String
}
