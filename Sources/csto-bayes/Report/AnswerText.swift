import Inference

extension SavedRun {
  /// An answer of the run in the form that is asked for; JSON has the warnings of the run too.
  func text(
    _ format: OutputFormat,
    table: @autoclosure () -> String,
    json: @autoclosure () -> JSON,
    csv: @autoclosure () -> DelimitedWriter
  ) -> String {
    switch format {
    case .table: table()
    case .json: withWarnings(json()).text()
    case .csv: csv().text()
    }
  }
}
