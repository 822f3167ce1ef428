import ArgumentParser
import Inference

/// What is stated of the file given with --data.
struct TableOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The delimiter of --data; space means runs of spaces.",
      discussion: "Without it: found.",
      valueName: "name"
    )
  )
  var delimiter: TableFormat.Delimiter?

  @Option(
    help: ArgumentHelp(
      "The encoding of --data.",
      discussion: "Without it: UTF-8, UTF-16 by its mark, or Windows-1252 with a note.",
      valueName: "name"
    )
  )
  var encoding: TextEncoding?

  @Option(
    help: ArgumentHelp(
      "What stands before decimals in --data.",
      valueName: "mark"
    )
  )
  var decimal: CellRules.DecimalMark?

  @Option(
    help: ArgumentHelp(
      "What stands between thousands in --data.",
      discussion: "With points between thousands, decimals have a comma.",
      valueName: "mark"
    )
  )
  var thousands: CellRules.ThousandsMark?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "More texts of --data that mean a missing value, as -9,99,? or column=-9. Repeatable.",
      discussion: """
        They count beside the usual ones (NA, N/A, NULL, None, NaN, #N/A, ?, - and the like); \
        with `empty` among them nothing else but an empty cell does. Names of cases are left alone.
        """,
      valueName: "texts"
    )
  )
  var missing: [String] = []

  /// The options that were given.
  var given: [String] {
    [
      delimiter == nil ? nil : "--delimiter", encoding == nil ? nil : "--encoding",
      decimal == nil ? nil : "--decimal", thousands == nil ? nil : "--thousands",
      missing.isEmpty ? nil : "--missing",
    ].compactMap { $0 }
  }

  func validate() throws {
    let mark = decimal?.rawValue ?? (thousands == .point ? "comma" : "point")
    if let thousands, thousands.rawValue == mark {
      throw ValidationError(
        "--thousands \(thousands.rawValue) needs another mark before decimals than --decimal \(mark)."
      )
    }
  }

  /// What is stated.
  var format: TableFormat {
    TableFormat(
      delimiter: delimiter,
      encoding: encoding,
      cells: CellRules(
        decimal: decimal,
        thousands: thousands,
        missing: MissingTexts(statements: missing)
      )
    )
  }
}

extension TableFormat.Delimiter: ExpressibleByArgument {}
extension TextEncoding: ExpressibleByArgument {}
extension CellRules.DecimalMark: ExpressibleByArgument {}
extension CellRules.ThousandsMark: ExpressibleByArgument {}
