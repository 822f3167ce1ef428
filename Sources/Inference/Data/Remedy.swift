/// What its reader can do about a notice, a warning or an error, for a program to say how.
///
/// The message itself says what in words; saved answers have these alone.
public enum Remedy: Sendable, Equatable {
  /// Name the cases by another column.
  case nameCases
  /// State the encoding of the file.
  case stateEncoding
  /// State what stands between the fields of the file.
  case stateDelimiter(TableFormat.Delimiter)
  /// Say that a column counts equal cases.
  case countCases(by: String)
  /// Take only empty cells as missing.
  case keepTexts
  /// Say what stands between thousands, before decimals, or both.
  case declareMarks(thousands: CellRules.ThousandsMark?, decimal: CellRules.DecimalMark?)
  /// Declare these values as missing, and leave out the cases that have them.
  case declareMissing([String])
  /// Leave out the cases with a missing value.
  case leaveOutCases
  /// Declare which of two words of a column is yes.
  case declareCodes(yes: String, no: String, column: String)
  /// Declare which value of the outcome means yes.
  case declareYes(String)
  /// Ask for a prior set without priors of single coefficients.
  case stateOnlyPrior(String)
  /// Name the conditions to vary.
  case nameConditions
  /// State scenarios.
  case stateScenarios
  /// Take the estimates from the exact posterior.
  case integrate
}
