/// An elicited prior as a file that `fit --prior FILE` reads: the priors, and in comments who stated what
/// and how well it is met.
///
/// Numbers are rounded to six significant digits. The last line is a place for the seal.
public struct ElicitedPriorFile: ExportedFile {
  private let prior: ElicitedPrior
  private let formula: String
  private let program: String

  /// Makes the file of a prior that was elicited for a model.
  ///
  /// - Parameters:
  ///   - prior: The prior.
  ///   - formula: The formula that the coefficients belong to.
  ///   - program: The program and version that fitted it.
  public init(_ prior: ElicitedPrior, formula: String, program: String) {
    self.prior = prior
    self.formula = formula
    self.program = program
  }

  /// Writes the file.
  ///
  /// - Throws: ``ExportError`` `cannotWrite` where the file behind the buffer cannot be written.
  public func write(to text: inout TextBuffer) throws(ExportError) {
    comments(to: &text)
    let file = prior.elicitation.file
    let title = file.title.isEmpty ? "Elicited from \(file.file)" : file.title
    field("title", title, to: &text)
    let summary = file.summary.isEmpty ? "" : file.summary.oneLine + " "
    field(
      "description",
      summary
        + "Fitted to statements on scenarios of the model \(formula); the statements are above.",
      to: &text
    )
    field("source", file.source.isEmpty ? file.file : file.source, to: &text)
    coefficients(to: &text)
    comment(FileSeal.blank, to: &text)
  }

  // MARK: Comments

  private func comments(to text: inout TextBuffer) {
    let family =
      switch prior.family {
      case .normal: "Normal priors"
      case .studentT(let degreesOfFreedom):
        "Student's t priors with \(Expression.text(of: degreesOfFreedom)) degrees of freedom"
      }
    comment("Made by \(program) priors elicit from \(prior.elicitation.file.file).", to: &text)
    comment("Model: \(formula)", to: &text)
    comment("\(family), independent of each other.", to: &text)
    comment("", to: &text)
    comment("Each line: a probability or an odds ratio as stated -> as fitted.", to: &text)
    for expert in prior.experts {
      comment(
        "\(expert.opinion.expert) (share \(short(expert.opinion.weight)))",
        to: &text
      )
      for (item, comparison) in zip(expert.opinion.items, expert.comparisons) {
        let place = item.statement.line.map { " (line \($0))" } ?? ""
        comment("  \(item.label): \(item.statement.words)\(place)", to: &text)
        comment("    " + arrows(comparison, item.statement.subject), to: &text)
        if let reason = item.statement.reason { comment("    because: \(reason)", to: &text) }
      }
      for conflict in expert.conflicts {
        let lines = conflict.statements.map {
          expert.opinion.items[$0].statement.line.map(String.init) ?? "?"
        }
        comment(
          "  in conflict (\(conflict.kind)): lines \(lines.joined(separator: ", "))",
          to: &text
        )
      }
    }
    if !prior.pool.isEmpty {
      comment("Linear pool of the experts -> fit to the pool, which is the prior below", to: &text)
      for pooled in prior.pool {
        comment("  \(pooled.comparison.label)", to: &text)
        comment("    " + arrows(pooled.comparison, pooled.subject), to: &text)
      }
    }
  }

  private func arrows(
    _ comparison: ElicitedPrior.Comparison,
    _ subject: ElicitedStatement.Subject
  ) -> String {
    comparison.probabilities.indices.map { index in
      "q\(short(100 * comparison.probabilities[index])) "
        + "\(short(subject.value(atLogOdds: comparison.wanted[index]))) -> "
        + short(subject.value(atLogOdds: comparison.fitted[index]))
    }.joined(separator: "; ")
  }

  private func comment(_ line: String, to text: inout TextBuffer) {
    text.write(line.isEmpty ? "#\n" : "# \(line.oneLine)\n")
  }

  // MARK: Priors

  private func coefficients(to text: inout TextBuffer) {
    let intercept = prior.coefficients.first { $0.name == DesignEncoder.interceptName }
    let library = try? PriorLibrary.builtIn.specification(PriorLibrary.defaultName)
    text.write("intercept:\n")
    if let intercept {
      entry(intercept, to: &text)
    } else if let library {
      text.write("  prior: \(library.intercept.prior)\n")
    }
    guard let library else { return }
    text.write("coefficients:\n  prior: \(library.coefficients.prior)\n")
    text.write("  scaling: \(library.scaling.rawValue)\n")
    text.write("  reason: No statement is about it; as in \(library.name).\n")
    let named = prior.coefficients.filter {
      $0.name != DesignEncoder.interceptName && ($0.location != .base || $0.scale != .base)
    }
    guard !named.isEmpty else { return }
    text.write("named:\n")
    for coefficient in named {
      text.write("  \(Self.quoted(coefficient.name)):\n")
      entry(coefficient, indent: "    ", to: &text)
    }
  }

  private func entry(
    _ coefficient: ElicitedPrior.Coefficient,
    indent: String = "  ",
    to text: inout TextBuffer
  ) {
    let prior = coefficient.prior.rounded
    text.write("\(indent)prior: \(prior)\n")
    text.write("\(indent)reason: \(coefficient.basis)\n")
    let ends = [prior.quantile(0.05), prior.quantile(0.95)]
    let isIntercept = coefficient.name == DesignEncoder.interceptName
    let subject: ElicitedStatement.Subject =
      isIntercept
      ? .probability(scenario: "") : .oddsRatio(scenario: "", reference: "")
    text.write("\(indent)central_90:\n")
    text.write("\(indent)  log_odds: [\(ends.map(short).joined(separator: ", "))]\n")
    let values = ends.map { short(subject.value(atLogOdds: $0)) }.joined(separator: ", ")
    text.write("\(indent)  \(isIntercept ? "probability" : "odds_ratio"): [\(values)]\n")
  }

  private func field(_ key: String, _ value: String, to text: inout TextBuffer) {
    text.write("\(key): \(Self.quoted(value.oneLine))\n")
  }

  /// A number to three significant digits.
  private func short(_ value: Double) -> String {
    Expression.text(of: value.rounded(toSignificantDigits: 3))
  }

  /// A text as a YAML scalar: a JSON string, which is one.
  private static func quoted(_ text: String) -> String {
    String(JSON.string(text).text().dropLast())
  }
}

extension ElicitedPrior.Coefficient {
  /// What the prior rests on, in words.
  public var basis: String {
    let location =
      switch location {
      case .stated: "location from the statements"
      case .shared: "location from the statements only together with other coefficients"
      case .base, .held: "location not stated, as in \(PriorLibrary.defaultName)"
      }
    let scale =
      switch scale {
      case .stated: "scale from the statements"
      case .shared: "scale from the statements only together with other coefficients"
      case .base: "scale not stated, as in \(PriorLibrary.defaultName)"
      case .held: "scale held at its least, the statements ask for less"
      }
    return "\(location), \(scale)."
  }
}

extension CoefficientPrior {
  /// The prior with its numbers rounded to six significant digits, as files have it.
  public var rounded: CoefficientPrior {
    CoefficientPrior(family.arguments.map { $0.rounded(toSignificantDigits: 6) }, as: self)
  }
}

extension Double {
  /// The nearest number with so many significant decimal digits.
  func rounded(toSignificantDigits digits: Int) -> Double {
    guard self != 0, isFinite else { return self }
    let places = digits - 1 - Int(Portable.log10(magnitude).rounded(.down))
    let power = Portable.pow(10, abs(places)).rounded()
    let rounded = places >= 0 ? (self * power).rounded() / power : (self / power).rounded() * power
    return rounded.isFinite ? rounded : self
  }
}

extension String {
  /// The text on one line: control characters are spaces.
  fileprivate var oneLine: String {
    String(
      map { character in
        character.isNewline
          || character.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }
          ? " " : character
      }
    )
  }
}
