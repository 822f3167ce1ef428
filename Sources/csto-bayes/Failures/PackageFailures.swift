import Inference

extension PackageError {
  /// The message and exit code of a package that cannot be made or is none.
  var failure: Failure { Failure(sentence, status) }

  private var status: Int32 {
    switch kind {
    case .noSuchFolder: ExitStatus.noInput
    case .refusedCommand where path.isEmpty: ExitStatus.usage
    case .commandFailed(_, let status): status
    case .interrupted: ExitStatus.checkFailed
    case .tooLargeForZip: ExitStatus.cannotCreate
    default: ExitStatus.data
    }
  }

  private var sentence: String {
    let place = Phrase.place(path, nil)
    switch kind {
    case .noSuchFolder: return place + "there is no such folder"
    case .notFolder: return place + "this is no folder; a zip has to be unpacked first"
    case .notPackage(let name):
      return place + "this is no replication package: it has no \(name)"
    case .notRegular(let paths):
      return place + "a package holds regular files alone; symbolic links or devices: "
        + Phrase.list(paths)
    case .outside(let file, let line, let found):
      return Phrase.place("\(path)/\(file)", line)
        + "the path \(Phrase.quoted(found)) leads out of the package"
    case .malformed(let file, let line, let reason):
      return Phrase.place("\(path)/\(file)", line) + Phrase.sentence(reason)
    case .otherFormat(let version):
      return place
        + "the package was made by version \(Phrase.oneLine(version)) in another format; "
        + "this is \(Program.version)"
    case .refusedCommand(let arguments, let reason):
      return place + "a package cannot run \(Phrase.quoted(arguments.joined(separator: " "))): "
        + Phrase.sentence(reason)
    case .studyFileOutside(let file):
      return place
        + "the study names \(Phrase.quoted(file)), which is outside its folder; a package "
        + "needs all files of the study in it"
    case .twoPriorSets(let name):
      return place + "two prior sets are called \(Phrase.quoted(name)); rename one of the files"
    case .commandFailed(let arguments, let status):
      let text = "`csto-bayes \(Phrase.sentence(arguments.joined(separator: " ")))`"
      return "\(text) ended with exit code \(status), and no package was made"
        + (path.isEmpty ? "" : "; it said: \(Phrase.sentence(path))")
    case .tooLargeForZip(let file):
      return place + "\(Phrase.quoted(file)) is too large for a zip of the plain format"
    case .interrupted: return "stopped; nothing is left"
    }
  }
}
