/// Why results of universes cannot be kept in a file, or read from it.
///
/// The facts are here, the sentence is the caller's.
public struct StoreError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Kind: Sendable, Equatable {
    /// There is no such file.
    case noSuchFile
    /// The file is there and is no store of results.
    case notStore
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
