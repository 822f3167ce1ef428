extension PaperTable {
  /// Runs side by side, a column each: coefficients or average effects with their intervals, then cases, outcome
  /// events, leave-one-out and log evidence.
  ///
  /// Coefficients are those of `summary.csv`, effects those that ``SavedRun/effects(_:)`` gives, the rest what
  /// ``SavedRun/leaveOneOut(_:refitting:)`` and the marginal likelihoods give.
  ///
  /// - Parameters:
  ///   - runs: The runs; their `summary.csv` is checked and read.
  ///   - labels: The heads of their columns.
  ///   - request: What is shown.
  /// - Returns: The table.
  /// - Throws: ``RunError``, ``DataError``, ``FormulaError`` or ``CaseComparisonError``.
  /// - Precondition: there is a label for each run, and one run at least.
  public static func make(
    of runs: inout [SavedRun],
    named labels: [String],
    _ request: PaperTableRequest
  ) async throws -> PaperTable {
    precondition(!runs.isEmpty && runs.count == labels.count, "a label for each run")
    var models: [PaperModel] = []
    for index in runs.indices {
      models.append(try await PaperModel(&runs[index], named: labels[index], request))
    }
    return RunTable(models: models, request: request).table
  }

  /// What columns of runs are called where nothing is said: the names of their folders, or the paths where two
  /// have one name.
  public static func labels(of paths: [String]) -> [String] {
    let names = paths.map { path in
      let place = FileSystem.resolved(path) ?? path
      return place.split(separator: "/").last.map(String.init) ?? path
    }
    return Set(names).count == names.count ? names : paths
  }
}

/// Lays out what runs say as a table.
struct RunTable {
  let models: [PaperModel]
  let request: PaperTableRequest

  var table: PaperTable {
    var table = PaperTable(title: title, header: [""] + models.map(\.label))
    var caveats: [Caveat] = []
    for name in names(models.map { $0.entries.map(\.name) }) {
      let entries = models.map { model in model.entries.first { $0.name == name } }
      let marks = entries.map { $0.map { Self.marks($0, &caveats) } ?? "" }
      let intervals = entries.map { entry in entry.map { "[\($0.lower), \($0.upper)]" } }
      table.append(
        PaperTable.Row(
          [.name(name)]
            + zip(entries, zip(marks, intervals)).map { entry, rest in
              guard let entry, let interval = rest.1 else { return .empty }
              let text = request.isBeside ? "\(entry.estimate) \(interval)" : entry.estimate
              return .number(text, marks: rest.0)
            }
        )
      )
      guard !request.isBeside else { continue }
      table.append(
        PaperTable.Row([.empty] + intervals.map { $0.map { .number($0) } ?? .empty })
      )
    }
    appendFacts(to: &table)
    table.notes = notes(caveats)
    return table
  }

  // MARK: What the numbers are

  private var isLinkShared: Bool { Set(models.map(\.link)).count == 1 }

  private var title: String {
    let interval =
      "\(request.interval.percent) \(request.interval.kind.rawValue) intervals in brackets"
    let outcomes = names(models.map { [$0.outcome] })
    let outcome = outcomes.count == 1 ? outcomes[0] : "the outcome"
    switch request.content {
    case .coefficients:
      let scale = isLinkShared ? models[0].link.scaleName : "on the scale of each link"
      let words = scale.hasPrefix("the ") ? String(scale.dropFirst(4)) : scale
      return "Coefficients for \(outcome) (\(words)): posterior means, \(interval)"
    case .effects:
      return
        "Average effects on the probability of \(outcome), in percentage points: posterior means, "
        + interval
    }
  }

  /// Each name once, in the order in which they are met.
  private func names(_ lists: [[String]]) -> [String] {
    var names: [String] = []
    for name in lists.joined() where !names.contains(name) { names.append(name) }
    return names
  }

  private func appendFacts(to table: inout PaperTable) {
    var isFirst = true
    for fact in PaperModel.Fact.allCases where !(fact == .link && isLinkShared) {
      let values = models.map { $0.facts[fact] }
      guard values.contains(where: { $0 != nil }) else { continue }
      table.append(
        PaperTable.Row(
          [.name(fact.rawValue)] + values.map { .number($0 ?? "-") },
          isFirstOfPart: isFirst
        )
      )
      isFirst = false
      guard fact == .elpd else { continue }
      let errors = models.map { $0.errorOfElpd.map { PaperTable.Cell.number("(\($0))") } ?? .empty }
      table.append(PaperTable.Row([.empty] + errors))
    }
  }

  // MARK: Marks and notes

  private static func mark(_ decidedBy: DecidedBy) -> String {
    switch decidedBy {
    case .data: ""
    case .sign: "†"
    case .prior: "‡"
    }
  }

  /// The marks of a number; caveats that are new to the table get the next sign.
  private static func marks(_ entry: PaperModel.Entry, _ caveats: inout [Caveat]) -> String {
    mark(entry.decidedBy)
      + entry.caveats.map { caveat in
        let index = caveats.firstIndex(of: caveat) ?? caveats.count
        if index == caveats.count { caveats.append(caveat) }
        return sign(index)
      }.joined()
  }

  /// `§`, `¶`, `‖`, then each twice, and so on.
  private static func sign(_ index: Int) -> String {
    let signs = ["§", "¶", "‖"]
    return String(repeating: signs[index % signs.count], count: index / signs.count + 1)
  }

  private func notes(_ caveats: [Caveat]) -> [String] {
    var notes = [legend]
    notes += caveats.enumerated().map {
      "\(Self.sign($0)) \($1.message.replacing("`", with: ""))."
    }
    notes.append(listed("Priors", models.map { $0.priors }))
    notes += figures
    for (index, model) in models.enumerated() where !model.warnings.isEmpty {
      // Said once for all that it holds of.
      let same = models.indices.filter { models[$0].warnings == model.warnings }
      guard same.first == index else { continue }
      let place = models.count == 1 ? "" : " (\(Phrase.list(same.map { models[$0].label })))"
      notes.append("Warnings\(place): \(model.warnings.joined(separator: "; ")).")
    }
    return notes.filter { !$0.isEmpty }
  }

  /// What the marks say; only of those that stand in the table.
  private var legend: String {
    let found = Set(models.flatMap { $0.entries.map(\.decidedBy) })
    let parts = DecidedBy.allCases.filter(found.contains).map { decidedBy in
      let mark = Self.mark(decidedBy)
      return mark.isEmpty ? "No mark: \(decidedBy.words)" : "\(mark) \(decidedBy.words)"
    }
    return parts.isEmpty ? "" : parts.joined(separator: "; ") + "."
  }

  /// One text for all models where they agree, else one for each.
  private func listed(_ name: String, _ texts: [String]) -> String {
    if Set(texts).count == 1 { return "\(name): \(texts[0])." }
    return "\(name): "
      + zip(models, texts).map { "(\($0.label)) \($1)" }.joined(separator: ". ") + "."
  }

  /// What the numbers below the rule are.
  private var figures: [String] {
    var notes: [String] = []
    if request.content == .coefficients, request.interval != .standard {
      notes.append("The ends of the intervals are those of the draws.")
    }
    if models.contains(where: { $0.errorOfElpd != nil }) {
      notes.append(
        "elpd: expected log predictive density of cases left out, in nats; in parentheses its standard "
          + "error over cases"
          + (models.contains { $0.caseCount < 100 } ? ", which is rough with so few." : ".")
      )
    }
    let methods = names([models.compactMap(\.evidenceMethod)])
    if !methods.isEmpty {
      notes.append(
        "Log evidence: log marginal likelihood, by \(methods.joined(separator: " or ")); it depends on the "
          + "width of the priors as much as on the data."
      )
    }
    return notes
  }
}
