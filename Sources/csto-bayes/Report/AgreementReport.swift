import Inference

/// What `agree` prints.
struct AgreementReport {
  private let agreement: Agreement
  private let run: String
  private let files: [String]

  init(_ agreement: Agreement, run: String, files: [String]) {
    self.agreement = agreement
    self.run = run
    self.files = files
  }

  func text(_ format: OutputFormat) -> String {
    switch format {
    case .table: table
    case .json: AgreementExport(agreement).json.text()
    case .csv: AgreementExport(agreement).table.text()
    }
  }

  private var table: String {
    """
    Ours:   \(run), \(agreement.drawCounts.ours) draws
    Theirs: \(Phrase.list(files)), \(agreement.drawCounts.theirs) draws
    \(order)
    \(heading)\(parameters)
    \(verdict)\(uncomputed)\(unjudged)\(caution)
    """
  }

  private var heading: String {
    Paragraph.text(
      "Mean and sd (log-odds), and theirs less ours in joint Monte Carlo standard errors",
      mark: ""
    )
  }

  /// Which is which, where names do not tell.
  private var order: String {
    guard agreement.match.isByOrder else { return "" }
    let pairs = zip(agreement.otherNames, agreement.comparisons.map(\.parameter).unique)
    return Paragraph.text(
      pairs.map { "\($0) is \($1)" }.joined(separator: ", "),
      mark: "Matched by order: "
    )
  }

  private var parameters: String {
    let quantities = Agreement.Quantity.allCases
    var table = TextTable(
      [
        .words(""), .number("ours"), .number("theirs"), .number("sd ours", rank: 1),
        .number("theirs", rank: 1),
      ] + quantities.map { .number($0.rawValue) },
      file: "agree.csv"
    )
    for start in stride(from: 0, to: agreement.comparisons.count, by: quantities.count) {
      let row = agreement.comparisons[start..<(start + quantities.count)]
      let shown = row.prefix(2).flatMap { [$0.ours, $0.theirs] }
        .map { NumberText.estimate($0.value, error: $0.error) }
      table.append([row[start].parameter] + shown + row.map(difference))
    }
    return table.text
  }

  /// A difference, marked where it is not chance, in parentheses where it is not judged.
  private func difference(_ comparison: Agreement.Comparison) -> String {
    guard comparison.problem == nil else { return "-" }
    let text = NumberText.fixed(comparison.difference, 1)
    guard comparison.isJudged else { return "(\(text))" }
    return comparison.differs ? text + " *" : text
  }

  private var verdict: String {
    let judged = agreement.judged.count
    let limits =
      "\(NumberText.fixed(agreement.limit, 2)) joint Monte Carlo standard errors (quantiles: "
      + "\(NumberText.fixed(agreement.largestLimit, 2)))"
    let rule = Paragraph.text(
      "The limits allow for all \(judged) comparisons together: equal posteriors exceed one of them in "
        + "about 1 of 100 tables.",
      mark: "  "
    )
    let power =
      agreement.visibleDifference.map {
        Paragraph.text(
          "Means can differ by up to \(NumberText.fixed($0, 2)) posterior sd without being found.",
          mark: "  "
        )
      } ?? ""
    switch agreement.outcome {
    case .agree:
      return Paragraph.text("AGREE: no difference is beyond \(limits).", mark: "") + rule + power
    case .undecided:
      let names = agreement.undecided.map(\.parameter)
      return Paragraph.text(
        "UNDECIDED: nothing could be computed for \(Phrase.list(names)); of the others no difference is "
          + "beyond \(limits).",
        mark: ""
      ) + rule + power
    case .differ: break
    }
    let found = agreement.differing.map { comparison in
      Paragraph.text(
        "\(Phrase.oneLine(comparison.parameter)), \(comparison.quantity.rawValue): ours "
          + estimate(comparison.ours) + ", theirs " + estimate(comparison.theirs),
        mark: "  "
      )
    }
    let count = agreement.differing.count
    return Paragraph.text(
      "DIFFER: \(count) of \(judged) differences (*) \(count == 1 ? "is" : "are") beyond \(limits).",
      mark: ""
    ) + found.joined() + rule
  }

  private func estimate(_ estimate: MonteCarloEstimate) -> String {
    NumberText.estimate(estimate.value, error: estimate.error)
      + " (MCSE \(NumberText.ratio(estimate.error)))"
  }

  /// What could not be computed, and why.
  private var uncomputed: String {
    var names: [Agreement.Problem: [String]] = [:]
    for comparison in agreement.comparisons {
      guard let problem = comparison.problem else { continue }
      let name = Phrase.oneLine(comparison.parameter)
      if names[problem]?.contains(name) != true { names[problem, default: []].append(name) }
    }
    let owners: [AgreementError.Side: String] = [.run: "ours", .other: "theirs"]
    let lines = names.map { problem, names in
      switch problem {
      case .notFinite(let side):
        "could not be computed: \(Phrase.list(names)), as \(owners[side] ?? "") hold a value that is not "
          + "a finite number"
      case .noMonteCarloError(let side):
        "could not be computed (-): some numbers of \(Phrase.list(names)), as \(owners[side] ?? "") "
          + "are all equal there, or too few"
      }
    }
    return lines.sorted().map { Paragraph.text($0 + ".", mark: "  ") }.joined()
  }

  private var unjudged: String {
    guard !agreement.unjudged.isEmpty else { return "" }
    return Paragraph.text(
      "In parentheses: not judged, as tails this heavy leave the Monte Carlo error undefined; quantiles are.",
      mark: "  "
    )
  }

  /// Errors of chains that disagree with one another are too small.
  private var caution: String {
    let (ours, theirs) = (agreement.largestRHat.ours, agreement.largestRHat.theirs)
    let bad = [("ours", ours), ("theirs", theirs)].filter { !($0.1 <= 1.01) }
    let same =
      agreement.areTheSameDraws
      ? Paragraph.text(
        "CAUTION: theirs are the draws of the run itself, so that nothing was compared.",
        mark: "  "
      ) : ""
    return same
      + bad.map {
        Paragraph.text(
          "CAUTION: the largest R-hat of \($0.0) is \(NumberText.fixed($0.1, 3)), so that errors are "
            + "understated; see `csto-bayes diagnose`.",
          mark: "  "
        )
      }.joined()
  }
}

extension [String] {
  /// Each element once, in order of first appearance.
  fileprivate var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
