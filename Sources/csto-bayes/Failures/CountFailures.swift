import Inference

extension CountStatementError {
  /// The message and exit code of a statement that cannot be written.
  var failure: Failure { Failure(sentence, ExitStatus.usage) }

  private var sentence: String {
    switch self {
    case .notATableName(let name):
      "--table \(Phrase.quoted(name)) is not the name of a table; accepted: names with dots between "
        + "them, such as schema.cases; a name that has dots or quotes itself goes between double "
        + "quotes, those inside it doubled"
    case .indistinctNames(let first, let second, let dialect):
      "\(dialect) takes the columns \(Phrase.quoted(first)) and \(Phrase.quoted(second)) for the same; "
        + "rename one"
    case .nameTooLong(let name, let limit, let dialect):
      "the name \(Phrase.quoted(name)) has \(name.utf8.count) bytes, and names of \(dialect) have at "
        + "most \(limit); use a shorter one"
    case .nameOfNoColumn(let name, let dialect):
      "no column of \(dialect) is called \(Phrase.quoted(name)): there is a zero byte in it"
    }
  }
}
