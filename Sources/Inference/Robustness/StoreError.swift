/// Why results of universes cannot be kept in a file, or read from it.
public struct StoreError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Kind: Sendable, Equatable {
    /// There is no such file.
    case noSuchFile
    /// The file is there and is no store of results.
    case notStore
    /// A file beside the store has the name of one that the database writes and removes as it likes, and is
    /// none of it; its path.
    case strangerBeside(String)
    /// The file is a store of results that was damaged or changed; what was found.
    case damaged(String)
    /// The store was written in another format.
    case otherFormat(Int)
    /// The store belongs to another plan, other data or other settings: what differs, with what the
    /// store has and what was asked for.
    case otherPlan(String, found: String, expected: String)
    /// The disk is full.
    case diskFull
    /// The file cannot be made or written; what the database says.
    case cannotWrite(String)
    /// Another process holds the file for longer than is reasonable.
    case busy
  }

  /// The key of the identity of a store that names its plan.
  public static let planKey = "plan"

  /// What is wrong.
  public let kind: Kind
  /// The path of the file.
  public let path: String

  /// Describes one thing that is wrong.
  public init(_ kind: Kind, path: String) {
    self.kind = kind
    self.path = path
  }
}

extension StoreError: CustomStringConvertible {
  /// What is wrong, in a sentence.
  public var description: String { Phrase.place(path) + sentence }

  private var sentence: String {
    switch kind {
    case .noSuchFile: "there is no such store of results"
    case .notStore: "this is no store of results of csto-bayes; nothing was changed"
    case .strangerBeside(let file):
      "\(Phrase.oneLine(file)) is no file of the store, and the database that keeps the store would remove it; "
        + "nothing was changed; move it away, or name another store"
    case .damaged(let what):
      "the store is damaged (\(Phrase.sentence(what))) and nothing is read from it; put a copy of it "
        + "back, begin again in another folder, or replace it"
    case .otherFormat(let number):
      "the store has format \(number), written by another version of csto-bayes; nothing was changed"
    case .otherPlan(let key, let found, let expected) where key == Self.planKey:
      "the store belongs to another plan (\(found.prefix(12)), not \(expected.prefix(12))); nothing was "
        + "changed; extend it to keep what it has and go on with this plan"
    case .otherPlan(let key, let found, let expected):
      "the store belongs to something else: its \(key) is \(Phrase.oneLine(found)), not "
        + "\(Phrase.oneLine(expected)); nothing was changed; use another folder"
    case .diskFull:
      "the disk is full; all analyses stored before are kept, and the same command goes on from there"
    case .cannotWrite(let reason): "cannot be written: \(Phrase.sentence(reason))"
    case .busy: "another process has held the store for 30 seconds; try again"
    }
  }
}
