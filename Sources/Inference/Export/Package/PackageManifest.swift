/// The SHA-256 of every file of a package but the manifest itself, as `sha256sum -c` reads it.
struct PackageManifest: Sendable, Equatable {
  /// One line.
  struct Entry: Sendable, Equatable {
    /// The path from the folder of the package.
    let path: String
    /// The SHA-256 in lower-case hexadecimal digits.
    let digest: String
  }

  /// The lines, sorted by path.
  let entries: [Entry]

  /// Takes the digests of the files of a folder.
  ///
  /// - Throws: ``DataError`` where a file cannot be read.
  init(of files: [String], in folder: String) throws(DataError) {
    var entries: [Entry] = []
    for path in files where path != PackagePart.manifest {
      let digest = try Fingerprint.sha256(ofFile: "\(folder)/\(path)")
      entries.append(Entry(path: path, digest: digest))
    }
    self.entries = entries
  }

  /// Reads a manifest: 64 hexadecimal digits, a blank, a blank or a star, and a path.
  ///
  /// `package` is its path, for messages.
  ///
  /// - Throws: ``PackageError`` `malformed` or `outside`, with the line.
  init(bytes: [UInt8], package: String) throws(PackageError) {
    func malformed(_ line: Int?, _ reason: String) -> PackageError {
      PackageError(
        .malformed(file: PackagePart.manifest, line: line, reason: reason),
        path: package
      )
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw malformed(nil, "it is not UTF-8")
    }
    var entries: [Entry] = []
    var seen: Set<String> = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      let digest = line.prefix(64)
      let rest = line.dropFirst(64)
      guard digest.utf8.count == 64, digest.utf8.allSatisfy(Self.isDigit),
        rest.hasPrefix("  ") || rest.hasPrefix(" *")
      else { throw malformed(index + 1, "a line is a SHA-256, two blanks and a path") }
      let path = String(rest.dropFirst(2))
      guard PackagePath.isInside(path) else {
        throw PackageError(
          .outside(file: PackagePart.manifest, line: index + 1, path: path),
          path: package
        )
      }
      guard seen.insert(path).inserted else {
        throw malformed(index + 1, "'\(path)' is there twice")
      }
      entries.append(Entry(path: path, digest: digest.lowercased()))
    }
    self.entries = entries
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}

extension PackageManifest: ExportedFile {
  /// Writes the lines.
  func write(to text: inout TextBuffer) throws(ExportError) {
    for entry in entries {
      text.write("\(entry.digest)  \(entry.path)\n")
      try text.flushIfFull()
    }
  }
}
