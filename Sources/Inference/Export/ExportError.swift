/// Why a result could not be written.
public struct ExportError: Error, Sendable, Equatable {
  /// What went wrong.
  public enum Kind: Sendable, Equatable {
    /// The path is empty.
    case emptyPath
    /// The output folder exists, and nobody asked to replace it.
    case alreadyExists
    /// The output folder exists and was to be replaced, but holds files that no run wrote.
    case notReplaceable
    /// The file in which the folder says what was written there was edited.
    case editedRecord(String)
    /// The folder holds something else than what the work adds to.
    case holdsSomethingElse
    /// The path of an output file names a folder.
    case isFolder
    /// The file exists, and nobody asked to replace it.
    case fileExists
    /// The file exists and was to be replaced, but this program did not write it.
    case fileNotReplaceable
    /// The path of the output folder names something that is no folder.
    case notFolder
    /// The folder that is to hold the output folder does not exist.
    case parentMissing
    /// The path goes through something that is no folder.
    case parentNotFolder
    /// The folder or the file could not be made.
    case cannotCreate
    /// The bytes could not be written: the disk is full, say.
    case cannotWrite
    /// A folder could not be listed, or a file not be read back.
    case cannotRead
    /// The finished folder could not be moved to its place. What was there before is there again.
    case cannotReplace
  }

  /// What went wrong.
  public var kind: Kind
  /// The file or folder.
  public var path: String
  /// The `errno` of the call that failed; 0 where none did.
  public var systemCode: Int32

  /// Makes an error from its parts.
  public init(kind: Kind, path: String, systemCode: Int32 = 0) {
    self.kind = kind
    self.path = path
    self.systemCode = systemCode
  }

  /// The operating system's words for `systemCode`, such as "No space left on device"; nil for 0.
  public var systemReason: String? {
    systemCode == 0 ? nil : FileSystem.reason(systemCode)
  }
}

extension ExportError: CustomStringConvertible {
  /// What is wrong, in a sentence.
  public var description: String {
    Phrase.place(path) + sentence + (systemReason.map { " (\($0))" } ?? "")
  }

  private var sentence: String {
    switch kind {
    case .emptyPath: "the name of the output is empty"
    case .alreadyExists: "the output folder exists; name another, or replace it"
    case .notReplaceable:
      "the folder holds something other than an earlier run and is not replaced; name another"
    case .editedRecord(let name):
      "\(name) was edited, so it does not tell which files here are an earlier run's and may be replaced; "
        + "put it back, or name another folder"
    case .holdsSomethingElse:
      "the folder holds something other than results of this command; name another"
    case .isFolder: "this is a folder; name a file"
    case .fileExists: "the file exists; name another, or replace it"
    case .fileNotReplaceable:
      "this program did not write what is there and does not replace it; name another"
    case .notFolder: "this exists and is no folder; name another"
    case .parentMissing:
      "there is no such folder to put the output in; make it first, or name another"
    case .parentNotFolder: "this is no folder, so nothing can be put below it"
    case .cannotCreate: "the output folder cannot be made here"
    case .cannotWrite: "cannot be written"
    case .cannotRead: "cannot be read"
    case .cannotReplace: "cannot be put in place"
    }
  }
}
