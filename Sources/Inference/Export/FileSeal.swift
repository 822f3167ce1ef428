/// A digest of a file inside the file itself, so that it can be told whether it is as it was written.
///
/// The file says `csto-bayes-seal:` at or near its end, with 64 hexadecimal digits: the SHA-256 of the file with 64
/// zeros in their place. A seal finds edits; it keeps no secret, and whoever wants to forge one can.
public enum FileSeal {
  /// What a file says of itself.
  public enum State: Sendable, Equatable {
    /// It has no seal: another program wrote it, or an early version of this one.
    case none
    /// It has one, and was edited since it was written.
    case broken
    /// It is as it was written.
    case intact
  }

  static let mark = "csto-bayes-seal:"
  static let digitCount = 64

  /// The text that a file has in the place of its seal until ``SealedFile`` puts it in.
  static let blank = mark + String(repeating: "0", count: digitCount)

  /// What a file of these bytes says of itself.
  ///
  /// O(bytes).
  static func state(of bytes: [UInt8]) -> State {
    guard let digits = place(in: bytes) else { return .none }
    var text = bytes
    for index in digits { text[index] = UInt8(ascii: "0") }
    return bytes[digits].elementsEqual(Fingerprint.sha256(of: text).utf8) ? .intact : .broken
  }

  /// What the file at a path says of itself; nil where it is no regular file, or cannot be read.
  public static func state(ofFile path: String) -> State? {
    guard FileSystem.isRegularFile(path), let bytes = try? ByteSource.contents(of: path) else {
      return nil
    }
    return state(of: bytes)
  }

  /// Puts the seal into a text that has a blank one.
  static func seal(_ bytes: inout [UInt8]) {
    guard let digits = place(in: bytes) else {
      preconditionFailure("a file that is sealed has a place for the seal")
    }
    bytes.replaceSubrange(digits, with: Fingerprint.sha256(of: bytes).utf8)
  }

  /// Where the digits of the last seal are; nil where there is none.
  ///
  /// The last, because a text before it may quote the words.
  private static func place(in bytes: [UInt8]) -> Range<Int>? {
    let wanted = Array(mark.utf8)
    var start = bytes.count - wanted.count - digitCount
    while start >= 0 {
      if bytes[start] == wanted[0], bytes[start..<(start + wanted.count)].elementsEqual(wanted) {
        let first = start + wanted.count
        return first..<(first + digitCount)
      }
      start -= 1
    }
    return nil
  }
}

/// A file that carries its own seal; the file inside says ``FileSeal/blank``.
///
/// It is held in memory.
struct SealedFile: ExportedFile {
  let bytes: [UInt8]

  /// Seals a file.
  init(_ file: some ExportedFile) {
    var bytes = file.bytes()
    FileSeal.seal(&bytes)
    self.bytes = bytes
  }

  /// Writes the sealed bytes.
  func write(to text: inout TextBuffer) throws(ExportError) {
    text.append(contentsOf: bytes)
  }
}
