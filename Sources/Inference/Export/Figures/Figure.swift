/// What a figure shows: pure data from which it is drawn, and the numbers behind it.
///
/// A new figure is a type in this folder that conforms, and one in `Runs/Figures` that gathers its data.
protocol Figure: Sendable {
  /// The drawing at a width in millimetres.
  func drawing(width: Double) -> Drawing
  /// The numbers that are drawn.
  var table: DelimitedWriter { get }
}

/// A figure that was drawn: as SVG, and the numbers behind it.
public struct DrawnFigure: Sendable {
  /// The width of a column of a journal, in millimetres.
  public static let standardWidth = 84.0
  /// The widths that can be drawn.
  public static let widths = 60.0...400.0

  /// The drawing.
  let drawing: Drawing
  /// The numbers behind it.
  public let table: DelimitedWriter

  /// Draws a figure.
  ///
  /// - Parameters:
  ///   - figure: What it shows.
  ///   - width: In millimetres.
  init(_ figure: any Figure, width: Double) {
    drawing = figure.drawing(width: width)
    table = figure.table
  }

  /// The drawing as a file of SVG.
  public var svg: some ExportedFile & Sendable { TextFile(text: SVGWriter.text(of: drawing)) }
  /// What the figure shows, in a line.
  public var title: String { drawing.title }
  /// The size in millimetres.
  public var size: (width: Double, height: Double) { (drawing.width, drawing.height) }
}

/// A file of text that is held in memory.
struct TextFile: ExportedFile, Sendable {
  let text: String

  func write(to buffer: inout TextBuffer) throws(ExportError) {
    buffer.write(text)
    try buffer.flushIfFull()
  }
}

/// A file of bytes that another program made.
public struct BinaryFile: ExportedFile, Sendable {
  private let bytes: [UInt8]

  /// Takes bytes as they are.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Writes the bytes.
  public func write(to buffer: inout TextBuffer) throws(ExportError) {
    buffer.append(contentsOf: bytes)
    try buffer.flushIfFull()
  }
}
