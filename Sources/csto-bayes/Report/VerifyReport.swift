import Inference

/// What `verify` prints.
struct VerifyReport {
  let verification: PackageVerification
  let package: String

  init(_ verification: PackageVerification, package: String) {
    self.verification = verification
    self.package = package
  }

  var text: String {
    let result = verification
    var text =
      Paragraph.text(
        "\(QuotedText(package, limit: 240).description), made by csto-bayes "
          + "\(Phrase.oneLine(result.origin.version)) on \(Phrase.oneLine(result.origin.platform))",
        mark: "Package   "
      )
      + "Files     \(result.listedCount) in the manifest\n"
      + Paragraph.text(
        "\(result.runCount) of \(result.commandCount) run again, by csto-bayes \(Program.version) on "
          + Program.platform,
        mark: "Commands  "
      )
      + "Results   \(result.identicalCount) identical to the last bit\n"
    text += comparisonText + notes
    if !result.problems.isEmpty {
      text += "\nWhat does not hold\n" + result.problems.map(problemText).joined()
    }
    if !result.obstacles.isEmpty {
      text += "\nWhat could not be told\n" + result.obstacles.map(obstacleText).joined()
    }
    return text + "\n" + verdict + "\n"
  }

  private var notes: String {
    var text = ""
    let result = verification
    if !result.litter.isEmpty {
      text += Paragraph.text(
        "left by the operating system, no part of the package: \(Phrase.list(result.litter))",
        mark: "Ignored   "
      )
    }
    if !result.openParts.isEmpty {
      text += Paragraph.text(
        "AUTHOR TO FILL IN, in README.md or a licence: "
          + result.openParts.prefix(20).map(Phrase.sentence).joined(separator: "; "),
        mark: "Open      "
      )
    }
    return text
  }

  private var comparisonText: String {
    let result = verification
    let indent = "          "
    let rule: String
    switch result.comparison {
    case .identical: return ""
    case .withinRounding:
      rule =
        "another version or kind of machine made the same draws: numbers may differ by rounding"
    case .withinMonteCarloError:
      rule =
        "another version or kind of machine made other draws: estimates may differ by "
        + "\(Int(FileComparison.limit)) joint Monte Carlo standard errors; "
        + "\(result.unjudgedNumberCount) numbers and words that differ have none and are not judged"
    }
    return indent + "\(result.agreeingCount) in agreement\n"
      + Paragraph.text(
        "\(result.unjudgedCount) not compared: what is printed, and checks of the draws",
        mark: indent
      )
      + Paragraph.text(rule, mark: indent)
  }

  private var verdict: String {
    if verification.holds { return "The package holds." }
    if verification.problems.isEmpty { return "The package could not be verified." }
    return "The package does not hold."
  }

  private func problemText(_ problem: PackageVerification.Problem) -> String {
    func item(_ path: String, _ text: String) -> String {
      Paragraph.text("\(Phrase.sentence(path)): \(text)", mark: "  - ")
    }
    switch problem {
    case .missing(let path): return item(path, "missing")
    case .unlisted(let path): return item(path, "not in the manifest")
    case .changed(let path): return item(path, "changed: its SHA-256 is not that of the manifest")
    case .script(let line):
      return item(PackagePart.script, "line \(line) is not what commands.json says")
    case .notMade(let path): return item(path, "no command makes this file")
    case .lacking(let path): return item(path, "made by the commands, and not in the package")
    case .status(let command, let end):
      return item(command.text, endText(end) + ", the package says \(command.status)")
    case .different(let difference):
      return item(difference.path, "\(count(difference.count, "place")) when run again")
        + difference.places.map { placeText($0) }.joined()
        + (difference.count > difference.places.count
          ? "      … and \(difference.count - difference.places.count) more\n" : "")
    }
  }

  private func placeText(_ place: FileDifference.Place) -> String {
    let errors = place.standardErrors
      .map { ", \(NumberText.fixed($0, 1)) joint Monte Carlo standard errors apart" }
    return Paragraph.text(
      "\(Phrase.oneLine(place.place)): \(Phrase.quoted(place.packaged)) in the package, "
        + "\(Phrase.quoted(place.again)) when run again\(errors ?? "")",
      mark: "      "
    )
  }

  private func obstacleText(_ obstacle: PackageVerification.Obstacle) -> String {
    switch obstacle {
    case .stopped(let command, let end):
      Paragraph.text("\(Phrase.sentence(command.text)): \(endText(end))", mark: "  - ")
    }
  }

  private func endText(_ end: CommandEnd) -> String {
    let message = end.message.isEmpty ? "" : " (\(Phrase.sentence(end.message)))"
    return (end.wasKilled ? "ended by signal \(end.status)" : "ended with exit code \(end.status)")
      + message
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? " differs" : "s differ")"
  }
}
