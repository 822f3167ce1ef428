import Inference

/// The folder of a check of robustness; a temporary one where none was asked for.
struct RobustnessFolder: Sendable {
  /// The name of the store in the folder.
  static let storeName = "universes.sqlite"
  /// The folder in it for the stores of the parts of a plan.
  static let shardsName = "shards"

  /// The folder that is kept; nil where there is none.
  let kept: WorkingFolder?
  /// The store of results.
  let storePath: String
  private let temporary: WorkingFolder?

  /// Makes the folder where it is missing.
  ///
  /// - Throws: ``ExportError`` where that is not possible, or where the folder holds something else.
  init(_ output: String?, store: String?, shard: Shard?) throws {
    guard let output else {
      kept = nil
      temporary = store == nil ? try WorkingFolder.temporary() : nil
      storePath = store ?? "\(temporary?.path ?? ".")/\(Self.storeName)"
      return
    }
    temporary = nil
    let folder = try Self.folder(output)
    kept = folder
    if let store {
      storePath = store
    } else if let shard {
      try folder.makeFolder(Self.shardsName)
      storePath = "\(output)/\(Self.shardsName)/\(shard.number)-of-\(shard.count).sqlite"
    } else {
      storePath = "\(output)/\(Self.storeName)"
    }
  }

  /// A folder of results, made where it is missing.
  static func folder(_ path: String) throws -> WorkingFolder {
    try WorkingFolder(
      at: path,
      markedBy: [storeName, shardsName, "robustness.json", "robustness.sbatch", "Snakefile"]
    )
  }

  /// Whether the store stays.
  var isKept: Bool { temporary == nil }

  /// Removes what was only needed meanwhile.
  func abandon() { temporary?.remove() }
}

extension WorkingFolder {
  /// Writes the answer to a plan, together, and says what was in the way.
  func write(_ answer: RobustnessAnswer, asked words: [String]) throws {
    let question = (["robustness"] + words.map(ShellWord.quoted)).joined(separator: " ")
    let notes = try InterruptHandler.deferring { () throws(ExportError) in
      try answer.write(to: self, asked: question)
    }
    Notice.show(notes, in: path)
  }

  /// Writes a script for an engine.
  func write(
    _ script: some ExportedFile & Sendable,
    as name: String,
    asked words: [String]
  ) throws {
    let question = (["robustness"] + words.map(ShellWord.quoted)).joined(separator: " ")
    var files = FileGroup()
    files.add(script, as: name)
    let notes = try write(files, answering: .init(answer: name, text: question))
    Notice.show(notes, in: path)
  }
}
