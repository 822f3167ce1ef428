/// What a check of robustness says, as parts of a page, or as a page of its own.
public struct StoreReport: Sendable {
  /// The analyses.
  let stored: StoredResults
  /// The title of the study.
  public let title: String
  /// `fragility.csv` of the folder, by row; empty where it has none.
  let fragility: [[String: String]]

  /// Reads what is beside the store too.
  ///
  /// - Parameters:
  ///   - stored: The analyses.
  ///   - title: What the study is about.
  ///   - folder: Where the tables are.
  public init(_ stored: StoredResults, title: String, folder: String) {
    (self.stored, self.title) = (stored, title)
    fragility = Self.rows(of: "\(folder)/fragility.csv")
  }

  private static func rows(of file: String) -> [[String: String]] {
    guard FileSystem.isRegularFile(file), let bytes = try? ByteSource.contents(of: file),
      var reader = try? CSVReader(
        bytes: bytes,
        source: file,
        options: .init(delimiter: UInt8(ascii: ","))
      )
    else { return [] }
    let names = reader.columnNames
    var rows: [[String: String]] = []
    while (try? reader.next()) == true {
      var row: [String: String] = [:]
      for (index, name) in names.enumerated() { row[name] = reader.text(index) }
      rows.append(row)
    }
    return rows
  }

  /// A page of its own.
  ///
  /// - Parameter steps: How each number is made again.
  /// - Returns: The page.
  public func file(_ steps: [RunReport.Step]) -> some ExportedFile & Sendable {
    let results = stored.results
    var page = HTMLPage(
      title: title,
      subtitle: "Does the answer survive other choices? \(results.entries.count) of "
        + "\(results.plannedCount) analyses of \(stored.outcome)."
    )
    page.blocks = blocks(below: "") + RunReport.reproduction(steps, nil)
    page.footer = "Made by \(Program.name) \(Program.version)."
    return page
  }

  /// The parts, each section's name after some words.
  func blocks(below words: String) -> [HTMLPage.Block] {
    let results = stored.results
    func name(_ text: String) -> String {
      words.isEmpty ? text : words + text.prefix(1).lowercased() + text.dropFirst()
    }
    var blocks: [HTMLPage.Block] = [.section(name("The effects over all analyses"))]
    if results.missingCount > 0 {
      blocks.append(
        .verdict(
          .init(kind: .doubtful, text: "\(results.missingCount) analyses are not done yet.")
        )
      )
    }
    let varied = results.forks.filter { $0.choices.count > 1 }
    blocks.append(
      varied.isEmpty
        ? .paragraph("Nothing was varied: there is one analysis.")
        : .paragraph(
          "What was varied: "
            + varied.map { "\($0.name) (\($0.choices.count) options)" }.joined(separator: ", ")
            + ". Shares of analyses say how much hangs on choices; they are no probabilities."
        )
    )
    guard !results.effectKeys.isEmpty else {
      blocks.append(.paragraph("No analysis has an effect."))
      return blocks
    }
    blocks.append(.table(effectTable))
    func figure(_ figure: any Figure) -> HTMLPage.Block {
      .figure(figure.drawing(width: RunReport.figureWidth))
    }
    blocks.append(figure(PBoxFigure(results, outcome: stored.outcome)))
    if varied.contains(where: { $0.name == "prior" }) {
      blocks.append(.section(name("Prior sets")))
      blocks.append(figure(PriorByEffectFigure(results, outcome: stored.outcome)))
    }
    if !fragility.isEmpty {
      blocks.append(.section(name("Fragility")))
      blocks.append(.table(fragilityTable))
    }
    return blocks
  }

  private var effectTable: HTMLPage.Table {
    var table = HTMLPage.Table(
      caption:
        "Effects over the analyses in which both outcomes occur: medians, and the share of analyses with "
        + "strong evidence, those left out whose prior alone is across the line before any data",
      columns: [
        "effect", "analyses", "median of medians", "smallest", "largest", "P(>0) > 0.95",
        "P(>0) < 0.05",
        "all outcomes alike",
      ],
      numbers: [1, 2, 3, 4, 5, 6, 7]
    )
    for key in stored.results.effectKeys {
      let curve = SpecificationCurve(of: key, in: stored.results)
      let summary = curve.twoClasses
      func share(_ side: EvidenceThreshold.Side, _ line: Double) -> String {
        guard let found = summary.agreement(EvidenceThreshold(side, line)),
          found.universeCount > 0
        else {
          return "\u{2013}"
        }
        return "\(FigureText.fixed(100 * found.share, 0)) %"
      }
      table.rows.append(
        [key.name, "\(summary.count)"]
          + [summary.medianOfMedians, summary.smallestMedian, summary.largestMedian]
          .map { FigureText.fixed($0, 2) }
          + [share(.above, 0.95), share(.below, 0.05), "\(curve.oneClassCount)"]
      )
    }
    return table
  }

  /// How few cells overturn each conclusion.
  private var fragilityTable: HTMLPage.Table {
    HTMLPage.Table(
      caption:
        "The fewest recoded cells that overturn, or bring about, each conclusion of the study's own analysis",
      columns: [
        "effect", "conclusion", "holds", "cells that may change", "recodes needed", "which",
      ],
      numbers: [4],
      rows: fragility.map { row in
        let needed = row["recodes_needed"] ?? ""
        let searched = row["searched_to"] ?? ""
        return [
          row["effect"] ?? "", row["conclusion"] ?? "", row["holds"] ?? "", row["cells"] ?? "",
          needed.isEmpty ? "none up to \(searched)" : needed, row["recodes"] ?? "",
        ]
      }
    )
  }
}
