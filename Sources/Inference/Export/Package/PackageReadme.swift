/// `README.md` with the sections of the template README of the social science data editors (v1.1),
/// which the journals of the American Economic Association ask for.
///
/// What the program cannot know is a line marked for the author.
struct PackageReadme: ExportedFile, Sendable {
  let contents: PackageContents
  /// All files of the package but this one, sorted.
  let files: [String]

  /// Writes the file.
  func write(to text: inout TextBuffer) throws(ExportError) {
    for section in [
      overview, availability, datasets, requirements, programs, instructions, tables, references,
    ] {
      text.write(section)
      try text.flushIfFull()
    }
  }

  private var study: Study { contents.study }
  private var declaration: PackageDeclaration { contents.declaration }

  private var overview: String {
    let commands = contents.record.commands.count
    return """
      # \(MarkdownText.plain(contents.title))

      Written by `csto-bayes package`. What only the authors know is in study.yaml under `package`; \
      where it says nothing, a line is marked in bold.

      Authors: \(declaration.authors.isEmpty ? PackageContents.open("names") : MarkdownText.plain(contents.authorNames))

      ## Overview

      The code in this replication package reads the coded cases in `study/` and the priors in \
      `priors/` and writes all numbers in `results/`, by \(commands) \
      command\(commands == 1 ? "" : "s") of one program, csto-bayes. `run.sh` calls them in their \
      order. Time that all of it takes: \(contents.requirements.time.text).


      """
  }

  private var availability: String {
    let rights =
      declaration.rights.map(MarkdownText.prose)
      ?? PackageContents.open("that you may use the data, and may publish them in this package")
    let availability =
      declaration.availability.map(MarkdownText.prose)
      ?? PackageContents.open("whether all data are publicly available, and how you obtained them")
    let codings = study.codings.map { coding in
      "- \(MarkdownText.code(coding.name)): \(MarkdownText.plain(coding.label)). "
        + MarkdownText.prose(coding.note) + "\n"
    }.joined()
    return """
      ## Data Availability and Provenance Statements

      - [ ] No external data are analysed in this paper: there are none, or the code simulates them.

      ### Statement about Rights

      \(boxes(PackageDeclaration.Certificate.allCases, declaration.certified))
      \(rights)

      ### (Optional, but recommended) License for Data

      \(licenseSentence("data", declaration.dataLicense, PackagePart.dataLicense))

      ### Summary of Availability

      \(boxes(PackageDeclaration.Available.allCases, declaration.available.map { [$0] } ?? []))
      - [\(declaration.preservedYears == nil ? " " : "x")] Confidential data that are not in this package \
      are kept for \(declaration.preservedYears.map(String.init) ?? "___") years after publication, as the \
      journal asks.

      \(availability)

      ### Details on each Data Source

      | Data.Name | Data.Files | Location | Provided | Citation |
      | -- | -- | -- | -- | -- |
      | \(cell(study.title)) | \(studyFiles.map { file($0.dropFirst(PackagePart.study.count + 1)) }
        .joined(separator: "; ")) | study/ | TRUE | see References |

      The cases were coded by hand from the source. The codings are:

      \(codings)
      \(provenance)

      """
  }

  private var provenance: String {
    let cells = study.codings.reduce(0) { $0 + $1.table.rowCount * $1.table.columns.count }
    guard !study.evidence.isEmpty else {
      return PackageContents.open("from which part of the source each cell was coded, and by whom")
        + "\n"
    }
    // A cell may rest on several parts of the source.
    let documented = Set(study.evidence.map { [$0.coding, $0.caseName, $0.variable] }).count
    return """
      \(documented) of \(cells) coded cells have their provenance, cell by cell, in the \
      evidence file: the part of the source and what it says there. Cells that another reader could \
      code otherwise are listed under `contested` in the codebook: \
      \(study.codebook.contestedCells.count).

      """
  }

  private var datasets: String {
    let rows = (studyFiles + priorFiles)
      .map { path in
        "| \(file(path[...])) | \(path.hasPrefix(PackagePart.study) ? cell(study.title) : "csto-bayes") | "
          + "\(cell(PackageContents.description(of: path, study: study))) | Yes |\n"
      }.joined()
    return """
      ## Dataset list

      | Data file | Source | Notes | Provided |
      |--|--|--|--|
      \(rows)
      Variables and their levels are in the codebook. All files are text in UTF-8: CSV, YAML or JSON.


      """
  }

  private var requirements: String {
    let record = contents.record
    let seeds =
      contents.seeds.isEmpty
      ? "- [x] No command of this package draws random numbers.\n"
      : contents.seeds.map {
        "- [x] The random seed is set in line \($0.line) of `run.sh` (`--seed \($0.seed)`)\n"
      }.joined()
    return """
      ## Computational requirements

      ### Software Requirements

      - [ ] A program in this package installs all that is needed. (`run.sh` makes the folders; csto-bayes is \
      to be installed first.)
      - csto-bayes \(record.version) (last run on \(record.platform)). One program, no further \
      packages; \(declaration.software.map(MarkdownText.prose)
        ?? PackageContents.open("where this version can be obtained, with its permanent address"))
      - `run.sh` needs a POSIX shell; `sha256sum` to compare by hand.

      ### Controlled Randomness

      \(seeds)
      Random numbers are drawn by streams of that seed, one for each chain and purpose. The number of \
      threads changes no result, and with portable arithmetic (`arithmetic` in `run.json`) nor does \
      the processor.

      ### Memory, Runtime, Storage Requirements

      #### Summary

      Time on a standard desktop machine, about:

      \(boxes(contents.requirements.time))
      Storage, about:

      \(boxes(contents.requirements.storage))
      - [ ] Too large for a desktop machine; the details are below.

      Memory, about: \(contents.requirements.memory.text)

      #### Details

      \(declaration.machine.map(MarkdownText.prose)
        ?? PackageContents.open("the machine on which you ran it, if the journal asks for it"))


      """
  }

  private var programs: String {
    let rows = contents.record.commands.enumerated()
      .map { index, command in
        "\(index + 1). \(MarkdownText.code(command.text)) (line \(contents.script.line(ofCommand: index)) of `run.sh`)\n"
      }.joined()
    return """
      ## Description of programs/code

      `run.sh` calls csto-bayes once for each of these steps, in this order; `commands.json` has them \
      as data.

      \(rows)
      ### (Optional, but recommended) License for Code

      \(licenseSentence("code", declaration.codeLicense, PackagePart.codeLicense))


      """
  }

  private var instructions: String {
    """
    ## Instructions to Replicators

    1. Install csto-bayes \(contents.record.version).
    2. `csto-bayes verify DIR`, with the folder of this package: checks the digests, runs everything \
    again in a folder of its own, and says what differs, by file, row and column.

    ### Details

    - By hand: `sha256sum -c MANIFEST.sha256`, then `sh run.sh`, then `sha256sum -c MANIFEST.sha256` \
    once more. `run.sh` empties `results/` and writes it again.
    - On the platform named above the files are the same to the last bit. On another, \
    `csto-bayes verify` judges differences by Monte Carlo standard errors.


    """
  }

  private var tables: String {
    var rows = ""
    for (index, command) in contents.record.commands.enumerated() {
      let line = contents.script.line(ofCommand: index)
      for path in [command.standardOutput] + command.outputs where isTable(path) {
        let number =
          declaration.tables[path].map(cell)
          ?? (declaration.tables.isEmpty ? "**[number]**" : "–")
        rows += "| \(number) | run.sh | \(line) | \(file(path[...])) | "
        rows += "\(cell(PackageContents.description(of: path, study: study))); "
        rows += "made by `csto-bayes \(command.arguments.first ?? "")` |\n"
      }
    }
    return """
      ## List of tables and programs

      The code of this package reproduces:

      \(boxes(PackageDeclaration.Coverage.allCases, declaration.covers))
      \(declaration.reproduces.map(MarkdownText.prose) ?? PackageContents.open(
        "all numbers, tables and figures in the paper, or which; and below the number of each"
      ))

      | Figure/Table # | Program | Line Number | Output file | Note |
      |--|--|--|--|--|
      \(rows)

      """
  }

  private var references: String {
    """
    ## References

    \(MarkdownText.prose(study.citation))

    csto-bayes, version \(contents.record.version).
    """ + "\n"
  }

  // MARK: Parts

  private var studyFiles: [String] { files.filter { $0.hasPrefix(PackagePart.study + "/") } }
  private var priorFiles: [String] { files.filter { $0.hasPrefix(PackagePart.priors + "/") } }

  /// Tables and what is printed; draws and records are named in `commands.json`.
  private func isTable(_ path: String) -> Bool {
    [".csv", ".txt", ".svg"].contains(where: path.hasSuffix) && !path.contains("/chains/")
      && !path.hasSuffix("/draws.csv") && !path.hasSuffix("-draws.csv")
  }

  private func licenseSentence(_ subject: String, _ identifier: String?, _ file: String) -> String {
    guard let identifier else {
      return PackageContents.open("the licence of the \(subject)") + " See [\(file)](\(file))."
    }
    return "The \(subject) \(subject == "data" ? "are" : "is") licensed under "
      + "\(License.name(identifier)). See [\(file)](\(file)) for details."
  }

  private func boxes(_ choice: PackageRequirements.Choice) -> String {
    choice.all.enumerated().map { "- [\($0 == choice.index ? "x" : " ")] \($1)\n" }.joined()
  }

  /// Boxes of the template, those ticked that study.yaml declares: nobody else may tick them.
  private func boxes<Box: PackageBox>(_ all: [Box], _ ticked: [Box]) -> String {
    all.map { "- [\(ticked.contains($0) ? "x" : " ")] \($0.statement)\n" }.joined()
  }

  /// A text as a cell of a table.
  private func cell(_ text: String) -> String { MarkdownText.cell(MarkdownText.plain(text)) }

  /// A path as a cell of a table.
  private func file(_ path: Substring) -> String {
    MarkdownText.cell(MarkdownText.code(String(path)))
  }
}
