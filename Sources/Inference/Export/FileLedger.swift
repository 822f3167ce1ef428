#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What this program wrote into a folder, as a sealed file beside it.
///
/// `answers.json` lists the answers that were made of a run; `files.json` the files of a folder that
/// appears as a whole. By it one knows which files are the program's, unchanged, and may be replaced.
struct FileLedger: Sendable, Equatable {
  /// One file.
  struct Entry: Sendable, Equatable, Decodable {
    /// What it held.
    var stamp: FileStamp
    /// The answer that it belongs to, such as `effects`; nil where the folder is one answer.
    var answer: String?
    /// The question that it answers, as one types it.
    var question: String?
    /// The SHA-256 of the `run.json` that was asked.
    var run: String?

    private enum CodingKeys: String, CodingKey { case sha256, bytes, answer, question, run }

    init(_ stamp: FileStamp, answer: String? = nil, question: String? = nil, run: String? = nil) {
      self.stamp = stamp
      self.answer = answer
      self.question = question
      self.run = run
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      stamp = try FileStamp(from: decoder)
      answer = try values.decodeIfPresent(String.self, forKey: .answer)
      question = try values.decodeIfPresent(String.self, forKey: .question)
      run = try values.decodeIfPresent(String.self, forKey: .run)
    }

    fileprivate var json: JSON {
      var members: [JSON.Member] = []
      for (key, value) in [("answer", answer), ("question", question), ("run", run)] {
        if let value { members.append(.init(key, .string(value))) }
      }
      if case .object(let stamp) = stamp.json { members += stamp }
      return .object(members)
    }
  }

  /// The name of the list of answers.
  static let answersName = "answers.json"
  /// The name of the list of a folder that appears as a whole.
  static let filesName = "files.json"
  static let program = "csto-bayes"

  /// What the files are, such as `sbc`.
  let kind: String
  /// The files by name.
  var files: [String: Entry] = [:]

  init(of kind: String) { self.kind = kind }

  private struct Wire: Decodable {
    let program: String
    let of: String
    let files: [String: Entry]
  }

  /// Reads a list; nil where there is none, or where it was edited, or is another program's.
  init?(atPath path: String, of kind: String? = nil) {
    guard FileSystem.isRegularFile(path), let bytes = try? ByteSource.contents(of: path),
      FileSeal.state(of: bytes) == .intact,
      let wire = try? JSONDecoder().decode(Wire.self, from: Data(bytes)),
      wire.program == Self.program, kind == nil || wire.of == kind,
      wire.files.keys.allSatisfy(PackagePath.isInside)
    else { return nil }
    self.kind = wire.of
    files = wire.files
  }

  /// The list as a file.
  var file: SealedFile {
    SealedFile(
      [
        "program": .string(Self.program),
        "of": .string(kind),
        "files": .object(
          files.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { .init($0.key, $0.value.json) }
        ),
        "seal": .string(FileSeal.blank),
      ] as JSON
    )
  }
}
