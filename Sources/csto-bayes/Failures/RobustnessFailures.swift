import Foundation
import Inference

extension MultiverseError {
  /// The message and exit code of a plan that cannot be made.
  var failure: Failure { Failure(sentence, status) }

  private var status: Int32 {
    switch kind {
    case .unknownSampler: ExitStatus.data
    default: ExitStatus.usage
    }
  }

  private static func words(_ count: Double) -> String {
    count < 1e15 ? NumberText.fixed(count, 0) : String(format: "about %.0e", count)
  }

  private var sentence: String {
    switch kind {
    case .unknownSampler(let name, let accepted):
      "the study's multiverse names the sampler \(Phrase.quoted(name)), which there is not"
        + Phrase.accepted(accepted)
    case .unknownFork(let name, let accepted):
      "--only \(Phrase.oneLine(name)): the plan has no such fork" + Phrase.accepted(accepted)
    case .unknownChoice(let choice, let fork, let accepted):
      "--only \(Phrase.oneLine(fork))=\(Phrase.oneLine(choice)): no analysis of the plan has that choice"
        + Phrase.accepted(accepted)
    case .malformedFilter(let text):
      "--only takes FORK=CHOICE or FORK=CHOICE,CHOICE, such as prior=sceptical, a choice "
        + "with a comma between double quotes, not \(Phrase.quoted(text))"
    case .nothingLeft: "no analysis of the plan meets all conditions of --only"
    case .tooMany(let count, let limit):
      "the plan has \(Self.words(count)) analyses, more than \(limit); narrow the study's "
        + "multiverse (`contested: each` instead of `all`), or say --yes"
    }
  }
}

extension StoreError {
  /// The message and exit code of results that cannot be kept or read.
  var failure: Failure { Failure(Phrase.place(path, nil) + sentence, status) }

  private var status: Int32 {
    switch kind {
    case .noSuchFile: ExitStatus.noInput
    case .notStore, .damaged, .otherFormat, .otherPlan: ExitStatus.data
    case .diskFull, .cannotWrite, .busy: ExitStatus.cannotCreate
    }
  }

  private var sentence: String {
    switch kind {
    case .noSuchFile: "there is no such store of results"
    case .notStore: "this is no store of results of csto-bayes; nothing was changed"
    case .damaged(let what):
      "the store is damaged (\(Phrase.sentence(what))) and nothing is read from it; put a copy of it "
        + "back, or begin again in another folder or with --force"
    case .otherFormat(let number):
      "the store has format \(number), written by another version of csto-bayes; nothing was changed"
    case .otherPlan(let key, let found, let expected) where key == RobustnessPlan.planKey:
      "the store belongs to another plan (\(found.prefix(12)), not \(expected.prefix(12))); to keep what it "
        + "has and go on with this plan, say --extend; nothing was changed"
    case .otherPlan(let key, let found, let expected):
      "the store belongs to something else: its \(key) is \(Phrase.oneLine(found)), not "
        + "\(Phrase.oneLine(expected)); use another folder; nothing was changed"
    case .diskFull:
      "the disk is full; all analyses stored before are kept, and the same command goes on from there"
    case .cannotWrite(let reason): "cannot be written: \(Phrase.sentence(reason))"
    case .busy: "another process has held the store for 30 seconds; try again"
    }
  }
}
