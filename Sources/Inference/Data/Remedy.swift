/// What its reader can do about a notice or a warning, for a program to say how.
///
/// The message itself says what in words; saved answers have these alone.
public enum Remedy: Sendable, Equatable {
  /// Name the cases by another column.
  case nameCases
  /// State the encoding of the file.
  case stateEncoding
  /// Say that a column counts equal cases.
  case countCases(by: String)
  /// Take only empty cells as missing.
  case keepTexts
  /// Say that points stand between thousands.
  case declareThousands
  /// Declare these values as missing, and leave out the cases that have them.
  case declareMissing([String])
  /// Declare which of two words of a column is yes.
  case declareCodes(yes: String, no: String, column: String)
  /// Take the estimates from the exact posterior.
  case integrate
}
