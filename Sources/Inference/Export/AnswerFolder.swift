/// A folder that answers are written into: that of a run, one of the user's choice, or that of a check
/// of robustness.
///
/// `answers.json` in it says which files the program wrote, what they held, and which question they
/// answer. Other files are never overwritten: what is in the way gets `.kept` at the end of its name.
public struct AnswerFolder: Sendable {
  /// What is asked, and of which run.
  public struct Question: Sendable, Equatable {
    /// What kind of answer it has, such as `effects`.
    let answer: String
    /// The question as one types it.
    let text: String
    /// What tells the run from others; nil where no run was asked.
    let run: String?

    /// Describes a question.
    public init(answer: String, text: String, run: String? = nil) {
      self.answer = answer
      self.text = text
      self.run = run
    }
  }

  /// Where the folder is.
  public let path: String

  /// Names a folder, and makes it where it is missing.
  ///
  /// - Throws: `emptyPath`, `notFolder`, `parentMissing` or `cannotCreate`.
  public init(at path: String) throws(ExportError) {
    guard !path.isEmpty else { throw ExportError(kind: .emptyPath, path: path) }
    switch FileSystem.entry(at: path) {
    case .folder: break
    case .other: throw ExportError(kind: .notFolder, path: path)
    case .nothing:
      let code = FileSystem.makeFolder(path)
      guard code == 0 || code == FileSystem.existsCode else {
        throw ExportError(
          kind: code == FileSystem.missingCode ? .parentMissing : .cannotCreate,
          path: path,
          systemCode: code
        )
      }
    }
    self.path = path
  }

  /// Writes the answer to a question: all of its files, or none where one of them cannot be written.
  ///
  /// The files are finished and on the disk before the first is put in place. Those of an earlier answer
  /// of the same kind that this one does not have go, unless somebody edited them.
  ///
  /// - Returns: What was in the way.
  /// - Throws: `cannotCreate`, `cannotWrite` or `cannotReplace`; what was there before is there then.
  @discardableResult
  public func write(
    _ group: FileGroup,
    answering question: Question
  ) throws(ExportError) -> FolderNotes {
    try FileSystem.withLock(on: path) { () throws(ExportError) in
      var step = AnswerStep(in: path)
      do throws(ExportError) {
        try step.prepare(group, question)
        try step.putInPlace()
      } catch {
        step.takeBack()
        throw error
      }
      step.finish()
      return step.notes
    }
  }
}

/// The writing of one answer.
private struct AnswerStep {
  /// A file that was put in place, and what was there before.
  private struct Placed {
    enum Before { case nothing, exchanged, kept(String) }

    let temporary: String
    let place: String
    let before: Before
  }

  private let folder: String
  private let ledgerPath: String
  private var ledger: FileLedger
  private var finished: [(name: String, temporary: String)] = []
  private var leaving: [String] = []
  private var known: [String: FileLedger.Entry] = [:]
  private var done: [Placed] = []
  private(set) var notes = FolderNotes()

  init(in folder: String) {
    self.folder = folder
    ledgerPath = "\(folder)/\(FileLedger.answersName)"
    ledger = FileLedger(atPath: ledgerPath) ?? FileLedger(of: "answers")
  }

  private func temporary(_ name: String) -> String {
    "\(folder)/.\(name).partial-\(FileSystem.processNumber)"
  }

  /// Writes all files beside their places.
  mutating func prepare(
    _ group: FileGroup,
    _ question: AnswerFolder.Question
  ) throws(ExportError) {
    let earlier = ledger.files
    for member in group.members {
      let (name, path) = (member.name, temporary(member.name))
      finished.append((name, path))
      let stamp = try member.file.stamped(toFile: path)
      ledger.files[name] = FileLedger.Entry(
        stamp,
        answer: question.answer,
        question: question.text,
        run: question.run
      )
      let place = "\(folder)/\(name)"
      guard let old = earlier[name], old.stamp != stamp, old.stamp.isOf(place) else { continue }
      notes.replaced[Self.words(old, question), default: []].append(name)
    }
    for (name, old) in earlier.sorted(by: { $0.key < $1.key })
    where old.answer == question.answer && !group.names.contains(name) {
      ledger.files[name] = nil
      guard old.stamp.isOf("\(folder)/\(name)") else { continue }
      leaving.append(name)
      notes.replaced[Self.words(old, question), default: []].append(name)
    }
    known = earlier
    let path = temporary(FileLedger.answersName)
    finished.append((FileLedger.answersName, path))
    try ledger.file.write(toFile: path)
    try FileSystem.synchronize(finished.map(\.temporary))
  }

  /// The question that an earlier answer was to, as far as it is another one.
  private static func words(_ old: FileLedger.Entry, _ new: AnswerFolder.Question) -> String {
    let text = old.question ?? ""
    return old.run == new.run ? text : text + " of another run"
  }

  /// Whether what is at the place of a file is the program's own, unchanged.
  private func isOurs(_ name: String) -> Bool {
    let place = "\(folder)/\(name)"
    if name == FileLedger.answersName { return FileLedger(atPath: place) != nil }
    // Or somebody has put just this there already.
    return known[name]?.stamp.isOf(place) == true || ledger.files[name]?.stamp.isOf(place) == true
  }

  /// Puts the files in their places, one after the other.
  mutating func putInPlace() throws(ExportError) {
    for (name, temporary) in finished {
      let place = "\(folder)/\(name)"
      func refusal(_ code: Int32) -> ExportError {
        ExportError(kind: .cannotReplace, path: place, systemCode: code)
      }
      let isThere = FileSystem.unfollowedEntry(at: place) != .nothing
      if isThere, isOurs(name) {
        // The old file is at the temporary name then, and comes back from there.
        let code = FileSystem.exchange(temporary, place)
        if code == 0 {
          done.append(Placed(temporary: temporary, place: place, before: .exchanged))
          continue
        }
        guard FileSystem.cannotExchange(code) else { throw refusal(code) }
        let second = FileSystem.move(temporary, to: place)
        guard second == 0 else { throw refusal(second) }
        continue
      }
      var kept: String?
      if isThere {
        let name = FileSystem.keptName(for: place)
        let code = FileSystem.move(place, to: name)
        guard code == 0 else { throw refusal(code) }
        kept = name
      }
      let code = FileSystem.move(temporary, to: place)
      guard code == 0 else {
        if let kept { _ = FileSystem.move(kept, to: place) }
        throw refusal(code)
      }
      done.append(
        Placed(temporary: temporary, place: place, before: kept.map { .kept($0) } ?? .nothing)
      )
      if let kept {
        notes.moved.append(.init(from: name, to: String(kept.dropFirst(folder.utf8.count + 1))))
      }
    }
  }

  /// Undoes what was done and removes what was prepared.
  mutating func takeBack() {
    for step in done.reversed() {
      switch step.before {
      case .exchanged: _ = FileSystem.exchange(step.temporary, step.place)
      case .nothing: _ = FileSystem.removeOne(step.place)
      case .kept(let kept): _ = FileSystem.move(kept, to: step.place)
      }
    }
    for (_, temporary) in finished { _ = FileSystem.removeOne(temporary) }
  }

  /// Removes what was replaced.
  func finish() {
    for (_, temporary) in finished { _ = FileSystem.removeOne(temporary) }
    for name in leaving { _ = FileSystem.removeOne("\(folder)/\(name)") }
    _ = FileSystem.synchronize(folder)
  }
}
