/// A text that was made already.
struct PlainText: ExportedFile {
  private let content: String

  init(_ content: String) { self.content = content }

  /// Writes the text as it is.
  func write(to text: inout TextBuffer) throws(ExportError) { text.write(content) }
}
