import ArgumentParser
import Foundation
import Inference

/// Where the answer to a question about a run goes, and whether the run may have been edited.
struct AnswerOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The folder for the files of the answer (default: the folder of the run).",
      discussion:
        "One answer of each kind goes into a folder; another question replaces it, and says so.",
      valueName: "dir"
    )
  )
  var output: String?

  @OptionGroup var trust: TrustOptions

  /// Writes the files of an answer, together, and says what was in the way.
  func write(_ group: FileGroup, as answer: String, of run: SavedRun, asked runs: [String]) throws {
    let question = AskedQuestion.text(of: CommandLine.arguments, about: runs)
    let notes = try InterruptHandler.deferring { () throws(ExportError) in
      try run.write(group, as: answer, to: output, asked: question)
    }
    Notice.show(notes, in: output ?? run.path)
    Notice.showEdited(run)
  }
}

/// Whether files that were edited since the run are used.
struct TrustOptions: ParsableArguments {
  @Flag(help: "Use files of the run that were edited since; the answer says so.")
  var trustEdited = false
}

/// The question that a command line asks, as it is kept beside the answer.
enum AskedQuestion {
  /// The words of a command line without the program, one run asked, and what changes no answer.
  static func text(of arguments: [String], about runs: [String]) -> String {
    var words: [String] = []
    var rest = arguments.dropFirst()
    var isNamed = runs.count != 1
    while let word = rest.popFirst() {
      switch word {
      case "--format", "--output", "-o": rest = rest.dropFirst()
      case "--trust-edited", "--quiet": break
      case _ where word.hasPrefix("--format=") || word.hasPrefix("--output="): break
      case _ where word == runs.first && !isNamed: isNamed = true
      default: words.append(ShellWord.quoted(word))
      }
    }
    return words.joined(separator: " ")
  }
}

/// What is said, on the error stream, of files that were in the way; nothing under `--quiet`.
enum Notice {
  static func show(_ text: String) {
    guard !Quiet.isAsked else { return }
    let width = min(Screen.messageWidth ?? Screen.readable, Screen.readable)
    let lines = Paragraph.text(text, mark: "csto-bayes: note: ", width: width)
    StandardError.write(lines)
  }

  /// Says what became of files in a folder.
  static func show(_ notes: FolderNotes, in folder: String) {
    for (question, names) in notes.replaced.sorted(by: { $0.key < $1.key }) {
      show(
        "\(Phrase.list(names)) in \(Phrase.oneLine(folder)) held the answer to another question"
          + (question.isEmpty ? "" : " (\(Phrase.oneLine(question)))")
          + ", which this one replaces; --output DIR keeps answers apart"
      )
    }
    for move in notes.moved {
      show(
        "\(Phrase.oneLine(move.from)) is not as this program wrote it; it is kept as "
          + Phrase.oneLine(move.to)
      )
    }
    if !notes.foreign.isEmpty {
      show(
        "kept in \(Phrase.oneLine(folder)), as this program did not write it: "
          + Phrase.list(notes.foreign)
      )
    }
    if !notes.answers.isEmpty {
      show(
        "answers about the earlier run are gone with it: \(Phrase.list(notes.answers))"
      )
    }
    if let remainder = notes.remainder {
      show("some of what was there could not be removed; it is in \(Phrase.oneLine(remainder))")
    }
  }

  /// Says under which name an edited file is now.
  static func showKept(_ path: String, as name: String) {
    var notes = FolderNotes()
    notes.add(moved: path, to: name)
    show(notes, in: "")
  }

  /// Says which files were edited and used.
  static func showEdited(_ run: SavedRun) {
    if !run.editedFiles.isEmpty { show(run.editedCaveat + "; used because of --trust-edited") }
  }
}
