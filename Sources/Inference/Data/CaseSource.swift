/// Where the cases of an analysis come from, for the record.
public struct DataDescription: Sendable, Equatable {
  /// The study's name, or the path of the file.
  public var name: String
  /// The title of the study; nil for a file.
  public var title: String?
  /// The source that the coding follows; nil for a file.
  public var citation: String?
  /// The coding; nil for a file.
  public var coding: String?
  /// The SHA-256 of each file that was read, by its path.
  public var fingerprints: [String: String]

  /// Keeps what it is given.
  package init(
    name: String,
    title: String? = nil,
    citation: String? = nil,
    coding: String? = nil,
    fingerprints: [String: String]
  ) {
    self.name = name
    self.title = title
    self.citation = citation
    self.coding = coding
    self.fingerprints = fingerprints
  }
}

/// What to read: where the cases are, and what is stated of how to read them.
public struct CaseSource: Sendable, Equatable {
  /// A study or a file.
  public enum Place: Sendable, Equatable {
    /// A built-in study by name or a study's folder, and one of its codings (nil: the default one).
    case study(String, coding: String?)
    /// A file of cases, the column that names them (nil: found by name, else row numbers), and what is
    /// stated of the file.
    case file(String, caseColumn: String?, format: TableFormat)

    /// A file of cases of which at most the delimiter is stated.
    public static func file(_ path: String, caseColumn: String?, delimiter: UInt8?) -> Place {
      let known = TableFormat.Delimiter.allCases.first { $0.byte == delimiter }
      return .file(path, caseColumn: caseColumn, format: TableFormat(delimiter: known))
    }
  }

  /// The study or the file.
  public var place: Place
  /// The column of a file that says how many equal cases a row stands for; nil: every row is a case.
  public var countColumn: String?
  /// The words of a file that stand for yes and no.
  public var codes: [CodeWords]

  /// Names a source; nothing is read.
  public init(_ place: Place, countColumn: String? = nil, codes: [CodeWords] = []) {
    self.place = place
    self.countColumn = countColumn
    self.codes = codes
  }
}

extension CaseSource {
  /// Reads the cases; of a large file only these columns matter, unless every case is to be kept.
  ///
  /// - Parameters:
  ///   - columns: The columns that matter; nil for all.
  ///   - keepingCases: Whether equal cases of a large file stay apart.
  ///   - dropsMissing: Whether cases with a gap in these columns will be left out.
  /// - Returns: The table, where it comes from, and its study; nil for a file.
  /// - Throws: ``DataError``.
  package func read(
    columns: [String]?,
    keepingCases: Bool,
    dropsMissing: Bool
  ) throws -> (Table, DataDescription, Study?) {
    switch place {
    case .study(let name, let coding):
      let study = try Study.load(name)
      return (try study.table(coding: coding), DataDescription(study, coding: coding), study)
    case .file(let path, let caseColumn, let format):
      var (table, fingerprint) = try Self.read(
        path,
        caseColumn: caseColumn,
        collapsing: keepingCases || countColumn != nil ? nil : columns,
        format
      )
      table = try table.reading(codes, in: columns)
      if let countColumn {
        table = try table.counted(by: countColumn)
      } else if let notice = table.repeatedRows {
        table.notices.append(notice)
      }
      if dropsMissing, table.counts != nil, let columns { table.settle(columns) }
      // The order of merged rows must not show in the answer.
      if table.counts != nil { table = table.merged(by: columns, keepsGaps: true) }
      return (table, DataDescription(name: path, fingerprints: [path: fingerprint]), nil)
    }
  }

  /// The columns of the source, and its study; of a file no row is read.
  ///
  /// - Throws: ``DataError``.
  package func header() throws -> (Table, Study?) {
    guard case .file(let path, _, let format) = place else {
      let (table, _, study) = try read(columns: nil, keepingCases: false, dropsMissing: false)
      return (table, study)
    }
    return (try TableReader.header(path: path, format: format), nil)
  }

  /// The columns of a file that can be read twice; nil where there is no such file.
  ///
  /// - Throws: ``DataError``.
  func headerBeforeReading() throws -> Table? {
    guard case .file(let path, _, let format) = place, try ByteSource.canBeReadAgain(path) else {
      return nil
    }
    return try TableReader.header(path: path, format: format)
  }

  /// The columns that may be conditions: not the one that names the cases, nor the one that counts
  /// them, nor one that numbers the rows.
  func conditions(of table: borrowing Table) -> [String] {
    let names = table.columnNames
    let rowNumbers = table.rowNumberColumns
    if let countColumn {
      return names.filter { $0 != countColumn && !rowNumbers.contains($0) }
    }
    var stated: String?
    if case .file(_, let caseColumn, _) = place { stated = caseColumn }
    return TableReader.withoutCaseColumn(names, rowNumbers: rowNumbers, stated: stated)
  }

  /// Reads a file and takes its fingerprint at the same time.
  private static func read(
    _ path: String,
    caseColumn: String?,
    collapsing: [String]?,
    _ format: TableFormat
  ) throws(DataError) -> (Table, fingerprint: String) {
    // What cannot be read twice, such as a pipe, is kept while it is read once.
    guard try ByteSource.canBeReadAgain(path) else {
      let bytes = try ByteSource.contents(of: path, .stream)
      let table = try TableReader.read(
        bytes: bytes,
        source: path,
        caseColumn: caseColumn,
        collapsing: collapsing,
        format: format
      )
      return (table, Fingerprint.sha256(of: bytes))
    }
    let fingerprint = Fingerprint.Pending(ofFile: path)
    let table = try TableReader.read(
      path: path,
      caseColumn: caseColumn,
      collapsing: collapsing,
      format: format
    )
    return (table, try fingerprint.value())
  }
}

extension DataDescription {
  fileprivate init(_ study: Study, coding: String?) {
    self.init(
      name: study.name,
      title: study.title,
      citation: study.citation,
      coding: coding ?? study.defaultCoding,
      fingerprints: study.fingerprints
    )
  }
}
