/// Something that the reader of a table did with the file, or saw in it, that its user must know.
///
/// A notice is no error: the table is read as the notice says. It is printed and saved as a warning of
/// every answer that the table is used for.
public struct TableNotice: Sendable, Equatable, Codable {
  /// A short name for programs, such as `encoding`.
  public let code: String
  /// The whole message for people, without a full stop at its end.
  public let message: String
  /// The column it is about; nil: the file as a whole.
  ///
  /// Of a column that the formula does not use nothing is said.
  public let column: String?
  /// The columns or cases it is about.
  public let subjects: [String]
  /// What can be done about it; nil where nothing is to be declared, and of a notice that was saved.
  public var remedy: Remedy?

  private enum CodingKeys: String, CodingKey { case code, message, column, subjects }

  /// Makes a notice; where no subjects are given, the column is the only one.
  public init(
    code: String,
    message: String,
    column: String? = nil,
    subjects: [String]? = nil,
    remedy: Remedy? = nil
  ) {
    self.code = code
    self.remedy = remedy
    self.message = message
    self.column = column
    self.subjects = subjects ?? column.map { [$0] } ?? []
  }
}

extension QuotedText {
  /// A text as notices show it, between backticks.
  static func ticked(_ text: String) -> String { "`\(QuotedText(text))`" }
}
