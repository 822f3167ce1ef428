import Foundation

/// The lines of a table without quotes, and how many fields they have.
///
/// Here and not beside a test, since tests are compiled unoptimised and such tables have many megabytes.
public struct LineShape: Equatable, Sendable {
  /// The number of lines, the last one too where no line end follows it.
  public private(set) var lines = 0
  /// The numbers of fields that lines have, between commas.
  public private(set) var fieldCounts: Set<Int> = []
  /// Whether the last byte ends a line.
  public let isEnded: Bool

  /// Counts lines and their fields.
  public init(_ bytes: Data) {
    isEnded = bytes.last == UInt8(ascii: "\n")
    var fields = 1
    // Lines that differ are few; a set is asked only where a line differs from the one before it.
    var before = 0
    for byte in [UInt8](bytes) {
      if byte == UInt8(ascii: ",") {
        fields += 1
      } else if byte == UInt8(ascii: "\n") {
        lines += 1
        if fields != before { fieldCounts.insert(fields) }
        before = fields
        fields = 1
      }
    }
    if !bytes.isEmpty, !isEnded {
      lines += 1
      fieldCounts.insert(fields)
    }
  }
}
