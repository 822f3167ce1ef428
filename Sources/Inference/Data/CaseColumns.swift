/// Which columns name the cases or number the rows, by what they are called.
enum CaseColumns {
  /// The names, without signs and in lower case, of columns that name cases, the first that qualifies
  /// winning.
  static let names = [
    "caseid", "case", "id", "name", "casename", "country", "countryname", "nation", "iso", "iso2",
    "iso3", "iso2c", "iso3c", "countrycode",
  ]

  /// Names of columns in which programs number rows, or keep the names that rows have in R.
  private static let rowNames: Set<String> = [
    "rownames", "rowname", "rownumber", "rowid", "rowno", "row", "rownum", "idx", "unnamed0",
    "unnamed", "level0", "obs", "obsno", "observation", "lfdnr", "laufendenummer", "serialno",
    "slno", "srno", "sno", "unnamed01", "unnamed02", "caseno", "casenumber", "observationnumber",
    "laufnr",
  ]

  /// Names that a condition may have too.
  private static let otherRowNames: Set<String> = [
    "index", "no", "nr", "num", "number", "nummer", "seq", "1", "fid", "lp", "numéro",
    "numero",
  ]

  /// Names of columns that may count from 1 and say when a case was.
  private static let times: Set<String> = [
    "t", "time", "trend", "period", "wave", "round", "year", "month", "week", "day", "quarter",
    "session", "age", "rank",
  ]

  /// The columns that a statement names: the one called so, else those between its commas.
  static func stated(_ text: String, among names: [String]) -> [String] {
    if names.contains(text) || !text.contains(",") { return [text] }
    return text.split(separator: ",").map { part in
      var name = part.drop { $0 == " " }
      while name.last == " " { name.removeLast() }
      return String(name)
    }
  }

  /// The place of a column among those that name cases, from 0; nil for any other.
  static func rank(_ column: String) -> Int? { names.firstIndex(of: plain(column)) }

  /// Whether a column is called like one that names cases.
  static func isName(_ column: String) -> Bool { rank(column) != nil }

  /// Whether the names in a column of such a name are often numbers.
  static func mayHoldNumbers(_ column: String) -> Bool {
    ["caseid", "case", "id"].contains(plain(column))
  }

  /// Whether a column is called as programs call the one that numbers the rows.
  ///
  /// R reads a column without a name as `X`; a condition may well be called `x`.
  static func mayNumberRows(_ column: String) -> Bool {
    // Lp. numbers the rows in Polish; lp__ is a log density.
    guard !column.hasSuffix("__") else { return false }
    return ["X", "#", "\u{2116}", "N\u{B0}", "n\u{B0}", "N\u{BA}", "n\u{BA}"].contains(column)
      || numbersRows(column) || otherRowNames.contains(plain(column))
  }

  /// Whether a column of such a name holds nothing else than numbers of rows.
  static func numbersRows(_ column: String) -> Bool { rowNames.contains(plain(column)) }

  /// Whether a column is called like one of times or ranks.
  static func isTime(_ column: String) -> Bool { times.contains(plain(column)) }

  /// Whether texts number rows: whole numbers from 0 or 1 in steps of 1.
  static func areRowNumbers(_ texts: some Collection<String>) -> Bool {
    guard texts.count > 1, let first = texts.first.flatMap({ Int($0) }), first == 0 || first == 1
    else { return false }
    return texts.enumerated().allSatisfy { Int($0.element) == first + $0.offset }
  }

  private static func plain(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}
